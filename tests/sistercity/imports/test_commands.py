"""Commands that files, the database or people stop: one sentence, an exit code, no traceback."""

import datetime
import errno
import os
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.core.management.base import CommandError
from django.db import InterfaceError, OperationalError

from relationships.releases.management.commands import load_data
from relationships.releases.models import Release
from sistercity.imports import command as command_module
from sistercity.imports import publishing, reports
from sistercity.imports.importer import Importer
from sistercity.management.base import Output, SiteCommand
from tests.relationships.imports.files import Outcome, Sheet, as_of_today, command, exported

COMMANDS = sorted(name for name, app in get_commands().items() if app in settings.OWN_APPS)
ROOT = Path(settings.BASE_DIR)


def test_every_command_of_the_project_is_here() -> None:
    commands = "management/commands/[!_]*.py"
    folders = {name.partition(".")[0] for name in settings.OWN_APPS}
    files = {path.stem for folder in folders for path in (ROOT / folder).rglob(commands)}

    assert set(COMMANDS) == files
    assert len(files) >= 9


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_stopped_as_all_are(name: str) -> None:
    command = type(load_command_class(get_commands()[name], name))

    assert command.execute is SiteCommand.execute


@pytest.mark.parametrize(
    ("error", "code", "text"),
    [
        (KeyboardInterrupt(), 130, "Interrupted"),
        (PermissionError(errno.EACCES, "Permission denied", "a.csv"), 1, "a.csv: Permission den"),
        (IsADirectoryError(errno.EISDIR, "Is a directory", "folder"), 1, "folder: Is a directory."),
        (OSError(errno.ENOSPC, "No space left on device"), 1, "No space left on device."),
        (OperationalError("connection refused\nIs it running?"), 5, "connection refused"),
        (InterfaceError("the connection is closed"), 5, "the connection is closed"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else None,
)
def test_what_stops_a_command_is_one_sentence_with_its_exit_code(
    error: BaseException, code: int, text: str
) -> None:
    class Stopped(SiteCommand):
        def handle(self, *_args: Any, **_options: Any) -> None:
            raise error

    with pytest.raises(CommandError) as caught:
        Stopped().execute(force_color=False, no_color=False, skip_checks=True)

    assert caught.value.returncode == code
    assert text in str(caught.value)
    assert "\n" not in str(caught.value)


def test_ctrl_c_while_django_is_loaded_leaves_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(_argv: list[str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("django.core.management.execute_from_command_line", stopped)
    with pytest.raises(SystemExit) as end:
        runpy.run_path(str(ROOT / "manage.py"), run_name="__main__")

    assert (end.value.code, capsys.readouterr().err) == (130, "Interrupted.\n")


def test_a_database_that_cannot_be_reached_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("ID\n1\n")
    ended = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "import_relationships", str(path)],
        env={**os.environ, "DATABASE_URL": "postgres://u:p@127.0.0.1:1/x", "DEBUG": "0"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 5, ended.stderr
    assert "The database cannot be reached" in ended.stderr
    assert "Traceback" not in ended.stderr


# Outputs


def test_a_reader_that_goes_away_stops_no_command() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as file:
        output = Output(file)
        for _line in range(3):
            output.write("x" * 100_000)
            output.flush()


def test_an_output_that_is_full_is_told_once() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as file:
        output = Output(file)
        with pytest.raises(OSError, match="No space left") as caught:
            output.write("x" * 100_000)
        output.write("more")
        output.flush()

    assert caught.value.filename == "standard output"


# Imports


@pytest.fixture
def changed(tmp_path: Path, db: None) -> Path:
    """A file that changes one relationship."""
    sheet: Sheet = exported([1])
    sheet[1]["Title of the agreement"] = "Agreement"
    path = tmp_path / "register.csv"
    path.write_bytes(sheet.csv())
    return path


def test_the_day_of_a_file_that_is_published_must_be_said(changed: Path) -> None:
    outcome = command("import_relationships", str(changed), "--apply")

    assert (outcome.code, outcome.text) == (1, "")
    assert "--as-of YYYY-MM-DD" in outcome.error


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_day_that_is_none_is_refused_with_the_form(changed: Path, language: str) -> None:
    for day in ("令和8年", "2026-13-01", "yesterday"):
        outcome = command(
            "import_relationships", str(changed), "--as-of", day, "--language", language
        )

        assert (outcome.code, outcome.text) == (1, "")
        assert day in outcome.error and "--as-of 2026-10-31" in outcome.error
        assert ("年月日" in outcome.error) == (language == "ja")


def apply(path: Path, *arguments: str) -> Outcome:
    flags = ("--apply", *as_of_today(), "--accept-missing", "--accept-country-drop")
    return command("import_relationships", str(path), *flags, *arguments)


def test_the_day_may_be_written_as_in_a_file(changed: Path) -> None:
    outcome = apply(changed, "--as-of", "令和8年11月30日")

    assert outcome.code == 0, outcome.error
    assert Release.objects.latest("number").as_of == datetime.date(2026, 11, 30)


def make_folder(path: Path) -> Path:
    path.unlink(missing_ok=True)
    path.mkdir()
    return path


def make_fifo(path: Path) -> Path:
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    return path


def make_link_to_folder(path: Path) -> Path:
    path.symlink_to(path.parent)
    return path


def in_a_file(path: Path) -> Path:
    path.parent.joinpath("file").write_text("x")
    return path.parent / "file" / path.name


BAD_REPORTS: dict[str, Callable[[Path], Path]] = {
    "folder": make_folder,
    "fifo": make_fifo,
    "link_to_folder": make_link_to_folder,
    "no_format": lambda path: path.with_suffix(".txt"),
    "no_suffix": lambda path: path.with_suffix(""),
    "no_folder": lambda path: path.parent / "missing" / path.name,
    "file_for_folder": in_a_file,
    "long_name": lambda path: path.with_name("x" * 300 + path.name),
}


@pytest.mark.parametrize("kind", BAD_REPORTS)
def test_a_report_that_cannot_be_written_is_refused_before_anything_is_published(
    changed: Path, kind: str
) -> None:
    report = BAD_REPORTS[kind](changed.with_name("plan.html"))

    outcome = apply(changed, "--report", str(report))

    assert (outcome.code, outcome.text) == (1, "")
    assert outcome.error and "\n" not in outcome.error
    assert Release.objects.count() == 1


@pytest.mark.parametrize("suffix", [".html", ".csv", ".json"])
def test_a_report_that_fails_after_publishing_says_both(changed: Path, suffix: str) -> None:
    report = changed.with_name(f"plan{suffix}")
    report.symlink_to("/dev/full")

    outcome = apply(changed, "--report", str(report))

    assert outcome.code == 4
    assert outcome.error.startswith("Published: ")
    assert "The report could not be written: " in outcome.error
    assert "No space left on device" in outcome.error
    assert Release.objects.count() == 2
    assert Path("/dev/full").is_char_device()


def test_a_report_that_fails_without_publishing_is_an_error(changed: Path) -> None:
    report = changed.with_name("plan.html")
    report.symlink_to("/dev/full")

    outcome = command("import_relationships", str(changed), "--report", str(report),
                      "--accept-missing", "--accept-country-drop")  # fmt: skip

    assert outcome.code == 1
    assert "1 Corrected" in outcome.text
    assert outcome.error.startswith("The report could not be written: ")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"name,colour\na,b\n"])
def test_a_report_that_was_there_is_kept_when_the_file_is_refused(
    changed: Path, content: bytes
) -> None:
    report = changed.with_name("plan.html")
    report.write_text("before")
    changed.write_bytes(content)

    assert apply(changed, "--report", str(report)).code == 1

    assert report.read_text() == "before"
    assert {path.name for path in changed.parent.iterdir()} == {"register.csv", "plan.html"}


def test_a_report_that_was_there_is_kept_when_the_new_one_breaks_off(
    changed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = changed.with_name("plan.json")
    report.write_text("before")

    def broken(*_args: Any) -> Any:
        yield "{"
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setitem(command_module.REPORTS, ".json", broken)
    outcome = apply(changed, "--report", str(report))

    assert (outcome.code, report.read_text()) == (4, "before")
    assert {path.name for path in changed.parent.iterdir()} == {"register.csv", "plan.json"}


def gone(path: Path) -> Path:
    path.unlink()
    return path


def broken_link(path: Path) -> Path:
    path.unlink()
    path.symlink_to("nowhere")
    return path


UNREADABLE: dict[str, Callable[[Path], Path]] = {
    "missing": gone,
    "broken_link": broken_link,
    "folder": make_folder,
    "fifo": make_fifo,
    "device": lambda _path: Path("/dev/zero"),
    "below_a_file": lambda path: path / "x.csv",
    "long_name": lambda path: path.with_name("x" * 300),
    "null": lambda path: path.with_name("a\0b"),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_a_file_that_cannot_be_read_is_one_sentence(changed: Path, kind: str) -> None:
    path = UNREADABLE[kind](changed)

    outcome = command("import_relationships", str(path))

    assert outcome.code == 1
    assert outcome.error and "\n" not in outcome.error


@pytest.mark.parametrize("error", [PermissionError, FileNotFoundError, OSError])
def test_a_file_that_cannot_be_opened_or_vanishes_is_one_sentence(
    changed: Path, error: type[OSError], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, *_args: Any, **_options: Any) -> Any:
        raise error(errno.EIO, "It cannot be read", str(path))

    monkeypatch.setattr(publishing, "open_table", refused)
    outcome = apply(changed)

    assert (outcome.code, outcome.error) == (1, f"{changed}: It cannot be read.")
    assert Release.objects.count() == 1


def interrupt(*_args: Any, **_options: Any) -> Any:
    raise KeyboardInterrupt


def test_ctrl_c_before_the_end_of_an_import_writes_nothing(
    changed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Importer, "plan", interrupt)
    outcome = apply(changed, "--report", str(changed.with_name("plan.html")))

    assert (outcome.code, outcome.error) == (130, "Interrupted. Nothing was written.")
    assert Release.objects.count() == 1
    assert [path.name for path in changed.parent.iterdir()] == ["register.csv"]


def test_ctrl_c_after_publishing_says_that_it_was_published(
    changed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "text", interrupt)
    outcome = apply(changed)

    assert outcome.code == 130
    assert outcome.error.startswith("Published: ")
    assert Release.objects.count() == 2


def test_ctrl_c_at_the_end_of_the_transaction_says_that_it_is_not_known(
    changed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*, publication: Any, **_named: Any) -> Any:
        publication.written("release")
        raise KeyboardInterrupt

    monkeypatch.setattr(command_module, "import_file", interrupted)
    outcome = apply(changed)

    assert outcome.code == 130
    assert "look whether the import was published" in outcome.error


def test_a_file_of_data_that_cannot_be_loaded_is_one_sentence(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_report: Any) -> None:
        raise ValueError("fixtures/seminars.csv: no_rows")

    monkeypatch.setattr(load_data, "load_places", refused)

    outcome = command("load_data")

    assert (outcome.code, outcome.error) == (1, "fixtures/seminars.csv: no_rows")
