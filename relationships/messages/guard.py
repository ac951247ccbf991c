"""What holds back programs and floods: the time a form was open, and how often it is sent.

No address is stored. A counter's key is a keyed digest of the address and the day, so that rows
name nobody and cannot be joined from day to day; rows are dropped after two days.
"""

import datetime
import ipaddress
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from relationships.models import FormCount

SOONEST, LATEST = datetime.timedelta(seconds=3), datetime.timedelta(days=1)
EARLY, LATE = "early", "late"
HOUR, DAY = 60 * 60, 24 * 60 * 60
EVERYBODY = ""


@dataclass(frozen=True)
class Limit:
    """How often something may be done within a time, by one address or by everybody."""

    name: str
    seconds: int
    most: int
    is_for_everybody: bool = False


# Every form that arrives, with or without errors, looked over or sent.
POSTS = (Limit("posts", HOUR, 30),)
# What is stored, and mailed to the staff.
SENDS = (
    Limit("sends", HOUR, 5),
    Limit("sends", DAY, 20),
    Limit("sends of all", HOUR, 100, is_for_everybody=True),
)


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


def wait(request: HttpRequest, kind: str, limits: Iterable[Limit]) -> int:
    """Count a form of an address; return the seconds to wait where that is too often, else 0."""
    address, now = address_of(request), timezone.now()
    waits = [0]
    for limit in limits:
        begins_at = window(now, limit.seconds)
        who, what = (EVERYBODY, "") if limit.is_for_everybody else (address, kind)
        if count(key(limit, who, what, begins_at), begins_at) > limit.most:
            ends_at = begins_at + datetime.timedelta(seconds=limit.seconds)
            waits.append(max(int((ends_at - now).total_seconds()), 1))
    return max(waits)


def window(now: datetime.datetime, seconds: int) -> datetime.datetime:
    """Return the beginning of the hour or the day, in Japan, that a moment is in."""
    start = timezone.localtime(now).replace(minute=0, second=0, microsecond=0)
    return start.replace(hour=0) if seconds == DAY else start


def key(limit: Limit, address: str, kind: str, begins_at: datetime.datetime) -> str:
    """Return the digest that a window is counted under; the day is part of what is digested."""
    parts = (limit.name, str(limit.seconds), kind, address, f"{begins_at:%Y-%m-%d}")
    return salted_hmac("form counts", "|".join(parts), algorithm="sha256").hexdigest()


def count(key: str, begins_at: datetime.datetime) -> int:
    """Add one to a window and return its number; two at once are both counted."""
    FormCount.objects.filter(begins_at__lt=begins_at - datetime.timedelta(days=1)).delete()
    statement = """
        INSERT INTO relationships_formcount AS counted (key, begins_at, number) VALUES (%s, %s, 1)
        ON CONFLICT (key, begins_at) DO UPDATE SET number = counted.number + 1
        RETURNING number
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [key, begins_at])
        return int(cursor.fetchone()[0])


def address_of(request: HttpRequest) -> str:
    """Return the visitor's address; of IPv6 its network, which one visitor has whole."""
    header = settings.CLIENT_ADDRESS_HEADER
    text = request.headers.get(header, "") if header else ""
    text = (text or request.META.get("REMOTE_ADDR", "")).strip()
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    if isinstance(address, ipaddress.IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or ipaddress.ip_network((address, 64), strict=False))
    return str(address)
