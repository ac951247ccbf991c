"""Records that were removed by plain SQL or an undo: the desk shows them and writes them again."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from places.models import Partner
from relationships.register.models import Relationship
from tests.desk import editor, errors, soup
from tests.pages import get, sql

pytestmark = pytest.mark.django_db

LIST = "/admin/register/relationship/"
MAY_RESTORE = ("register.view_relationship", "register.add_relationship")


@pytest.fixture
def removed() -> Relationship:
    """A relationship with sources that somebody deleted in the database itself."""
    record = Relationship.objects.filter(sources__isnull=False).order_by("pk")[0]
    record.sources.create(url="https://example.org/gone-before")
    record.sources.filter(url="https://example.org/gone-before").update(
        stated_on="2000-01-01", stated_precision="year"
    )
    delete(record)
    return record


def delete(record: Relationship) -> None:
    for table in ("relationshipsource", "relationshipevent"):
        sql_do(f"DELETE FROM register_{table} WHERE relationship_id = %s", record.pk)
    sql_do("DELETE FROM register_relationship WHERE id = %s", record.pk)


def sql_do(statement: str, *values: Any) -> None:
    sql(f"{statement} RETURNING 1", *values)


def history(record: Any) -> str:
    options = record._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_history", args=[record.pk])


def restore(client: Client, record: Any) -> Any:
    return client.post(history(record).replace("history", "restore"), follow=True)


def values(record: Relationship) -> list[Any]:
    return [
        Relationship.objects.filter(pk=record.pk).values().get(),
        list(record.sources.order_by("pk").values()),
    ]


def test_a_record_deleted_by_sql_is_listed_and_restored_with_its_parts(client: Client) -> None:
    staff = editor(*MAY_RESTORE)
    record = Relationship.objects.filter(sources__isnull=False).order_by("pk")[0]
    before, page = values(record), get(client, record.get_absolute_url())
    delete(record)

    listed = soup(staff.get(f"{LIST}removed/")).select("#content-main a")
    assert [link["href"] for link in listed] == [history(record)]
    assert f"No.{record.public_id}" in listed[0].text
    assert "元に戻す" in str(soup(staff.get(history(record))).select("input[type=submit]"))
    restore(staff, record)

    assert values(record) == before
    assert get(client, record.get_absolute_url()) == page
    assert not soup(staff.get(f"{LIST}removed/")).select("#content-main a")
    assert (
        User.objects.get(username="editor").get_full_name() in soup(staff.get(history(record))).text
    )


def test_a_part_that_an_editor_removed_long_before_stays_away(removed: Relationship) -> None:
    url = "https://example.org/gone-before"
    events = removed.sources.model.history.rel.related_model  # type: ignore[attr-defined]
    sql_do(
        f"UPDATE {events._meta.db_table} SET pgh_created_at = pgh_created_at - interval '1 day'"
        " WHERE url = %s",
        url,
    )

    restore(editor(*MAY_RESTORE), removed)

    assert removed.sources.exists()
    assert not removed.sources.filter(url=url).exists()


def test_restoring_needs_the_permission_and_a_post(removed: Relationship) -> None:
    reader = editor("register.view_relationship")

    assert "元に戻す" not in str(soup(reader.get(history(removed))).select("input"))
    assert restore(reader, removed).status_code == 403
    address = history(removed).replace("history", "restore")
    assert reader.get(address).status_code == 405
    assert not Relationship.objects.filter(pk=removed.pk).exists()


def test_the_desk_says_which_record_must_be_restored_first(
    admin_client: Client, removed: Relationship
) -> None:
    partner = Partner.objects.get(pk=removed.partner_id)
    partner.relationships.all().delete()
    partner.delete()

    response = restore(admin_client, removed)

    assert f"（{removed.partner_id}）も削除されています" in errors(response)
    restore(admin_client, Partner(pk=removed.partner_id))
    restore(admin_client, removed)
    assert Relationship.objects.filter(pk=removed.pk).exists()


def test_the_desk_names_the_rule_that_speaks_against_restoring(
    admin_client: Client, removed: Relationship
) -> None:
    other = Relationship(
        local_government_id=removed.local_government_id,
        partner_id=removed.partner_id,
        public_id=999_999,
        confidence="A",
    )
    other.save()

    response = restore(admin_client, removed)

    assert "元に戻せません" in errors(response)
    assert "提携" in errors(response)
    assert not Relationship.objects.filter(pk=removed.pk).exists()


def test_the_history_of_what_never_was_leads_back(admin_client: Client) -> None:
    for key in ("999999999", "abc"):
        response = admin_client.get(f"{LIST}{key}/history/", follow=True)
        assert soup(response).select(".messagelist li")
        assert restore(admin_client, Relationship(pk=999999999)).status_code == 200
