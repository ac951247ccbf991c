"""The import of conferences: one row for each edition of a series."""

from collections.abc import Hashable, Iterator
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from conferences.columns import LAYOUT
from conferences.known import SERIES, KnownSeries
from conferences.models import Conference, Series
from places.importing import GovernmentPart, PartnerPart, PlacesImporter
from places.keys import key
from places.lookup import NotFound
from places.lookup.mentions import KEPT_GOVERNMENT, KEPT_PARTNER
from sistercity.dates import PartialDate, Precision
from sistercity.importing import event_columns, problems
from sistercity.importing.importer import Known, Row
from sistercity.importing.parts import Part
from sistercity.importing.plan import Entry, EntryKind, Plan
from sistercity.importing.registry import register

JAPAN = "JP"
UNKNOWN_SERIES = problems.error(
    "unknown_series", _("No series is named “%(name)s”. Correct the name, or enter it at the desk.")
)
OTHER_YEAR = problems.error(
    "other_year", _("The year is %(year)s, but the first day is %(day)s. Correct one of them.")
)
HOSTS = {"host_government": "host_government_id", "host_partner": "host_partner_id"}
NAMES = ("host_name_ja", "host_name_en")
PLACES = {"prefecture": "prefecture_id", "country": "country_id"}


class AttendingPartners(PartnerPart):
    """Participants overseas: in a series with one other country or region, they are from it."""

    def country(self, importer: Any, row: Row) -> str:
        """Return the only other country of the row's series, or ""."""
        countries = importer.countries.get(row.values.get("series"), ())
        return str(countries[0]) if len(countries) == 1 else ""


@register
class ConferenceImporter(PlacesImporter):
    """Conferences by series and number."""

    name = "conferences"
    title = _("Conferences")
    layout = LAYOUT
    model = Conference
    stored = {column.name: column.name for column in LAYOUT.columns if not column.part_of} | {
        "series": "series.slug",
        **HOSTS,
        **PLACES,
    }
    parts = {
        "sub_themes": Part(
            "sub_themes", ("sub_themes_ja", "sub_themes_en"), ("text_ja", "text_en")
        ),
        "governments": GovernmentPart(
            "named_governments", ("governments_codes", "governments_ja", "governments_en")
        ),
        "partners": AttendingPartners(
            "named_partners",
            ("partners_ids", "partners_countries", "partners_ja", "partners_en"),
        ),
    }
    columns = {"host_government": "host_code", "host_partner": "host_partner_id"}
    government_fields = ("host_government",)
    partner_fields = ("host_partner",)
    joined = ("series",)
    key = ("series", "number")
    needed = ("series", "number")
    usual = event_columns.USUAL

    # what rows are looked up in

    def prepare_places(self) -> None:
        """Read the places and the series, those too that are only known by name."""
        super().prepare_places()
        stored = Series.objects.prefetch_related("named_countries")
        self.slugs = {one.slug for one in stored}
        self.series = {
            key(name): one.slug for one in SERIES for name in (one.slug, *one[1:3], *one.also)
        }
        self.titles = {one.slug: one.name_ja for one in SERIES} | {
            one.slug: one.name_ja for one in stored
        }
        self.countries = {one.slug: one.countries for one in SERIES}
        for one in stored:
            self.series |= {key(name): one.slug for name in (one.slug, one.name_en, one.name_ja)}
            self.countries[one.slug] = tuple(c.country_id for c in one.named_countries.all())
        self.wanted: dict[str, KnownSeries] = {}

    # what a row means

    def link(self, row: Row, cells: dict[str, Any]) -> None:
        """Find the series, the place and the host; take the year where there is no day."""
        if name := cells.get("series"):
            row.values["series"] = self.series.get(key(name), "")
            if not row.values["series"]:
                self.problem(row, UNKNOWN_SERIES, "series", name=name)
        self.link_year(row, cells)
        try:
            self.link_place(row, cells)
            self.link_host(row, cells)
        except NotFound as problem:
            self.not_found(row, problem, "host_code")

    def link_year(self, row: Row, cells: dict[str, Any]) -> None:
        """Take the year for the first day where that is empty; both must agree."""
        year, starts = cells.get("year"), cells.get("starts")
        if year is None or not self.is_readable(cells, "starts"):
            return
        if starts is None:
            row.values["starts"] = PartialDate.parse(f"{year:04}")
        elif starts.year != year:
            self.problem(row, OTHER_YEAR, "year", year=year, day=starts.isoformat())

    def link_place(self, row: Row, cells: dict[str, Any]) -> None:
        """Find prefecture and country; a place in Japan has its prefecture alone."""
        for name in PLACES:
            row.values.pop(name, None)
        if "prefecture" in cells:
            row.values["prefecture"] = self.governments.prefecture(prefecture=cells["prefecture"])
        if "country" in cells:
            row.values["country"] = self.partners.countries.find(country=cells["country"])

    def link_host(self, row: Row, cells: dict[str, Any]) -> None:
        """Find the host by code, number or name; a Japanese one tells the prefecture."""
        columns = ("host_code", "host_partner_id", "host_name_ja", "host_name_en")
        if not (set(columns) & set(self.headings) and self.is_readable(cells, *columns)):
            return
        code, *names = (cells.get(name) or "" for name in ("host_code", *NAMES))
        number = cells.get("host_partner_id")
        country, prefecture = (row.values.get(name, "") for name in ("country", "prefecture"))
        government = partner = None
        if code or country == JAPAN or prefecture:
            government = self.mentions.government(code, *names)
        if number or (country not in ("", JAPAN) and not code):
            partner = self.mentions.partner(number, country, *names)
        row.values |= {"host_government": government, "host_partner": partner}
        if country == JAPAN and not prefecture and government:
            row.values["prefecture"] = self.governments.records[government].prefecture

    # which it is, and what it changes

    def label(self, values: dict[str, Any]) -> str:
        """Return series and number."""
        return f"{self.titles.get(values.get('series', ''), '')} {values.get('number', '')}"

    def traits(self, values: dict[str, Any]) -> Iterator[Hashable]:
        """Yield series and first day."""
        starts = values.get("starts")
        if starts and starts.precision == Precision.DAY:
            yield values.get("series"), starts

    def compare(self, row: Row, known: Known | None) -> Entry | None:
        """Hold the places to what is known; a prefecture says that it is in Japan."""
        before = known.values if known else {}
        if row.values.get("country") == JAPAN and not row.values.get("prefecture"):
            row.values["prefecture"] = before.get("prefecture", "")
        if row.values.get("prefecture") and row.values.get("country") in (None, "", JAPAN):
            row.values["country"] = ""
        found = {row.values.get(name) for name in HOSTS} - {None}
        if not found and "host_government" in row.values:
            self.keep_host(row, before)
        return super().compare(row, known)

    def keep_host(self, row: Row, before: dict[str, Any]) -> None:
        """Keep the host of the same name, or say that the name does not tell it."""
        names = {name: row.values.get(name, before.get(name, "")) for name in NAMES}
        chosen = any(before.get(host) for host in HOSTS)
        if chosen and names == {name: before[name] for name in NAMES}:
            row.values |= {host: before[host] for host in HOSTS}
        elif any(names.values()):
            abroad = row.values.get("country") not in (None, "", JAPAN)
            name = names["host_name_ja"] or names["host_name_en"]
            code = KEPT_PARTNER if abroad else KEPT_GOVERNMENT
            self.problem(row, code, "host_name_en", name=name)

    def enter(self, entry: Entry | None, known: Known | None, plan: Plan) -> None:
        """Take note of a series that is not there yet."""
        super().enter(entry, known, plan)
        if entry and entry.kind == EntryKind.NEW:
            slug = entry.changes["series"][1]
            self.wanted |= {one.slug: one for one in SERIES if one.slug == slug}

    def finish(self, plan: Plan) -> None:
        """Add the series that the file needs."""
        for slug in sorted(set(self.wanted) - self.slugs):
            changes = {"series": (None, slug)}
            plan.add(Entry(EntryKind.NEW, self.titles[slug], None, ("series", slug), changes))

    # words and writing

    def value(self, record: Model, name: str) -> Any:
        """Return a field of a record; no place is the empty text."""
        value = super().value(record, name)
        return "" if value is None and name in PLACES else value

    def cell(self, field: str, value: Any) -> str:
        """Return a field as the file has it; a series by its name."""
        return self.titles[value] if field == "series" else super().cell(field, value)

    def shown(self, field: str, value: Any) -> str:
        """Return a value as people read it."""
        return self.titles[value] if value and field == "series" else super().shown(field, value)

    def write_shared(self, entry: Entry) -> None:
        """Store a series after all others."""
        one = self.wanted[entry.changes["series"][1]]
        series = Series.objects.create(
            slug=one.slug,
            name_en=one.name_en,
            name_ja=one.name_ja,
            website=one.website,
            about_en=one.about_en,
            about_ja=one.about_ja,
            position=SERIES.index(one),
        )
        self.slugs.add(one.slug)
        for country in one.countries:
            series.named_countries.create(country_id=country)

    def exempt(self, after: dict[str, Any]) -> tuple[str, ...]:
        """Return the series, which may be new too."""
        return ("series",)

    def put(self, record: Model, name: str, value: Any) -> None:
        """Set a field of a record."""
        if name == "series":
            stored = Series.objects.filter(slug=value).first()
            setattr(record, name, stored) if stored else None
        else:
            super().put(record, name, (value or None) if name in PLACES else value)
