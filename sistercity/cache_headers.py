"""What caches are told of public pages: which they may keep, for how long, and by which ETag.

The middleware sets the headers. The page cache (sistercity/page_cache.py) goes by them, as a CDN
does.
"""

from collections.abc import Mapping
from wsgiref.headers import Headers

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils import timezone
from django.utils.http import parse_etags

from sistercity.languages import PREFIXES
from sistercity.models import DataVersion
from sistercity.publication import schedule
from sistercity.revision import revision

# What the path of a public page or file begins with.
PUBLIC = (*PREFIXES, "/releases/", "/sitemap", "/robots.txt")
# In the WSGI environment of a request whose page the page cache would like to keep: the most bytes.
WANTED = "sistercity.page_cache"
DAY = 24 * 60 * 60  # seconds
# A browser asks each time, a proxy after a second, a CDN after a minute. Instead of an error they
# may show what they have for a day; a strict proxy may not, because of s-maxage (RFC 9111, 4.2.4),
# and nginx does by its own setting. Only CDNs may show it while they ask: a browser would show
# pages as before an edit.
BROWSERS = f"public, max-age=0, s-maxage=1, stale-if-error={DAY}"
CDNS = f"max-age=60, stale-while-revalidate=60, stale-if-error={DAY}"
# What a view answers instead of a page that is not there, no longer, or elsewhere takes the place
# of the page that a proxy keeps. Else that one would come back when the site fails.
INSTEAD = (301, 404, 410)
GONE = "public, max-age=0, s-maxage=1"
# What describes the body, so that an answer without one lacks it.
OF_THE_BODY = {
    "content-type",
    "content-length",
    "content-encoding",
    "content-language",
    "content-disposition",
}


def is_public(request: HttpRequest) -> bool:
    """Whether a page of the public is asked for."""
    return request.method in ("GET", "HEAD") and request.path.startswith(PUBLIC)


def entity_tag(version: DataVersion | None) -> str:
    """Return the ETag of all public pages at this moment, or of those that show no data.

    It names the data version, the day in Japan, the newest publication up to now and the deployed
    revision. A database that was put back to an earlier state has another moment of its change.
    """
    if version is None:
        return f'W/"{revision()}"'
    published = schedule.latest(version, timezone.now())
    moment = f"{published:%Y%m%d%H%M%S%f}" if published else "0"
    changed = f"{version.number}-{version.changed_at:%Y%m%d%H%M%S%f}"
    return f'W/"{changed}-{timezone.localdate():%Y%m%d}-{moment}-{revision()}"'


def allow_caching(response: HttpResponse, tag: str) -> None:
    """Let any cache keep a public page, the same copy for every reader."""
    response["ETag"] = tag
    response["Cache-Control"] = BROWSERS
    response["CDN-Cache-Control"] = CDNS
    response["Vary"] = "Accept-Encoding"


def take_the_place(response: HttpResponse) -> None:
    """Let what is answered instead of a page replace, in any cache, the page that was."""
    response["Cache-Control"] = GONE
    response["Vary"] = "Accept-Encoding"


def may_be_kept(status: int, headers: Mapping[str, str] | Headers, most: int) -> bool:
    """Whether a cache may keep an answer by its headers, and its body has at most so many bytes.

    An answer that is sent while it is written has no length, and is not kept.
    """
    length = headers.get("Content-Length") or ""
    return (
        status == 200
        and "s-maxage" in headers.get("Cache-Control", "")
        and "ETag" in headers
        and "Set-Cookie" not in headers
        and headers.get("Vary") == "Accept-Encoding"
        and length.isdecimal()
        and int(length) <= most
    )


def is_for_page_cache(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the page cache keeps this answer: it compresses it, and answers 304, itself."""
    most = request.META.get(WANTED)
    return most is not None and may_be_kept(response.status_code, response.headers, most)


def is_current(tag: str, if_none_match: str) -> bool:
    """Whether a reader has the page already, by the header If-None-Match; compares weakly."""
    if not if_none_match:
        return False
    known = parse_etags(if_none_match)
    return "*" in known or tag.removeprefix("W/") in {one.removeprefix("W/") for one in known}


def not_modified(response: HttpResponse) -> HttpResponseNotModified:
    """Return the answer 304 to a reader who has the page of a response."""
    kept = {name: value for name, value in response.items() if name.lower() not in OF_THE_BODY}
    return HttpResponseNotModified(headers=kept)
