"""Lists a page at a time."""

from collections.abc import Sequence
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
