"""The forms of the public: an enquiry, a listing, a change of one, a report of a mistake."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from relationships.enquiries import records
from relationships.enquiries.forms import EnquiryForm, MessageForm, ReportForm
from relationships.enquiries.listing_forms import ChangeForm, NewListingForm
from relationships.enquiries.models import Submission
from relationships.enquiries.pages import MessageView
from relationships.listings.choices import ListingState
from relationships.listings.models import Listing
from sistercity.withdrawal import get_public


class ListingView(MessageView):
    """A form about one listing that the public sees."""

    listing: Listing

    def prepare(self, **kwargs: Any) -> None:
        """Fetch the listing; drafts are not there."""
        published = Listing.with_withdrawn.published(timezone.now()).with_places().with_wishes()
        self.listing = get_public(published, public_id=kwargs["public_id"])

    def about(self) -> dict[str, Any]:
        """Return the listing."""
        return {"listing": self.listing}

    def context(self) -> dict[str, Any]:
        """Show whose listing it is, and whether it still stands."""
        section = "listing_list" if self.listing.is_japanese else "listing_overseas"
        return {
            "listing": self.listing,
            "place": self.listing.place,
            "state": self.listing.state_on(timezone.localdate()),
            "breadcrumbs": [
                (_("Finding a sister city"), reverse(section)),
                (self.listing.place.name, self.listing.get_absolute_url()),
                (self.title, ""),
            ],
        }


class EnquiryView(ListingView):
    """A government writes to the one that a listing is of; CLAIR passes it on."""

    template_name = "enquiries/enquiry.html"
    form_class = EnquiryForm
    title = gettext_lazy("Write to this local government")

    def closed(self) -> HttpResponse | None:
        """Refuse what is for a listing that was closed: nobody waits for it."""
        context = self.context()
        if context["state"] != ListingState.CLOSED:
            return None
        context |= {"noindex": True, "form_title": self.title}
        return render(self.request, "enquiries/closed.html", context, status=410)


class ChangeView(ListingView):
    """Somebody proposes a change of a listing; the staff decide."""

    template_name = "enquiries/change.html"
    form_class = ChangeForm
    title = gettext_lazy("Propose a change of this listing")

    def form(self, *data: Any) -> MessageForm:
        """Return the form with the listing as it is."""
        return ChangeForm(*data, listing=self.listing)


class ProposeView(MessageView):
    """A government proposes a listing of its own; the staff decide."""

    template_name = "enquiries/propose.html"
    form_class = NewListingForm
    title = gettext_lazy("Post a listing of your local government")

    def context(self) -> dict[str, Any]:
        """Show the way here."""
        crumbs = [(_("Finding a sister city"), reverse("listing_list")), (self.title, "")]
        return {"breadcrumbs": crumbs}


class ReportView(MessageView):
    """Somebody saw a mistake, in a record or on a page."""

    template_name = "enquiries/report.html"
    form_class = ReportForm
    title = gettext_lazy("Report a mistake")
    record: records.Subject | None = None

    def prepare(self, **kwargs: Any) -> None:
        """Find the record that the URL or the form names; an unknown one is asked for."""
        given = self.request.POST.get("record") or self.request.GET.get("record", "")
        self.record = records.find(given)

    def form(self, *data: Any) -> MessageForm:
        """Return the form: which record it is about is known, or asked."""
        initial = {"record": self.record.key} if self.record else {}
        return ReportForm(*data, initial=initial, known=self.record is not None)

    def about(self) -> dict[str, Any]:
        """Return the record."""
        return {"record": self.record.key if self.record else ""}

    def context(self) -> dict[str, Any]:
        """Show the record by its name."""
        return {"record": self.record}


@require_safe
@never_cache
def sent(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the reference number of what was sent, and what comes next; nothing of what it says."""
    submission = get_object_or_404(Submission, reference=reference)
    context = {"submission": submission, "noindex": True, "breadcrumbs": [(_("Sent"), "")]}
    return render(request, "enquiries/sent.html", context)
