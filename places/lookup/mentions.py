"""Places as a source writes them: the record that is meant, where the words tell it for certain."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from places.lookup import governments as government_lookup
from places.lookup import partners as partner_lookup
from places.lookup.governments import Governments
from places.lookup.names import NotFound
from places.lookup.partners import Partners
from places.lookup.records import FoundPartner, NewPartner
from sistercity.importing import problems
from sistercity.importing.answers import Answer

KEPT_GOVERNMENT = problems.warning(
    "kept_government",
    _(
        "“%(name)s” does not tell which local government is meant; it is kept as it is written. A"
        " code tells it, or the prefecture before the name."
    ),
)
KEPT_PARTNER = problems.warning(
    "kept_partner",
    _(
        "“%(name)s” is no known partner in the country or region named; it is kept as it is"
        " written."
    ),
)
KEPT_SEVERAL = problems.warning(
    "kept_several_partners",
    _("“%(name)s” can be several: %(candidates)s. It is kept as it is written."),
)
# For the desk: whose name an unknown one is.
UNKNOWN_MENTIONS = {
    KEPT_GOVERNMENT: "government",
    KEPT_PARTNER: "partner",
    KEPT_SEVERAL: "partner",
}
# Denver, Colorado; Changshu (Jiangsu); デンバー（コロラド州）.
WITH_STATE = re.compile(
    r"(?P<name>.+?)(?:, (?P<after>[^,()]+)|[ ]?[(（](?P<inside>[^()（）]+)[)）])"
)


class Mentions:
    """The records that words mean; what the desk answered about the same words comes first."""

    def __init__(
        self,
        governments: Governments,
        partners: Partners,
        answers: Iterable[Answer] = (),
    ) -> None:
        self.governments, self.partners = governments, partners
        self.answers = {(answer.side, *answer.asked): answer.place for answer in answers}
        self.prefectures = sorted(governments.prefecture_names.values(), key=len, reverse=True)

    def government(self, code: str, name_ja: str, name_en: str) -> int | None:
        """Return the local government of today that is meant, or None where nobody can tell.

        Raises NotFound for a code that is none, and where code and name are of two places.
        """
        named = self.named_government(name_ja, name_en)
        if not code:
            return named
        meant = self.governments.find(code, "", "", "", "").pk
        if named not in (None, meant):
            values = {"first": code, "second": name_ja or name_en}
            raise NotFound("government_code", government_lookup.CONTRADICTION, **values)
        return meant

    def named_government(self, name_ja: str, name_en: str) -> int | None:
        """Return the government of names that have their prefecture with them.

        Raises NotFound where the two names are of two places.
        """
        if ("government", name_ja, name_en) in self.answers:
            return self.answers["government", name_ja, name_en]
        prefecture, bare = with_state(name_en)
        if not self.is_prefecture(prefecture):
            prefecture, bare = "", name_en
        pairs = (self.with_prefecture(name_ja), (prefecture, bare))
        found = {self.one_government(*pair) for pair in pairs if pair[1]} - {None}
        if len(found) > 1:
            values = {"first": name_ja, "second": name_en}
            raise NotFound("government_ja", government_lookup.CONTRADICTION, **values)
        return next(iter(found), None)

    def one_government(self, prefecture: str, name: str) -> int | None:
        """Return the government of a name within a prefecture, or None."""
        try:
            return self.governments.find("", prefecture, "", name, "").pk
        except NotFound:
            return None

    def with_prefecture(self, name: str) -> tuple[str, str]:
        """Return prefecture and name of 宮城県仙台市; the prefecture is empty where it is alone."""
        for prefecture in self.prefectures:
            if name.startswith(prefecture) and name != prefecture:
                return prefecture, name.removeprefix(prefecture).strip()
        return "", name

    def is_prefecture(self, name: str) -> bool:
        """Whether a name is that of a prefecture."""
        try:
            return bool(self.governments.prefecture(prefecture_en=name))
        except NotFound:
            return False

    def country(self, name: str) -> str:
        """Return the code of a country or region, "" for no name; raise NotFound."""
        return self.partners.countries.find(country=name)

    def partner(self, number: int | None, country: str, name_ja: str, name_en: str) -> int | None:
        """Return the partner that is meant, or None where nobody can tell.

        Raises NotFound for a number that is none or is of another country, and where number and
        name are of two partners.
        """
        named, _candidates = self.named_partner(country, name_ja, name_en)
        if number is None:
            return named
        meant = self.partners.of_number(number, country, {}).pk
        if named not in (None, meant):
            values = {"first": self.partners.records[meant].label, "second": name_ja or name_en}
            raise NotFound("partner_en", partner_lookup.TWO_NAMES, **values)
        return meant

    def named_partner(
        self, country: str, name_ja: str, name_en: str
    ) -> tuple[int | None, dict[str, Any]]:
        """Return the partner of a name within a country, or the candidates and their keys.

        Raises NotFound where the two names are of two partners.
        """
        if ("partner", country, name_ja, name_en) in self.answers:
            return self.answers["partner", country, name_ja, name_en], {}
        several: dict[str, Any] = {}
        for wanted in readings(name_ja, name_en) if country else ():
            try:
                found = self.partners.find(None, (("country", country),), wanted)
            except NotFound as problem:
                if problem.code == partner_lookup.TWO_NAMES:
                    raise
                if problem.code == partner_lookup.AMBIGUOUS:
                    several = {name: problem.values[name] for name in ("candidates", "choices")}
                continue
            if not isinstance(found, NewPartner) and self.has_state(found, wanted):
                return found.pk, {}
        return None, several

    def has_state(self, found: FoundPartner, wanted: NewPartner) -> bool:
        """Whether a partner has the state that stands with the name, if one does."""
        record = self.partners.records[found.former or found.pk]
        stated = wanted.state_en or wanted.state_ja
        return not stated or bool(self.partners.states.agree(record, wanted))


def with_state(name: str) -> tuple[str, str]:
    """Return the place that stands behind a name, after a comma or in brackets, and the name."""
    match = WITH_STATE.fullmatch(name)
    return (match["after"] or match["inside"], match["name"]) if match else ("", name)


def readings(name_ja: str, name_en: str) -> Iterator[NewPartner]:
    """Yield what names can mean: themselves, and a name with its state behind it."""
    if name_ja or name_en:
        yield NewPartner("", name_en, name_ja, "", "", "")
    (state_en, bare_en), (state_ja, bare_ja) = with_state(name_en), with_state(name_ja)
    if state_en or state_ja:
        yield NewPartner("", bare_en, bare_ja, state_en, state_ja, "")
