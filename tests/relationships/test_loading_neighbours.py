"""The listings, commendations, seminars and conferences of the real data: every row, once."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db.models import QuerySet

from commendations.models import Commendation, Edition
from conferences.models import Conference
from relationships.models import PartnerSearch
from seminars.models import Seminar
from tests.imports import counts
from tests.load import load
from tests.pages import sql

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]

Row = dict[str, str]
# The file, how many rows it has, and the record that a row of it is.
FILES: dict[str, tuple[int, Callable[[Row], QuerySet[Any]]]] = {
    "seeking": (
        30,
        lambda row: PartnerSearch.objects.filter(
            local_government__code=row["jp_code"], sources__url=row["source_url"]
        ).distinct(),
    ),
    "seeking_overseas": (
        8,
        lambda row: PartnerSearch.objects.filter(
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
MODELS = (PartnerSearch, Edition, Commendation, Seminar, Conference)


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


def test_a_second_load_changes_nothing() -> None:
    version = "SELECT number FROM sistercity_dataversion"
    before = counts(), sql(version)

    added = load().added

    assert [added[model._meta.model_name or ""] for model in MODELS if model is not Edition] == [
        0
    ] * 4
    assert (counts(), sql(version)) == before


def test_records_that_are_there_are_left_alone() -> None:
    Commendation.objects.exclude(recipient_ja="京都市").delete()
    Commendation.objects.update(summary_en="As the staff wrote it.")

    added = load().added

    assert added["commendation"] == 0
    assert Commendation.objects.get().summary_en == "As the staff wrote it."


def test_a_table_that_was_emptied_is_filled_again() -> None:
    Seminar.objects.all().delete()

    assert load().added["seminar"] == Seminar.objects.count() == 30
