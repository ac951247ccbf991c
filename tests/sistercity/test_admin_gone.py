"""A save after the record was withdrawn, put back or removed: nothing that was typed is lost."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import models
from django.test import Client

from relationships.register.models import Relationship
from sistercity.withdrawal import put_back, withdraw
from tests.desk import content_text, editor, soup, value_of
from tests.relationships.imports.files import end_of_transaction
from tests.sistercity.test_admin_conflicts import PASSWORD, Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def record() -> Relationship:
    """Return a relationship with a source."""
    found = Relationship.objects.filter(sources__isnull=False).order_by("pk")[0]
    end_of_transaction()
    return found


def remove(record: Relationship) -> None:
    """Remove a relationship and its rows."""
    record.sources.all().delete()
    record.events.all().delete()
    Relationship.with_withdrawn.filter(pk=record.pk).delete()
    end_of_transaction()


def test_a_save_is_refused_after_a_withdrawal_and_after_its_end(record: Relationship) -> None:
    taro, hanako = Browser(record, "taro"), Browser(record, "hanako")
    withdraw(record=record, reason="市から連絡")

    withdrawn = taro.refused(note="His")
    hanako.open()
    put_back(record=record, reason="誤り")
    returned = hanako.refused(note="Hers")

    assert "取り下げていません" in withdrawn and "取下げ（理由：市から連絡）" in withdrawn
    assert "取下げ（理由：市から連絡）" in returned
    record.refresh_from_db()
    assert record.note not in ("His", "Hers")
    hanako.saved()
    record.refresh_from_db()
    assert (record.note, record.withdrawn_at) == ("Hers", None)


def test_a_save_of_a_removed_record_keeps_what_was_typed_until_it_is_restored(
    record: Relationship,
) -> None:
    url = "https://example.org/typed"
    browser = Browser(record)
    remove(record)

    answer = browser.save(note="One\ntwo", sources__0__url=url, change_reason="照会の結果")

    assert answer.status_code == 410
    text = content_text(answer)
    assert f"No.{record.public_id}" in text
    assert "One\ntwo" in text and url in text and "照会の結果" in text
    page = soup(answer)
    history = str(page.select("#content-main ol a")[0]["href"])
    browser.client.post(history.replace("history", "restore"))
    assert browser.client.post(browser.address, inputs(page)).status_code == 302
    record.refresh_from_db()
    assert record.note.splitlines() == ["One", "two"]
    assert record.sources.filter(url=url).exists()


def inputs(page: Any) -> dict[str, list[str | None]]:
    """Return what the form of the page sends."""
    data: dict[str, list[str | None]] = {}
    for one in page.select("#content-main form input[type=hidden]"):
        data.setdefault(str(one["name"]), []).append(value_of(one))
    return data


def test_what_cannot_be_restored_is_shown_without_a_password() -> None:
    group = Group.objects.create(name="a group")
    browser = Browser(group)
    models.Model.delete(group)

    answer = browser.save(name="another name")

    assert answer.status_code == 410
    assert "元に戻せません" in content_text(answer) and "another name" in content_text(answer)
    assert PASSWORD not in answer.content.decode()


def test_only_who_may_change_a_record_is_told_of_its_end(record: Relationship) -> None:
    address = Browser(record).address
    client: Client = editor("register.view_relationship")
    remove(record)

    assert client.post(address, {"opened_page": "x", "note": "x"}).status_code == 403
