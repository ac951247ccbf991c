"""The desk's answers to what it refuses: what is lacking, whom to ask, the way back."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers

from sistercity.admin.history import person_name
from sistercity.admin.permissions import permission_name, shown_permissions

MANAGERS = 5  # that the page names
FORBIDDEN = "この画面を開く権限、またはこの操作をする権限がありません。何も変更していません。"


def is_of_desk(request: HttpRequest) -> bool:
    """Whether a request is for the desk, and came as far as to know who sent it."""
    return request.path.startswith("/admin/") and hasattr(request, "user")


def refusal(
    request: HttpRequest, title: str, text: str, status: int, **context: Any
) -> HttpResponse:
    """Return a page of the desk that says why a request was refused."""
    site: Any = admin.site
    page: TemplateResponse = site.page(request, "refused", title, {"text": text, **context}, status)
    response = page.render()  # of an error's answer, Django does not do it
    add_never_cache_headers(response)
    return response


def forbidden(request: HttpRequest, reason: str) -> HttpResponse:
    """Answer somebody without a right; ``reason`` tells what only the view knows, "" for nothing.

    What is lacking is told of the kind of record that the URL is of.
    """
    kind = kind_of_url(request)
    lacking = lacking_permissions(request, kind) if kind and not reason else []
    managers = User.objects.with_perm(
        "auth.change_user", backend="django.contrib.auth.backends.ModelBackend"
    )
    return refusal(
        request,
        "権限がありません",
        FORBIDDEN,
        403,
        reason=reason,
        lacking=lacking,
        managers=[person_name(one) for one in managers.order_by("pk")[:MANAGERS]],
    )


def kind_of_url(request: HttpRequest) -> Any:
    """Return the admin of the kind of record that a URL is of, None where it is of none."""
    name = (request.resolver_match and request.resolver_match.url_name) or ""
    for entry in admin.site._registry.values():  # noqa: SLF001
        if name.startswith(f"{entry.opts.app_label}_{entry.opts.model_name}_"):
            return entry
    return None


def lacking_permissions(request: HttpRequest, kind: Any) -> list[str]:
    """Return the permissions of a kind of record that the user does not have, in words."""
    permissions = shown_permissions(kind.model).order_by("pk")
    return [
        permission_name(one)
        for one in permissions
        if not request.user.has_perm(f"{one.content_type.app_label}.{one.codename}")
    ]
