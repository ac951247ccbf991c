"""A visit of the site with the database of DATABASE_URL, in a process of its own.

Reads pages, searches, adds a partner at the desk, edits it; prints what it found as JSON.
"""

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[3]))

import django
from django.conf import settings

PAGES = ["/en/", "/ja/", "/en/relationships/", "/ja/search/?q=札幌", "/en/data/", "/healthz"]


def main() -> None:
    """Print the answers."""
    import os

    os.environ["DJANGO_SETTINGS_MODULE"] = "sistercity.settings"
    backend = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES["staticfiles"] = {"BACKEND": backend}
    django.setup()
    json.dump(visit(), sys.stdout)


def visit() -> dict[str, Any]:
    """Return what a reader and a member of staff find."""
    from django.contrib.auth.models import User
    from django.test import Client

    from places.models import Partner
    from sistercity.models import DataVersion

    reader, desk = (Client(headers={"host": "localhost"}) for _ in range(2))
    statuses = {page: reader.get(page).status_code for page in PAGES}
    desk.force_login(User.objects.create_superuser("visit"))
    before = DataVersion.objects.get().number
    problems = change(desk, "/admin/places/partner/add/", name_en="Restoredham")
    partner = Partner.objects.get(name_en="Restoredham")
    added = DataVersion.objects.get().number
    problems += change(desk, f"/admin/places/partner/{partner.pk}/change/", name_en="Restoredville")
    history: Any = getattr(Partner, "pgh_event_model")  # noqa: B009
    return {
        "statuses": statuses,
        "problems": problems,
        "versions": history.objects.filter(pgh_obj_id=partner.pk).count(),
        "data version moves": before < added < DataVersion.objects.get().number,
        "found": "Restoredville" in reader.get("/en/search/?q=restoredvile").content.decode(),
    }


def change(desk: Any, path: str, **values: str) -> str:
    """Send a form of the desk; return its errors."""
    from tests.desk import errors, form_data

    data = form_data(desk.get(path), "partner") | {"country": "FR", "level": "local"} | values
    return errors(desk.post(path, data))


if __name__ == "__main__":
    main()
