"""What the desk is asked about names that can be several places, and how far an answer goes."""

from typing import Any

import pytest
from django.test import Client

from places.models import LocalGovernment, Partner, PlaceName
from relationships.register.models import Relationship
from sistercity.import_runs.models import ImportEntry, ImportRun
from tests.desk import soup
from tests.places.test_lookup import gone
from tests.relationships.imports.files import Cells, Sheet, exported
from tests.relationships.imports.runs import (
    act,
    page,
    publish,
    publisher,
    uploaded,
)

pytestmark = pytest.mark.django_db

PREFECTURE, GOVERNMENT = "Prefecture (Japanese)", "Local government (Japanese)"
COUNTRY, STATE = "Country or region (Japanese)", "State or province (Japanese)"
NAME = "Partner (Japanese)"
OREGON, MAINE, NO_STATE = 9, 474, 483  # Portland
SAPPORO = {PREFECTURE: "北海道", GOVERNMENT: "札幌市"}
OTARU = {PREFECTURE: "北海道", GOVERNMENT: "小樽市"}
FUCHU = {PREFECTURE: "東京都", GOVERNMENT: "府中市"}
PORTLAND = {COUNTRY: "アメリカ合衆国", NAME: "ポートランド"}


@pytest.fixture
def client() -> Client:
    """The browser of somebody who may import and publish."""
    return publisher()


def register_with(*new: Cells) -> Sheet:
    """Return the register with new rows."""
    sheet = exported()
    for cells in new:
        sheet.add(**cells)
    return sheet


def key(number: int) -> int:
    """The primary key of a partner."""
    return Partner.objects.get(public_id=number).pk


def answer(client: Client, run: ImportRun, **places: int) -> ImportRun:
    """Answer the questions of the rows' local governments; return the run as it is then."""
    questions = {
        next(name for name in places if name in asked(one)): one
        for one in run.entries.filter(kind="name")
        if set(places) & set(asked(one))
    }
    data: dict[str, Any] = {}
    for name, place in places.items():
        data |= other_name(questions[name], place)
    act(client, run, "names", **data)
    run.refresh_from_db()
    return run


def asked(question: ImportEntry) -> list[str]:
    """The cells that a question is about."""
    return list(question.data["problem"]["values"]["asked"])


def other_name(question: ImportEntry, place: int) -> dict[str, Any]:
    """The answer that a name is another one of a place."""
    number = question.position
    return {f"place-{number}": place, f"meaning-{number}": "other"}


def answer_page(client: Client, run: ImportRun) -> Any:
    """The page of questions."""
    return soup(page(client, run, "?group=name"))


def test_an_ambiguous_partner_is_asked_with_its_candidates_and_none_is_chosen(
    client: Client,
) -> None:
    run = uploaded(client, register_with(OTARU | PORTLAND))

    shown = answer_page(client, run)

    question = shown.select_one(".question fieldset")
    assert "ポートランド" in question.legend.text
    choices = question.select("input[type=radio]")
    assert {int(one["value"]) for one in choices} == {key(n) for n in (OREGON, MAINE, NO_STATE)}
    assert not [one for one in choices if one.has_attr("checked")]
    assert all(f"No.{number}" in question.text for number in (OREGON, MAINE, NO_STATE))
    assert all(shown.select(f"label[for={one['id']}]") for one in choices)
    assert not shown.select(".question select")


def test_an_answer_about_an_ambiguous_partner_is_of_its_own_row_alone(client: Client) -> None:
    texas = {STATE: "テキサス州", NAME: "ブルーミントン"}
    content = register_with(
        OTARU | PORTLAND, FUCHU | PORTLAND, FUCHU | PORTLAND | texas, SAPPORO | PORTLAND
    )
    run = uploaded(client, content)
    assert run.counts["error"] == 4  # the last one is the relationship of row 10

    run = answer(client, run, 小樽市=key(MAINE))

    assert run.counts["error"] == 3
    assert run.counts["new"] == 1
    left = [asked(one) for one in run.entries.filter(kind="name")]
    assert all("府中市" in cells for cells in left)
    assert len(left) == 2


def test_an_answer_about_an_ambiguous_partner_is_published_and_not_asked_again(
    client: Client,
) -> None:
    content = register_with(OTARU | PORTLAND)
    run = answer(client, uploaded(client, content), 小樽市=key(MAINE))

    run = publish(client, run)

    assert run.status == "published", run.message
    made = Relationship.objects.latest("public_id")
    assert (made.local_government.code, made.partner.public_id) == ("012033", MAINE)
    assert not PlaceName.objects.filter(text="ポートランド", source="register import").exists()
    again = uploaded(client, content)
    assert not {"error", "new", "corrected"} & set(again.counts)


def test_the_same_cells_in_two_rows_are_one_question(client: Client) -> None:
    run = uploaded(client, register_with(OTARU | PORTLAND, OTARU | PORTLAND))

    (question,) = run.entries.filter(kind="name")

    assert question.data["number"] == 2


def test_an_answer_about_an_unknown_name_holds_for_the_same_state_alone(client: Client) -> None:
    oregon = PORTLAND | {NAME: "ポトランド", STATE: "オレゴン州"}
    maine = oregon | {STATE: "メイン州"}
    run = uploaded(client, register_with(OTARU | oregon, FUCHU | oregon, FUCHU | maine))
    first, second = run.entries.filter(kind="name").order_by("position")
    assert (first.data["number"], second.data["number"]) == (2, 1)

    act(client, run, "names", **other_name(first, key(OREGON)))
    run.refresh_from_db()

    assert run.counts["error"] == 1
    act(client, run, "names", **other_name(run.entries.get(kind="name"), key(MAINE)))
    run.refresh_from_db()
    assert "error" not in run.counts
    assert run.counts["new"] == 3
    run = publish(client, run)
    known = PlaceName.objects.filter(text="ポトランド").values_list("partner__public_id", flat=True)
    assert set(known) == {OREGON, MAINE}


def test_an_answer_that_is_no_candidate_changes_nothing(client: Client) -> None:
    run = uploaded(client, register_with(OTARU | PORTLAND))

    response = act(
        client, run, "names", **{f"place-{run.entries.get(kind='name').position}": key(1)}
    )

    assert response.status_code == 200
    run.refresh_from_db()
    assert run.names == []


def test_a_state_that_no_record_has_is_answered_or_accepted_as_new(client: Client) -> None:
    cells = OTARU | PORTLAND | {STATE: "テキサス州"}
    run = uploaded(client, register_with(cells))
    shown = page(client, run, "?group=name")
    assert soup(shown).select(".question select")
    assert "accept-new-partners" in shown.content.decode()

    answered = answer(client, run, 小樽市=key(NO_STATE))
    assert answered.counts["new"] == 1
    assert "error" not in answered.counts

    other = uploaded(client, register_with(cells))
    act(client, other, "alarms", **{"accept-new-partners": "on", "reason-new-partners": "別の市"})
    other.refresh_from_db()
    assert "error" not in other.counts
    assert other.entries.filter(kind="warning", data__code="new_partner").exists()


@pytest.mark.parametrize("prefecture", ["", "東京都"])
def test_an_ambiguous_local_government_is_asked_with_its_candidates(
    client: Client, prefecture: str
) -> None:
    fuchu, other = LocalGovernment.objects.filter(code__in=("132063", "342084")).order_by("code")
    name = "府中市"
    if prefecture:  # a town that was divided
        name, other = "分割町", LocalGovernment.objects.get(code="131016")
        gone(name, [fuchu, other])
    cells = {PREFECTURE: prefecture, GOVERNMENT: name, "Partner ID": str(OREGON)}
    run = uploaded(client, register_with(cells))
    choices = answer_page(client, run).select(".question input[type=radio]")
    assert {int(one["value"]) for one in choices} == {fuchu.pk, other.pk}

    run = answer(client, run, **{name: fuchu.pk})

    assert run.counts["new"] == 1, run.counts
    assert "error" not in run.counts
    run = publish(client, run)
    made = Relationship.objects.latest("public_id")
    assert made.local_government == fuchu
    assert (made.former_local_government is not None) == bool(prefecture)
