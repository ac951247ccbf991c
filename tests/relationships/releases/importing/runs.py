"""Imports through the staff desk: files of our own making, and what an editor does with them."""

import csv
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from relationships.register.models import Relationship
from relationships.releases import dataset
from relationships.releases.columns import COLUMNS
from sistercity.imports.models import ImportRun
from tests.desk import editor

LIST = "/admin/imports/importrun/"
NAMES = [column.name for column in COLUMNS]
STATUS = NAMES.index("status")
ALL = ("imports.add_importrun", "imports.publish_importrun")
PLACES = ("places.view_partner", "places.view_localgovernment")


def rows() -> list[list[str]]:
    """Return the register as its file has it."""
    return list(dataset.lines(Relationship.objects.all()))


def csv_of(lines: list[list[str]]) -> bytes:
    """Return rows as a file with the usual headings."""
    file = io.StringIO()
    csv.writer(file).writerows([[column.ja for column in COLUMNS], *lines])
    return file.getvalue().encode("utf-8-sig")


def set_cell(line: list[str], name: str, value: str) -> None:
    """Set a cell by the name of its column."""
    line[NAMES.index(name)] = value


def month() -> list[list[str]]:
    """Return the register with a new story, and another that ended."""
    lines = rows()
    active = [line for line in lines if line[STATUS] == "active"]
    set_cell(active[0], "story_ja", "港を通じて出会った。")
    set_cell(active[1], "status", "ended")
    set_cell(active[1], "ended", "2026-10")
    return lines


def send(client: Client, content: bytes, name: str = "register.csv", **values: Any) -> Any:
    """Upload a file; return the response."""
    data = {
        "importer": "relationships",
        "file": SimpleUploadedFile(name, content),
        "as_of": str(timezone.localdate()),
        **values,
    }
    return client.post(f"{LIST}add/", data)


def uploaded(
    client: Client, content: bytes, name: str = "register.csv", **values: Any
) -> ImportRun:
    """Upload a file; return the run that came of it."""
    response = send(client, content, name, **values)
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
