"""The staff desk's pages of relationships."""

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.utils import translation

from places.models import Partner
from relationships.register.models import Relationship, RelationshipSource
from sistercity.dates import PartialDate
from tests.desk import editor, errors, form_data, soup

pytestmark = pytest.mark.django_db
LIST = "/admin/register/relationship/"


def page_of(relationship: Relationship) -> str:
    """Return the address of the form."""
    return f"{LIST}{relationship.pk}/change/"


def save(client: Client, relationship: Relationship, **change: Any) -> Any:
    """Send the form as it stands, with a change."""
    data = form_data(client.get(page_of(relationship)), "relationship")
    return client.post(page_of(relationship), data | change)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("1989年5月", "1989-05"), ("", None)],
)
def test_a_date_is_stored_as_far_as_it_is_known_and_shown_back(
    admin_client: Client, relationship: Relationship, typed: str, stored: str | None
) -> None:
    response = save(admin_client, relationship, established=typed)

    assert response.status_code == 302, errors(response)
    relationship.refresh_from_db()
    assert relationship.established == (PartialDate.parse(stored) if stored else None)
    box = soup(admin_client.get(page_of(relationship))).select_one("[name=established]")
    assert box is not None
    assert box.get("value") == stored


def test_an_impossible_date_keeps_what_was_typed(
    admin_client: Client, relationship: Relationship
) -> None:
    response = save(admin_client, relationship, established="1989-02-30")

    assert "「1989-02-30」という日付はありません。" in errors(response)
    box = soup(response).select_one("[name=established]")
    assert box is not None
    assert box["value"] == "1989-02-30"


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "change",
    [
        {"ended": "2001"},
        {"established": "abc", "ended": "2001"},
        {"kind": "nonsense"},
        {"local_government": "999999999"},
        {"partner": "abc"},
        {"partner": "\0"},
        {"fields": ["nonsense"]},
        {"story_en": "a\0b"},
        {"term_ends_on": "2001-05"},
    ],
)
def test_a_broken_rule_is_an_error_in_the_form(
    admin_client: Client, relationship: Relationship, change: dict[str, Any]
) -> None:
    response = save(admin_client, relationship, **change)

    assert response.status_code == 200
    assert errors(response)
    assert relationship.history.count() == 1  # type: ignore[attr-defined]


def test_the_same_relationship_twice_is_an_error_in_the_form(
    admin_client: Client, relationship: Relationship
) -> None:
    address = f"{LIST}add/"
    data = form_data(admin_client.get(address), "relationship") | {
        "local_government": relationship.local_government_id,
        "partner": relationship.partner_id,
        "kind": "sister",
        "confidence": "A",
    }

    assert errors(admin_client.post(address, data))
    assert admin_client.post(address, data | {"status": "ended"}).status_code == 302


def test_a_conflict_that_only_the_database_sees_is_an_error_in_the_form(
    admin_client: Client, relationship: Relationship, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Relationship, "validate_constraints", lambda *args, **kwargs: None)

    response = save(admin_client, relationship, confidence="C", note="Kept")

    rules = Relationship._meta.constraints
    rule = next(rule for rule in rules if rule.name.endswith("confidence_c"))
    with translation.override("ja"):
        assert str(rule.get_violation_error_message()) in errors(response)
    assert "Kept" in response.content.decode()
    assert save(admin_client, relationship).status_code == 302


def test_a_new_relationship_gets_the_next_number_and_none_that_was_deleted(
    admin_client: Client, relationship: Relationship
) -> None:
    number, government, partner = (
        relationship.public_id,
        relationship.local_government_id,
        relationship.partner_id,
    )
    relationship.delete()
    address = f"{LIST}add/"
    data = form_data(admin_client.get(address), "relationship")
    data |= {"local_government": government, "partner": partner, "confidence": "A"}

    assert admin_client.post(address, data).status_code == 302
    added = Relationship.objects.get(local_government=government, partner=partner)
    assert added.public_id == number + 1


def test_the_fields_of_exchange_are_ticked(
    admin_client: Client, relationship: Relationship
) -> None:
    save(admin_client, relationship, fields=["sports", "culture"])

    relationship.refresh_from_db()
    assert set(relationship.fields) == {"sports", "culture"}
    page = soup(admin_client.get(page_of(relationship)))
    assert len(page.select("[type=checkbox][name=fields]")) == 8
    assert len(page.select("[type=checkbox][name=fields][checked]")) == 2


def source_rows(*sources: tuple[str, str]) -> dict[str, Any]:
    """Return what a browser sends for new rows of the table of sources."""
    data: dict[str, Any] = {"sources-TOTAL_FORMS": len(sources), "sources-INITIAL_FORMS": 0}
    for number, (url, stated) in enumerate(sources):
        data |= {f"sources-{number}-url": url, f"sources-{number}-stated": stated}
    return data


@pytest.mark.parametrize(
    "sources",
    [
        [("https://example.org/a", ""), ("https://example.org/a", "")],
        [("https://example.org/a", "1989-02-30")],
        [("no address", "")],
    ],
)
def test_a_wrong_source_is_an_error_in_the_form(
    admin_client: Client, relationship: Relationship, sources: list[tuple[str, str]]
) -> None:
    response = save(admin_client, relationship, **source_rows(*sources))

    assert response.status_code == 200
    assert errors(response)
    assert relationship.sources.count() == 0


def test_a_relationship_is_added_with_its_sources_and_the_dates_they_state(
    admin_client: Client, relationship: Relationship
) -> None:
    address = f"{LIST}add/"
    data = form_data(admin_client.get(address), "relationship") | {
        "local_government": relationship.local_government_id,
        "partner": Partner.objects.filter(country="FR")[0].pk,
        "kind": "friendship",
        "confidence": "A",
        **source_rows(("https://example.org/a", "昭和60年"), ("https://example.org/b", "")),
    }

    response = admin_client.post(address, data)

    assert response.status_code == 302, errors(response)
    first, second = RelationshipSource.objects.filter(url__startswith="https://example.org/")
    assert (first.stated, second.stated) == (PartialDate.parse("1985"), None)


def test_nobody_deletes_a_relationship(admin_client: Client, relationship: Relationship) -> None:
    address = f"{LIST}{relationship.pk}/delete/"

    assert admin_client.post(address, {"post": "yes"}).status_code == 403
    assert not soup(admin_client.get(page_of(relationship))).select("a.deletelink")


def test_a_reader_sees_every_field_under_its_own_name(relationship: Relationship) -> None:
    page = soup(editor("register.view_relationship").get(page_of(relationship)))

    labels = [label.text for label in page.select("fieldset label")]
    assert not page.select("#content [type=submit]")
    assert "Established:" not in labels
    assert "Ended:" not in labels
    assert "1985-05-01" in page.text or "1985年5月1日" in page.text


def test_a_form_takes_the_same_queries_whatever_it_shows(
    admin_client: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    plain = Relationship.objects.filter(former_local_government=None)[0]
    full = Relationship.objects.filter(former_local_government__isnull=False)[0]
    for number in range(12):
        full.sources.create(url=f"https://example.org/{number}")

    admin_client.get(page_of(plain))  # fills Django's own caches
    with django_assert_max_num_queries(10) as few:
        admin_client.get(page_of(plain))
    with django_assert_num_queries(len(few)):
        admin_client.get(page_of(full))


def test_the_history_names_both_dates_the_source_and_the_reason(
    admin_client: Client, relationship: Relationship
) -> None:
    save(
        admin_client,
        relationship,
        established="1989",
        status="dormant",
        change_reason="市の公式サイトで確認",
        **source_rows(("https://example.org/a", "1989")),
    )

    text = " ".join(soup(admin_client.get(f"{LIST}{relationship.pk}/history/")).text.split())

    assert "1985年5月1日 → 1989年" in text
    assert "https://example.org/a" in text
    assert "admin" in text
    assert text.count("理由：市の公式サイトで確認") == 2


def test_saving_without_a_change_leaves_no_trace(admin_client: Client) -> None:
    loaded = Relationship.objects.exclude(sources=None).order_by("pk")[0]

    assert save(admin_client, loaded).status_code == 302
    assert loaded.history.count() == 1  # type: ignore[attr-defined]


def test_the_parts_have_no_pages_of_their_own() -> None:
    assert not admin.site.is_registered(RelationshipSource)
