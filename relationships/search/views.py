"""The search of the whole site, and the suggestions while a name is typed."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from places.areas import countries_by_name, has_page, prefectures
from places.finding import MOST_LETTERS, Found, Hit, find
from places.finding.reasons import Piece, quoted, reason
from relationships.search.results import (
    PLACES,
    corrections,
    grouped,
    in_the_other_language,
    offer,
    other_name,
    search_url,
    sections,
    what_and_where,
)
from sistercity.languages import Localized
from sistercity.lists.paging import page_of_counted
from sistercity.views import PageNotFound

MOST_SUGGESTIONS = 8
SEPARATOR = Piece(" · ")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found in each group, or all of one; without words the ways in."""
    typed = request.GET.get("q", "").strip()
    found = find(typed)
    if not found.text:
        return render(request, "search/browse.html", browse())
    context: dict[str, Any] = {
        "words": quoted(found.text),
        "most": MOST_LETTERS if len(typed) > MOST_LETTERS else 0,
        "search_text": found.text,
        "noindex": True,
    }
    if name := request.GET.get("group"):
        return group_page(request, name, found, context)
    shown = sections(found)
    unknown = [quoted(term.text) for term in found.terms if not term.names_places]
    context |= {
        "canonical": search_url(q=found.text),
        "sections": shown,
        "is_empty": not shown,
        "offer": offer(found),
        "is_one_place": found.exact == 1,
        "unknown": unknown if shown else [],
        "is_doubtful": bool(unknown) and all(section.name == PLACES for section in shown),
        "suggestions": corrections(found),
        "other_language": in_the_other_language(found.text),
        "breadcrumbs": [(_("Search"), "")],
    }
    return render(request, "search/results.html", context)


def browse() -> dict[str, Any]:
    """Return the ways in, for those who come without words."""
    return {
        "prefectures": prefectures().values(),
        "countries": [place for place in countries_by_name() if has_page(place.code)],
        "breadcrumbs": [(_("Search"), "")],
    }


def group_page(
    request: HttpRequest, name: str, found: Found, context: dict[str, Any]
) -> HttpResponse:
    """Show a page of all results of one group."""
    group = next((group for group in grouped(found) if group.name == name), None)
    if group is None:
        raise PageNotFound(_("The search has no group of this name."))
    page = page_of_counted(
        request, group.count(), lambda first, last: group.read(group.rows[first:last])
    )
    later = {"page": page.number} if page.number > 1 else {}
    context |= {
        "canonical": search_url(q=found.text, group=name, **later),
        "group": group,
        "page": page,
        "items": group.shown(page.object_list),
        "query": urlencode({"q": found.text, "group": name}),
        "breadcrumbs": [
            (_("Search"), search_url(q=found.text)),
            (group.label, ""),
        ],
    }
    return render(request, "search/group.html", context)


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Return the places whose names begin with what was typed, in the words of the page.

    ``status`` says how many; each of the ``suggestions`` has a name, what tells it from others,
    and the URL of its page. Texts are pairs with a language, "" for the page's own.
    """
    hits = find(request.GET.get("q", "")).hits[:MOST_SUGGESTIONS]
    number = len(hits)
    status = ngettext("%(number)s suggestion", "%(number)s suggestions", number)
    answer = {
        "status": status % {"number": number} if number else _("No suggestions"),
        "suggestions": [suggestion(hit) for hit in hits],
    }
    return JsonResponse(answer, headers={"X-Robots-Tag": "noindex"})


def suggestion(hit: Hit) -> dict[str, Any]:
    """Return a suggestion: where the place is, its other name if that was typed, and why else."""
    place = hit.place
    details = [Piece(*other_name(place))] if other_name(place).text == hit.name else []
    where = what_and_where(place)[-1]
    details.append(Piece(*where) if isinstance(where, Localized) else Piece(where))
    parted = [part for one in details for part in (SEPARATOR, one)][1:]
    why = reason(hit)
    return {
        "name": pairs([Piece(*place.name)])[0],
        "detail": pairs([*parted, SEPARATOR, *why] if why else parted),
        "url": place.get_absolute_url(),
    }


def pairs(sentence: list[Piece]) -> list[tuple[str, str]]:
    """Return a sentence as texts with their languages, as few as there can be."""
    own = ("", get_language())
    spoken = groupby(sentence, lambda one: "" if one.language in own else one.language)
    return [("".join(one.text for one in pieces), language) for language, pieces in spoken]
