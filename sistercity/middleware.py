"""Conditional answers for public pages, and Japanese for the staff desk."""

from collections.abc import Callable
from typing import Any, TypeVar

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers, patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags

from sistercity.due import do_what_is_due
from sistercity.kept import version_of_request
from sistercity.languages import PREFIXES
from sistercity.models import DataVersion
from sistercity.publication import schedule
from sistercity.revision import revision

NextHandler = Callable[[HttpRequest], HttpResponse]
View = TypeVar("View", bound=Callable[..., HttpResponseBase])
DRAINED_BYTES = 3 * 2**20
PUBLIC = (*PREFIXES, "/releases/", "/sitemap", "/robots.txt")
# The admin brings fonts of its own; public pages have none.
FONTS = {"font-src": [SELF]}


class DataVersionMiddleware:
    """Gives every public page an ETag, and answers 304 to those who have it.

    Public pages depend on the address, the data, the deployed revision and the clock only, so one
    ETag serves for all of them. Of the clock they know the day in Japan, on which listings lapse
    and events are over, and whether a planned publication has passed. Caches may keep a page but
    must ask again each time: nothing stale is served. The first request of a day does what is
    due on it. Pages that show no data (``without_data``) and URLs without a page cost no query.
    """

    def __init__(self, get_response: NextHandler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the ETag, and say how caches may keep the page."""
        token = version_of_request.set(None)
        try:
            response = self.get_response(request)
        finally:
            version_of_request.reset(token)
        if settings.DEBUG or not is_public(request):  # files change without a new revision
            return response
        if "no-store" in response.get("Cache-Control", ""):
            return response  # an error, or a form: it has a cookie, and what somebody typed
        if response.status_code in (200, 304) and hasattr(request, "entity_tag"):
            response["ETag"] = request.entity_tag
        if response.status_code == 304:
            del response["Content-Length"]  # it would have to be that of the page
            patch_vary_headers(response, ["Accept-Encoding"])  # as the page itself would
        patch_cache_control(response, public=True, no_cache=True)
        return response

    def process_view(
        self, request: Any, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseNotModified | None:
        """Answer 304 to those who have the page."""
        if not is_public(request):
            return None
        version = None
        if getattr(view, "reads_data", True):
            version = do_what_is_due(DataVersion.objects.get())
        request.data_version = version
        version_of_request.set(version)
        request.entity_tag = entity_tag(version)
        known = parse_etags(request.headers.get("If-None-Match", ""))
        if request.entity_tag in known and not settings.DEBUG:
            return HttpResponseNotModified()
        return None


def without_data(view: View) -> View:
    """Mark a view that shows no data: it is answered without a query while the database is away."""
    view.reads_data = False  # type: ignore[attr-defined]
    return view


def is_public(request: HttpRequest) -> bool:
    """Whether a page of the public is asked for."""
    return request.method in ("GET", "HEAD") and request.path.startswith(PUBLIC)


def entity_tag(version: DataVersion | None) -> str:
    """Return the ETag of all public pages at this moment, or of those that show no data."""
    if version is None:
        return f'W/"{revision()}"'
    published = schedule.latest(version, timezone.now())
    moment = f"{published:%Y%m%d%H%M%S%f}" if published else "0"
    return f'W/"{version.number}-{timezone.localdate():%Y%m%d}-{moment}-{revision()}"'


class JapaneseAdminMiddleware:
    """Shows the staff desk in Japanese, whatever the browser asks for, and lets its fonts load."""

    def __init__(self, get_response: NextHandler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in Japanese below /admin/."""
        if not request.path.startswith("/admin/"):
            return self.get_response(request)
        with translation.override("ja"):
            request.LANGUAGE_CODE = "ja"
            response = csp_update(FONTS)(self.get_response)(request)
        response["Content-Language"] = "ja"
        return response


class BodySizeMiddleware:
    """Refuses bodies larger than a form can send, before anything reads or parses them.

    A view says in ``most_bytes`` what it takes. Stands before CSRF's check, which reads bodies.
    """

    def __init__(self, get_response: NextHandler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Answer 413 for a body that is too large."""
        most = getattr(view, "most_bytes", None)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if most is None or not length.isdecimal() or int(length) <= most:
            return None
        left = DRAINED_BYTES
        while left > 0 and (chunk := request.read(65_536)):  # else some clients miss the answer
            left -= len(chunk)
        response = render(request, "413.html", {"noindex": True}, status=413)
        add_never_cache_headers(response)
        return response
