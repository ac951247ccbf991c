"""The staff desk's pages of joins: a preview first, and only what was seen is done."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from psycopg.errors import LockNotAvailable

from places.models import Partner
from relationships.joins.models import Join, JoinKind
from relationships.register.models import Relationship
from tests.desk import content_text, editor, errors, form_data, soup
from tests.relationships.imports.files import end_of_transaction
from tests.relationships.joins.conftest import relationship
from tests.relationships.joins.joining import REASON, Pair, everything, third

pytestmark = pytest.mark.django_db
LIST, ADD = "/admin/joins/join/", "/admin/joins/join/add/"


def proposed(client: Client, pair: Pair) -> Any:
    """Open the page as the list of likely doubles links it."""
    keys = f"one={pair.kept.pk}&other={pair.other.pk}"
    return client.get(f"{ADD}?kind={pair.kind}&{keys}")


def sent(page: Any, **values: str) -> dict[str, Any]:
    """Return what the button that joins sends."""
    button = soup(page).select_one("button[name=seen]")
    assert button is not None, errors(page)
    return form_data(page, "join") | {"seen": str(button["value"]), "reason": REASON} | values


def joined(client: Client, pair: Pair) -> Join:
    """Join two records at the desk."""
    answer = client.post(ADD, sent(proposed(client, pair)), follow=True)
    assert "統合しました" in answer.content.decode(), errors(answer)
    end_of_transaction()
    return Join.objects.get()


def page_of(record: Join) -> str:
    return f"{LIST}{record.pk}/change/"


def test_two_records_are_shown_then_joined_listed_and_parted(
    admin_client: Client, pair: Pair
) -> None:
    before = everything()
    page = proposed(admin_client, pair)
    text = content_text(page)
    assert "統合の後" in text
    assert "移る" in text
    assert everything() == before

    record = joined(admin_client, pair)

    assert (record.kept, record.joined, record.reason) == (pair.kept, pair.other, REASON)
    assert record.joined_by == "admin"
    assert str(pair.other.public_id) in content_text(admin_client.get(f"{LIST}?state=standing"))
    assert "admin" in content_text(admin_client.get(f"{LIST}{record.pk}/history/"))
    own = f"/admin/{pair.other._meta.label_lower.replace('.', '/')}/{pair.other.pk}"
    button = soup(admin_client.get(f"{own}/change/")).select_one(f"a[href='{page_of(record)}']")
    assert button is not None

    shown = admin_client.get(page_of(record))
    assert not soup(shown).select("[name=edits]")
    refused = admin_client.post(page_of(record), {"reason": ""})
    assert "必須" in errors(refused)
    answer = admin_client.post(page_of(record), {"reason": "別の市"}, follow=True)
    assert "分離しました" in answer.content.decode()
    assert everything() == before
    assert not soup(answer).select("#part_form")
    assert "別の市" in content_text(answer)


def joined_at(record: Join, hour: int) -> None:
    """Move a join to an hour: all of a test is at one moment."""
    Join.objects.filter(pk=record.pk).update(joined_at=f"2026-01-01T{hour:02}:00Z")


def test_of_a_chain_the_later_join_is_no_edit_and_is_parted_first(
    admin_client: Client, pair: Pair
) -> None:
    last = third(pair)
    first = pair.joined()
    second = Pair(pair.kind, last, pair.kept).joined()
    joined_at(first, 1)
    joined_at(second, 2)

    page = admin_client.get(page_of(first))

    assert not soup(page).select("#part_form, #edits")
    assert "先に次の統合を分離" in content_text(page)
    assert soup(page).select_one(f"#content a[href='{page_of(second)}']")
    admin_client.post(page_of(first), {"reason": "x"})
    assert Join.objects.standing().count() == 2
    assert soup(admin_client.get(page_of(second))).select("#part_form")


def test_a_relationship_that_was_joined_with_its_partner_leads_to_that_join(
    admin_client: Client, partners: Pair
) -> None:
    record = partners.joined()
    joined_at(record, 1)
    one = Relationship.objects.get(public_id=24)
    other = one.joined_to
    assert other is not None
    ended = relationship(other.local_government, other.partner, status="ended")
    Pair(JoinKind.RELATIONSHIP, ended, other).joined()

    page = admin_client.get(f"/admin/register/relationship/{one.pk}/change/")

    assert soup(page).select_one(f"a[href='{page_of(record)}']")


def test_the_other_record_can_be_kept_but_is_shown_first(
    admin_client: Client, partners: Pair
) -> None:
    data = sent(proposed(admin_client, partners), keeps="other")

    again = admin_client.post(ADD, data)
    assert "もう一度確かめてください" in again.content.decode()
    assert not Join.objects.exists()

    admin_client.post(ADD, sent(again))
    assert Join.objects.get().kept == partners.other


def test_what_changed_since_it_was_seen_is_shown_again(admin_client: Client, pair: Pair) -> None:
    data = sent(proposed(admin_client, pair))
    name = "name_native" if pair.kind == JoinKind.PARTNER else "agreement_title"
    type(pair.other).objects.filter(pk=pair.other.pk).update(**{name: "Южно-Сахалинск"})

    answer = admin_client.post(ADD, data)

    assert answer.status_code == 200
    assert "もう一度確かめてください" in answer.content.decode()
    assert "Южно-Сахалинск" in content_text(answer)
    assert not Join.objects.exists()


def test_a_button_on_the_page_of_a_record_leads_to_the_form(
    admin_client: Client, pair: Pair
) -> None:
    own = f"/admin/{pair.kept._meta.label_lower.replace('.', '/')}/{pair.kept.pk}/change/"
    button = soup(admin_client.get(own)).select_one(f"a[href^='{ADD}']")
    assert button is not None

    page = admin_client.get(str(button["href"]))

    data = form_data(page, "join")
    assert data["one"] == [str(pair.kept.public_id)]
    assert not soup(page).select("button[name=seen]")
    shown = admin_client.post(ADD, data | {"other": pair.other.public_id})
    assert soup(shown).select("button[name=seen]")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"other": "99999"}, "この公開番号の記録はありません"),
        ({"other": "x"}, "整数"),
        ({"kind": "country"}, "正しく選択"),
        ({"reason": ""}, "必須"),
        ({"reason": "a\0b"}, "null"),
    ],
)
def test_what_cannot_be_is_an_error_in_the_form(
    admin_client: Client, partners: Pair, values: dict[str, str], message: str
) -> None:
    answer = admin_client.post(ADD, sent(proposed(admin_client, partners), **values))

    assert answer.status_code == 200
    assert message in errors(answer).replace("何か文字", "null")
    assert not Join.objects.exists()


@pytest.mark.parametrize("query", ["kind=x&one=a&other=%00", f"kind=partner&one={2**63}&other=0"])
def test_a_link_that_means_nothing_shows_the_empty_form(admin_client: Client, query: str) -> None:
    answer = admin_client.get(f"{ADD}?{query}")

    assert answer.status_code == 200
    assert not soup(answer).select("button[name=seen]")


def test_edits_since_are_shown_with_a_choice_before_parting(
    admin_client: Client, partners: Pair
) -> None:
    record = joined(admin_client, partners)
    Join.objects.update(joined_at="2026-01-01T00:00Z")  # all of a test is at one moment
    Partner.objects.filter(pk=partners.kept.pk).update(website="https://example.org/new")

    page = admin_client.get(page_of(record))
    assert "https://example.org/new" in content_text(page)
    assert "必須" in errors(admin_client.post(page_of(record), {"reason": "別の市"}))
    admin_client.post(page_of(record), {"reason": "別の市", "edits": "keep"})

    partners.kept.refresh_from_db()
    assert partners.kept.website == "https://example.org/new"
    record.refresh_from_db()
    assert record.parted_at


def test_who_may_not_change_all_that_is_joined_neither_joins_nor_parts(
    admin_client: Client, pair: Pair
) -> None:
    data = sent(proposed(admin_client, pair))
    reader = editor(
        "joins.view_join", "joins.add_join", "joins.change_join", "places.change_partner",
        "register.view_relationship",
    )  # fmt: skip

    assert reader.post(ADD, data).status_code == 403
    assert proposed(reader, pair).status_code == 403
    own = f"/admin/{pair.kept._meta.label_lower.replace('.', '/')}/{pair.kept.pk}/change/"
    assert not soup(reader.get(own)).select(f"a[href^='{ADD}']")
    record = joined(admin_client, pair)
    page = reader.get(page_of(record))
    assert (page.status_code, soup(page).select("#part_form")) == (200, [])
    assert reader.post(page_of(record), {"reason": "x"}).status_code == 403
    pair.other.refresh_from_db()
    assert pair.other.joined_to == pair.kept


def test_while_an_import_writes_nothing_is_joined_and_that_is_said(
    admin_client: Client, partners: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = sent(proposed(admin_client, partners))

    def refuse() -> None:
        raise OperationalError from LockNotAvailable()

    monkeypatch.setattr("relationships.joins.admin.lock_content", refuse)
    answer = admin_client.post(ADD, data)

    assert "まだ保存していません" in errors(answer)
    assert not Join.objects.exists()
