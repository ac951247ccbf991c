"""What django-axes lacks for sign-ins of the staff; the number of tries and the time are settings.

django-axes counts failures in its table and refuses tries above the limit (settings ``AXES_…``).
This module adds what it lacks: a limit of its own for accounts, tries that arrive at once are
checked one after another, and nothing is kept but account, address, number and time.
"""

import datetime
import ipaddress
import logging
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import auth
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import Sum
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.debug import sensitive_variables

from sistercity.client_ip import address_of

logger = logging.getLogger(__name__)
# Numbers of our own for the advisory locks of an account and of an address.
ACCOUNT_LOCK, ADDRESS_LOCK = 0x5C18, 0x5C19
LONGEST_NAME = 255  # the column of django-axes; accounts have at most 150


class StaffBackend(ModelBackend):
    """Accepts the staff alone, so that the right password of anybody else fails as a wrong one."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Whether the user is active and a member of the staff."""
        return super().user_can_authenticate(user) and user.is_staff


@sensitive_variables("password")
def authenticate(request: HttpRequest, username: str, password: str) -> User | None:
    """Return the user whose name and password these are, or None; a failure is counted.

    The tries at an account, and those from an address, wait for one another: else a program that
    sends many at once would have them all checked before the first failure is counted. Whoever
    knows the password has all tries again, but only for this account from this address.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            for lock, text in ((ACCOUNT_LOCK, username), (ADDRESS_LOCK, address_of(request))):
                cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [lock, text])
        user = auth.authenticate(request, username=username, password=password)
        if user:
            AccessAttempt.objects.filter(username=username, ip_address=address(request)).delete()
        return user


def is_locked(request: HttpRequest) -> bool:
    """Whether the limit is why a try of this request failed."""
    return bool(getattr(request, "axes_locked_out", False))


def lock_response(request: HttpRequest, response: HttpResponse, credentials: Any) -> HttpResponse:
    """Return the view's answer, whose form says why, as that of a limit that was reached."""
    response.status_code = 429
    response["Retry-After"] = str(int(settings.AXES_COOLOFF_TIME.total_seconds()))
    add_never_cache_headers(response)
    return response


def account(request: HttpRequest, credentials: dict[str, Any]) -> str:
    """Return the user name under which a try is counted, no longer than the column."""
    return str(credentials["username"])[:LONGEST_NAME]


def address(request: HttpRequest) -> str | None:
    """Return the visitor's address, or of IPv6 the first of its network; None if it is none."""
    text = address_of(request).partition("/")[0]
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return None


def forget_failures(now: datetime.datetime) -> None:
    """Delete the failures that no longer count."""
    AccessAttempt.objects.filter(attempt_time__lte=now - settings.AXES_COOLOFF_TIME).delete()


class SignInHandler(AxesDatabaseHandler):  # type: ignore[misc]  # django-axes has no types
    """Counts failures by account and by address, and logs each event in one line."""

    def get_failures(self, request: HttpRequest, credentials: Any = None) -> int:
        """Return the failures from the address, or twice those of the account if that is more.

        django-axes has one limit; so an account is locked at half of it.
        """
        numbers = [
            attempts.aggregate(number=Sum("failures_since_start", default=0))["number"]
            for attempts in self.get_user_attempts(request, credentials)
        ]
        of_account, of_address = numbers  # the order of AXES_LOCKOUT_PARAMETERS
        return int(max(2 * of_account, of_address))

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: Any = None, **kwargs: Any
    ) -> None:
        """Count and log a failure; what the browser says of itself is not kept."""
        request.axes_user_agent = request.axes_http_accept = ""
        super().user_login_failed(sender, credentials, request, **kwargs)
        event = "Sign-in locked" if is_locked(request) else "Sign-in failed"
        log(logging.WARNING, event, request, account(request, credentials))

    def user_logged_in(self, sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
        """Log who signed in."""
        super().user_logged_in(sender, request, user, **kwargs)
        log(logging.INFO, "Signed in", request, user.get_username())

    def user_logged_out(self, sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
        """Log who signed out."""
        super().user_logged_out(sender, request, user, **kwargs)
        if user:
            log(logging.INFO, "Signed out", request, user.get_username())


def log(level: int, event: str, request: Any, name: str) -> None:
    """Log an event of an account; ``%r`` escapes what could forge a line of the log."""
    logger.log(level, "%s: user %r, address %s", event, name, request.axes_ip_address)


@receiver(pre_save, sender=AccessAttempt)
def keep_no_form(instance: Any, **kwargs: Any) -> None:
    """Keep nothing of the form: django-axes hides only fields whose names it is told."""
    instance.get_data = instance.post_data = ""
