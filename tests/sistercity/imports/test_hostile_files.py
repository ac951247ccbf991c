"""Hostile text in everything that a file brings stays text on every page of its import."""

from collections.abc import Iterable
from functools import cache

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from places.lookup import Governments, Partners
from relationships.imports import importer
from relationships.register.models import Relationship
from relationships.releases.columns import LAYOUT
from relationships.releases.models import Change, Release
from sistercity.import_runs.models import ImportRun, RowQuestion, RunStatus
from sistercity.imports.plan import EntryKind
from sistercity.spreadsheets.problems import Severity
from tests.hostile_books import sheet_xml, xlsx
from tests.hostile_pages import Pages, shown, superuser, unlike
from tests.hostile_texts import Texts
from tests.relationships.imports.files import exported

pytestmark = pytest.mark.django_db
LIST = "/admin/imports/importrun/"
MORE_ROWS = 5
# The names of places are read once a pass.
PLACES = {kind.__name__: cache(kind) for kind in (Governments, Partners)}


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the names of places once."""
    for name, kind in PLACES.items():
        monkeypatch.setattr(importer, name, kind)


def table(texts: Texts) -> list[list[str]]:
    """Return rows in which each column is hostile once, under the headings.

    The last heading is hostile, and so is all of the last row.
    """
    columns = LAYOUT.columns
    rows = exported().table()[1 : len(columns) + MORE_ROWS + 1]
    for number, row in enumerate(rows):
        index = number % len(columns)
        row[index] = Texts(texts.are_hostile, number % 10).line(300)
    return [[column.ja for column in columns], *rows, [texts.line(300)] * len(columns)]


def sound(rows: list[list[str]], run: ImportRun) -> list[list[str]]:
    """Return the rows of a table without those that have an error."""
    wrong = {
        data["row"] for data in run.entries.filter(kind="error").values_list("data", flat=True)
    }
    return [row for number, row in enumerate(rows, 1) if number not in wrong]


def sent(client: Client, rows: list[list[str]], texts: Texts) -> ImportRun:
    """Upload rows as a workbook whose names are hostile too; return the run."""
    rows = [[*row, "" if number else texts.line(300)] for number, row in enumerate(rows)]
    # What browsers send of a name: neither quotes nor folders.
    file_name = (
        texts.written("<img src=x onerror=alert(1) data-hostile>").replace("/", "") + ".xlsx"
    )
    content = xlsx({texts.written("<b data-hostile>'x'"): sheet_xml(rows)})
    data = {"importer": "relationships", "as_of": str(timezone.localdate())}
    response = client.post(f"{LIST}add/", data | {"file": SimpleUploadedFile(file_name, content)})
    assert response.status_code == 302, response.content.decode()[:3000]
    return ImportRun.objects.latest("pk")


def groups_of(client: Client, run: ImportRun, groups: Iterable[str]) -> Pages:
    """Yield the pages of groups of a run's plan, and its report."""
    for group in groups:
        yield group, client.get(f"{LIST}{run.pk}/change/?group={group}")
    yield f"report with {group}", client.get(f"{LIST}{run.pk}/report/html/")


def forms_of(client: Client, run: ImportRun, texts: Texts) -> Pages:
    """Yield the pages of a run whose forms came back with hostile answers."""
    for page in ("alarms", "names"):
        fields = [f"reason-{alarm['name']}" for alarm in run.head.get("alarms", ())]
        fields += [f"place-{number}" for number in range(100)]
        data = dict.fromkeys(fields, texts.line(300))
        yield page, client.post(f"{LIST}{run.pk}/{page}/", data, follow=True)


def answered(client: Client, run: ImportRun, texts: Texts) -> None:
    """Accept every alarm of a run, with a hostile reason."""
    data: dict[str, str] = {}
    for alarm in run.head["alarms"]:
        data |= {f"accept-{alarm['name']}": "on", f"reason-{alarm['name']}": texts.line(300)}
    client.post(f"{LIST}{run.pk}/alarms/", data)
    run.refresh_from_db()


def import_pages(texts: Texts) -> Pages:
    """Yield the pages of imports, from the upload to the publication."""
    client = superuser(texts)
    for kind in PLACES.values():
        kind.cache_clear()
    yield "upload", client.post(f"{LIST}add/", dict.fromkeys(["as_of", "sheet"], texts.line(200)))
    rows = table(texts)
    run = sent(client, rows, texts)
    page = client.get(f"{LIST}{run.pk}/change/?group=error").content.decode()
    assert texts.line(300)[:40] in shown(page)
    yield from groups_of(client, run, [*Severity.values, RowQuestion.NAME])
    yield from forms_of(client, run, texts)
    run = sent(client, sound(rows, run), texts)
    answered(client, run, texts)
    yield "publish", client.get(f"{LIST}{run.pk}/publish/")
    notes = {"note_ja": texts.prose(), "note_en": texts.prose(), "digest": run.digest}
    client.post(f"{LIST}{run.pk}/publish/", notes)
    run.refresh_from_db()
    assert run.status == RunStatus.PUBLISHED, (run.status, run.message)
    yield from groups_of(client, run, EntryKind.values)
    yield from release_pages(client)
    for status in RunStatus:
        when = timezone.now() if status == RunStatus.PUBLISHED else None
        same = ImportRun.objects.filter(pk=run.pk)
        same.update(status=status, message=texts.prose(), published_at=when)
        yield status, client.get(f"{LIST}{run.pk}/change/?group={RowQuestion.NAME}")
    yield "list", client.get(LIST)
    yield "index", client.get("/admin/")


def release_pages(client: Client) -> Pages:
    """Yield the pages of the newest release, and of a relationship that it changed."""
    release = Release.objects.latest("number")
    number = Change.objects.filter(release=release)[0].public_id
    relationship = Relationship.objects.get(public_id=number)
    for page in ("change", "history", "undo"):
        yield f"release {page}", client.get(f"/admin/releases/release/{release.pk}/{page}/")
    for page in ("change", "history"):
        path = f"/admin/register/relationship/{relationship.pk}/{page}/"
        yield f"relationship {page}", client.get(path)
    yield "notice", client.get(f"/en/releases/{release.number}/")


def test_no_text_of_a_file_is_markup() -> None:
    assert unlike(import_pages) == []
