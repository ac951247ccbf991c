"""Plain-text mail to the staff, and to the contacts of listings.

Nothing that a visitor typed stands in a header: the subject is of our own words. No mail goes to an
address that somebody typed into a form, for anybody could have typed it.
"""

import logging
import threading
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from relationships.enquiries import protection
from relationships.enquiries.desk import subjects, written
from relationships.enquiries.models import Submission
from sistercity.texts import render_text

log = logging.getLogger(__name__)
# A slow mail server holds at most two of a worker's four threads: the others answer visitors.
SLOTS = threading.BoundedSemaphore(2)


def notify_staff(submission: Submission, number: int) -> None:
    """Mail the staff about a submission, the ``number``-th that was stored in this hour.

    Beyond the limit of the hour the first one causes a mail about all of them, the others none.
    """
    if number <= protection.STORED.most:
        mail_submission(submission)
    elif number == protection.STORED.most + 1:
        mail_over_limit()


def mail_submission(submission: Submission) -> None:
    """Mail a submission to the staff. That it fails is no error."""
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


def mail_over_limit() -> None:
    """Mail the staff that submissions arrive without a mail each."""
    query = "?check=over_limit"  # relationships.enquiries.admin.QueueFilter
    path = reverse("admin:enquiries_submission_changelist")
    context = {"most": protection.STORED.most, "desk_url": f"{settings.SITE_URL}{path}{query}"}
    body = render_text("enquiries/mail/over_limit.txt", context)
    title = f"受付集中：1時間に{protection.STORED.most}件を超えるフォームが届いています"
    send(title, body, settings.STAFF_MAIL)


def send(subject: str, body: str, to: list[str]) -> bool:
    """Send a mail; return whether that worked. The log gets the kind of the failure, no address."""
    if not SLOTS.acquire(blocking=False):
        log.warning("mail was not sent: others wait for the mail server")
        return False
    message: Any = EmailMessage(subject, body, to=to)
    try:
        return bool(message.send())
    except Exception as error:  # noqa: BLE001  (whatever a server or a resolver says)
        log.warning("mail was not sent: %s", type(error).__name__)
        return False
    finally:
        SLOTS.release()
