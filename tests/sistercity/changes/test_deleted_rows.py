"""The log leads back from every removal and withdrawal: a row of a table, a record, a page."""

from typing import Any

import pytest
from django.contrib import admin
from django.db import models
from django.test import Client

from commendations.models import CommendationPartner
from places.models import PlaceName
from relationships.register.models import Relationship, RelationshipSource
from sistercity.admin import RestorableAdmin, StaffAdmin
from sistercity.admin.history import Trace
from sistercity.withdrawal import put_back as return_to_public
from sistercity.withdrawal import withdraw
from tests.desk import content_text, editor, soup
from tests.relationships.imports.files import end_of_transaction
from tests.sistercity.changes.log_pages import (
    LOG,
    lines,
    newest,
    partner,
    put_back_page,
    relationship,
    words,
)
from tests.sistercity.changes.test_putting_back import form, put_back, refusals
from tests.sistercity.test_admin_conflicts import Browser, full
from tests.sistercity.test_admin_kinds import full_commendation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_no_neighbours")]
WITH_ROWS = [
    one for one in admin.site._registry.values() if isinstance(one, StaffAdmin) and one.inlines
]


def row_of(trace: Trace, record: models.Model) -> Any:
    """Return the first row of a table of a record's page."""
    return trace.model._base_manager.filter(**{trace.column: record.pk}).order_by("pk")[0]


def delete_at_desk(trace: Trace, record: models.Model, row: models.Model) -> None:
    """Tick a row of a record's page for deletion, and save."""
    column: Any = next(one for one in row._meta.fields if one.attname == trace.column)
    prefix = column.remote_field.get_accessor_name()
    browser = Browser(record)
    keys = {name: value for name, value in browser.data.items() if name.endswith("-id")}
    [name] = [name for name in keys if name.startswith(prefix) and keys[name] == [str(row.pk)]]
    browser.saved(**{name.replace("-id", "-DELETE"): "on"})
    end_of_transaction()


def deleted_source() -> tuple[RelationshipSource, str]:
    """Return a source that was deleted, and the page that puts it back."""
    source = RelationshipSource.objects.order_by("pk")[0]
    key = source.pk
    source.delete()
    end_of_transaction()
    source.pk = key
    return source, put_back_page(newest(RelationshipSource, pgh_obj_id=key))


def all_values(row: models.Model) -> Any:
    """Return the columns of a row as they are stored; None if it is gone."""
    return type(row)._base_manager.filter(pk=row.pk).values().first()


@pytest.mark.sampled(3)
@pytest.mark.parametrize("entry", WITH_ROWS, ids=lambda one: one.opts.model_name)
def test_a_row_that_was_deleted_from_any_table_is_put_back_from_the_log(
    entry: StaffAdmin, admin_client: Client
) -> None:
    record = full(entry)
    for trace in entry.traces()[1:]:
        row = row_of(trace, record)
        was = all_values(row)
        delete_at_desk(trace, record, row)
        assert all_values(row) is None
        page = soup(admin_client.get(f"{LOG}?how=desk"))
        address = put_back_page(newest(trace.model, pgh_obj_id=row.pk))
        assert page.select(f"a[href='{address}']")

        if admin.site.is_registered(trace.model):  # restored from its own place
            history = admin_client.get(address)["Location"]
            admin_client.post(history.replace("history", "restore"))
        else:
            assert refusals_or_none(put_back(admin_client, address, change_reason="誤り")) is None
            assert (
                "理由： 誤り" in lines(admin_client, how="put_back", kind=entry.opts.label_lower)[0]
            )

        assert all_values(row) == was


def refusals_or_none(response: Any) -> str | None:
    """Return why nothing was put back, None if it was."""
    return None if response.status_code == 302 else refusals(response)


def test_a_row_is_put_back_as_it_was_at_an_older_entry_too(admin_client: Client) -> None:
    source = RelationshipSource.objects.order_by("pk")[0]
    key = source.pk
    for url in ("https://example.org/a", "https://example.org/b"):
        RelationshipSource.objects.filter(pk=key).update(url=url)
    source.delete()
    end_of_transaction()
    event = newest(RelationshipSource, url="https://example.org/b", pgh_label="update")

    put_back(admin_client, put_back_page(event))

    assert RelationshipSource.objects.get(pk=key).url == "https://example.org/a"


def test_a_row_of_a_record_that_is_gone_names_it(admin_client: Client) -> None:
    source, address = deleted_source()
    record = source.relationship
    number = record.public_id
    record.sources.all().delete()
    record.events.all().delete()
    Relationship.objects.filter(pk=record.pk).delete()

    page = admin_client.get(address)

    assert f"No.{number}" in refusals(page)
    assert soup(page).select(f".errornote a[href$='/relationship/{record.pk}/history/']")
    assert admin_client.post(address, {"chosen": "url", "change_reason": "x"}).status_code == 200
    assert all_values(source) is None


def test_a_row_of_a_withdrawn_record_comes_back_and_the_page_says_so(admin_client: Client) -> None:
    source, address = deleted_source()
    withdraw(record=source.relationship, reason="誤り")

    page = content_text(admin_client.get(address))
    response = put_back(admin_client, address)

    assert "公開を取り下げています" in page
    assert response.status_code == 302
    assert all_values(source) is not None


def test_a_row_that_names_a_withdrawn_record_is_refused(admin_client: Client) -> None:
    row = full_commendation(1).named_partners.exclude(partner=None)[0]
    key, place = row.pk, row.partner
    row.delete()
    end_of_transaction()
    place.relationships.all().delete()
    withdraw(record=place, reason="誤り")

    response = put_back(admin_client, put_back_page(newest(CommendationPartner, pgh_obj_id=key)))

    assert "公開を取り下げています" in refusals(response)
    assert not CommendationPartner.objects.filter(pk=key).exists()


def test_a_row_that_was_added_again_is_refused_with_the_rule(admin_client: Client) -> None:
    source, address = deleted_source()
    source.relationship.sources.create(url=source.url)

    response = put_back(admin_client, address)

    assert refusals(response)
    assert all_values(source) is None


def test_two_people_put_a_row_back_once(admin_client: Client) -> None:
    source, address = deleted_source()
    opened = form(admin_client, address)
    assert put_back(admin_client, address).status_code == 302

    response = admin_client.post(address, opened)

    assert "この画面を開いた後に" in refusals(response)
    assert all_values(source) is not None


@pytest.mark.parametrize(
    ("permissions", "code"),
    [
        (("register.view_relationship", "register.view_relationshipsource"), 403),
        (("register.change_relationship", "register.change_relationshipsource"), 200),
    ],
    ids=["view", "no adding of rows"],
)
def test_a_row_is_put_back_only_by_who_may_add_it(permissions: tuple[str, ...], code: int) -> None:
    source, address = deleted_source()
    client = editor("register.view_relationship", *permissions)

    page = client.get(address)
    client.post(address, {"chosen": ["url"], "change_reason": "x", "seen": "x"})

    assert page.status_code == code
    assert code == 403 or "権限がありません" in refusals(page)
    assert all_values(source) is None


def test_a_removed_record_has_its_name_and_its_way_back_in_the_log(admin_client: Client) -> None:
    row = partner().names.create(text="Neustadt an der Aisch", kind="exonym", language="de")
    key = row.pk
    row.delete()
    end_of_transaction()

    [line, *_] = lines(admin_client, name="neustadt aisch")

    assert "削除された記録（" in line and "Neustadt an der Aisch" in line
    page = soup(admin_client.get(f"{LOG}?kind=places.placename"))
    history = f"/admin/places/placename/{key}/history/"
    assert page.select(f"#change-history a[href='{history}']")
    address = put_back_page(newest(PlaceName, pgh_obj_id=key))
    assert admin_client.get(address)["Location"] == history
    assert admin_client.post(address, {})["Location"] == history


def test_every_removed_record_of_a_kind_is_named_with_few_queries(
    admin_client: Client, django_assert_max_num_queries: Any
) -> None:
    entry: Any = admin.site.get_model_admin(Relationship)
    assert isinstance(entry, RestorableAdmin)
    for record in Relationship.objects.order_by("pk")[:5]:
        record.sources.all().delete()
        record.events.all().delete()
        record.delete()
    end_of_transaction()

    with django_assert_max_num_queries(6):
        found = entry.removed_labels()

    assert len(found) == 5
    assert all("No." in label for label in found.values())


def test_the_entries_of_a_withdrawal_and_of_its_end_lead_to_the_other(
    admin_client: Client,
) -> None:
    record = relationship()
    withdraw(record=record, reason="誤り")
    end_of_transaction()
    return_to_public(record=record, reason="市から連絡")
    end_of_transaction()

    entries = soup(admin_client.get(f"{LOG}?kind=register.relationship")).select("tbody tr")

    links = [entry.select(".put-back a")[0] for entry in entries[:2]]
    assert [words(link) for link in links] == ["公開を取り下げる", "公開に戻す"]
    for link in links:
        assert words(link) in content_text(admin_client.get(str(link["href"])))
