"""The pages of places: prefectures, countries, local governments, partners."""

from itertools import groupby
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from places import lineage, page_sections
from places.models import Country, GovernmentKind, LocalGovernment, Partner, Prefecture, Succession
from relationships.register import figures
from relationships.register.choices import Confidence
from relationships.register.models import Relationship
from sistercity.withdrawal import check_public, get_public


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
    everyone = list(Prefecture.objects.all())
    code = slug.partition("-")[0]
    position = next((n for n, other in enumerate(everyone) if other.code == code), None)
    if position is None:
        raise Http404
    place = everyone[position]
    if slug != place.slug:
        return redirect(place, permanent=True)
    listed = Relationship.objects.listed().with_places().filter(local_government__prefecture=place)
    counted = figures.everywhere().filter(local_government__prefecture=place)
    rows = list(listed.order_by("local_government__code", "partner__country", "public_id"))
    context = {
        "prefecture": place,
        "sections": page_sections.sections_of("place", place),
        "previous": everyone[position - 1] if position else None,
        "next": everyone[position + 1] if position + 1 < len(everyone) else None,
        "own": [row for row in rows if is_of_prefecture(row)],
        "others": [row for row in rows if not is_of_prefecture(row)],
        "total": counted.count(),
        "rows_url": figures.list_url(prefecture=place.code),
        **governments_of(place, rows),
        "by_country": figures.by_country(counted, prefecture=place.code),
        "by_decade": figures.by_decade(counted, prefecture=place.code),
        "breadcrumbs": [(_("Prefectures"), reverse("prefecture_list")), (place.name, "")],
    }
    return render(request, "places/prefecture.html", context)


def is_of_prefecture(row: Relationship) -> bool:
    """Return whether the Japanese side is the prefecture itself."""
    return row.local_government.kind == GovernmentKind.PREFECTURE


def governments_of(place: Prefecture, rows: list[Relationship]) -> dict[str, Any]:
    """Return a prefecture's government and its municipalities, with and without relationships."""
    taking_part = {row.local_government_id for row in rows if row.is_in_the_totals}
    governments = list(LocalGovernment.objects.of_today().filter(prefecture=place))
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
    counts = figures.counts_by("local_government", figures.everywhere())
    governments = LocalGovernment.objects.filter(pk__in=counts).select_related("prefecture")
    context = {
        "number": len(counts),
        "groups": [
            (prefecture, [(place, counts[place.pk]) for place in group])
            for prefecture, group in groupby(governments, key=lambda place: place.prefecture)
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
    counts = figures.counts_by("partner__country", figures.everywhere())
    others = Country.objects.with_partners().exclude(code__in=counts).by_name()
    context = {
        "countries": figures.by_country(figures.everywhere()),
        "others": others,
        "breadcrumbs": [(_("Countries and regions"), "")],
    }
    return render(request, "places/country_list.html", context)


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show a country or region: its rank, its partners, and the prefectures they are joined to."""
    if code != code.lower():
        return redirect("country", code.lower(), permanent=True)
    has_page = Q(pk__in=Country.objects.with_partners().values("pk"))
    pages = Country.with_withdrawn.filter(has_page | Q(withdrawn_at__isnull=False))
    place = get_public(pages, code=code.upper())
    listed = Relationship.objects.listed().with_places().filter(partner__country=place)
    counted = figures.everywhere().filter(partner__country=place)
    prefectures = figures.by_prefecture(counted, country=code)
    context = {
        "country": place,
        "sections": page_sections.sections_of("place", place),
        "rows": listed.order_by("partner__name_en", "partner", "local_government__code"),
        "total": counted.count(),
        "rows_url": figures.list_url(country=code),
        "rank": figures.rank(place),
        "first": counted.exclude(established_on=None).with_places().oldest().first(),
        "latest": counted.exclude(established_on=None).with_places().newest().first(),
        "by_prefecture": figures.largest_first(row for row in prefectures if row.number),
        "by_decade": figures.by_decade(counted, country=code),
        "breadcrumbs": [(_("Countries and regions"), reverse("country_list")), (place.name, "")],
    }
    return render(request, "places/country.html", context)


@require_safe
def local_government(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show a local government: of today, gone with what became of it, or yet to come."""
    governments = LocalGovernment.with_withdrawn.select_related("prefecture")
    if not governments.filter(slug=slug).exists():
        return redirect(government_by_code(slug), permanent=True)
    place = get_public(governments, slug=slug)
    if place.kind == GovernmentKind.PREFECTURE:
        return redirect(place, permanent=True)
    side = Q(local_government=place)
    if place.is_gone:
        side |= Q(former_local_government=place)
    context = {
        "government": place,
        "sections": page_sections.sections_of("place", place),
        **of_place(Relationship.objects.with_page().with_places().newest().filter(side)),
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


def of_place(queryset: QuerySet[Relationship]) -> dict[str, list[Relationship]]:
    """Return a place's relationships: those in the totals, the others, those under review."""
    rows = list(queryset)
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
    rows = Relationship.objects.with_page().with_places().newest().filter(partner=place)
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
