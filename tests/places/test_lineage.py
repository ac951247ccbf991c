"""What became of places that are gone: no orphan, no cycle, and a page for each."""

import datetime

import pytest
from django.db import IntegrityError, connection

from places import lineage
from places.models import LocalGovernment, Partner, Succession
from tests.pages import LANGUAGES, get, soup

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]


def shizunai() -> LocalGovernment:
    return LocalGovernment.objects.get(slug="016055-shizunai-2006")


def add_step(later: str = "016098-erimo") -> Succession:
    """Store that what became of Shizunai passed into another town."""
    today = LocalGovernment.objects.get(slug="016101-shinhidaka")
    today.exists_until = datetime.date(2020, 4, 1)
    today.save()
    return Succession.objects.create(
        predecessor=today,
        successor=LocalGovernment.objects.get(slug=later),
        on=today.exists_until,
        kind="merged",
    )


def test_a_chain_leads_to_its_end() -> None:
    step = add_step()

    chain = lineage.chain(shizunai())

    assert [one.successor_id for one in chain] == [step.predecessor_id, step.successor_id]
    steps = lineage.successions([shizunai().pk])
    assert lineage.ends(shizunai(), steps) == [step.successor]


def test_no_cycle_can_be_stored() -> None:
    step = add_step()

    with pytest.raises(IntegrityError, match="refuse_cycle"):
        Succession.objects.create(
            predecessor=step.successor, successor=shizunai(), on=step.on, kind="renamed"
        )


def test_no_partner_can_succeed_itself_by_a_detour() -> None:
    first, second = Partner.objects.order_by("pk")[:2]
    Partner.objects.filter(pk=first.pk).update(successor=second)

    with pytest.raises(IntegrityError, match="refuse_cycle"), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE places_partner SET successor_id = %s WHERE id = %s", [first.pk, second.pk]
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_former_municipality_tells_every_step(client, language) -> None:
    step = add_step()

    page = soup(get(client, f"/{language}{shizunai().get_absolute_url()[3:]}"))

    notices = [note.get_text(" ", strip=True) for note in page.select("main .notice")]
    links = [link["href"] for link in page.select("main .notice a")]
    assert len(notices) == 2
    assert links == [
        f"/{language}/municipalities/{place.slug}/" for place in (step.predecessor, step.successor)
    ]
    assert step.predecessor.name.text in notices[1] or step.predecessor.name_ja in notices[1]


def test_a_code_alone_leads_to_the_municipality_that_had_it_last(client) -> None:
    response = client.get("/en/municipalities/016055/")

    assert response.status_code == 301
    assert response["Location"] == "/en/municipalities/016055-shizunai-2006/"


def test_two_that_ended_with_one_code_in_one_year_are_told_apart() -> None:
    miyoshi = LocalGovernment.objects.filter(code="235211").exclude(exists_until=None)

    assert {place.mark for place in miyoshi} == {"235211", "235211-2"}
    assert shizunai().mark == "016055"
