"""The page of a submission at the desk: what was sent, what it would change, what to do with it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from places.finding import find
from places.models import GovernmentKind, LocalGovernment, Partner, Prefecture
from relationships.enquiries import actions, desk, proposals, records
from relationships.enquiries.fields import JAPAN
from relationships.enquiries.models import RenewalLink, Submission, SubmissionKind, SubmissionStatus
from relationships.enquiries.rows import words
from relationships.listings.models import Listing
from sistercity.admin import EMPTY, StaffAdmin, person_name
from sistercity.texts import render_text

OVERTAKEN = (
    "画面を開いた後に、他の担当者が対応したか、募集の内容が変わりました。"
    "今の内容を確かめてから、もう一度操作してください。"
)
NOTE_OVERTAKEN = (
    "画面を開いた後に、メモが変わりました。今のメモは「{}」です。"
    "入力した内容は下の欄に残っています。今のメモと合わせて直し、もう一度保存してください。"
)
NO_REASON = "却下の理由を入力してください。"
TOO_EARLY = "承認または却下で終えてください。"


class ApproveForm(forms.Form):
    """How a proposal is carried out; of a new listing also whose it is."""

    seen = forms.CharField(widget=forms.HiddenInput)
    confirm = forms.BooleanField(label="最終確認日を受付日にする", required=False)
    publish = forms.BooleanField(label="今すぐ公開する（外すと下書きのまま）", required=False)

    def __init__(
        self, admin: Any, request: HttpRequest, submission: Submission, *data: Any
    ) -> None:
        super().__init__(*data)
        self.submission = submission
        is_new = submission.listing is None
        self.initial["confirm"] = is_new or submission.by_link
        self.initial["publish"] = is_new
        if is_new:
            self.ask_whose(admin, request)
        elif submission.listing and submission.listing.published_at is not None:
            del self.fields["publish"]

    def ask_whose(self, admin: Any, request: HttpRequest) -> None:
        """Add the boxes that choose the government, with the one that the proposal names."""
        listings = admin.admin_site.get_model_admin(Listing)
        for name in ("local_government", "partner"):
            column: Any = Listing._meta.get_field(name)
            self.fields[name] = listings.formfield_for_foreignkey(
                column, request, required=False, label=column.verbose_name
            )
        self.initial.update(named_place(self.submission.data))

    def listing(self) -> Listing:
        """Return the listing that the proposal changes, or the new one."""
        if self.submission.listing:
            return self.submission.listing
        whose = {name: self.cleaned_data[name] for name in ("local_government", "partner")}
        return Listing(**whose)


def named_place(data: dict[str, Any]) -> dict[str, Any]:
    """Return the one place that has the name and the country of a proposal, if there is one."""
    hits = find(data.get("government", "")).hits
    # Not the successor of the place that has the name.
    places = [hit.place for hit in hits if hit.is_exact and hit.via is None]
    country = data.get("country", "")
    if country == JAPAN:
        governments = [
            place for place in places if isinstance(place, LocalGovernment) and place.is_of_today
        ]
        prefectures = [place for place in places if isinstance(place, Prefecture)]
        of_prefectures = LocalGovernment.objects.of_today().filter(
            kind=GovernmentKind.PREFECTURE, prefecture__in=prefectures
        )
        found = {"local_government": [one.pk for one in (*governments, *of_prefectures)]}
    else:
        partners = [place for place in places if isinstance(place, Partner) and place.is_of_today]
        found = {"partner": [one.pk for one in partners if one.country_id == country.upper()]}
    return {column: keys[0] for column, keys in found.items() if len(keys) == 1}


def answer(admin: Any, request: HttpRequest, submission: Submission) -> HttpResponse:
    """Show a submission, or do what the button says and show it then."""
    again = None
    if request.method == "POST":
        if not admin.has_change_permission(request, submission):
            raise PermissionDenied
        act = ACTIONS.get(request.POST.get("action", ""))
        if act is None:
            return HttpResponse("400", status=400)
        try:
            again = act(admin, request, submission)
        except actions.Overtaken:
            messages.error(request, OVERTAKEN)
        if again is None:
            return HttpResponseRedirect(submission.desk_path)
    return show(admin, request, submission, **(again or {}))


def show(
    admin: StaffAdmin,
    request: HttpRequest,
    submission: Submission,
    form: ApproveForm | None = None,
    note: str | None = None,
) -> HttpResponse:
    """Show a submission, with a form in error or a note that was refused as they were sent."""
    waits = submission.is_proposal and submission.is_open
    listing = submission.listing or Listing()
    if waits and form is None:
        form = ApproveForm(admin, request, submission)
        form.initial["seen"] = actions.fingerprint(submission, listing)
    record = records.find(submission.record) if submission.record else None
    context = {
        "submission": submission,
        "subject": desk.subject(submission, record),
        # What the difference shows is not said twice.
        "written": desk.written(submission, without=proposals.NAMES if waits else ()),
        "differences": differences(submission) if waits else [],
        "approve_form": form,
        "media": form.media if form else "",
        "may_change": admin.has_change_permission(request, submission),
        "may_approve": may_approve(request, submission),
        "forward_text": forward_text(submission),
        "note": submission.note if note is None else note,
        "record": record,
        "record_desk_path": records.desk_path(record) if record else "",
    }
    return admin.page(request, "enquiries/submission", admin.label(submission), context)


def differences(submission: Submission) -> list[dict[str, Any]]:
    """Return what a proposal changes: as it is now, as proposed, and whether it moved since."""
    form, listing = desk.form_of(submission), submission.listing or Listing()
    now = proposals.current(listing, submission.language)
    secret = {proposals.SECRET: listing.contact_email}
    changes = proposals.of_submission(submission.data)
    return [
        {
            "label": field.label,
            "now": secret.get(name) or words(field, now.get(name, "")) or EMPTY,
            "proposed": words(field, new) or EMPTY,
            "has_moved": old != now.get(name, ""),
        }
        for name, field in (form.fields.items() if form else ())
        if name in changes
        for old, new in [changes[name]]
    ]


def may_approve(request: HttpRequest, submission: Submission) -> bool:
    """Whether the user may write the listing that a proposal is of."""
    right = "change" if submission.listing_id else "add"
    return request.user.has_perm(f"listings.{right}_listing")


def forward_text(submission: Submission) -> str:
    """Return the text that the staff send to the government that an enquiry is for."""
    if submission.kind != SubmissionKind.ENQUIRY or submission.purged_at:
        return ""
    context = {
        "submission": submission,
        "received": timezone.localdate(submission.received_at),
        "written": desk.written(submission),
    }
    return render_text("enquiries/mail/forward.txt", context)


# What the buttons do. Each returns what ``show`` shows again, or nothing where all went well.


def start_handling(admin: Any, request: HttpRequest, submission: Submission) -> None:
    """Begin to work on it."""
    actions.start_handling(submission=submission, who=person_name(request.user))
    messages.success(request, "対応中にしました。")


def done(admin: Any, request: HttpRequest, submission: Submission) -> None:
    """End the work on what is no proposal."""
    if submission.is_proposal:
        messages.error(request, TOO_EARLY)
        return
    actions.close(
        submission=submission, status=SubmissionStatus.DONE, who=person_name(request.user)
    )
    messages.success(request, "完了にしました。")


def forward(admin: Any, request: HttpRequest, submission: Submission) -> None:
    """Say that an enquiry was passed on."""
    if submission.kind == SubmissionKind.ENQUIRY:
        actions.forward(submission=submission, who=person_name(request.user))
        messages.success(request, "転送済みにしました。")


def reject(admin: Any, request: HttpRequest, submission: Submission) -> None:
    """Reject it, with the reason."""
    reason = request.POST.get("reason", "").replace("\0", "").strip()
    if not reason:
        messages.error(request, NO_REASON)
        return
    actions.close(
        submission=submission,
        status=SubmissionStatus.REJECTED,
        who=person_name(request.user),
        reason=reason,
    )
    messages.success(request, "却下しました。公開中の内容は変わりません。")


def spam(admin: Any, request: HttpRequest, submission: Submission) -> None:
    """Put it away as spam."""
    actions.close(
        submission=submission, status=SubmissionStatus.SPAM, who=person_name(request.user)
    )
    messages.success(request, "迷惑投稿にしました。")


def reopen(admin: Any, request: HttpRequest, submission: Submission) -> None:
    """Take it up again."""
    actions.reopen(submission=submission, who=person_name(request.user))
    messages.success(request, "対応中に戻しました。")


def note(admin: Any, request: HttpRequest, submission: Submission) -> dict[str, Any] | None:
    """Store the note, unless somebody stored another one since the page was opened."""
    before, typed = (
        request.POST.get(name, "").replace("\0", "").strip() for name in ("note_before", "note")
    )
    if actions.write_note(submission=submission, before=before, note=typed):
        messages.success(request, "メモを保存しました。")
        return None
    messages.error(request, NOTE_OVERTAKEN.format(submission.note or EMPTY))
    return {"note": typed}


def approve(admin: Any, request: HttpRequest, submission: Submission) -> dict[str, Any] | None:
    """Write a proposal into its listing."""
    if not submission.is_proposal or not may_approve(request, submission):
        raise PermissionDenied
    form = ApproveForm(admin, request, submission, request.POST)
    if not form.is_valid():
        return {"form": form}
    data = form.cleaned_data
    try:
        actions.approve(
            submission=submission,
            listing=form.listing(),
            seen=data["seen"],
            who=person_name(request.user),
            confirm=data["confirm"],
            publish=data.get("publish", False),
        )
    except ValidationError as error:
        for message in error.messages:
            form.add_error(None, message)
        return {"form": form}
    messages.success(request, "承認し、募集に反映しました。")
    return None


ACTIONS: dict[str, Callable[[Any, HttpRequest, Submission], dict[str, Any] | None]] = {
    "take": start_handling,
    "done": done,
    "forward": forward,
    "reject": reject,
    "spam": spam,
    "reopen": reopen,
    "note": note,
    "approve": approve,
}


def answer_link(admin: Any, request: HttpRequest, link: RenewalLink) -> HttpResponse:
    """Show a signed link; POST revokes it."""
    if request.method == "POST":
        if not admin.has_change_permission(request, link):
            raise PermissionDenied
        now = timezone.now()
        standing = RenewalLink.objects.filter(pk=link.pk, used_at=None, revoked_at=None)
        if standing.update(revoked_at=now):
            messages.success(request, "リンクを取り消しました。もう使えません。")
        else:
            messages.error(request, "このリンクは、すでに使用済みか取消済みです。")
        return HttpResponseRedirect(request.path)
    context = {
        "link": link,
        "state": admin.state(link),
        "is_valid": link.state_at(timezone.now()) == "valid",
        "may_change": admin.has_change_permission(request, link),
    }
    page: HttpResponse = admin.page(request, "enquiries/link", admin.label(link), context)
    return page
