"""Lists a page at a time."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from sistercity.views import PageNotFound

PER_PAGE = 50


def page_of(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any]) -> Page[Any]:
    """Return the page that the URL asks for; raise PageNotFound where there is none."""
    try:
        (number,) = request.GET.getlist("page") or ["1"]
        return Paginator(rows, PER_PAGE).page(number)
    except (InvalidPage, ValueError) as error:
        raise PageNotFound(_("The list has no page of this number.")) from error


def page_of_counted(
    request: HttpRequest, number: int, rows: Callable[[int, int], Sequence[Any]]
) -> Page[Any]:
    """Return the page that the URL asks for, of a list whose number of rows is known.

    ``rows`` reads those from one position up to another.
    """
    page = page_of(request, range(number))
    positions: Any = page.object_list
    page.object_list = rows(positions.start, positions.stop)
    return page
