"""The home page, the list of relationships, a relationship, the statistics, the data page."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from places import page_sections
from relationships.register import completeness, figures
from relationships.register.choices import Confidence, Counting
from relationships.register.facets import FilterPanel
from relationships.register.filters import RelationshipFilter
from relationships.register.models import Relationship
from sistercity.lists.paging import page_of_counted
from sistercity.withdrawal import check_public

NEWEST = 5
TOP_COUNTRIES = 10


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what the register holds and the ways into it."""
    tiles = figures.tiles()
    overview = figures.overview()
    context = {
        "overview": overview,
        "stats": stats(overview),
        "tiles": tiles,
        "legend": figures.legend(tiles),
        "countries": figures.by_country()[:TOP_COUNTRIES],
        "newest": figures.everywhere().newest()[:NEWEST].in_full(),
        "first_sections": page_sections.sections_of("home_first"),
        "sections": page_sections.sections_of("home"),
    }
    return render(request, "home.html", context)


def stats(overview: figures.Overview) -> list[dict[str, Any]]:
    """Return the stat tiles of the home page."""
    rows: list[tuple[str, int | str, str]] = [
        (_("Relationships in force"), overview.relationships, reverse("relationship_list")),
        (
            _("Local governments taking part"),
            overview.governments,
            reverse("local_government_list"),
        ),
        (_("Countries and regions"), overview.countries, reverse("country_list")),
    ]
    if year := overview.latest_year:
        rows.append((_("Latest year"), str(year), figures.list_url(year_from=year, year_to=year)))
    return [{"label": label, "number": n, "url": url} for label, n, url in rows]


@require_safe
def relationship_list(request: HttpRequest) -> HttpResponse:
    """Show the relationships that the filters keep; a wrong filter is a 400 that says so."""
    filters = RelationshipFilter(request.GET)
    panel = FilterPanel(filters)
    context: dict[str, Any] = {
        "panel": panel,
        "canonical": panel.canonical(),
        "noindex": len(panel.conditions()) > 1 or not panel.is_valid,
        "search_text": panel.typed.get("q", ""),
        "breadcrumbs": [(_("Relationships"), "")],
    }
    if not panel.is_valid:
        return render(request, "register/list.html", context, status=400)
    context["page"] = page = page_of_counted(request, filters.number, filters.part)
    if page.number > 1:
        context["canonical"] = panel.canonical(page.number)
    return render(request, "register/list.html", context)


@require_safe
def relationship(request: HttpRequest, public_id: int) -> HttpResponseBase:
    """Show one relationship: its dates, its story, and the source of each.

    The number of one that was joined with another leads to that one.
    """
    every = Relationship.with_withdrawn.with_places().prefetch_related("events", "sources")
    record = get_object_or_404(every, public_id=public_id)
    if record.joined_to:
        return redirect(record.joined_to, permanent=True)
    check_public(record, partial(page_sections.sections_of, "withdrawn"))
    context = {
        "relationship": record,
        "sections": page_sections.sections_of("relationship", record),
        "noindex": record.confidence == Confidence.C,
        "breadcrumbs": [
            (_("Prefectures"), reverse("prefecture_list")),
            *prefecture_crumbs(record),
            (record.partner.name, ""),
        ],
    }
    return render(request, "register/detail.html", context)


def prefecture_crumbs(record: Relationship) -> list[tuple[Any, str]]:
    """Return the prefecture and, below it, the municipality of a relationship."""
    government = record.local_government
    prefecture = government.prefecture
    crumbs: list[tuple[Any, str]] = [(prefecture.name, prefecture.get_absolute_url())]
    if government.get_absolute_url() != prefecture.get_absolute_url():
        crumbs.append((government.name, government.get_absolute_url()))
    return crumbs


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Show the totals by type of government, prefecture, country, region of the world and year."""
    levels, prefectures = figures.by_level(), figures.by_prefecture()
    context = {
        "overview": figures.overview(),
        "undated": figures.numbers("year").get(None, 0),
        "by_level": levels,
        "largest_level": max(level.number for level in levels),
        "by_prefecture": prefectures,
        "largest_prefecture": max(prefecture.number for prefecture in prefectures),
        "by_country": figures.by_country(),
        "by_region": figures.by_region(),
        "by_year": figures.by_year(),
        "breadcrumbs": [(_("Statistics"), "")],
    }
    return render(request, "register/statistics.html", context)


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Say where the data comes from, how sure it is, and how much is known."""
    context = {
        "overview": figures.overview(),
        "records": sum(figures.records("counting").values()),
        "dated": sum(figures.dated(figures.numbers("year")).values()),
        "by_confidence": figures.by_choice(Confidence, "confidence"),
        "by_counting": figures.by_choice(Counting, "counting"),
        "comparison": completeness.comparison(),
        "published": completeness.published_totals(),
        "breadcrumbs": [(_("Data"), "")],
    }
    return render(request, "register/data.html", context)
