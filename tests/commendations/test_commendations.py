"""Editions of the commendation, known and unknown, and whom they lead to."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from commendations.models import Commendation, Edition
from tests import neighbours

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("_no_neighbours"),
]
NOW = datetime.datetime(2026, 5, 1, tzinfo=datetime.UTC)


def test_one_edition_may_have_no_number() -> None:
    unknown = Edition.objects.create()

    assert unknown.key == "unknown"
    assert str(unknown) == "回次不明"
    with pytest.raises(IntegrityError, match="edition_number_is_its_own"), transaction.atomic():
        Edition.objects.create()


def test_an_edition_is_known_by_its_number() -> None:
    assert neighbours.edition(number=19, fiscal_year=2024).key == "19"


def test_the_edition_of_unknown_number_comes_last() -> None:
    unknown, fifth = Edition.objects.create(), neighbours.edition()
    sixth = neighbours.edition(number=6, fiscal_year=2011)

    assert list(Edition.objects.newest()) == [sixth, fifth, unknown]


@pytest.mark.parametrize(
    ("published", "is_public"),
    [(None, False), (NOW, True), (NOW + datetime.timedelta(seconds=1), False)],
)
def test_a_commendation_is_public_with_its_edition(
    published: datetime.datetime | None, is_public: bool
) -> None:
    neighbours.commendation(edition=neighbours.edition(published_at=published))

    assert Commendation.objects.published(NOW).exists() is is_public
    assert Edition.objects.published(NOW).exists() is is_public


def test_a_recipient_is_recorded_once_for_each_edition() -> None:
    first = neighbours.commendation()
    neighbours.commendation(edition=neighbours.edition(number=6, fiscal_year=2011))

    with pytest.raises(ValidationError, match="recipient already"):
        Commendation(
            edition=first.edition, recipient_ja="仙台市", prefecture_id="04"
        ).validate_constraints()


def test_a_place_leads_to_its_commendations_and_back() -> None:
    award = neighbours.commendation()
    award.named_governments.create(local_government=neighbours.government())
    award.named_partners.create(partner=neighbours.partner(), name_en="Rennes (Brittany)")

    assert list(neighbours.government().commendations.all()) == [award]
    assert list(neighbours.partner().commendations.all()) == [award]
    assert list(award.local_governments.all()) == [neighbours.government()]
    assert award.named_partners.get().name == ("Rennes (Brittany)", "en")


@pytest.mark.real_data
def test_exchange_with_a_country_is_found_with_and_without_a_partner() -> None:
    award = neighbours.commendation()
    award.named_partners.create(partner=neighbours.partner())
    award.named_partners.create(country_id="BT", name_en="Bhutan (national government)")

    for code in ("FR", "BT"):
        assert list(Commendation.objects.with_country(code)) == [award]
    assert not Commendation.objects.with_country("US").exists()
    countries = {str(row.country_or_region) for row in award.named_partners.all()}
    assert countries == {"フランス", "ブータン"}


def test_a_network_of_no_country_can_be_named() -> None:
    row = neighbours.commendation().named_partners.create(name_en="Newcastle Alliance")

    assert row.country_or_region is None
    assert str(row) == "Newcastle Alliance"


@pytest.mark.parametrize("change", ["create", "update", "delete"])
def test_a_change_of_the_places_is_in_the_history(change: str) -> None:
    award = neighbours.commendation()
    row = award.named_governments.create(local_government=neighbours.government())
    if change == "update":
        row.name_ja = "仙台"
        row.save()
    elif change == "delete":
        award.local_governments.clear()

    history: Any = type(row).pgh_event_model  # type: ignore[attr-defined]
    labels = history.objects.filter(commendation=award.pk).values_list("pgh_label", flat=True)
    expected = {"create": ["insert"], "update": ["insert", "update"]}
    assert list(labels.order_by("pgh_id")) == expected.get(change, ["insert", "delete"])


def test_a_joint_award_has_both_kinds_of_recipient() -> None:
    award = neighbours.commendation(recipient_kinds=["government", "association"])

    assert award.recipient_labels == ["local government", "regional international association"]
