"""What every page knows: its own URLs, and the version of the data it shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the site's name and address, the page in each language, the data version, if a draft.

    ``languages`` is a list of (code, own name, path with query) in the order of the settings.
    """
    prefix = f"/{get_language()}/"
    path = request.get_full_path()
    rest = path.removeprefix(prefix) if path.startswith(prefix) else ""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": f"{request.scheme}://{request.get_host()}",
        "languages": [(code, name, f"/{code}/{rest}") for code, name in settings.LANGUAGES],
        "data_version": getattr(request, "data_version", None),
        "is_draft": getattr(request, "is_draft", False),  # the desk's preview
    }
