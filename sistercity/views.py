"""Health, robots.txt, and the pages for errors."""

import sys
from typing import cast

from django.core.exceptions import DisallowedHost
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sistercity.admin.refusals import forbidden, is_of_desk, refusal
from sistercity.languages import PREFIXES
from sistercity.middleware import without_data
from sistercity.printing import plain
from sistercity.unavailable import RETRY_AFTER, is_unavailable
from sistercity.withdrawal import Withdrawn

NOT_UNDERSTOOD = "URLまたは送信された内容が正しくないため、処理できません。何も変更していません。"
WITHOUT_COOKIE = (
    "画面を開いた後に、ログインし直したか、ブラウザのCookieが消えたため、受け付けていません。"
    "何も変更していません。前の画面に戻り、読み込み直してから、もう一度送信してください。"
)


class PageNotFound(Http404):
    """A page that is not there, with a reason for the reader in the page's language."""


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers; else ``server_error`` says 503 and tells nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """Answer 200 while the process works, whatever the database does."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@without_data
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep crawlers out of the desk and of combined filters and orders, and name the sitemap."""
    lines = ["User-agent: *", "Disallow: /admin/"]
    lines += [f"Disallow: {prefix}relationships/?*&" for prefix in PREFIXES]
    lines += [f"Disallow: {prefix}relationships/?sort=" for prefix in PREFIXES]
    lines += [f"Disallow: {prefix}search/?*&" for prefix in PREFIXES]
    lines += [f"Disallow: {prefix}report/" for prefix in PREFIXES]
    lines += [f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be understood."""
    if isinstance(exception, DisallowedHost):  # a page would need the host for its URLs
        text = "This server does not know the host that was asked for.\n"
        return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")
    if is_of_desk(request):
        return refusal(request, "要求を処理できません", NOT_UNDERSTOOD, 400)
    reason = _("The address or the request could not be understood.")
    return render(request, "400.html", {"reason": reason}, status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer somebody who may not; on public pages nothing asks for a permission so far."""
    if is_of_desk(request):
        return forbidden(request, str(exception))
    reason = _("This page is not open to you.")
    return render(request, "400.html", {"reason": reason}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Answer a form that came without its cookie; public forms show themselves again."""
    found = request.resolver_match
    again = getattr(found.func, "without_cookie", None) if found else None
    if found and again:
        return cast("HttpResponseBase", again(request, *found.args, **found.kwargs))
    if is_of_desk(request):
        return refusal(request, "送信できませんでした", WITHOUT_COOKIE, 403)
    message = _("The form came without its cookie. Go back, load the page again, then send it.")
    return render(request, "400.html", {"reason": message}, status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for a URL without a page: in its language, or in both where it has none.

    That of a record that was withdrawn tells so, with 410.
    """
    if isinstance(exception, Withdrawn):
        return withdrawn(request, exception)
    context = {
        "reason": str(exception) if isinstance(exception, PageNotFound) else "",
        "bilingual": not request.path.startswith(PREFIXES),
    }
    return render(request, "404.html", context, status=404)


def withdrawn(request: HttpRequest, exception: Withdrawn) -> HttpResponse:
    """Answer for the URL of a record that was withdrawn: what it was, since when it is, and why."""
    record = exception.record
    context = {
        "record": record,
        "name": plain(record.public_name),
        "kind": record._meta.verbose_name,
        "sections": exception.sections,
        "list_label": record._meta.verbose_name_plural,
        "list_url": reverse(record.list_name),
    }
    return render(request, "410.html", context, status=410)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer for an error: 503 where the database is away for now, else 500.

    Django calls it while it handles the error, wherever in a middleware, view or template that was
    raised. Without the request the page runs no context processor, and so no query.
    """
    unavailable = is_unavailable(sys.exc_info()[1])
    status = 503 if unavailable else 500
    response = render(None, "500.html", {"unavailable": unavailable}, status=status)
    if unavailable:
        response["Retry-After"] = str(RETRY_AFTER)
    add_never_cache_headers(response)
    return response
