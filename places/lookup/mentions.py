"""Places as a source writes them: the record that is meant, where the words tell it for certain."""

import re
from collections.abc import Iterator

from places.lookup import partners as partner_lookup
from places.lookup.governments import Governments
from places.lookup.names import PlaceNotFound
from places.lookup.partners import Partners
from places.lookup.records import FoundPartner, NewPartner

# Denver, Colorado; Changshu (Jiangsu); デンバー（コロラド州）.
WITH_STATE = re.compile(
    r"(?P<name>.+?)(?:, (?P<after>[^,()]+)|[ ]?[(（](?P<inside>[^()（）]+)[)）])"
)


class Mentions:
    """The records that words mean."""

    def __init__(self, governments: Governments, partners: Partners) -> None:
        self.governments, self.partners = governments, partners

    def government(self, code: str, name_ja: str, name_en: str) -> int | None:
        """Return the local government of today that a code means; a name alone tells none.

        Raises PlaceNotFound for a code that is none, and where a name is not that of its place.
        """
        return self.governments.find(code, "", "", name_ja, name_en).pk if code else None

    def country(self, name: str) -> str:
        """Return the code of a country or region, "" for no name; raise PlaceNotFound."""
        return self.partners.countries.find(country=name)

    def partner(self, number: int | None, country: str, name_ja: str, name_en: str) -> int | None:
        """Return the partner that is meant, or None where nobody can tell.

        Raises PlaceNotFound for a number that is none or is of another country, and where number
        and name are of two partners.
        """
        named = self.named_partner(country, name_ja, name_en)
        if number is None:
            return named
        meant = self.partners.of_number(number, country, {}).pk
        if named not in (None, meant):
            values = {"first": self.partners.records[meant].label, "second": name_ja or name_en}
            raise PlaceNotFound("partner_en", partner_lookup.TWO_NAMES, **values)
        return meant

    def named_partner(self, country: str, name_ja: str, name_en: str) -> int | None:
        """Return the partner of a name within a country, or None.

        Raises PlaceNotFound where the two names are of two partners.
        """
        for wanted in readings(name_ja, name_en) if country else ():
            try:
                found = self.partners.find(None, (("country", country),), wanted)
            except PlaceNotFound as problem:
                if problem.code == partner_lookup.TWO_NAMES:
                    raise
                continue
            if not isinstance(found, NewPartner) and self.has_state(found, wanted):
                return found.pk
        return None

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
