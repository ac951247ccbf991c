"""The staff desk's queue of what the public sent, and the signed links of listings."""

from typing import Any

from django.contrib import admin
from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime, now

from places.models import LocalGovernment, Partner
from relationships.enquiries import desk
from relationships.enquiries import submission_pages as pages
from relationships.enquiries.models import OPEN, RenewalLink, Submission, SubmissionStatus
from sistercity.admin import ConditionFilter, PageAdmin, Task, tag
from sistercity.dates import later

WAITS = Q(status__in=OPEN)
TAGS = {
    SubmissionStatus.NEW: "unconfirmed",
    SubmissionStatus.IN_PROGRESS: "active",
    SubmissionStatus.DONE: "ended",
    SubmissionStatus.REJECTED: "ended",
    SubmissionStatus.SPAM: "ended",
}


class QueueFilter(ConditionFilter):
    """What waits for somebody."""

    title = "要確認"
    parameter_name = "check"
    conditions = {
        "new": ("未対応", Q(status=SubmissionStatus.NEW)),
        "in_progress": ("対応中", Q(status=SubmissionStatus.IN_PROGRESS)),
        "late": ("受付から7日超", WAITS & Q(received_at__lt=later(Now(), interval="-7 days"))),
        "unsent": ("メール未送信", WAITS & Q(mailed_at=None, over_hourly_limit=False)),
        # Its name is in the link of relationships.enquiries.mail.mail_over_limit.
        "over_limit": ("受付集中時に届いたもの", WAITS & Q(over_hourly_limit=True)),
        "proposals": ("承認待ちの提案", WAITS & Q(kind__in=["listing", "change"])),
    }


@admin.register(Submission)
class SubmissionAdmin(PageAdmin):
    """What the public sent; without a history, so that purging it leaves none."""

    position = 3
    exports_list = False  # personal data stays at the desk
    related = (
        "listing__local_government__prefecture",
        "listing__partner__country",
    )
    search_help_text = "受付番号、相手先の募集の団体名"
    list_display = ("reference", "kind", "about", "received", "state", "handled", "mailed")
    list_filter = (QueueFilter, "kind", "status")
    # What waits comes first, the oldest first; then what was handled, the newest first.
    ordering = (
        Case(
            When(status=SubmissionStatus.NEW, then=Value(0)),
            When(status=SubmissionStatus.IN_PROGRESS, then=Value(1)),
            default=Value(2),
        ),
        Case(When(WAITS, then="received_at")),
        "-received_at",
    )
    tasks = (
        Task(QueueFilter, "new"),
        Task(QueueFilter, "in_progress"),
        Task(QueueFilter, "proposals"),
        Task(QueueFilter, "late"),
        Task(QueueFilter, "unsent"),
        Task(QueueFilter, "over_limit"),
    )

    def label(self, record: Submission) -> str:
        """Return number and kind."""
        return f"{record.reference}（{record.get_kind_display()}）"

    def matching(self, queryset: QuerySet[Any], word: str) -> QuerySet[Any]:
        """Search the number, and the names of the government whose listing it is about."""
        return queryset.filter(Q(reference__icontains=word) | of_listing(word))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The public adds them."""
        return False

    def answer(self, request: HttpRequest, record: Any) -> HttpResponse:
        """Show a submission; POST does what a button says."""
        return pages.answer(self, request, record)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Name what the submissions of the page are about, in a few queries for all of them."""
        listed = super().get_changelist_instance(request)
        for submission, name in zip(
            listed.result_list, desk.subjects(listed.result_list), strict=True
        ):
            submission.about = name
        return listed

    @admin.display(description="対象")
    def about(self, submission: Submission) -> str:
        """Return the listing, the record or the government that it is about."""
        return submission.about

    @admin.display(description="受付", ordering="received_at")
    def received(self, submission: Submission) -> str:
        """Return when it came."""
        return moment(submission.received_at)

    @admin.display(description="状況", ordering="status")
    def state(self, submission: Submission) -> SafeString:
        """Return how far the staff are."""
        status = SubmissionStatus(submission.status)
        return tag(TAGS[status], str(status.label))

    @admin.display(description="対応", ordering="handled_at", empty_value="—")
    def handled(self, submission: Submission) -> SafeString | None:
        """Return who handled it, and when."""
        if not submission.handled_by and not submission.handled_at:
            return None
        when = moment(submission.handled_at) if submission.handled_at else ""
        return format_html("{}<br>{}", submission.handled_by or "連絡先（リンク）", when)

    @admin.display(description="メール", empty_value="—")
    def mailed(self, submission: Submission) -> SafeString | None:
        """Return why the staff got no mail about it."""
        if submission.over_hourly_limit:
            return tag("unconfirmed", "受付集中時")
        unsent = submission.is_open and submission.mailed_at is None
        return tag("unconfirmed", "未送信") if unsent else None


class LinkFilter(ConditionFilter):
    """Signed links by what they are still good for."""

    title = "状態"
    parameter_name = "state"
    conditions = {
        "valid": ("有効", Q(used_at=None, revoked_at=None, expires_at__gt=Now())),
        "used": ("使用済み", Q(used_at__isnull=False)),
        "revoked": ("取消", Q(used_at=None, revoked_at__isnull=False)),
        "expired": ("期限切れ", Q(used_at=None, revoked_at=None, expires_at__lte=Now())),
    }


@admin.register(RenewalLink)
class RenewalLinkAdmin(PageAdmin):
    """Signed links that were sent to contacts of listings: nobody sees them, all can be revoked."""

    position = 36
    related = ("listing__local_government__prefecture", "listing__partner__country")
    search_help_text = "相手先の募集の団体名"
    list_display = ("whose", "created", "until", "state")
    list_filter = (LinkFilter,)

    def label(self, record: RenewalLink) -> str:
        """Return the listing, and when the link was made."""
        return f"{desk.listing_name(record.listing)}（{moment(record.created_at)}）"

    def matching(self, queryset: QuerySet[Any], word: str) -> QuerySet[Any]:
        """Search the names of the government."""
        return queryset.filter(of_listing(word))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Links are made where they are sent: remind_listings."""
        return False

    def answer(self, request: HttpRequest, record: Any) -> HttpResponse:
        """Show a link; POST revokes it."""
        return pages.answer_link(self, request, record)

    @admin.display(description="相手先の募集")
    def whose(self, link: RenewalLink) -> str:
        """Return whose listing it is."""
        return desk.listing_name(link.listing)

    @admin.display(description="作成", ordering="created_at")
    def created(self, link: RenewalLink) -> str:
        """Return when it was made and sent."""
        return moment(link.created_at)

    @admin.display(description="期限", ordering="expires_at")
    def until(self, link: RenewalLink) -> str:
        """Return until when it can be used."""
        return moment(link.expires_at)

    @admin.display(description="状態")
    def state(self, link: RenewalLink) -> SafeString:
        """Return what it is still good for."""
        state = link.state_at(now())
        return tag("active" if state == "valid" else "ended", LinkFilter.conditions[state][0])


def of_listing(word: str) -> Q:
    """Return the condition that the listing is of a government with a name."""
    return Q(listing__local_government__in=LocalGovernment.objects.named(word)) | Q(
        listing__partner__in=Partner.objects.named(word)
    )


def moment(value: Any) -> str:
    """Return a moment in Japanese time."""
    return date_format(localtime(value), "Y-m-d H:i")
