"""The import of partner searches: several rows of a listing, wishes, pages, new partners."""

from pathlib import Path

import pytest

from places.models import LocalGovernment, Partner
from relationships.models import PartnerSearch
from relationships.search_columns import format_span
from tests.imports import Importing, fixture, keep_places, where

pytestmark = pytest.mark.real_data

NOWON = "Nowon District"


@pytest.fixture
def desk(tmp_path: Path, _no_neighbours: None, monkeypatch: pytest.MonkeyPatch) -> Importing:
    """The import, and a folder, where no test adds a partner."""
    keep_places(monkeypatch)
    return Importing(tmp_path, "partner_searches")


@pytest.fixture
def overseas(tmp_path: Path, _no_neighbours: None) -> Importing:
    """The import, and a folder."""
    return Importing(tmp_path, "partner_searches")


def listing(code: str) -> PartnerSearch:
    """Return the listing of a local government."""
    return PartnerSearch.objects.get(local_government__code=code)


def wishes(code: str) -> list[tuple[str, str]]:
    """Return what a listing wishes for, and the words."""
    found = []
    for one in listing(code).wishes.order_by("pk"):
        targets = (one.country_id, one.world_region, one.language_area, one.prefecture_id)
        found.append((next(filter(None, targets), ""), one.text_en))
    return found


def held(row: dict[str, str]) -> dict[str, str]:
    """What the database holds of a row of the fixture, as the fixture writes it."""
    search = listing(row["jp_code"])
    place = search.place
    assert isinstance(place, LocalGovernment)
    page = next(
        page
        for page in search.sources.filter(url=row["source_url"])
        if span_of(page) == row["listing_seen_in"]
    )
    said = page.text_en.split("\n")
    kept = {
        "population": str(search.population or ""),
        "population_as_of": search.counted.isoformat() if search.counted else "",
        "area_km2": f"{search.area_km2.normalize():f}" if search.area_km2 else "",
        "industries": search.industries_en,
        "offers": search.offers_en,
        "looks_for": search.looks_for_en,
        "contact_office": search.contact_office_en,
        "official_url": search.website,
    }
    return {
        "jp_code": place.code,
        "jp_name_en": place.name_en,
        "jp_name_ja": place.name_ja,
        "prefecture_code": place.prefecture_id,
        "date_modified": page.dated.isoformat() if page.dated else "",
        "listing_seen_in": span_of(page),
        "page_language": page.language,
        "source_url": page.url,
        # An older row that says less takes nothing away.
        **{name: value if row[name] else "" for name, value in kept.items()},
        **{name: row[name] for name in SAID if row[name] in (*said, "")},
    }


SAID = ("desired_areas_text", "desired_characteristics", "desired_exchange_fields")


def span_of(page: object) -> str:
    """Return the dates of a page as the fixture writes them."""
    return format_span((page.seen_from, page.seen_until)).replace("～", "-")  # type: ignore[attr-defined]


def test_every_cell_of_the_fixture_is_in_the_database(desk: Importing) -> None:
    sheet = desk.load()

    assert PartnerSearch.objects.count() == len({row["jp_code"] for row in sheet.rows}) == 14
    for row in sheet.rows:
        countries = row.pop("desired_countries_iso2").split()
        assert held(row) == row
        # Those of older rows are in the words of the page.
        wished = [country for country, _text in wishes(row["jp_code"])]
        assert set(countries) <= set(wished) or row["desired_areas_text"]


def test_every_cell_of_the_overseas_fixture_is_in_the_database(overseas: Importing) -> None:
    sheet = overseas.load("seeking_overseas")

    assert PartnerSearch.objects.overseas().count() == len(sheet.rows) == 8
    for row in sheet.rows:
        search = PartnerSearch.objects.get(partner__name_en=row["name_en"])
        partner, page = search.partner, search.sources.get()
        assert partner is not None
        assert {
            "name_en": partner.name_en,
            "region": partner.state_en,
            "country": partner.country_id,
            "population": str(search.population or ""),
            "area_km2": f"{search.area_km2.normalize():f}" if search.area_km2 else "",
            "wanted_partner": search.looks_for_en,
            "wanted_fields": page.text_en,
            "listed_in": search.posted.isoformat() if search.posted else "",
            "source_url": page.url,
        } == row


def test_the_newest_rows_tell_what_is_wished_for(desk: Importing) -> None:
    desk.load()

    assert wishes("112313") == []
    assert wishes("336238") == [("AU", ""), ("NZ", "")]
    assert wishes("263443") == [("US", ""), ("CA", ""), ("AU", ""), ("en", "")]
    assert wishes("122190") == [("NZ", ""), ("", "New Zealand and others")]
    assert wishes("085421") == [("asia", ""), ("north_america", ""), ("oceania", "")]
    assert wishes("082210") == [
        ("US", "Boston (Massachusetts); Los Angeles (California)"),
        ("BE", "Bruges; Vilvoorde; Antwerp and others"),
    ]


def test_rows_of_one_listing_are_told(desk: Importing) -> None:
    outcome = desk.dry(fixture("seeking"))

    merged = [p["values"]["rows"] for p in outcome.problems if p["code"] == "merged_rows"]
    assert "5, 9, 22, 25, 26" in merged and len(merged) == 11


def test_an_older_row_takes_nothing_away_and_lends_no_date(desk: Importing) -> None:
    desk.load()

    assert listing("374067").population == 19373
    assert str(listing("374067").counted_on) == "2016-03-01"
    assert listing("336238").population == 6000
    assert listing("016357").fields == ["education", "culture"]


def test_a_listing_is_confirmed_by_the_day_on_which_it_last_stood(desk: Importing) -> None:
    sheet = desk.load()
    assert listing("085421").confirmed.isoformat() == "2025"
    assert listing("112313").confirmed.isoformat() == "2017"
    PartnerSearch.objects.filter(pk=listing("085421").pk).update(
        confirmed_on="2026-05-01", confirmed_precision="day"
    )

    assert desk.dry(sheet).kinds == {}


def test_a_corrected_row(desk: Importing) -> None:
    sheet = desk.load()
    row = where(sheet, jp_code="122190")
    row |= {"desired_countries_iso2": "NZ FR", "desired_areas_text": "Asia", "population": "270000"}

    outcome = desk.apply(sheet)

    (changes,) = outcome.changes()
    assert set(changes) == {"population", "wishes", "sources"}
    assert wishes("122190") == [("NZ", ""), ("FR", ""), ("asia", "")]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"jp_code": "112314"}, "wrong_check_digit"),
        ({"jp_code": ""}, "government_contradiction"),
        ({"jp_code": "", "prefecture_code": ""}, "needs_prefecture"),
        ({"jp_code": "", "jp_name_ja": "", "jp_name_en": ""}, "no_place_of_listing"),
        ({"jp_name_ja": "札幌市"}, "unknown_government"),
        ({"date_modified": "05/2016"}, "ambiguous_date"),
        ({"listing_seen_in": "long ago"}, "not_a_date"),
        ({"population": "many"}, "not_whole_number"),
        ({"area_km2": "0"}, "out_of_range"),
        ({"desired_countries_iso2": "XX YY"}, "unknown_country"),
        ({"desired_areas_text": "US: " + "x" * 301}, "too_long"),
    ],
)
def test_what_is_wrong_is_named_with_its_row(
    desk: Importing, cells: dict[str, str], code: str
) -> None:
    sheet = fixture("seeking")
    sheet.rows[0] |= cells
    if code == "government_contradiction":
        sheet.rows[0]["prefecture_code"] = "12"
        sheet.rows[0]["jp_code"] = "112313"

    outcome = desk.dry(sheet, "--apply")

    assert (outcome.code, outcome.problem(code)["row"]) == (1, 2)
    assert PartnerSearch.objects.count() == 0


def test_a_row_of_two_governments_is_an_error(desk: Importing) -> None:
    sheet = fixture("seeking")
    sheet.headings += ["name_en", "country"]
    sheet.rows[0] |= {"name_en": "Portland", "country": "US"}

    row = sheet.rows[0]
    for other in sheet.rows[1:]:
        other |= {"name_en": "", "country": ""}

    assert desk.dry(sheet).problem("two_places_of_listing")["row"] == 2
    assert row["jp_code"] == "112313"


def test_a_new_partner_has_a_warning_and_one_like_a_known_one_must_be_accepted(
    overseas: Importing,
) -> None:
    # The listings are gone, and so are the partners that were loaded for them.
    Partner.objects.filter(relationships=None).delete()
    sheet = fixture("seeking_overseas")
    sheet.rows[0] |= {"name_en": "Portlande", "region": "Oregon", "country": "US"}
    before = Partner.objects.count()

    outcome = overseas.dry(sheet, "--apply")

    assert (outcome.code, outcome.errors) == (1, {"unknown_partner"})
    assert "--accept-new-partners" in outcome.error
    assert Partner.objects.count() == before
    accepted = overseas.apply(sheet, "--accept-new-partners")
    assert len([p for p in accepted.problems if p["code"] == "new_partner"]) == 8
    assert Partner.objects.count() == before + 8
    assert Partner.objects.latest("pk").public_id == Partner.objects.latest("public_id").public_id


def test_a_known_partner_is_found_and_an_ambiguous_one_is_an_error(overseas: Importing) -> None:
    sheet = fixture("seeking_overseas")
    sheet.rows[0] |= {"name_en": "Bloomington", "region": "", "country": "US"}
    assert overseas.dry(sheet).problem("ambiguous_partner")["row"] == 2

    sheet.rows[0]["region"] = "Illinois"
    overseas.apply(sheet)

    search = PartnerSearch.objects.get(partner__name_en="Bloomington")
    assert search.partner is not None and search.partner.state_en == "Illinois"


PORTLAND = {"name_en": "Portland", "country": "US"}


@pytest.mark.parametrize("state", ["Oregon", "オレゴン州", "State of Oregon"])
def test_a_stated_state_beats_a_partner_without_one(overseas: Importing, state: str) -> None:
    sheet = fixture("seeking_overseas")
    sheet.rows[0] |= PORTLAND | {"region": state}

    overseas.apply(sheet)

    assert PartnerSearch.objects.filter(partner__public_id=9).exists()


def test_a_state_that_no_record_of_the_name_has_is_an_error(overseas: Importing) -> None:
    sheet = fixture("seeking_overseas")
    sheet.rows[0] |= PORTLAND | {"region": "Texas"}

    assert overseas.dry(sheet).errors == {"partner_elsewhere"}
    overseas.apply(sheet, "--accept-new-partners")
    assert PartnerSearch.objects.get(partner__state_en="Texas").partner


@pytest.mark.parametrize("number", [9, 474, 483])
def test_the_number_of_a_listing_settles_its_ambiguous_partner(
    overseas: Importing, number: int
) -> None:
    sheet = fixture("seeking_overseas")
    sheet.headings.append("partner_id")
    for row in sheet.rows:
        row["partner_id"] = ""
    sheet.rows[0] |= {"partner_id": str(number), "name_en": "Portland", "country": "US"}
    sheet.rows[0]["region"] = ""
    overseas.apply(sheet)
    exported = overseas.exported()
    exported.drop("Partner ID", "State or province", "State or province (Japanese)")

    outcome = overseas.dry(exported)
    exported.drop("ID")
    unnumbered = overseas.dry(exported)

    assert (outcome.kinds, outcome.errors) == ({}, set())
    assert unnumbered.errors == {"ambiguous_partner"}


def test_a_file_of_one_kind_lacks_none_of_the_other(overseas: Importing) -> None:
    sheet = overseas.load("seeking_overseas")

    assert overseas.dry(fixture("seeking")).kinds == {"new": 14}
    sheet.rows = sheet.rows[1:]
    outcome = overseas.dry(sheet)
    assert outcome.kinds == {"missing": 1}
    assert outcome.entries[0]["label"].startswith(NOWON)


def test_missing_end_closes_what_the_file_lacks(overseas: Importing) -> None:
    sheet = overseas.load("seeking_overseas")
    sheet.rows = sheet.rows[1:]

    outcome = overseas.apply(sheet, "--missing", "end", "--as-of", "2026-05-01")

    assert outcome.kinds == {"ended": 1}
    closed = PartnerSearch.objects.get(partner__name_en=NOWON)
    assert str(closed.closed_on) == "2026-05-01"
    assert overseas.dry(sheet, "--missing", "end").kinds == {}


def test_a_listing_is_known_by_its_number(desk: Importing) -> None:
    desk.load()
    sheet = desk.exported()
    for row in sheet.rows:
        row["What it offers"] = f"Offer {row['ID']}"
    sheet.drop(
        "Local government code", "Prefecture", "Local government", "Local government (Japanese)"
    )

    outcome = desk.dry(sheet, "--accept-corrected")
    assert outcome.kinds == {"corrected": 14}

    sheet.rows[0]["ID"] = "4711"
    assert desk.dry(sheet).problem("unknown_listing")["row"] == 2


def test_words_in_a_wish_survive_a_round(desk: Importing) -> None:
    desk.load()
    search = listing("122190")
    search.wishes.all().delete()
    search.wishes.create(text_en="Anywhere warm; by the sea", text_ja="海の近く")
    search.wishes.create(prefecture_id="13", text_ja="区部")
    search.wishes.create(language_area="fr")

    outcome = desk.dry(desk.export())

    assert (outcome.kinds, outcome.errors) == ({}, set())
