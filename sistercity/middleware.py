"""Data version and cache headers of public pages, and Japanese for the staff desk."""

from collections.abc import Callable
from typing import Any, TypeVar

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import add_never_cache_headers, has_vary_header, patch_cache_control

from sistercity.cache_headers import (
    INSTEAD,
    allow_caching,
    entity_tag,
    is_current,
    is_for_page_cache,
    is_public,
    not_modified,
    take_the_place,
)
from sistercity.due import do_what_is_due
from sistercity.kept import version_of_request
from sistercity.languages import PREFIXES
from sistercity.models import DataVersion

NextHandler = Callable[[HttpRequest], HttpResponse]
View = TypeVar("View", bound=Callable[..., HttpResponseBase])
DRAINED_BYTES = 3 * 2**20
# The admin brings fonts of its own; public pages have none.
FONTS = {"font-src": [SELF]}


class DataVersionMiddleware:
    """Reads the data version for every public page, and says how caches may keep the page.

    Public pages depend on the address, the data, the deployed revision and the clock only, so one
    ETag serves for all of them. Of the clock they know the day in Japan, on which listings lapse
    and events are over, and whether a planned publication has passed. The first request of a day
    does what is due on it. Pages that show no data (``without_data``) and URLs without a page
    cost no query. A public answer that sets or reads a cookie is kept by no cache.
    """

    def __init__(self, get_response: NextHandler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the ETag, and with 304 to those who have the page."""
        token = version_of_request.set(None)
        try:
            response = self.get_response(request)
        finally:
            version_of_request.reset(token)
        if settings.DEBUG or not is_public(request):  # files change without a new revision
            return response
        if "no-store" in response.get("Cache-Control", ""):
            return response  # an error, or a form: it has a cookie, and what somebody typed
        if response.cookies or has_vary_header(response, "Cookie"):
            add_never_cache_headers(response)
            return response
        if not hasattr(request, "entity_tag") or response.status_code not in (200, *INSTEAD):
            patch_cache_control(response, public=True, no_cache=True)
            return response
        if response.status_code == 200:
            return self.keepable(request, response)
        take_the_place(response)
        return response

    def keepable(self, request: Any, response: HttpResponse) -> HttpResponse:
        """Return a page that caches may keep, or 304 to a reader who has it."""
        allow_caching(response, request.entity_tag)
        if is_for_page_cache(request, response):
            return response
        known = is_current(request.entity_tag, request.headers.get("If-None-Match", ""))
        return not_modified(response) if known else response

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> None:
        """Read the version before the view reads anything: a page is never older than its ETag.

        What stands outside of the languages' URLs is the same in every language.
        """
        if not is_public(request):
            return
        if not request.path.startswith(PREFIXES):
            translation.activate(settings.LANGUAGE_CODE)
        version = None
        if getattr(view, "reads_data", True):
            version = do_what_is_due(DataVersion.objects.get())
        request.data_version = version
        version_of_request.set(version)
        request.entity_tag = entity_tag(version)


class CompressionMiddleware(GZipMiddleware):
    """Compresses what the page cache does not keep; that has its compressed copies.

    Forms and the desk need Django's own, which hides the length of a secret (BREACH): it adds
    random bytes. What the page cache keeps holds no secret.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Answer."""
        if is_for_page_cache(request, response):
            return response
        return super().process_response(request, response)


def without_data(view: View) -> View:
    """Mark a view that shows no data: it is answered without a query while the database is away."""
    view.reads_data = False  # type: ignore[attr-defined]
    return view


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
