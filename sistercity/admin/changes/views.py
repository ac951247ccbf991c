"""The pages of the change log: the list and its files."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from sistercity.admin.changes.files import FORMATS, MOST, TITLE, file_name
from sistercity.admin.changes.filters import LogFilters
from sistercity.admin.changes.log import ChangeLog
from sistercity.admin.changes.tables import (
    LogLine,
    all_tables,
)


def log_urls(site: Any) -> list[URLPattern]:
    """Return the URLs of the change log at an admin site."""

    def of_site(view: Callable[..., Any]) -> Callable[..., Any]:
        def answer(request: HttpRequest, **arguments: Any) -> Any:
            return view(site, request, **arguments)

        return site.admin_view(answer)  # type: ignore[no-any-return]

    return [
        path("changes/", require_safe(of_site(change_log)), name="changes"),
        path("changes/file.<str:ending>", require_safe(of_site(change_file)), name="changes_file"),
    ]


def filters_of(site: Any, request: HttpRequest) -> LogFilters:
    """Return the filters that a URL names; refuse those who may see no kind of record."""
    tables = all_tables(site, request)
    if not tables:
        raise PermissionDenied
    return LogFilters(request.GET, dict.fromkeys(table.admin for table in tables))


def change_log(site: Any, request: HttpRequest) -> HttpResponse:
    """Show a page of the log."""
    filters = filters_of(site, request)
    lines: list[LogLine] = []
    last = ""
    if filters.is_valid():
        log = ChangeLog(site, request, filters)
        lines, last = log.page(filters.cleaned_data["after"])
    chosen = {name: value for name, value in request.GET.items() if name != "after" and value}
    context = {
        **site.each_context(request),
        "title": TITLE,
        "filters": filters,
        "is_filtered": bool(chosen),
        "lines": lines,
        "query": urlencode(chosen),
        "next": urlencode({**chosen, "after": last}) if last else "",
        "is_first": not request.GET.get("after"),
        "formats": FORMATS,
        "most": MOST,
    }
    status = 200 if filters.is_valid() else 400
    return TemplateResponse(request, "admin/changes/log.html", context, status=status)


def change_file(
    site: Any, request: HttpRequest, ending: str
) -> HttpResponse | StreamingHttpResponse:
    """Send what the filters show as a file."""
    if ending not in FORMATS:
        raise Http404
    filters = filters_of(site, request)
    if not filters.is_valid():
        return HttpResponseRedirect(f"{reverse('admin:changes')}?{request.GET.urlencode()}")
    lines = ChangeLog(site, request, filters).all(MOST)
    return FORMATS[ending](lines, file_name())
