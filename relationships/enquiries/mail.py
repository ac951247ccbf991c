"""Plain-text mail to the staff, and to the contacts of listings.

Nothing that a visitor typed stands in a header: the subject is of our own words. No mail goes to an
address that somebody typed into a form, for anybody could have typed it. Mail to the staff is a
task of the worker, which tries again where the mail server fails.
"""

import datetime
import logging
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django_tasks import task

from relationships.enquiries import protection
from relationships.enquiries.desk import subjects, written
from relationships.enquiries.models import Submission
from sistercity.texts import render_text

log = logging.getLogger(__name__)
# Between a mail that failed and the next try; after the last, the queue at the desk shows it.
PAUSES = [datetime.timedelta(minutes=minutes) for minutes in (1, 5, 30, 180, 720)]


def notify_staff(submission: Submission, number: int) -> None:
    """Let the staff be mailed about a submission, the ``number``-th stored in this hour.

    Beyond the limit of the hour the first one causes a mail about all of them, the others none.
    Call it in the transaction that stores the submission: one is not without the other.
    """
    if number <= protection.STORED.most:
        mail_submission.enqueue(submission.pk)
    elif number == protection.STORED.most + 1:
        mail_over_limit.enqueue()


@task()
def mail_submission(key: int, tries: int = 1) -> None:
    """Mail a submission to the staff, once. That it fails is no error."""
    submission = Submission.objects.get(pk=key)
    if submission.mailed_at:
        return  # the worker was killed before it could say so
    with override("ja"):
        context = {
            "submission": submission,
            "subject": subjects([submission])[0],
            "written": written(submission),
            "desk_url": settings.SITE_URL + submission.desk_path,
        }
        body = render_text("enquiries/mail/staff.txt", context)
        title = f"[{submission.reference}] {submission.get_kind_display()}"
    if send(title, body, settings.STAFF_MAIL):
        submission.mailed_at = timezone.now()
        submission.save(update_fields=["mailed_at"])
    else:
        try_again(mail_submission, tries, key)


@task()
def mail_over_limit(tries: int = 1) -> None:
    """Mail the staff that submissions arrive without a mail each."""
    query = "?check=over_limit"  # relationships.enquiries.admin.QueueFilter
    path = reverse("admin:enquiries_submission_changelist")
    context = {"most": protection.STORED.most, "desk_url": f"{settings.SITE_URL}{path}{query}"}
    body = render_text("enquiries/mail/over_limit.txt", context)
    title = f"受付集中：1時間に{protection.STORED.most}件を超えるフォームが届いています"
    if not send(title, body, settings.STAFF_MAIL):
        try_again(mail_over_limit, tries)


def try_again(mail: Any, tries: int, *values: Any) -> None:
    """Let a task of a mail be done once more, after the pause that follows so many tries."""
    if tries <= len(PAUSES):
        run_after = timezone.now() + PAUSES[tries - 1]
        mail.using(run_after=run_after).enqueue(*values, tries=tries + 1)


def send(subject: str, body: str, to: list[str]) -> bool:
    """Send a mail; return whether that worked. The log gets the kind of the failure, no address."""
    message: Any = EmailMessage(subject, body, to=to)
    try:
        return bool(message.send())
    except Exception as error:  # noqa: BLE001  (whatever a server or a resolver says)
        log.warning("mail was not sent: %s", type(error).__name__)
        return False
