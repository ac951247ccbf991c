"""What was withdrawn stands in the way of no merger, passes on with the rest, and can come back."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from places import reorganisations
from places.models import LocalGovernment, Reorganisation
from relationships.listings.models import Listing
from relationships.register.models import Relationship
from sistercity.withdrawal import CannotWithdraw, put_back, withdraw
from tests import neighbours
from tests.clock import set_clock
from tests.desk import content_text, errors
from tests.pages import get
from tests.places.reorganising import (
    ADD,
    DAY,
    MORNING,
    NOVEMBER,
    enter,
    filled_in,
    merger,
    page_of,
    place,
    twin,
)
from tests.relationships.imports.files import end_of_transaction

pytestmark = pytest.mark.django_db
OTARU, MURORAN = "012033", "012050"


def hidden(record: Any) -> Any:
    """Withdraw a record."""
    withdraw(record=record, reason="誤り")
    end_of_transaction()
    return record


def into_muroran(monkeypatch: pytest.MonkeyPatch) -> Reorganisation:
    """Enter the merger of 小樽市 into 室蘭市."""
    return enter(monkeypatch, [place(OTARU)], [place(MURORAN)])


@pytest.mark.parametrize("is_first", [True, False])
def test_a_withdrawn_relationship_of_the_successor_stands_in_no_way(
    client: Client, admin_client: Client, monkeypatch: pytest.MonkeyPatch, is_first: bool
) -> None:
    if is_first:
        record = hidden(twin(20, place(MURORAN)))
    plan = into_muroran(monkeypatch)
    if not is_first:
        record = hidden(twin(20, place(MURORAN)))
    shown = admin_client.get(page_of(plan))
    assert "No.20 室蘭市に移る" in content_text(shown)

    set_clock(monkeypatch, MORNING)
    get(client, "/en/")

    plan.refresh_from_db()
    moved = Relationship.objects.get(public_id=20)
    assert (plan.state, moved.local_government) == ("carried_out", place(MURORAN))
    with pytest.raises(CannotWithdraw, match=r"No\. 20"):
        put_back(record=record, reason="x")
    hidden(moved)
    put_back(record=record, reason="x")
    with pytest.raises(CannotWithdraw, match=rf"No\. {record.public_id}"):
        put_back(record=moved, reason="x")


def test_withdrawn_relationships_pass_on_and_come_back_to_the_successor(
    client: Client, admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = hidden(Relationship.objects.get(public_id=20))
    twin(20, place(MURORAN))
    plan = into_muroran(monkeypatch)
    shown = admin_client.get(page_of(plan))
    assert "No.20 取下げのまま、室蘭市に移る" in content_text(shown)

    set_clock(monkeypatch, MORNING)
    get(client, "/en/")

    assert client.get("/en/relationships/20/").status_code == 410
    record.refresh_from_db()
    assert (record.local_government, record.joined_to) == (place(MURORAN), None)
    assert record.former_local_government == place(OTARU)


def test_withdrawn_listings_pass_on_and_stand_in_no_way(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    neighbours.empty()
    own, other = (neighbours.listing(local_government=place(code)) for code in (OTARU, MURORAN))
    hidden(other)
    merger(monkeypatch)

    set_clock(monkeypatch, MORNING)
    get(client, "/en/")

    own, other = (Listing.with_withdrawn.get(pk=one.pk) for one in (own, other))
    assert own.local_government == other.local_government == place("012998")
    assert (own.closed_on, other.closed_on) == (None, None)
    with pytest.raises(CannotWithdraw, match=f"No. {own.public_id}"):
        put_back(record=other, reason="x")


def test_what_is_withdrawn_is_put_back_rather_than_entered_again(admin_client: Client) -> None:
    record = hidden(Relationship.objects.get(public_id=20))
    sides = {"local_government": record.local_government_id, "partner": record.partner_id}

    refused = admin_client.post("/admin/register/relationship/add/", sides | {"status": "active"})

    assert "No.20" in errors(refused)
    assert "公開に戻" in errors(refused)


def test_the_desk_says_what_stands_in_the_way(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = merger(monkeypatch)
    monkeypatch.setattr(reorganisations, "TRANSFERS", [broken])

    shown = admin_client.get(page_of(plan))

    assert shown.status_code == 200
    assert "実施できません" in content_text(shown)


def broken(predecessors: list[LocalGovernment], *_: Any) -> list[reorganisations.Effect]:
    """Break a rule of the database."""
    LocalGovernment.objects.filter(pk=predecessors[0].pk).update(code="x")
    return []


def test_no_side_of_a_merger_is_withdrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    merger(monkeypatch)
    with pytest.raises(CannotWithdraw, match="2件"):
        withdraw(record=place("012998"), reason="x")
    village = LocalGovernment.objects.create(
        code="013992", slug="x", prefecture_id="01", kind="village", name_ja="消村", name_en="X"
    )
    hidden(village)

    with pytest.raises(ValidationError, match="取り下げ"):
        enter(monkeypatch, [village], [place("012025")])


def test_the_code_of_a_withdrawn_place_is_told_in_the_form(admin_client: Client) -> None:
    hidden(
        LocalGovernment.objects.create(
            code="012998", slug="x", prefecture_id="01", kind="city", name_ja="消市", name_en="X"
        )
    )

    response = admin_client.post(ADD, filled_in(admin_client))

    assert "取り下げた記録も" in errors(response)


@pytest.mark.parametrize(("first", "kept"), [("1980-01-01", "012041"), ("1990-01-01", "012025")])
def test_the_story_of_a_join_names_whose_relationship_it_was(
    monkeypatch: pytest.MonkeyPatch, first: str, kept: str
) -> None:
    governments = [place(code) for code in ("012025", "012041")]
    third = twin(16, place(OTARU))
    for number, day in ((16, "1985-01-01"), (24, first), (third.public_id, "1995-01-01")):
        Relationship.objects.filter(public_id=number).update(
            established_on=day, established_precision="day"
        )

    set_clock(monkeypatch, NOVEMBER)
    reorganisations.plan(
        reorganisation=Reorganisation(kind="merged", on=DAY),
        predecessors=[*governments, place(OTARU)],
        successors=[place(MURORAN)],
        foresees=True,
    )

    in_force = Relationship.objects.in_force().get(
        local_government=place(MURORAN), partner=third.partner
    )
    assert in_force.former_local_government == place(kept)
    others = {"函館市", "旭川市", "小樽市"} - {str(place(kept))}
    texts = list(in_force.events.filter(happened_on=DAY).values_list("text_ja", flat=True))
    assert {text.partition("の提携")[0] for text in texts} == others
    joined = Relationship.objects.filter(joined_to=in_force)
    assert set(joined.values_list("end_reason_ja", flat=True)) == {
        f"提携No.{in_force.public_id}に統合"
    }
