"""What holds for every import beside the register's."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from pghistory.models import Context

from places.models import LocalGovernment
from seminars.models import Seminar
from sistercity.admin.history import SOURCES
from sistercity.importing.registry import IMPORTERS
from sistercity.models import EntryGroup, RunStatus
from tests import hostile
from tests.imports import FILES, Importing, counts, fixture, keep_places
from tests.relationships.importing import runs
from tests.relationships.importing.files import Sheet, command

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.django_db,
    pytest.mark.usefixtures("_no_neighbours"),
]
NAMES = sorted(FILES)


@pytest.fixture(params=NAMES)
def desk(request: Any, tmp_path: Path) -> Importing:
    """Each import in turn."""
    return Importing(tmp_path, request.param)


@pytest.fixture(autouse=True)
def _places_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the names of places once."""
    keep_places(monkeypatch)


def test_every_import_but_the_registers_is_here() -> None:
    assert sorted(IMPORTERS) == sorted([*FILES, "relationships"])
    assert {f"import_{name}" for name in IMPORTERS} <= set(SOURCES)


def test_a_dry_run_writes_nothing(desk: Importing) -> None:
    before = counts()

    outcome = desk.dry(fixture(FILES[desk.name]))

    assert outcome.kinds["new"] > 10 and outcome.errors == set()
    assert counts() == before


def test_the_fixture_is_imported_once_and_then_changes_nothing(desk: Importing) -> None:
    sheet = desk.load()
    before = counts()

    again = desk.dry(sheet, "--apply")

    assert (again.code, again.kinds) == (0, {})
    assert again.text.endswith("Nothing to change.\n")
    assert counts() == before


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_an_export_changes_nothing(desk: Importing, suffix: str) -> None:
    desk.load()

    outcome = desk.dry(desk.export(f"export.{suffix}"), name=f"export.{suffix}")

    assert (outcome.code, outcome.kinds, outcome.errors) == (0, {}, set())


def test_an_export_without_numbers_makes_the_same_records_elsewhere(desk: Importing) -> None:
    model = IMPORTERS[desk.name].model
    desk.load()
    sheet = desk.exported()
    sheet.drop("ID")
    for one in model._default_manager.all():
        one.delete()

    desk.apply(sheet)

    again = desk.exported()
    again.drop("ID")
    assert [sorted(row) for row in again.table()] == [sorted(row) for row in sheet.table()]


def test_a_japanese_export_is_read_too(desk: Importing, tmp_path: Path) -> None:
    desk.load()
    path = tmp_path / "ja.csv"
    command(f"export_{desk.name}", str(path), "--language", "ja")

    assert desk.dry(path.read_bytes()).kinds == {}


def test_new_records_are_public_and_drafts_stay_drafts(desk: Importing) -> None:
    from commendations.models import Edition

    model: Any = Edition if desk.name == "commendations" else IMPORTERS[desk.name].model
    sheet = desk.load()

    assert model.objects.filter(published_at=None).count() == 0
    model.objects.update(published_at=None)
    desk.dry(sheet, "--apply")
    assert model.objects.exclude(published_at=None).count() == 0


def test_the_history_names_the_file_and_who_imported_it(desk: Importing) -> None:
    desk.apply(fixture(FILES[desk.name]), "--who", "Hanako")

    model: Any = IMPORTERS[desk.name].model
    event = model.pgh_event_model.objects.latest("pgh_id")
    data = Context.objects.get(pk=event.pgh_context_id).metadata
    assert data["source"] == f"import_{desk.name}"
    assert (data["file"], data["who"]) == ("file.csv", "Hanako")


def test_one_bad_row_keeps_all_from_being_written(desk: Importing) -> None:
    before = counts()
    sheet = fixture(FILES[desk.name])
    sheet.rows[-1]["source_url"] = "javascript:alert(1)"

    outcome = desk.dry(sheet, "--apply")

    assert outcome.code == 1
    problem = outcome.problem("bad_url")
    assert (problem["row"], problem["column"]) == (len(sheet.rows) + 1, "source_url")
    assert counts() == before


def test_a_file_without_what_names_a_record_is_refused(desk: Importing) -> None:
    importer = IMPORTERS[desk.name]
    names = {name for group in importer.layout.required for name in group}
    lost = [h for name in names for h in importer.layout[name].headings]
    sheet = fixture(FILES[desk.name])
    sheet.drop(*lost)

    outcome = desk.dry(sheet)

    assert outcome.code == 1 and "has no column" in outcome.error


def test_what_the_file_lacks_stays_and_is_an_alarm(desk: Importing) -> None:
    sheet = desk.load()
    before = counts()
    half = Sheet(sheet.headings, sheet.rows[:8])

    outcome = desk.dry(half, "--apply")

    assert (outcome.code, outcome.alarms) == (2 if outcome.alarms else 0, {"missing"})
    assert set(outcome.kinds) - {"corrected"} == {"missing"}
    assert counts() == before


def test_many_emptied_cells_and_many_corrections_are_alarms(desk: Importing) -> None:
    sheet = desk.load()
    url = "https://example.org/{}"
    for number, row in enumerate(sheet.rows):
        row["source_url"] = "" if number % 2 else url.format(number)
        row.update(dict.fromkeys(("note", "industries", "offers", "population", "theme"), ""))

    outcome = desk.dry(sheet, "--apply")

    assert outcome.alarms >= {"corrected"}
    assert outcome.code == 2
    accepted = [f"--accept-{name}" for name in outcome.alarms]
    assert desk.dry(sheet, "--apply", *accepted).code == 0


@pytest.mark.parametrize("language", ["en", "ja"])
def test_reports_are_written_in_every_form(desk: Importing, tmp_path: Path, language: str) -> None:
    path = tmp_path / "file.csv"
    desk.load()
    sheet = desk.exported()
    sheet.rows[0]["Source" if "Source" in sheet.headings else "Website"] = "https://example.org/"
    path.write_bytes(sheet.csv())

    for suffix in ("html", "csv", "json"):
        report = tmp_path / f"report.{suffix}"
        outcome = command(
            f"import_{desk.name}", str(path), "--report", str(report), "--language", language,
            "--all",
        )  # fmt: skip
        assert outcome.code == 0
        assert "https://example.org/" in report.read_text("utf-8")


def test_templates_are_there_for_every_import(desk: Importing, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"

    call_command("import_template", desk.name, output=path)

    assert path.read_bytes().startswith(b"PK")


HEADINGS = ["fiscal_year", "clair_office", "start_date", "host_ja", "host_codes", "theme"]
ROWS = [
    ["2024", "London", "2024-05-01", "北海道札幌市", "011002", "Snow"],
    ["2023", "Paris", "2023-05", "青森県青森市", "022012", "Apples"],
    ["2022", "Seoul", "2022", "", "011002", "Ice"],
]
CORPUS = list(hostile.files(HEADINGS, ROWS, date=2, code=4, name=3))


@pytest.mark.parametrize("file", CORPUS[::9], ids=lambda file: file.name)
def test_a_hostile_file_gives_problems_but_no_crash(
    file: hostile.HostileFile, tmp_path: Path
) -> None:
    before = counts()

    outcome = Importing(tmp_path, "seminars").dry(file.data, name=file.name)

    if file.outcome == hostile.REFUSE:
        assert outcome.code == 1, outcome.text
        if outcome.report:
            assert file.code in outcome.errors
    if file.outcome == hostile.ACCEPT:
        assert (outcome.code, outcome.kinds) == (0, {"new": 3}), outcome.text
    assert counts() == before


@pytest.mark.usefixtures("_inline")
def test_the_desk_imports_a_file_and_says_which_place_a_name_means() -> None:
    client = runs.publisher()
    sheet = fixture("seminars")
    sheet.rows[0] |= {"host_codes": "", "host_en": "", "host_ja": "府中市"}
    fuchu = LocalGovernment.objects.get(code="132063", exists_until=None)

    run = runs.uploaded(client, sheet.csv(), importer="seminars")
    question = run.entries.get(kind=EntryGroup.NAME)
    runs.act(client, run, "names", **{f"place-{question.position}": fuchu.pk})
    run.refresh_from_db()
    run = runs.publish(client, run)

    assert question.data["name"] == "府中市"
    assert run.status == RunStatus.PUBLISHED, run.message
    host = Seminar.objects.get(fiscal_year=2024).named_hosts.get()
    assert (host.name_ja, host.local_government) == ("府中市", fuchu)


@pytest.mark.usefixtures("_inline")
def test_the_desk_ends_nothing_of_a_kind_that_has_no_end() -> None:
    content = fixture("seminars").csv()

    response = runs.send(runs.publisher(), content, importer="seminars", end_missing="on")

    assert response.status_code == 200
    assert "この種類の取込では選べません。" in response.content.decode()
