"""The queue at the staff desk: what waits, who handled it, what each button does, who may."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from relationships.enquiries import actions, records
from relationships.enquiries.actions import new_reference
from relationships.enquiries.models import RenewalLink, Submission
from relationships.enquiries.submission_pages import ACTIONS
from relationships.listings.models import Listing
from tests import neighbours, posting
from tests.desk import editor, errors, rows, soup, total
from tests.posting import REPORT, Reader

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("_no_neighbours"),
]
LIST = "/admin/enquiries/submission/"
VIEW, CHANGE = "enquiries.view_submission", "enquiries.change_submission"
EDIT, ADD = "listings.change_listing", "listings.add_listing"
# Submissions by their references, each with the filters that must find it.
DUE: dict[str, tuple[dict[str, Any], set[str]]] = {
    "NEW": ({}, {"new"}),
    "TAKEN": ({"status": "in_progress"}, {"in_progress"}),
    "UNSENT": ({"mailed_at": None}, {"new", "unsent"}),
    "MANY": ({"mailed_at": None, "over_hourly_limit": True}, {"new", "over_limit"}),
    "LATE": ({"received_at": "2026-01-01T00:00Z"}, {"new", "late"}),
    "DONE": ({"status": "done", "handled_at": "2026-01-01T00:00Z", "mailed_at": None}, set()),
    "PROPOSAL": ({"kind": "listing"}, {"new", "proposals"}),
}


@pytest.fixture
def enquiry() -> Submission:
    """Return an enquiry to Sendai."""
    return posting.enquiry()


@pytest.fixture
def change() -> Submission:
    """Return a proposed change of Sendai's listing."""
    return posting.change(posting.listing(), offers="A river")


@pytest.fixture
def proposal() -> Submission:
    """Return the proposed listing of Rennes."""
    return posting.proposal()


def text(response: Any) -> str:
    """Return what a page of the desk says."""
    return soup(response).get_text(" ", strip=True)


def act(client: Client, submission: Submission, action: str, **values: Any) -> Any:
    """Press a button of a submission's page."""
    return client.post(submission.desk_path, {"action": action, **values}, follow=True)


def approval(client: Client, submission: Submission) -> dict[str, Any]:
    """Return what the form of the approval would send as it stands."""
    page = soup(client.get(submission.desk_path))
    seen = page.select_one("input[name=seen]")
    assert seen is not None
    data = {"seen": str(seen["value"])}
    for box in page.select("input[type=checkbox][checked]"):
        data[str(box["name"])] = "on"
    for chosen in page.select("select option[selected]"):
        data[str(chosen.find_parent("select")["name"])] = str(chosen["value"])  # type: ignore[index]
    return data


# What waits


def test_what_waits_comes_first_the_oldest_first(admin_client: Client, enquiry: Submission) -> None:
    now, fresh = timezone.now(), {"kind": "report", "language": "en"}
    for reference, days, status in (
        ("DONE-0001", 1, "done"),
        ("DONE-0009", 9, "done"),
        ("WORK-0005", 5, "in_progress"),
        ("WAIT-0003", 3, "new"),
    ):
        received = now - timezone.timedelta(days=days)  # type: ignore[attr-defined]
        handled = received if status == "done" else None
        Submission.objects.create(
            reference=reference, status=status, received_at=received, handled_at=handled, **fresh
        )

    found = rows(admin_client.get(LIST))

    assert found == ["WAIT-0003", enquiry.reference, "WORK-0005", "DONE-0001", "DONE-0009"]


def test_the_desk_counts_what_waits(admin_client: Client, enquiry: Submission) -> None:
    page = soup(admin_client.get("/admin/"))

    link = page.select_one(f'.tasks a[href="{LIST}?check=new"]')
    assert link is not None
    row = link.find_parent("tr")
    assert row is not None
    assert row.select_one(".count").get_text() == "1件"  # type: ignore[union-attr]
    assert total(admin_client.get(f"{LIST}?check=new")) == 1


def test_what_is_due_is_found(admin_client: Client) -> None:
    standard = {"kind": "report", "language": "en", "mailed_at": timezone.now()}
    for reference, (values, _checks) in DUE.items():
        Submission.objects.create(**standard | values, reference=reference)

    for name in ("new", "in_progress", "late", "unsent", "over_limit", "proposals"):
        found = rows(admin_client.get(f"{LIST}?check={name}"))

        assert set(found) == {one for one, (_values, checks) in DUE.items() if name in checks}


@pytest.mark.parametrize("word", ["仙台", "SENDAI", "reference"])
def test_a_submission_is_found_by_number_and_place(
    admin_client: Client, enquiry: Submission, word: str
) -> None:
    query = enquiry.reference[:6] if word == "reference" else word

    assert total(admin_client.get(LIST, {"q": query})) == 1
    assert total(admin_client.get(LIST, {"q": "旭川"})) == 0


def test_a_longer_queue_takes_no_more_queries(
    admin_client: Client, enquiry: Submission, django_assert_num_queries: Any
) -> None:
    report_each(1)
    admin_client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        admin_client.get(LIST)

    report_each(7)
    with django_assert_num_queries(len(few)):
        page = soup(admin_client.get(LIST))

    assert len(page.select("#result_list .field-about")) >= 40
    assert page.find("td", string="提携 1: 北海道 – アルバータ州")


def report_each(number: int) -> None:
    """Store reports about records of every kind."""
    Submission.objects.bulk_create(
        Submission(kind="report", language="ja", record=f"{name}:{key}", reference=new_reference())
        for name, kind in records.KINDS.items()
        for key in kind.model._default_manager.values_list(kind.field, flat=True)[:number]
    )


# Enquiries


def test_an_enquiry_is_forwarded(enquiry: Submission) -> None:
    client = editor(VIEW, CHANGE)
    page = soup(client.get(enquiry.desk_path))
    forward = page.select_one("textarea[readonly]")
    assert forward is not None
    assert "we look for a city by the sea." in forward.get_text()
    assert "anne@brest.example" in forward.get_text()
    assert "kokusai@sendai.example" in page.get_text()

    act(client, enquiry, "forward")

    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.handled_by) == ("done", "花子 山田")
    assert enquiry.forwarded_at == enquiry.handled_at is not None


def test_who_works_on_it_is_seen_by_all(enquiry: Submission, admin_client: Client) -> None:
    act(editor(VIEW, CHANGE), enquiry, "take")

    assert "花子 山田" in text(admin_client.get(LIST))
    enquiry.refresh_from_db()
    assert enquiry.status == "in_progress"
    assert enquiry.handled_at is None


@pytest.mark.parametrize(("action", "status"), [("done", "done"), ("spam", "spam")])
def test_it_is_closed_and_taken_up_again(
    admin_client: Client, enquiry: Submission, action: str, status: str
) -> None:
    act(admin_client, enquiry, action)
    enquiry.refresh_from_db()
    assert enquiry.status == status
    assert enquiry.handled_at

    act(admin_client, enquiry, "reopen")

    enquiry = Submission.objects.get()
    assert (enquiry.status, enquiry.handled_at) == ("in_progress", None)


@pytest.mark.parametrize(
    "values",
    [
        {"status": "in_progress", "handled_by": "花子 山田", "handled_at": None},
        {"purged_at": timezone.now(), "data": {}, "content_key": None},
        {"kind": "change"},  # its change is in the listing
        {"kind": "confirmation"},
    ],
)
def test_what_is_open_or_final_by_now_is_not_taken_up_again(
    enquiry: Submission, values: dict[str, Any]
) -> None:
    enquiry.status, enquiry.handled_at = "done", timezone.now()
    enquiry.kind = values.get("kind", "enquiry")
    enquiry.save()
    Submission.objects.update(**values)
    before = Submission.objects.values().get()

    with pytest.raises(actions.Overtaken):
        actions.reopen(submission=enquiry, who="次郎 鈴木")

    assert Submission.objects.values().get() == before


def test_a_proposal_that_was_carried_out_offers_no_way_back(
    admin_client: Client, change: Submission
) -> None:
    act(admin_client, change, "approve", **approval(admin_client, change))

    page = text(admin_client.get(change.desk_path))

    assert "募集の画面で直してください" in page
    assert "対応中に戻す" not in page
    assert "他の担当者が対応した" in text(act(admin_client, change, "reopen"))


def test_what_a_colleague_closed_is_not_closed_again(
    admin_client: Client, enquiry: Submission
) -> None:
    act(editor(VIEW, CHANGE), enquiry, "spam")

    response = act(admin_client, enquiry, "forward")

    assert "他の担当者が対応した" in text(response)
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.forwarded_at) == ("spam", None)


def test_a_rejection_needs_a_reason(admin_client: Client, enquiry: Submission) -> None:
    assert "理由を入力" in text(act(admin_client, enquiry, "reject", reason=" "))

    act(admin_client, enquiry, "reject", reason="広告")

    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.reason) == ("rejected", "広告")


def test_a_note_is_kept(admin_client: Client, enquiry: Submission) -> None:
    act(admin_client, enquiry, "note", note="電話で確認")

    assert "電話で確認" in text(admin_client.get(enquiry.desk_path))


def test_a_note_that_somebody_else_wrote_since_is_not_overwritten(
    admin_client: Client, enquiry: Submission
) -> None:
    act(admin_client, enquiry, "note", note="電話で\r\n確認", note_before="")

    response = act(admin_client, enquiry, "note", note="返事を待つ", note_before="")

    enquiry.refresh_from_db()
    assert enquiry.note == "電話で\r\n確認"
    assert "メモが変わりました" in text(response)
    assert [box.text.strip() for box in soup(response).select("#note")] == ["返事を待つ"]
    opened = soup(response).select_one("input[name=note_before]")
    assert opened is not None
    act(admin_client, enquiry, "note", note="返事を待つ", note_before=opened["value"])
    enquiry.refresh_from_db()
    assert enquiry.note == "返事を待つ"


# Proposals


def test_the_difference_is_shown_field_by_field(admin_client: Client, change: Submission) -> None:
    page = soup(admin_client.get(change.desk_path))

    (cells,) = [
        [cell.get_text(strip=True) for cell in row.select("th, td")]
        for row in page.select("table[aria-labelledby=difference] tbody tr")
    ]
    assert cells[1:] == ["Jazz", "A river"]


def test_the_difference_says_what_has_moved_since(admin_client: Client, change: Submission) -> None:
    Listing.objects.update(offers_en="Fireworks")

    page = text(admin_client.get(change.desk_path))

    assert "Fireworks" in page
    assert "送信された後に" in page


def test_an_approved_change_is_public_and_not_before(
    change: Submission, admin_client: Client
) -> None:
    client, path = editor(VIEW, CHANGE, EDIT), "/en/partner-search/1/"
    assert b"A river" not in client.get(path).content

    response = act(client, change, "approve", **approval(client, change))

    assert "承認し、募集に反映しました。" in text(response)
    assert b"A river" in client.get(path).content
    change.refresh_from_db()
    assert (change.status, change.handled_by) == ("done", "花子 山田")
    history = admin_client.get(f"/admin/listings/listing/{change.listing_id}/history/")
    assert "届いた提案の承認（花子 山田）" in text(history)


def test_an_approval_of_what_changed_meanwhile_is_refused(
    admin_client: Client, change: Submission
) -> None:
    data = approval(admin_client, change)
    Listing.objects.update(offers_en="Fireworks")

    response = act(admin_client, change, "approve", **data)

    assert "募集の内容が変わりました" in text(response)
    assert Listing.objects.get().offers_en == "Fireworks"
    assert Submission.objects.get().status == "new"


def test_a_rejected_change_changes_nothing(admin_client: Client, change: Submission) -> None:
    data = approval(admin_client, change)
    act(admin_client, change, "reject", reason="確認できない")

    response = act(admin_client, change, "approve", **data)

    assert "他の担当者が対応した" in text(response)
    assert Listing.objects.get().offers_en == "Jazz"


def test_a_proposal_is_not_done_without_a_decision(
    admin_client: Client, change: Submission
) -> None:
    assert "承認または却下" in text(act(admin_client, change, "done"))

    change.refresh_from_db()
    assert change.status == "new"


def test_a_new_listing_finds_its_government_by_name_and_is_published(
    proposal: Submission,
) -> None:
    client = editor(VIEW, CHANGE, ADD)
    data = approval(client, proposal)
    assert data["partner"] == str(neighbours.partner().pk)
    assert "publish" in data

    act(client, proposal, "approve", **data)

    listing = Listing.objects.get()
    assert listing.partner == neighbours.partner()
    response = client.get(f"/en/partner-search/{listing.public_id}/")
    assert b"Exchange of students" in response.content
    assert b"yann@rennes.example" not in response.content
    assert b"office@rennes.example" not in response.content


def test_a_new_listing_may_stay_a_draft(admin_client: Client, proposal: Submission) -> None:
    data = approval(admin_client, proposal)
    del data["publish"]

    act(admin_client, proposal, "approve", **data)

    listing = Listing.objects.get()
    assert listing.published_at is None
    assert Client().get(f"/en/partner-search/{listing.public_id}/").status_code == 404


@pytest.mark.parametrize(
    ("partner", "government", "reason"),
    [
        ("", "", "どちらか一方"),
        ("Rennes", "Sendai", "どちらか一方"),
        ("Rennes", "", "がすでに登録されています"),
    ],
)
def test_what_the_rules_refuse_is_said_in_the_form(
    admin_client: Client, proposal: Submission, partner: str, government: str, reason: str
) -> None:
    neighbours.listing(partner=neighbours.partner())
    chosen = {
        "partner": neighbours.partner().pk if partner else "",
        "local_government": neighbours.government().pk if government else "",
    }

    response = act(admin_client, proposal, "approve", **approval(admin_client, proposal) | chosen)

    assert response.status_code == 200
    assert reason in errors(response)
    assert Listing.objects.count() == 1
    assert Submission.objects.get().status == "new"


# Reports


def test_a_report_leads_to_its_record(
    monkeypatch: pytest.MonkeyPatch, admin_client: Client
) -> None:
    reader = Reader(monkeypatch, "/en/report/?record=relationship:12")
    report = reader.send(REPORT)

    page = soup(admin_client.get(report.desk_path))

    assert report.record == "relationship:12"
    assert page.select('a[href^="/admin/register/relationship/"]')
    assert page.select('a[href="/ja/relationships/12/"]')
    assert "it was 1966" in page.get_text()


# Who may


def test_nobody_sees_the_queue_without_the_permission(enquiry: Submission) -> None:
    member = editor(EDIT, ADD)

    for address in (LIST, enquiry.desk_path):
        for method in ("get", "post"):
            assert getattr(member, method)(address).status_code == 403
            assert getattr(Client(), method)(address).status_code == 302


def test_who_may_only_look_can_press_nothing(enquiry: Submission) -> None:
    client, before = editor(VIEW), Submission.objects.values().get()
    assert not soup(client.get(enquiry.desk_path)).select("#content button")

    for action in ACTIONS:
        assert act(client, enquiry, action, reason="x", note="x").status_code == 403

    assert Submission.objects.values().get() == before


def test_an_approval_needs_the_right_to_edit_listings(change: Submission) -> None:
    client = editor(VIEW, CHANGE)
    assert "権限が必要" in text(client.get(change.desk_path))

    assert act(client, change, "approve", seen="x").status_code == 403


def test_an_approval_of_a_new_listing_needs_the_right_to_add(proposal: Submission) -> None:
    assert act(editor(VIEW, CHANGE, EDIT), proposal, "approve", seen="x").status_code == 403


@pytest.mark.parametrize(("action", "status"), [("", 400), ("delete", 400), ("approve", 403)])
def test_other_buttons_do_nothing(
    admin_client: Client, enquiry: Submission, action: str, status: int
) -> None:
    assert act(admin_client, enquiry, action).status_code == status


@pytest.mark.parametrize(
    ("address", "status"), [("add/", 403), ("{}/history/", 404), ("{}/delete/", 403)]
)
def test_nobody_adds_deletes_or_finds_a_history(
    admin_client: Client, enquiry: Submission, address: str, status: int
) -> None:
    response = admin_client.get(LIST + address.format(enquiry.pk))

    assert response.status_code == status


# Signed links at the desk


def test_a_link_is_revoked_at_the_desk(admin_client: Client) -> None:
    made, path = posting.link(posting.listing())
    page = f"/admin/enquiries/renewallink/{made.pk}/change/"
    assert path.split("/")[-2] not in admin_client.get(page).content.decode()

    admin_client.post(page)

    assert RenewalLink.objects.get().revoked_at
    assert Client().get(path).status_code == 410
    listed = text(admin_client.get("/admin/enquiries/renewallink/?state=revoked"))
    assert "取消" in listed
    assert "No.1" in listed


def test_a_link_is_not_revoked_by_who_may_only_look() -> None:
    made, path = posting.link(posting.listing())
    page = f"/admin/enquiries/renewallink/{made.pk}/change/"

    assert editor().get(page).status_code == 403
    User.objects.all().delete()
    client = editor("enquiries.view_renewallink")
    assert client.get(page).status_code == 200
    assert client.post(page).status_code == 403
    assert Client().get(path).status_code == 200
