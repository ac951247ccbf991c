"""Imports through the staff desk: files of our own making, and what an editor does with them."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from sistercity.import_runs.models import ImportRun
from tests.desk import editor
from tests.relationships.imports.files import Sheet, exported

LIST = "/admin/imports/importrun/"
ALL = ("imports.add_importrun", "imports.publish_importrun")
PLACES = ("places.view_partner", "places.view_localgovernment")


def month() -> Sheet:
    """Return the register with a new story, and another relationship that ended."""
    sheet = exported()
    first, second = sheet.where(Status="active")[:2]
    first["History (Japanese)"] = "港を通じて出会った。"
    second |= {"Status": "ended", "Ended": "2026-10"}
    return sheet


def month_with_an_error() -> Sheet:
    """Return a month's file with a date that is none, in row 6."""
    sheet = month()
    sheet.rows[4]["Established"] = "1989-02-30"
    return sheet


def uploaded(
    client: Client, file: Sheet | bytes, name: str = "register.csv", **values: Any
) -> ImportRun:
    """Upload a file; return the run that came of it."""
    data = {
        "importer": "relationships",
        "file": SimpleUploadedFile(name, file if isinstance(file, bytes) else file.csv()),
        "as_of": str(timezone.localdate()),
        **values,
    }
    response = client.post(f"{LIST}add/", data)
    assert response.status_code == 302, response.content.decode()[:2000]
    return ImportRun.objects.latest("pk")


def act(client: Client, run: ImportRun, page: str, **data: Any) -> Any:
    """Send a form of a run."""
    return client.post(f"{LIST}{run.pk}/{page}/", data)


def publish(client: Client, run: ImportRun, **data: Any) -> ImportRun:
    """Publish a run as it was read; return it as it is then."""
    act(client, run, "publish", digest=run.digest, **data)
    run.refresh_from_db()
    return run


def page(client: Client, run: ImportRun, query: str = "") -> Any:
    """Return the page of a run."""
    return client.get(f"{LIST}{run.pk}/change/{query}")


def publisher() -> Client:
    """Return the browser of somebody who may do everything with imports."""
    return editor(*ALL, *PLACES)
