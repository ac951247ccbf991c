"""Finding relationships at the staff desk."""

import datetime
from typing import Any

import pytest
from django.test import Client

from relationships.register.models import Relationship
from tests.desk import rows, total

pytestmark = pytest.mark.django_db
LIST = "/admin/register/relationship/"


@pytest.mark.parametrize(
    "term",
    ["government.name_ja", "government.kana", "government.code", "partner.name_en", "number"],
)
def test_a_relationship_is_found_by_either_side(
    admin_client: Client, relationship: Relationship, term: str
) -> None:
    government, partner = relationship.local_government, relationship.partner
    words = {
        "government.name_ja": government.name_ja,
        "government.kana": government.kana,
        "government.code": government.code,
        "partner.name_en": f"{partner.name_en.upper()} {government.name_ja}",
        "number": str(relationship.public_id),
    }

    found = rows(admin_client.get(LIST, {"q": words[term]}))

    assert any(government.name_ja in row for row in found)


def test_a_relationship_is_found_by_the_name_at_its_time(
    admin_client: Client, relationship: Relationship
) -> None:
    Relationship.objects.filter(pk=relationship.pk).update(former_name="Kyū-Tesuto-ku")
    assert total(admin_client.get(LIST, {"q": "kyu-tesuto"})) == 1


def test_a_relationship_inherited_is_found_by_the_gone_municipality(admin_client: Client) -> None:
    begun = Relationship.objects.filter(former_local_government__isnull=False)[0]
    assert begun.former_local_government is not None

    found = admin_client.get(LIST, {"q": begun.former_local_government.name_ja})

    assert begun in found.context["cl"].result_list


@pytest.mark.parametrize(
    ("stated", "precision", "differs"),
    [
        ("1985-05-01", "day", False),
        ("1985-05-01", "month", False),
        ("1985-01-01", "year", False),
        ("1985-05-02", "day", True),
        ("1985-06-01", "month", True),
        ("1986-01-01", "year", True),
    ],
)
def test_sources_differ_only_as_far_as_both_dates_are_known(
    admin_client: Client, relationship: Relationship, stated: str, precision: str, differs: bool
) -> None:
    relationship.sources.create(
        url="https://example.org/",
        stated_on=datetime.date.fromisoformat(stated),
        stated_precision=precision,
    )

    searched = {"check": "disputed", "q": f"No.{relationship.public_id}"}

    assert total(admin_client.get(LIST, searched)) == int(differs)


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("query", "change"),
    [
        ({"check": "unconfirmed"}, {"counting": "unconfirmed", "confidence": "C"}),
        ({"missing": "date"}, {"established_on": None, "established_precision": ""}),
        (
            {"missing": "day"},
            {"established_on": datetime.date(1985, 1, 1), "established_precision": "year"},
        ),
        ({"missing": "kind"}, {"kind": ""}),
        ({"missing": "end"}, {"status": "ended"}),
        ({"translation": "no_english"}, {"story_ja": "経緯"}),
        ({"translation": "no_japanese"}, {"story_en": "Story"}),
        ({"translation": "no_japanese"}, {"end_reason_en": "Reason"}),
        ({"translation": "translated"}, {"story_ja_is_translated": True}),
    ],
)
def test_a_filter_finds_what_is_missing(
    admin_client: Client,
    relationship: Relationship,
    query: dict[str, str],
    change: dict[str, Any],
) -> None:
    searched = query | {"q": f"No.{relationship.public_id}"}
    assert total(admin_client.get(LIST, searched)) == 0

    Relationship.objects.filter(pk=relationship.pk).update(**change)
    assert total(admin_client.get(LIST, searched)) == 1


def test_a_relationship_without_a_source_is_incomplete(
    admin_client: Client, relationship: Relationship
) -> None:
    searched = {"missing": "source", "q": f"No.{relationship.public_id}"}
    assert total(admin_client.get(LIST, searched)) == 1

    relationship.sources.create(url="https://example.org/a")
    relationship.sources.create(url="https://example.org/b")
    assert total(admin_client.get(LIST, searched)) == 0
