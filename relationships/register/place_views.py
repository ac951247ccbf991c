"""The pages of places: prefectures, countries, local governments, partners."""

from itertools import groupby
from typing import Any

from django.core.paginator import Page
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from places import lineage, page_sections
from places.areas import (
    countries,
    countries_by_name,
    fill_prefectures,
    has_page,
    prefectures,
)
from places.models import Country, GovernmentKind, LocalGovernment, Partner, Prefecture, Succession
from relationships.register import figures
from relationships.register.choices import Confidence
from relationships.register.models import Relationship
from relationships.register.querysets import RelationshipQuerySet
from sistercity.lists.paging import page_of_counted
from sistercity.withdrawal import check_public, get_public

# What a prefecture's page shows of its local governments.
SHOWN = ("code", "slug", "kind", "name_en", "name_ja", "website")


@require_safe
def prefecture_list(request: HttpRequest) -> HttpResponse:
    """Show the 47 prefectures on the tile map."""
    tiles = figures.tiles()
    context = {
        "tiles": tiles,
        "legend": figures.legend(tiles),
        "breadcrumbs": [(_("Prefectures"), "")],
    }
    return render(request, "places/prefecture_list.html", context)


@require_safe
def prefecture(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show a prefecture: its own relationships, its municipalities', and who has none."""
    everyone = list(prefectures().values())
    code = slug.partition("-")[0]
    position = next((n for n, other in enumerate(everyone) if other.code == code), None)
    if position is None:
        raise Http404
    place = everyone[position]
    if slug != place.slug:
        return redirect(place, permanent=True)
    listed = Relationship.objects.listed().filter(local_government__prefecture=place)
    # The code of the prefecture's own government comes first.
    rows = listed.order_by("local_government__code", "partner__country_id", "public_id")
    number = figures.listed("prefecture").get(place.code, 0)
    page = page_of_counted(request, number, rows.part_in_full)
    context = {
        "prefecture": place,
        **paging(page, place),
        "previous": everyone[position - 1] if position else None,
        "next": everyone[position + 1] if position + 1 < len(everyone) else None,
        "own": [row for row in page.object_list if is_of_prefecture(row)],
        "others": [row for row in page.object_list if not is_of_prefecture(row)],
        "total": figures.numbers("prefecture").get(place.code, 0),
        "rows_url": figures.list_url(prefecture=place.code),
        **governments_of(place),
        "by_country": figures.by_country(prefecture=place.code),
        "by_decade": figures.by_decade(prefecture=place.code),
        "breadcrumbs": [(_("Prefectures"), reverse("prefecture_list")), (place.name, "")],
    }
    return render(request, "places/prefecture.html", context)


def paging(page: Page[Relationship], place: Country | Prefecture) -> dict[str, Any]:
    """Return what tells the pages of a place's relationships apart, and the sections of the first.

    All but the table stands on the first page alone.
    """
    later = page.number > 1
    return {
        "page": page,
        "sections": [] if later else page_sections.sections_of("place", place),
        "canonical": f"{place.get_absolute_url()}?page={page.number}" if later else "",
    }


def is_of_prefecture(row: Relationship) -> bool:
    """Return whether the Japanese side is the prefecture itself."""
    return row.local_government.kind == GovernmentKind.PREFECTURE


def governments_of(place: Prefecture) -> dict[str, Any]:
    """Return a prefecture's government and its municipalities, with and without relationships."""
    taking_part = figures.numbers("government")
    governments = list(LocalGovernment.objects.of_today().filter(prefecture=place).only(*SHOWN))
    towns = [row for row in governments if row.kind != GovernmentKind.PREFECTURE]
    return {
        "government": next((row for row in governments if row not in towns), None),
        "municipalities": towns,
        "taking_part": [row for row in towns if row.pk in taking_part],
        "without_any": [row for row in towns if row.pk not in taking_part],
    }


@require_safe
def local_government_list(request: HttpRequest) -> HttpResponse:
    """Show the local governments that take part, under their prefectures, with their numbers."""
    counts = figures.numbers("government")
    governments = LocalGovernment.objects.filter(pk__in=counts).only(*SHOWN, "prefecture")
    fill_prefectures(governments)
    areas = prefectures()
    context = {
        "number": len(counts),
        "groups": [
            (areas[code], [(place, counts[place.pk]) for place in group])
            for code, group in groupby(governments, key=lambda place: place.prefecture_id)
        ],
        "breadcrumbs": [
            (_("Prefectures"), reverse("prefecture_list")),
            (_("Local governments taking part"), ""),
        ],
    }
    return render(request, "places/local_government_list.html", context)


@require_safe
def country_list(request: HttpRequest) -> HttpResponse:
    """Show every country or region that has a relationship, and those that had one."""
    counts = figures.numbers("country")
    context = {
        "countries": figures.by_country(),
        "others": [
            place
            for place in countries_by_name()
            if has_page(place.code) and place.code not in counts
        ],
        "breadcrumbs": [(_("Countries and regions"), "")],
    }
    return render(request, "places/country_list.html", context)


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show a country or region: its rank, its partners, and the prefectures they are joined to."""
    if code != code.lower():
        return redirect("country", code.lower(), permanent=True)
    place = countries().get(code.upper())
    if place is None or not has_page(place.code):
        gone = Country.with_withdrawn.exclude(withdrawn_at=None)
        place = get_public(gone, code=code.upper())
    listed = Relationship.objects.listed().filter(partner__country=place)
    rows = listed.order_by("partner__name_en", "partner_id", "local_government__code", "public_id")
    number = figures.listed("country").get(place.code, 0)
    page = page_of_counted(request, number, rows.part_in_full)
    context = {
        "country": place,
        **paging(page, place),
        "rows": page.object_list,
        "total": figures.numbers("country").get(place.code, 0),
        "rows_url": figures.list_url(country=code),
        "rank": figures.rank(place),
        "breadcrumbs": [(_("Countries and regions"), reverse("country_list")), (place.name, "")],
    }
    if page.number == 1:
        context |= facts_of(place)
    return render(request, "places/country.html", context)


def facts_of(place: Country) -> dict[str, Any]:
    """Return the first and the latest relationship with a country, its prefectures and decades."""
    dated = figures.everywhere().filter(partner__country=place).exclude(established_on=None)
    numbers = figures.by_prefecture(country=place.code)
    return {
        "first": next(iter(dated.oldest()[:1].in_full()), None),
        "latest": next(iter(dated.newest()[:1].in_full()), None),
        "by_prefecture": figures.largest_first(row for row in numbers if row.number),
        "by_decade": figures.by_decade(country=place.code),
    }


@require_safe
def local_government(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show a local government: of today, gone with what became of it, or yet to come."""
    governments = LocalGovernment.with_withdrawn.select_related("prefecture")
    place = governments.filter(slug=slug).first()
    if place is None:
        return redirect(government_by_code(slug), permanent=True)
    check_public(place)
    if place.kind == GovernmentKind.PREFECTURE:
        return redirect(place, permanent=True)
    side = Q(local_government=place)
    if place.is_gone:
        side |= Q(former_local_government=place)
    context = {
        "government": place,
        "sections": page_sections.sections_of("place", place),
        **of_place(Relationship.objects.with_page().newest().filter(side)),
        **lineage_of(place),
        "breadcrumbs": [
            (_("Prefectures"), reverse("prefecture_list")),
            (place.prefecture.name, place.prefecture.get_absolute_url()),
            (place.name, ""),
        ],
    }
    return render(request, "places/local_government.html", context)


def lineage_of(place: LocalGovernment) -> dict[str, list[Succession]]:
    """Return what became of a local government, what it was made of, and what is planned.

    Of one that is gone every step to today, of one that was divided and remains its new parts.
    """
    rows = list(Succession.objects.of_place(place))
    happened = [row for row in rows if row.has_happened]
    parts = [row for row in happened if row.predecessor_id == place.pk]
    return {
        "successions": lineage.chain(place) if place.is_gone else parts,
        "inheritances": [row for row in happened if row.successor_id == place.pk],
        "planned": [row for row in reversed(rows) if not row.has_happened],
    }


def government_by_code(slug: str) -> LocalGovernment:
    """Return the local government whose code a URL begins with.

    Today's, or else the one that had the code last; raises Http404 where there was none.
    """
    governments = LocalGovernment.objects.select_related("prefecture")
    found = governments.filter(code=slug.partition("-")[0])
    last = found.order_by(F("exists_until").desc(nulls_first=True))
    government = found.of_today().first() or last.first()
    if government is None:
        raise Http404
    return government


def of_place(queryset: RelationshipQuerySet) -> dict[str, list[Relationship]]:
    """Return a place's relationships: those in the totals, the others, those under review."""
    rows = queryset.filled()
    return {
        "rows": [row for row in rows if row.is_in_the_totals],
        "others": [
            row for row in rows if not row.is_in_the_totals and row.confidence != Confidence.C
        ],
        "unconfirmed": [row for row in rows if row.confidence == Confidence.C],
    }


@require_safe
def partner(request: HttpRequest, public_id: int, slug: str = "") -> HttpResponseBase:
    """Show a partner overseas, its names, and the Japanese sides it is joined to.

    The number of one that was joined with another leads to that one.
    """
    places = Partner.with_withdrawn.select_related("country", "successor", "joined_to")
    place = get_object_or_404(places, public_id=public_id)
    if place.joined_to:
        return redirect(place.joined_to, permanent=True)
    check_public(place)
    if slug != place.slug:
        return redirect(place, permanent=True)
    rows = Relationship.objects.with_page().newest().filter(partner=place)
    context = {
        "partner": place,
        "sections": page_sections.sections_of("place", place),
        **of_place(rows),
        "names": place.names.exclude(text__in=[place.name_en, place.name_ja]),
        "predecessors": place.predecessors.all(),
        "breadcrumbs": [
            (_("Countries and regions"), reverse("country_list")),
            (place.country.name, place.country.get_absolute_url()),
            (place.name, ""),
        ],
    }
    return render(request, "places/partner.html", context)
