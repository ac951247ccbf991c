"""Signed links: the contact of one listing confirms or changes it, once, within 60 days."""

import datetime
import hashlib
import secrets
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from relationships.enquiries.models import RenewalLink
from relationships.listings.models import Listing

VALID_FOR = datetime.timedelta(days=60)
SIGNER = Signer(sep=".", salt="renewal of a listing")
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Refused(Exception):
    """A link that cannot be used: altered or unknown, used, revoked, or expired."""

    reason: str


def make(*, listing: Listing) -> tuple[RenewalLink, str]:
    """Return a new link of a listing with its token; links of it that still stood are revoked."""
    secret, now = secrets.token_urlsafe(24), timezone.now()
    with transaction.atomic():
        standing = listing.renewal_links.filter(used_at=None, revoked_at=None)
        standing.update(revoked_at=now)
        link = RenewalLink.objects.create(
            listing=listing, digest=digest(secret), created_at=now, expires_at=now + VALID_FOR
        )
    return link, SIGNER.sign(secret)


def find(token: str) -> RenewalLink:
    """Return the link of a token that can be used now; raise Refused for any other."""
    try:
        secret = SIGNER.unsign(token)
    except BadSignature:
        raise Refused(UNKNOWN) from None
    links = RenewalLink.objects.select_related(
        "listing__local_government__prefecture", "listing__partner__country"
    )
    link = links.filter(digest=digest(secret)).first()
    if link is None:
        raise Refused(UNKNOWN)
    state = "revoked" if link.listing.withdrawn_at else link.state_at(timezone.now())
    if state != "valid":
        raise Refused(state)
    return link


def use(link: RenewalLink) -> None:
    """Mark a link as used; raise Refused where somebody else did so just now."""
    unused = RenewalLink.objects.filter(pk=link.pk, used_at=None, revoked_at=None)
    if not unused.update(used_at=timezone.now()):
        raise Refused("used")


def digest(secret: str) -> str:
    """Return what is stored of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def path(token: str, language: str) -> str:
    """Return the path of a link's page in a language."""
    with override(language):
        return reverse("renew_listing", args=[token])
