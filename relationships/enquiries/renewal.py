"""The pages of a signed link: the contact of a listing says that it is right, or what is not.

To look changes nothing. That a listing is still right takes effect at once, for it says only what
the staff approved before; a change waits for them like any other. Both use the link up.
"""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from relationships.enquiries import actions, links
from relationships.enquiries.forms import MessageForm
from relationships.enquiries.listing_forms import ChangeForm
from relationships.enquiries.models import RenewalLink, Submission
from relationships.enquiries.pages import MOST_BYTES, MessageView
from relationships.listings import facts
from relationships.listings.choices import ListingState

CLOSED = "closed"
# What was never ours is forbidden; what was and is not any more is gone.
STATUS = {links.UNKNOWN: 403, "used": 410, "revoked": 410, "expired": 410, CLOSED: 410}


def usable(token: str) -> RenewalLink:
    """Return the link of a token; raise Refused where it, or its listing, is of no use any more."""
    link = links.find(token)
    if link.listing.state_on(timezone.localdate()) == ListingState.CLOSED:
        raise links.Refused(CLOSED)
    return link


def private(response: HttpResponseBase) -> HttpResponseBase:
    """Keep an answer from caches, from search engines, and its URL from other sites."""
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def refused(request: HttpRequest, reason: str) -> HttpResponseBase:
    """Say why a link cannot be used, and what to do."""
    context = {
        "reason": reason,
        "noindex": True,
        "breadcrumbs": [(_("Link to your listing"), "")],
    }
    status = STATUS[reason]
    return private(render(request, "enquiries/link_refused.html", context, status=status))


@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show the listing of a link with two ways on; POST confirms it."""
    try:
        link = usable(token)
        if request.method == "POST":
            return private(confirm(link))
    except links.Refused as refusal:
        return refused(request, refusal.reason)
    listing = link.listing
    context = {
        "listing": listing,
        "place": listing.place,
        "token": token,
        "expires_at": link.expires_at,
        "whom": facts.whom(listing),
        "who": facts.who(listing),
        "contact": facts.contact(listing),
        "noindex": True,
        "breadcrumbs": [(_("Link to your listing"), "")],
    }
    return private(render(request, "enquiries/renew.html", context))


@transaction.atomic
def confirm(link: RenewalLink) -> HttpResponse:
    """Confirm the listing, and lead to the page that says so."""
    links.use(link)
    submission = actions.confirm_listing(listing=link.listing, language=get_language() or "en")
    return redirect("message_sent", submission.reference)


class RenewChangeView(MessageView):
    """The contact of a listing proposes a change through the link."""

    template_name = "enquiries/renew_change.html"
    form_class = ChangeForm
    title = gettext_lazy("Change your listing")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer those whose link can be used."""
        try:
            return private(super().dispatch(request, *args, **kwargs))
        except links.Refused as refusal:
            return refused(request, refusal.reason)

    def prepare(self, **kwargs: Any) -> None:
        """Find the link; raise Refused where it cannot be used."""
        self.token = kwargs["token"]
        self.link = usable(self.token)

    def form(self, *data: Any) -> MessageForm:
        """Return the form with the listing as it is."""
        return ChangeForm(*data, listing=self.link.listing)

    def about(self) -> dict[str, Any]:
        """Return the listing, and that its contact sends this."""
        return {"listing": self.link.listing, "by_link": True}

    def context(self) -> dict[str, Any]:
        """Show whose listing it is."""
        listing = self.link.listing
        crumbs = [(_("Link to your listing"), links.path(self.token, get_language() or "en"))]
        return {
            "listing": listing,
            "place": listing.place,
            "token": self.token,
            "breadcrumbs": [*crumbs, (self.title, "")],
        }

    def after(self, submission: Submission) -> None:
        """Use the link up."""
        links.use(self.link)


# A body that is too large is refused before it is read, here as for the forms.
renew.most_bytes = MOST_BYTES  # type: ignore[attr-defined]
