"""Partners overseas by number, or by any name within their country."""

from dataclasses import replace
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from places.lookup.countries import Countries
from places.lookup.names import (
    Name,
    NameIndex,
    PlaceNotFound,
    Several,
    names_of,
    places_of,
    stored_names,
)
from places.lookup.records import FoundPartner, NewPartner, PartnerRecord
from places.lookup.states import States
from places.models import Partner, PartnerLevel
from sistercity.spreadsheets import problems

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
ELSEWHERE = problems.error(
    "partner_elsewhere",
    _(
        "No partner in %(country)s that is named “%(name)s” has the state and the level of the row:"
        " %(nearest)s. Correct them, write the right one's number in the column"
        " “%(number_column)s”, or accept it as a new partner."
    ),
)
AMBIGUOUS = problems.error(
    "ambiguous_partner",
    _(
        "“%(name)s” can be several: %(candidates)s. Write the number of the one that is meant in"
        " the column “%(number_column)s”, or its state."
    ),
)
STATE_UNKNOWN = problems.warning(
    "state_unknown",
    _(
        "The register has no state for %(partner)s; the row says “%(state)s”. It was used because"
        " no other partner has the name."
    ),
)
SUCCESSOR = problems.notice(
    "former_partner", _("%(former)s passed into %(successor)s; the latter was taken.")
)

VERY_SIMILAR = 0.85


class Partners:
    """Every partner with its names, in memory."""

    def __init__(self, *, accept_new: bool = False, accept_names: bool = False) -> None:
        """Read the tables.

        ``accept_new`` takes a name like a known one for a new partner's, ``accept_names`` takes
        an unknown name beside a partner's number for a new name of it.
        """
        self.countries = Countries()
        self.accept_new, self.accept_names = accept_new, accept_names
        columns = (
            "pk", "public_id", "country_id", "name_en", "name_ja", "state_en", "state_ja",
            "level", "successor_id",
        )  # fmt: skip
        self.records: dict[int, PartnerRecord] = {}
        self.by_number: dict[int, int] = {}
        self.names = NameIndex()
        self.find = cache(self._find)
        self.alike = cache(self._alike)
        for row in Partner.with_withdrawn.values_list(*columns):
            self.keep(PartnerRecord(*row))
        self.enter_names()
        self.states = States(self.records.values())

    def enter_names(self) -> None:
        """Enter the names; that of a withdrawn partner only where no other has it.

        One that was joined with another one is that one, by its number and by its names.
        """
        rows = Partner.with_withdrawn.exclude(withdrawn_at=None)
        withdrawn, later = dict(rows.values_list("pk", "joined_to")), []
        for key, kept in withdrawn.items():
            if kept:
                self.by_number[self.records[key].public_id] = kept
        for own in stored_names("partner"):
            kept = withdrawn.get(own.place)
            name = Name(kept, *own[1:4], is_own=False) if kept else own
            if name.place in withdrawn:
                later.append(name)
            else:
                self.names.add(self.records[name.place].country, name)
        for name in later:
            country = self.records[name.place].country
            if not self.names.is_taken(country, name):
                self.names.add(country, name)

    def keep(self, record: PartnerRecord) -> None:
        """Keep what is known of a partner."""
        self.records[record.pk] = record
        self.by_number[record.public_id] = record.pk

    def enter(self, record: PartnerRecord) -> None:
        """Enter a partner that was stored since the tables were read."""
        self.keep(record)
        for name in names_of(record.pk, (record.name_en, record.name_ja)):
            self.names.add(record.country, name)
        self.find.cache_clear()

    def _find(
        self,
        number: int | None,
        countries: tuple[tuple[str, str], ...],
        name: NewPartner,
    ) -> FoundPartner | NewPartner:
        """Return the partner that the cells of a row mean; raise PlaceNotFound with the reason.

        ``countries`` are the texts of the country's columns; ``name`` holds the other cells, its
        country is not looked at.
        """
        country = self.countries.find(**dict(countries))
        names = {"partner_ja": name.name_ja, "partner_en": name.name_en}
        if number is not None:
            return self.of_number(number, country, names)
        if not any(names.values()):
            raise PlaceNotFound("partner_en", EMPTY)
        if not country:
            raise PlaceNotFound("country_code", NEEDS_COUNTRY, name=name.name_ja or name.name_en)
        wanted = replace(name, country=country)
        meant: set[int] = set()
        for column, text in names.items():
            if text:
                meant = self.narrowed(meant, column, text, wanted)
        # A state that a record has beats one that it lacks.
        exact = {pk for pk in meant if self.states.agree(self.records[pk], wanted)}
        others = self.others(meant, wanted)
        if exact or (meant and not any(self.is_in_another_state(pk, wanted) for pk in others)):
            return self.one(exact or meant, wanted)
        return self.elsewhere(meant, others, wanted) if others else self.new(wanted)

    def of_number(self, number: int, country: str, names: dict[str, str]) -> FoundPartner:
        """Return the partner of a number, if country and names agree with it."""
        pk = self.by_number.get(number)
        if pk is None:
            raise PlaceNotFound("partner_id", UNKNOWN_ID, id=number)
        record = self.records[pk]
        labels = self.countries.labels
        if country and country != record.country:
            values = {"country": labels[record.country], "stated": labels[country]}
            raise PlaceNotFound("country_code", OTHER_COUNTRY, partner=record.label, **values)
        unknown = {
            column: name
            for column, name in names.items()
            if name and pk not in self.names.find(record.country, name)
        }
        if unknown and self.accept_names:
            return FoundPartner(pk, new_names=tuple((c[-2:], name) for c, name in unknown.items()))
        if unknown:
            raise PlaceNotFound(
                next(iter(unknown)),
                OTHER_NAME,
                name=" / ".join(unknown.values()),
                names=list(unknown.values()),
                partner=record.label,
                suggested=pk,
            ).within(record.country)
        return self.successor(pk)

    def short_name(self, name: str) -> str:
        """Return the name: nothing stands before it."""
        return name

    def narrowed(self, meant: set[int], column: str, name: str, wanted: NewPartner) -> set[int]:
        """Return the partners of the name in country, state and level, that were meant so far."""
        found = {
            pk
            for pk in self.names.find(wanted.country, name)
            if self.fits(self.records[pk], wanted)
        }
        if meant and found and not meant & found:
            first = self.records[min(meant)].label
            raise PlaceNotFound(column, TWO_NAMES, first=first, second=name)
        return meant & found or meant or found

    def fits(self, record: PartnerRecord, wanted: NewPartner) -> bool:
        """Whether state and level do not speak against a partner."""
        if wanted.level not in ("", record.level):
            return False
        return self.states.agree(record, wanted) is not False

    def others(self, meant: set[int], wanted: NewPartner) -> set[int]:
        """Return the partners of the country that have a name of the row, but do not fit."""
        names = filter(None, (wanted.name_ja, wanted.name_en))
        return set().union(*(self.names.find(wanted.country, name) for name in names)) - meant

    def is_in_another_state(self, pk: int, wanted: NewPartner) -> bool:
        """Whether a partner of the row's level is in another state than the row's."""
        record = self.records[pk]
        return wanted.level in ("", record.level) and self.states.agree(record, wanted) is False

    def one(self, meant: set[int], wanted: NewPartner) -> FoundPartner:
        """Return the one partner among several; raise Several where it cannot be told."""
        name = wanted.name_ja or wanted.name_en
        whole = self.names.whole(wanted.country, name)
        own = meant & places_of(one for one in whole if one.is_own)
        kept = sorted(own or meant)  # a partner's own name before another's other name
        found = {self.successor(pk).pk: self.taken(pk, wanted) for pk in reversed(kept)}
        if len(found) == 1:
            return self.taken(kept[0], wanted)
        values: dict[str, Any] = {"candidates": [self.records[pk].label for pk in kept]}
        raise Several(
            "partner_en", AMBIGUOUS, found, name=name, choices=sorted(found), **values
        ).within(wanted.country)

    def taken(self, pk: int, wanted: NewPartner) -> FoundPartner:
        """Return the partner of today of one that a row means, and whether its state is known."""
        record = self.records[pk]
        stated = wanted.state_en or wanted.state_ja
        is_unknown = bool(stated) and self.states.agree(record, wanted) is None
        # A state is in no state itself.
        unknown = is_unknown and record.level == PartnerLevel.LOCAL
        return replace(self.successor(pk), state_unknown=unknown)

    def elsewhere(self, meant: set[int], others: set[int], wanted: NewPartner) -> NewPartner:
        """Return a new partner where that is accepted; raise PlaceNotFound.

        Partners of the name are in other states. One without a state (``meant``) can be the one
        of the row, but a name and a state that may be its own do not tell so.
        """
        new = self.new(wanted) if self.accept_new else None
        if new and not meant:
            return new
        values: dict[str, Any] = {
            "name": wanted.name_ja or wanted.name_en,
            "country": self.countries.labels[wanted.country],
            "nearest": [self.records[pk].label for pk in sorted(meant | others)],
        }
        found = {self.successor(pk).pk: self.successor(pk) for pk in meant}
        problem = Several("partner_en", ELSEWHERE, found, otherwise=new, **values)
        raise problem.within(wanted.country)

    def chosen(self, pk: int, scope: str) -> FoundPartner | None:
        """Return the partner of today of one that somebody chose within a country, if it is."""
        record = self.records.get(pk)
        if record is None or scope not in ("", record.country):
            return None
        return self.successor(pk)

    def successor(self, pk: int) -> FoundPartner:
        """Return the partner of today that a partner leads to."""
        end = pk
        while (later := self.records[end].successor) is not None:
            end = later
        return FoundPartner(end, former=pk if end != pk else None)

    def new(self, wanted: NewPartner) -> NewPartner:
        """Return a new partner; raise PlaceNotFound where a known one has nearly the same name."""
        if not self.accept_new:
            self.refuse_near(wanted)
        return replace(wanted, level=wanted.level or PartnerLevel.LOCAL)

    def refuse_near(self, wanted: NewPartner) -> None:
        """Raise PlaceNotFound where a partner of the country has nearly the name of a new one."""
        for column, name in (("partner_en", wanted.name_en), ("partner_ja", wanted.name_ja)):
            nearest = self.names.nearest(wanted.country, name) if name else []
            if nearest:
                labels = [self.records[pk].label for pk in nearest]
                country = self.countries.labels[wanted.country]
                values: dict[str, Any] = {"name": name, "country": country, "nearest": labels}
                raise PlaceNotFound(column, NEAR, **values).within(wanted.country)

    def _alike(self, pk: int) -> set[int]:
        """Return the other partners of the country whose own names are nearly the partner's."""
        record = self.records[pk]
        return self.alike_names(record.country, record.name_en, record.name_ja) - {pk}

    def alike_names(self, country: str, *names: str) -> set[int]:
        """Return the partners of a country whose own names are nearly one of the names."""
        return {
            pk
            for name in filter(None, names)
            for pk in self.names.nearest(country, name, VERY_SIMILAR, own=True)
        }
