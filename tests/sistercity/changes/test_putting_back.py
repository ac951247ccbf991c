"""Putting back what an entry of the change log shows: a value, a whole record."""

from typing import Any

import pytest
from django.test import Client

from places.models import Partner
from relationships.register.models import Relationship, RelationshipSource
from sistercity.dates import PartialDate
from tests.desk import content_text, editor, soup, value_of
from tests.relationships.imports.files import end_of_transaction
from tests.sistercity.changes.log_pages import (
    lines,
    newest,
    partner,
    put_back_page,
    relationship,
    save,
    write,
)

pytestmark = pytest.mark.django_db


def form(client: Client, address: str) -> dict[str, Any]:
    """Return what a browser would send for the page as it stands."""
    page = soup(client.get(address)).select_one("#content form")
    assert page is not None
    boxes = page.select("input[type=checkbox][checked], input[type=hidden][name=chosen]")
    texts = page.select("input[type=hidden], textarea")
    data: dict[str, Any] = {str(one["name"]): value_of(one) for one in texts}
    return data | {"chosen": [one["value"] for one in boxes]}


def put_back(client: Client, address: str, **change: Any) -> Any:
    """Send the page as it stands, with a change."""
    response = client.post(address, form(client, address) | change)
    end_of_transaction()
    return response


def refusals(response: Any) -> str:
    """Return why nothing was put back."""
    assert response.status_code == 200
    return " ".join(note.text for note in soup(response).select(".errornote"))


def test_a_value_is_put_back_with_its_own_entry(admin_client: Client) -> None:
    record = relationship()
    write(record, note="Old", established_on="1985-05-01", established_precision="month")
    save(admin_client, record, note="New", established="1990")
    address = put_back_page(newest(Relationship, note="New"))
    before = content_text(admin_client.get(address))

    response = put_back(admin_client, address, chosen=["established"], change_reason="誤り")

    assert "1990年 1985年5月" in before
    assert response.status_code == 302
    record.refresh_from_db()
    assert record.established == PartialDate.parse("1985-05")
    assert record.note == "New"
    line = lines(admin_client)[0]
    assert "admin 元に戻す" in line
    assert "理由： 誤り" in line
    assert "1990年 → 1985年5月" in line


def test_what_was_changed_since_is_put_back_only_when_that_is_confirmed(
    admin_client: Client,
) -> None:
    record = relationship()
    write(record, note="Old")
    save(admin_client, record, note="New")
    save(admin_client, record, note="Newest", change_reason="照会の結果")
    address = put_back_page(newest(Relationship, note="New"))
    page = content_text(admin_client.get(address))

    refused = put_back(admin_client, address, chosen=["note"])
    record.refresh_from_db()
    kept = record.note
    confirmed = put_back(admin_client, address, chosen=["note"], overwrite="on")

    assert "この後の変更です" in page and "照会の結果" in page
    assert form(admin_client, address)["chosen"] == []
    assert "この変更の後にも変更されています" in refusals(refused)
    assert kept == "Newest"
    assert confirmed.status_code == 302
    record.refresh_from_db()
    assert record.note == "Old"


def test_a_change_while_the_page_is_open_is_shown_before_anything_is_put_back(
    admin_client: Client,
) -> None:
    record = relationship()
    write(record, note="New")
    address = put_back_page(newest(Relationship, note="New"))
    opened = form(admin_client, address)
    write(record, story_en="Meanwhile")

    response = admin_client.post(address, opened)

    assert "この画面を開いた後に" in refusals(response)
    record.refresh_from_db()
    assert record.note == "New"
    assert put_back(admin_client, address).status_code == 302


def test_a_record_is_put_back_to_what_it_was_at_an_entry(admin_client: Client) -> None:
    record = partner()
    was = Partner.objects.get(pk=record.pk)
    write(record, website="https://example.org/a")
    event = newest(Partner, website="https://example.org/a")
    other = Partner.objects.exclude(country=record.country)[0].country
    write(record, website="https://example.org/b", state_ja="州", country_id=other.pk)

    response = put_back(admin_client, f"{put_back_page(event)}?whole=1", overwrite="on")

    assert response.status_code == 302, refusals(response)
    record.refresh_from_db()
    assert (record.website, record.state_ja, record.country_id) == (
        "https://example.org/a",
        was.state_ja,
        was.country_id,
    )
    page = content_text(admin_client.get(f"{put_back_page(event)}?whole=1"))
    assert "元に戻す項目はありません" in page


def test_a_value_of_a_part_is_put_back(admin_client: Client) -> None:
    source = RelationshipSource.objects.order_by("pk")[0]
    was = source.url
    write(source, url="https://example.org/")
    address = put_back_page(newest(RelationshipSource, url="https://example.org/"))

    response = put_back(admin_client, address)

    assert response.status_code == 302, refusals(response)
    assert response["Location"].endswith(f"/relationship/{source.relationship_id}/history/")
    source.refresh_from_db()
    assert source.url == was


def test_what_breaks_a_rule_is_refused_with_its_message(admin_client: Client) -> None:
    record = relationship()
    write(record, status="ended")
    address = put_back_page(newest(Relationship, status="ended"))
    twin = Relationship.objects.get(pk=record.pk)
    twin.pk, twin.public_id, twin.status = None, 99999, "active"
    twin.save()

    response = put_back(admin_client, address)

    assert refusals(response)
    record.refresh_from_db()
    assert record.status == "ended"


def test_what_the_desk_cannot_change_is_not_put_back(admin_client: Client) -> None:
    record = relationship()
    was = record.public_id
    write(record, public_id=99999)
    address = put_back_page(newest(Relationship, public_id=99999))

    response = admin_client.post(
        address, {"chosen": "public_id", "change_reason": "x", "seen": "x"}
    )

    assert "変更できない項目です" in content_text(admin_client.get(address))
    assert refusals(response)
    record.refresh_from_db()
    assert record.public_id != was


def test_only_who_may_change_a_record_puts_it_back() -> None:
    record = relationship()
    write(record, note="New")
    address = put_back_page(newest(Relationship, note="New"))
    client = editor("register.view_relationship", "places.view_partner")

    assert client.get(address).status_code == 403
    assert client.post(address, {"chosen": "note"}).status_code == 403
    record.refresh_from_db()
    assert record.note == "New"


def test_putting_back_wants_a_token(admin_user: Any) -> None:
    write(relationship(), note="New")
    address = put_back_page(newest(Relationship, note="New"))
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)

    assert client.post(address, {"chosen": "note"}).status_code == 403


@pytest.mark.parametrize("place", ["places.partner/99999999999", "places.partner/0", "auth.user/1"])
def test_an_entry_that_is_none_is_a_404(admin_client: Client, place: str) -> None:
    assert admin_client.get(f"/admin/changes/{place}/").status_code == 404
