"""Partners overseas by number, or by any name within their country."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext_lazy as _

from places.keys import key
from places.lookup.countries import Countries
from places.lookup.names import NameIndex, NotFound, parts
from places.models import Partner, PartnerLevel, PlaceName
from sistercity.importing import problems

UNKNOWN_ID = problems.error(
    "unknown_partner_id",
    _("No partner has the number %(id)s. Correct it, or give country and name instead."),
)
EMPTY = problems.error(
    "no_partner", _("The row names no partner. Give its number, or country and name.")
)
NEEDS_COUNTRY = problems.error(
    "needs_country", _("The country or region of “%(name)s” is missing.")
)
OTHER_COUNTRY = problems.error(
    "partner_country_contradiction",
    _("Partner %(partner)s is in %(country)s, not in %(stated)s."),
)
OTHER_NAME = problems.error(
    "partner_name_contradiction",
    _(
        "“%(name)s” is no known name of partner %(partner)s. Correct the name or the number, or"
        " accept it as a new name."
    ),
)
TWO_NAMES = problems.error(
    "partner_contradiction", _("“%(first)s” and “%(second)s” do not name the same partner.")
)
NEAR = problems.error(
    "unknown_partner",
    _(
        "No partner in %(country)s is named “%(name)s”. Nearest: %(nearest)s. Correct the name, or"
        " accept it as a new partner."
    ),
)
AMBIGUOUS = problems.error(
    "ambiguous_partner",
    _("“%(name)s” can be several: %(candidates)s. Give the state, or the partner's number."),
)
SUCCESSOR = problems.notice(
    "former_partner", _("%(former)s passed into %(successor)s; the latter was taken.")
)

VERY_SIMILAR = 0.85


@dataclass(frozen=True)
class NewPartner:
    """A partner that no record names: what a row says of it."""

    country: str
    name_en: str
    name_ja: str
    state_en: str
    state_ja: str
    level: str

    @property
    def label(self) -> str:
        """Name and country."""
        return f"{self.name_ja or self.name_en} ({self.country})"


@dataclass(frozen=True)
class FoundPartner:
    """The partner that a row means.

    ``new_name`` is one that no record has, given for a partner that its number identifies;
    ``former`` is the partner that the row named, where that has a successor.
    """

    pk: int
    new_name: str = ""
    former: int | None = None


@dataclass(frozen=True)
class Record:
    """What is known of a partner."""

    pk: int
    public_id: int
    country: str
    name_en: str
    name_ja: str
    state_en: str
    state_ja: str
    level: str
    successor: int | None

    @property
    def label(self) -> str:
        """Name, state and number."""
        name = self.name_ja or self.name_en
        parts = [self.name_en if self.name_en != name else "", self.state_en, str(self.public_id)]
        return f"{name} ({', '.join(filter(None, parts))})"


class Partners:
    """Every partner with its names, in memory."""

    def __init__(
        self,
        *,
        extra_names: Iterable[tuple[str, int]] = (),
        accept_new: bool = False,
        accept_names: bool = False,
    ) -> None:
        """``extra_names`` are names with the primary key of the partner that each means here.

        ``accept_new`` takes a name like a known one for a new partner's, ``accept_names`` takes
        an unknown name beside a partner's number for a new name of it.
        """
        self.countries = Countries()
        self.accept_new, self.accept_names = accept_new, accept_names
        columns = (
            "pk", "public_id", "country_id", "name_en", "name_ja", "state_en", "state_ja",
            "level", "successor_id",
        )  # fmt: skip
        native = dict(Partner.objects.values_list("pk", "name_native"))
        self.records = {row[0]: Record(*row) for row in Partner.objects.values_list(*columns)}
        self.by_number = {record.public_id: record.pk for record in self.records.values()}
        self.names, self.own_names = NameIndex(), NameIndex()
        for record in self.records.values():
            names = (record.name_en, record.name_ja, native[record.pk])
            self.names.add(record.country, names, record.pk)
            self.own_names.add(record.country, names, record.pk)
        stored = PlaceName.objects.exclude(partner=None).values_list("text", "partner")
        for name, pk in stored:
            self.names.add(self.records[pk].country, [name], pk)
        for name, pk in extra_names:
            if pk in self.records:
                self.names.choose(self.records[pk].country, name, pk)
        self.find = cache(self._find)
        self.alike = cache(self._alike)

    def _find(
        self,
        number: int | None,
        countries: tuple[tuple[str, str], ...],
        name: NewPartner,
    ) -> FoundPartner | NewPartner:
        """Return the partner that the cells of a row mean; raise NotFound with the reason.

        ``countries`` are the texts of the country's columns; ``name`` holds the other cells, its
        country is not looked at.
        """
        country = self.countries.find(**dict(countries))
        names = {"partner_ja": name.name_ja, "partner_en": name.name_en}
        if number is not None:
            return self.of_number(number, country, names)
        if not any(names.values()):
            raise NotFound("partner_en", EMPTY)
        if not country:
            raise NotFound("country_code", NEEDS_COUNTRY, name=name.name_ja or name.name_en)
        wanted = NewPartner(country, *list(vars(name).values())[1:])
        meant: set[int] = set()
        for column, text in names.items():
            if text:
                meant = self.narrowed(meant, column, text, wanted)
        if meant:
            return self.one(meant, name.name_ja or name.name_en)
        return self.new(wanted)

    def of_number(self, number: int, country: str, names: dict[str, str]) -> FoundPartner:
        """Return the partner of a number, if country and names agree with it."""
        pk = self.by_number.get(number)
        if pk is None:
            raise NotFound("partner_id", UNKNOWN_ID, id=number)
        record = self.records[pk]
        labels = self.countries.labels
        if country and country != record.country:
            values = {"country": labels[record.country], "stated": labels[country]}
            raise NotFound("country_code", OTHER_COUNTRY, partner=record.label, **values)
        for column, name in names.items():
            if name and pk not in self.names.find(record.country, name):
                if not self.accept_names:
                    raise NotFound(column, OTHER_NAME, name=name, partner=record.label)
                return FoundPartner(pk, new_name=name)
        return self.successor(pk)

    def narrowed(self, meant: set[int], column: str, name: str, wanted: NewPartner) -> set[int]:
        """Return the partners of the name in country, state and level, that were meant so far."""
        found = {
            pk
            for pk in self.names.find(wanted.country, name)
            if self.fits(self.records[pk], wanted)
        }
        if meant and found and not meant & found:
            first = self.records[min(meant)].label
            raise NotFound(column, TWO_NAMES, first=first, second=name)
        return meant & found or meant or found

    def fits(self, record: Record, wanted: NewPartner) -> bool:
        """Whether state and level do not speak against a partner."""
        for stated, own in ((wanted.state_en, record.state_en), (wanted.state_ja, record.state_ja)):
            if stated and own and parts(stated)[0] != parts(own)[0]:
                return False
        return not wanted.level or wanted.level == record.level

    def one(self, meant: set[int], name: str) -> FoundPartner:
        """Return the one partner among several; raise NotFound where it cannot be told."""
        own = {
            pk
            for pk in meant
            if key(name) in (key(self.records[pk].name_en), key(self.records[pk].name_ja))
        }
        # What somebody said, then a partner's own name, before another's other name.
        kept = meant & self.names.chosen[key(name)] or own or meant
        ends = {self.successor(pk).pk for pk in kept}
        if len(ends) != 1:
            candidates = [self.records[pk].label for pk in sorted(kept)]
            raise NotFound("partner_en", AMBIGUOUS, name=name, candidates=candidates)
        return self.successor(min(kept))

    def successor(self, pk: int) -> FoundPartner:
        """Return the partner of today that a partner leads to."""
        end = pk
        while (later := self.records[end].successor) is not None:
            end = later
        return FoundPartner(end, former=pk if end != pk else None)

    def new(self, wanted: NewPartner) -> NewPartner:
        """Return a new partner; raise NotFound where a known one has nearly the same name."""
        for column, name in (("partner_en", wanted.name_en), ("partner_ja", wanted.name_ja)):
            nearest = self.names.nearest(wanted.country, name) if name else []
            if nearest and not self.accept_new:
                labels = [self.records[pk].label for pk in nearest]
                country = self.countries.labels[wanted.country]
                raise NotFound(column, NEAR, name=name, country=country, nearest=labels)
        level = wanted.level or PartnerLevel.LOCAL
        return NewPartner(
            wanted.country, wanted.name_en, wanted.name_ja, wanted.state_en, wanted.state_ja, level
        )

    def _alike(self, pk: int) -> set[int]:
        """Return the other partners of the country whose own names are nearly the partner's."""
        record = self.records[pk]
        return self.alike_names(record.country, record.name_en, record.name_ja) - {pk}

    def alike_names(self, country: str, *names: str) -> set[int]:
        """Return the partners of a country whose own names are nearly one of the names."""
        own = self.own_names
        return {pk for name in names if name for pk in own.nearest(country, name, VERY_SIMILAR)}
