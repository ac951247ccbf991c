"""Conditional answers for public pages, and Japanese for the staff desk."""

from collections.abc import Callable
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers, patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags

from sistercity.languages import PREFIXES
from sistercity.models import DataVersion
from sistercity.publication import schedule
from sistercity.revision import revision

NextHandler = Callable[[HttpRequest], HttpResponse]
DRAINED_BYTES = 3 * 2**20
PUBLIC = (*PREFIXES, "/releases/", "/sitemap", "/robots.txt")
# The admin brings fonts of its own; public pages have none.
FONTS = {"font-src": [SELF]}


class DataVersionMiddleware:
    """Gives every public page an ETag, and answers 304 to those who have it.

    Public pages depend on the address, the data, the deployed revision and the clock only, so one
    ETag serves for all of them. Of the clock they know the day in Japan, on which listings lapse
    and events are over, and whether a planned publication has passed. Caches may keep a page but
    must ask again each time: nothing stale is served.
    """

    def __init__(self, get_response: NextHandler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 304, or the page with its ETag."""
        if request.method not in ("GET", "HEAD") or not request.path.startswith(PUBLIC):
            return self.get_response(request)
        request.data_version = version = DataVersion.objects.get()  # type: ignore[attr-defined]
        if settings.DEBUG:  # files change without a new revision
            return self.get_response(request)
        etag = entity_tag(version)
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            response: HttpResponse = HttpResponseNotModified()
            patch_vary_headers(response, ["Accept-Encoding"])  # as the page itself would
        else:
            response = self.get_response(request)
        if "no-store" in response.get("Cache-Control", ""):
            return response  # a form: it has a cookie, and what somebody typed
        if response.status_code in (200, 304):
            response["ETag"] = etag
        if response.status_code < 500:
            patch_cache_control(response, public=True, no_cache=True)
        return response


def entity_tag(version: DataVersion) -> str:
    """Return the ETag of all public pages at this moment."""
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
