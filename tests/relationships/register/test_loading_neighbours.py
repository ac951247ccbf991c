"""The listings, commendations, seminars and conferences of the real data: every row, once."""

import csv
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError
from django.db.models import Model, QuerySet

from commendations.models import Commendation, Edition
from conferences.models import Conference, Series
from places.lookup import Governments, Partners
from places.lookup.mentions import Mentions
from places.models import Partner
from places.neighbours import LOADERS
from relationships.listings.models import Listing
from seminars.models import Seminar
from sistercity import loading
from tests.load import load
from tests.neighbours import empty

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]

Row = dict[str, str]
# The file, how many rows it has, and the record that a row of it is.
FILES: dict[str, tuple[int, Callable[[Row], QuerySet[Any]]]] = {
    "seeking": (
        30,
        lambda row: Listing.objects.filter(
            local_government__code=row["jp_code"], sources__url=row["source_url"]
        ).distinct(),
    ),
    "seeking_overseas": (
        8,
        lambda row: Listing.objects.filter(
            partner__name_en=row["name_en"], partner__country=row["country"]
        ),
    ),
    "commendations": (
        33,
        lambda row: Commendation.objects.filter(
            edition__number=row["edition"] or None,
            recipient_ja=row["recipient_ja"],
            recipient_en=row["recipient_en"],
            source_url=row["source_url"],
        ),
    ),
    "seminars": (
        30,
        lambda row: Seminar.objects.filter(
            fiscal_year=row["fiscal_year"],
            office=row["clair_office"].lower().replace(" ", "-"),
            source_url=row["source_url"],
        ),
    ),
    "conferences": (
        40,
        lambda row: Conference.objects.filter(
            series__name_en=row["series"], number=row["edition"], source_url=row["source_url"]
        ),
    ),
}
MODELS = (Listing, Edition, Commendation, Seminar, Conference)


def rows(name: str) -> list[Row]:
    """Return the rows of a file of the real data."""
    path = Path(settings.BASE_DIR) / "fixtures" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", FILES)
def test_every_row_is_loaded(name: str) -> None:
    number, record_of = FILES[name]

    found = [record_of(row).count() for row in rows(name)]

    assert found == [1] * number


def test_nothing_else_is_loaded_and_all_of_it_is_public() -> None:
    listings = {row["jp_code"] for row in rows("seeking")}
    editions = {row["edition"] for row in rows("commendations")}

    found = [model._default_manager.count() for model in MODELS]

    assert found == [len(listings) + 8, len(editions), 33, 30, 40]
    drafts = [
        model._default_manager.filter(published_at=None)
        for model in MODELS
        if model is not Commendation  # public with its edition
    ]
    assert not any(draft.exists() for draft in drafts)


def test_only_a_table_that_is_empty_is_filled() -> None:
    Commendation.objects.exclude(recipient_ja="京都市").delete()
    Commendation.objects.update(summary_en="As the staff wrote it.")
    Seminar.objects.all().delete()

    added = load().added

    assert added["commendation"] == 0
    assert Commendation.objects.get().summary_en == "As the staff wrote it."
    assert added["seminar"] == Seminar.objects.count() == 30


# A value that cannot be loaded in the third row of a file, and what the message says of it.
BAD: dict[type[Model], list[tuple[str, str, str, str]]] = {
    Listing: [
        ("seeking", "jp_code", "374060", "does not fit the others"),
        ("seeking", "jp_name_ja", "ないまち", "named “ないまち”"),
        ("seeking", "population", "many", "not a whole number"),
        ("seeking", "population_as_of", "2016-13-01", "no date “2016-13-01”"),
        ("seeking", "area_km2", "wide", "not a number"),
        ("seeking", "official_url", "ftp://example.org/", "not a web address"),
        ("seeking", "source_url", "", "cannot be blank"),
        ("seeking", "listing_seen_in", "once", "not a date"),
        ("seeking", "desired_countries_iso2", "US XX", "no country or region"),
        ("seeking_overseas", "country", "XX", "no country or region"),
        ("seeking_overseas", "name_en", "", "names no partner"),
    ],
    Commendation: [
        ("commendations", "fiscal_year", "2005", "not between 2006 and 2200"),
        ("commendations", "award_kind", "medal", "not one of the words"),
        ("commendations", "award_name_ja", "x", "an earlier row says otherwise"),
        ("commendations", "recipient_en", "x" * 201, "at most 200 characters"),
        ("commendations", "jp_code", "999999", "code 999999"),
        ("commendation_texts", "Kind of recipient", "king", "not one of the words"),
        ("commendation_texts", "Partner ID", "99999", "No partner has the number 99999"),
        ("commendation_texts", "partner_country", "FR IT", "2 countries stand beside 1 names"),
        ("commendation_texts", "Announced", "soon", "not a date"),
    ],
    Seminar: [
        ("seminars", "status", "", "cannot be blank"),
        ("seminars", "participants", "-1", "not between 0"),
        ("seminars", "host_ja", "大分県", "named “大分県”"),
        ("seminar_texts_ja", "theme_ja", "x" * 301, "at most 300 characters"),
        ("seminar_texts_ja", "participants_from", "XX (Nowhere)", "no country or region"),
    ],
    Conference: [
        ("conferences", "year", "2001", "the first day is 2000"),
        ("conferences", "status", "dreamt of", "not one of the words"),
        ("conference_details", "prefecture", "Edo", "is no prefecture"),
        ("conference_details", "host_jp_code", "12-1", "code of 6 digits"),
    ],
}
CASES = [(model, *case) for model, cases in BAD.items() for case in cases]


@cache
def mentions() -> Mentions:
    """Read the places of the real data, once."""
    return Mentions(Governments(), Partners(accept_new=True))


def spoil(
    monkeypatch: pytest.MonkeyPatch, file: str, changes: Row, numbers: tuple[int, ...] = (3,)
) -> None:
    """Let the rows of a file have other cells."""

    def spoilt(name: str) -> list[Row]:
        found = rows(name)
        for number in numbers if name == file else ():
            found[number - 2] = found[number - 2] | changes
        return found

    monkeypatch.setattr(loading, "rows", spoilt)


@pytest.mark.sampled(8)
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[1]}: {case[2]}")
def test_a_bad_value_is_named_by_file_row_and_column(
    monkeypatch: pytest.MonkeyPatch, case: tuple[type[Model], str, str, str, str]
) -> None:
    model, file, column, value, reason = case
    empty()
    spoil(monkeypatch, file, {column: value})

    with pytest.raises(ValueError, match="fixtures") as caught:
        LOADERS[model](mentions())

    assert str(caught.value).startswith(f"fixtures/{file}.csv, row 3, column {column}: ")
    assert reason in str(caught.value)


def test_two_pages_of_a_government_overseas_are_one_listing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    empty()
    spoil(monkeypatch, "seeking_overseas", {"name_en": "Neverwhere", "region": ""}, (2, 3, 4))

    LOADERS[Listing](mentions())

    listing = Listing.objects.get(partner__name_en="Neverwhere")
    assert listing.population == 425831  # of the last of the three rows
    assert listing.sources.count() == 1


def test_a_wish_that_is_too_long_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    empty()
    spoil(monkeypatch, "seeking", {"desired_areas_text": "x" * 301}, (31,))

    with pytest.raises(ValueError, match=r"seeking.csv, row 31, column desired_areas_text: .* 300"):
        LOADERS[Listing](mentions())


def test_a_japanese_host_may_meet_abroad(monkeypatch: pytest.MonkeyPatch) -> None:
    empty()
    spoil(monkeypatch, "conference_details", {"host_jp_code": "131059", "host_en": ""}, (2,))

    LOADERS[Conference](mentions())

    conference = Conference.objects.get(series__slug="trilateral", number=1)
    assert conference.host_government and conference.host_government.code == "131059"
    assert (conference.country_id, conference.host_partner) == ("KR", None)


def test_a_second_name_of_a_partner_is_kept_as_it_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    empty()
    number = Partner.objects.get(name_en="Certaldo").public_id
    names = "Certaldo; Comune di Certaldo"
    cells = {"partner": names, "Partner ID": f"{number}; {number}"}
    spoil(monkeypatch, "commendation_texts", cells)

    LOADERS[Commendation](mentions())

    named = Commendation.objects.get(recipient_ja="甘楽町").named_partners.order_by("pk")
    found = [(one.partner_id is not None, one.country_id, one.name_en) for one in named]
    assert found == [(True, None, "Certaldo"), (False, "IT", "Comune di Certaldo")]


def test_lists_of_unequal_length_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    empty()
    spoil(monkeypatch, "seminars", {"host_codes": "070009; 242110"})

    with pytest.raises(ValueError, match=r"row 3, column host_ja: 1 values stand beside 2"):
        LOADERS[Seminar](mentions())


def test_a_broken_rule_of_the_data_is_named_by_file_and_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    empty()
    spoil(monkeypatch, "seminars", {"start_date": "2024-05-02", "end_date": "2024-05-01"})

    with pytest.raises(ValueError, match="last day") as caught:
        LOADERS[Seminar](mentions())

    reason = "The last day cannot be before the first."
    assert str(caught.value) == f"fixtures/seminars.csv, row 3: {reason}"


def test_a_series_that_nobody_knows_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    empty()
    monkeypatch.setattr(
        loading, "rows", lambda name: [row | {"series": "Another"} for row in rows(name)[:1]]
    )

    with pytest.raises(ValueError, match=r"row 2, column series: no series is named “Another”"):
        LOADERS[Conference](mentions())


@pytest.mark.parametrize(
    ("longer", "other"),
    [("seminars", "seminar_texts_ja"), ("seminar_texts_ja", "seminars")],
)
def test_a_row_that_only_one_of_two_files_has_is_named(
    monkeypatch: pytest.MonkeyPatch, longer: str, other: str
) -> None:
    empty()
    monkeypatch.setattr(loading, "rows", lambda name: rows(name)[: 30 if name == longer else 29])

    with pytest.raises(ValueError, match="no row") as caught:
        LOADERS[Seminar](mentions())

    assert str(caught.value) == (
        f"fixtures/{longer}.csv, row 31, column fiscal_year, clair_office: "
        f"no row of fixtures/{other}.csv is about this one"
    )


def test_one_bad_value_leaves_all_tables_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    empty()
    spoil(monkeypatch, "conference_details", {"city_ja": "x" * 201}, (41,))

    with pytest.raises(CommandError, match=r"conference_details.csv, row 41, column city_ja: "):
        load()

    assert not any(model._default_manager.exists() for model in (*MODELS, Series))


def test_a_file_without_a_column_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    empty()
    cells = [{name: row[name] for name in row if name != "mode"} for row in rows("seminars")]
    monkeypatch.setattr(loading, "rows", lambda name: cells if name == "seminars" else rows(name))

    with pytest.raises(ValueError, match=r"seminars.csv, row 2, column mode: the file has no such"):
        LOADERS[Seminar](mentions())


def test_a_row_with_too_few_cells_is_named(settings: Any, tmp_path: Path) -> None:
    settings.FIXTURES = tmp_path
    (tmp_path / "short.csv").write_text("a,b\n1,2\n3\n", encoding="utf-8")

    with pytest.raises(ValueError, match=r"fixtures/short.csv, row 3: 1 cells, but 2 headings"):
        loading.rows("short")
