"""“Finding a sister city”: who looks for a partner, and the page of each listing."""

from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from relationships.listings import facts
from relationships.listings.cards import cards
from relationships.listings.choices import ListingState
from relationships.listings.facets import JapaneseListingPanel, ListingPanel, OverseasListingPanel
from relationships.listings.filters import JapaneseListingFilter, OverseasListingFilter
from relationships.listings.models import Listing
from relationships.listings.page_sections import public_listings, tabs
from relationships.register.models import Relationship
from sistercity.lists.paging import page_of
from sistercity.withdrawal import get_public


@require_safe
def japanese_listings(request: HttpRequest) -> HttpResponse:
    """Show the local governments in Japan that look for a partner overseas."""
    filters = JapaneseListingFilter(request.GET, public_listings().japanese())
    return listing_list(request, JapaneseListingPanel(filters), "listings/japanese.html")


@require_safe
def overseas_listings(request: HttpRequest) -> HttpResponse:
    """Show the local governments overseas that look for a partner in Japan."""
    filters = OverseasListingFilter(request.GET, public_listings().overseas())
    return listing_list(request, OverseasListingPanel(filters), "listings/overseas.html")


def listing_list(request: HttpRequest, panel: ListingPanel, template: str) -> HttpResponse:
    """Show a list: the open ones, then those that may have lapsed, then those that have.

    A wrong filter is a 400.
    """
    context: dict[str, Any] = {
        "panel": panel,
        "page": None,
        "page_tabs": tabs(panel.url_name),
        "canonical": panel.canonical(),
        "noindex": len(panel.conditions()) > 1 or not panel.is_valid,
        "breadcrumbs": [(_("Finding a sister city"), "")],
    }
    if not panel.is_valid:
        return render(request, template, context, status=400)
    filters: Any = panel.filters
    context["page"] = page = page_of(request, filters.qs)
    if page.number > 1:
        context["canonical"] = panel.canonical(page.number)
    chosen = panel.chosen["state"]
    return render(request, template, context | states(page, filters.numbers, chosen))


def states(page: Page[Any], numbers: dict[str, int], chosen: list[str]) -> dict[str, Any]:
    """Return the rows of a page by their state, and which part comes first.

    The part of the open ones is there without any on the first page only, to say so.
    """
    day = timezone.localdate()
    rows: dict[str, list[Listing]] = {state: [] for state in ListingState}
    for listing in page:
        rows[listing.state_on(day)].append(listing)
    says_none = page.number == 1 and (not chosen or ListingState.OPEN in chosen)
    shows_open = says_none or bool(rows[ListingState.OPEN])
    has_unsure = bool(rows[ListingState.UNSURE])
    return {
        "numbers": numbers,
        "open": cards(rows[ListingState.OPEN]),
        "unsure": cards(rows[ListingState.UNSURE]),
        "earlier": cards(rows[ListingState.EARLIER]),
        "shows_open": shows_open,
        "first_is_unsure": not shows_open,
        "first_is_earlier": not shows_open and not has_unsure,
    }


@require_safe
def listing(request: HttpRequest, public_id: int) -> HttpResponse:
    """Show one listing, open or not: old links to it stay good. Drafts are not there."""
    published = Listing.with_withdrawn.published(timezone.now())
    records = published.with_places().with_wishes().prefetch_related("sources")
    return listing_page(request, get_public(records, public_id=public_id))


def listing_page(request: HttpRequest, record: Listing) -> HttpResponse:
    """Show a listing, whether the public may see it or not."""
    state = record.state_on(timezone.localdate())
    list_url = reverse("listing_list" if record.is_japanese else "listing_overseas")
    context = {
        "listing": record,
        "place": record.place,
        "area": getattr(record.place, "prefecture" if record.is_japanese else "country"),
        "state": state,
        "noindex": state not in (ListingState.OPEN, ListingState.UNSURE),
        "whom": facts.whom(record),
        "who": facts.who(record),
        "contact": facts.contact(record),
        "pages": list(facts.pages(record)),
        "is_in_other_language": facts.is_in_other_language(record),
        "relationships": relationships_of(record),
        "list_url": list_url,
        "breadcrumbs": [(_("Finding a sister city"), list_url), (record.place.name, "")],
    }
    return render(request, "listings/detail.html", context)


def relationships_of(record: Listing) -> QuerySet[Relationship]:
    """Return the relationships in the totals of the government that looks for a partner."""
    rows = Relationship.objects.in_the_totals().with_places().newest()
    if record.is_japanese:
        return rows.filter(local_government=record.local_government_id)
    return rows.filter(partner=record.partner_id)
