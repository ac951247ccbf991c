"""Conditional answers for public pages, and Japanese for the staff desk."""

from collections.abc import Callable

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags

from sistercity.languages import PREFIXES
from sistercity.models import DataVersion
from sistercity.revision import revision

NextHandler = Callable[[HttpRequest], HttpResponse]
PUBLIC = (*PREFIXES, "/releases/", "/sitemap", "/robots.txt")
# The admin brings scripts of its own; public pages need none.
SCRIPTS = {name: [SELF] for name in ("script-src", "connect-src", "font-src")}


class DataVersionMiddleware:
    """Gives every public page the data version as its ETag, and answers 304 to those who have it.

    Public pages depend on the address, the data and the deployed revision only, so one ETag
    serves for all of them. Caches may keep a page but must ask again each time: nothing stale
    is served after an edit.
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
        etag = f'W/"{version.number}-{revision()}"'
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            response: HttpResponse = HttpResponseNotModified()
            patch_vary_headers(response, ["Accept-Encoding"])  # as the page itself would
        else:
            response = self.get_response(request)
        if response.status_code in (200, 304):
            response["ETag"] = etag
        if response.status_code < 500:
            patch_cache_control(response, public=True, no_cache=True)
        return response


class JapaneseAdminMiddleware:
    """Shows the staff desk in Japanese, whatever the browser asks for, and lets its scripts run."""

    def __init__(self, get_response: NextHandler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in Japanese below /admin/."""
        if not request.path.startswith("/admin/"):
            return self.get_response(request)
        with translation.override("ja"):
            request.LANGUAGE_CODE = "ja"
            response = csp_update(SCRIPTS)(self.get_response)(request)
        response["Content-Language"] = "ja"
        return response
