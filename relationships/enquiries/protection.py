"""Form protection: the time a form was open, and rate limits.

The limits of an address refuse what exceeds them. The limit of everybody refuses nothing: it only
changes how the staff are notified, so that no visitor can close the forms to others.

No address is stored. A counter's key is a keyed digest of the address and the day, so that rows
name nobody and cannot be joined from day to day; rows are deleted after a day.
"""

import datetime
import math
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.signing import BadSignature, TimestampSigner
from django.db import connection, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from relationships.enquiries.models import FormCount
from sistercity.client_ip import address_of

SOONEST, LATEST = datetime.timedelta(seconds=3), datetime.timedelta(days=1)
EARLY, LATE = "early", "late"
HOUR, DAY = 60 * 60, 24 * 60 * 60
COUNTER_LIFETIME = datetime.timedelta(days=1)
# More than a request can add, so that the table shrinks; few, so that no request is slow.
DELETED_AT_ONCE = 100


@dataclass(frozen=True)
class Limit:
    """How many requests are allowed within an hour or a day."""

    name: str
    seconds: int
    most: int


# Of one address and one kind of form: every POST, with or without errors.
POSTS = (Limit("posts", HOUR, 30),)
# Of one address and one kind of form: what would be stored.
SENDS = (Limit("sends", HOUR, 5), Limit("sends", DAY, 20))
# Of all addresses and kinds: what was stored. Beyond it one mail goes out in place of one for each.
STORED = Limit("stored", HOUR, 100)


def new_stamp(kind: str) -> str:
    """Return a signed stamp of this moment for a form; no two are the same."""
    return signer(kind).sign(secrets.token_urlsafe(12))


def stamp_problem(kind: str, stamp: str) -> str:
    """Return what is wrong with the stamp that a form came with: early, late or nothing.

    A stamp that is not ours is as one that is too old: the form has to be sent again.
    """
    try:
        signer(kind).unsign(stamp, max_age=LATEST)
    except BadSignature:
        return LATE
    try:
        signer(kind).unsign(stamp, max_age=SOONEST)
    except BadSignature:
        return ""
    return EARLY


def signer(kind: str) -> TimestampSigner:
    """Return the signer of a form's stamps; those of another form do not fit."""
    return TimestampSigner(salt=f"stamp of {kind}")


@transaction.atomic
def rate_limit_retry_after(request: HttpRequest, kind: str, limits: Iterable[Limit]) -> int:
    """Count a request of an address; return the seconds after which to retry, 0 if it is allowed.

    A request that exceeds a limit counts towards none of them.
    """
    address, now = address_of(request), timezone.now()
    delete_old_counters(now)
    exceeded = [limit for limit in limits if increment(limit, now, address, kind) > limit.most]
    if exceeded:
        transaction.set_rollback(True)
    return max((seconds_left(limit, now) for limit in exceeded), default=0)


def count_stored() -> int:
    """Count a submission that the current transaction stores; return its number in this hour."""
    return increment(STORED, timezone.now())


def window(now: datetime.datetime, seconds: int) -> datetime.datetime:
    """Return the beginning of the hour or the day, in Japan, that a moment is in."""
    start = timezone.localtime(now).replace(minute=0, second=0, microsecond=0)
    return start.replace(hour=0) if seconds == DAY else start


def seconds_left(limit: Limit, now: datetime.datetime) -> int:
    """Return the whole seconds until a limit's window has ended, at least 1."""
    ends_at = window(now, limit.seconds) + datetime.timedelta(seconds=limit.seconds)
    return math.ceil((ends_at - now).total_seconds())


def counter_key(limit: Limit, address: str, kind: str, begins_at: datetime.datetime) -> str:
    """Return the digest that a window is counted under; the day is part of what is digested."""
    parts = (limit.name, str(limit.seconds), kind, address, f"{begins_at:%Y-%m-%d}")
    return salted_hmac("form counts", "|".join(parts), algorithm="sha256").hexdigest()


def increment(limit: Limit, now: datetime.datetime, address: str = "", kind: str = "") -> int:
    """Add one to the counter of a limit's window; return the new number.

    The row is locked until the transaction ends: requests at the same instant get different
    numbers, and what is rolled back is not counted.
    """
    begins_at = window(now, limit.seconds)
    statement = """
        INSERT INTO enquiries_formcount AS counter (key, begins_at, number) VALUES (%s, %s, 1)
        ON CONFLICT (key, begins_at) DO UPDATE SET number = counter.number + 1
        RETURNING number
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [counter_key(limit, address, kind, begins_at), begins_at])
        return int(cursor.fetchone()[0])


def delete_old_counters(now: datetime.datetime) -> None:
    """Delete some counters of windows that are over, without waiting for others who do the same."""
    old = FormCount.objects.filter(begins_at__lt=now - COUNTER_LIFETIME)
    some = old.select_for_update(skip_locked=True).values_list("pk", flat=True)[:DELETED_AT_ONCE]
    # As a list: PostgreSQL may run a subquery more than once, and its limit would not hold.
    if keys := list(some):
        FormCount.objects.filter(pk__in=keys).delete()
