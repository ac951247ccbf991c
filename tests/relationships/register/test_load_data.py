"""The command that loads the data: its options, what it prints, and all of it or nothing."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from places.models import Succession
from relationships.register import loading
from relationships.register.models import Relationship
from relationships.releases.management.commands import load_data
from sistercity.loading import rows
from tests.databases import WORLDS
from tests.load import load

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_files_of_the_small_world")]


@pytest.fixture
def _files_of_the_small_world(settings: Any) -> None:
    """Load the files that the database of these tests was made of."""
    settings.FIXTURES = WORLDS["small"]


def test_a_database_that_holds_data_is_left_alone_if_asked() -> None:
    Relationship.objects.filter(public_id=1).delete()

    assert load("--if-empty").text == ""
    assert not Relationship.objects.filter(public_id=1).exists()


def test_a_load_that_fails_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(report: object) -> None:
        assert Succession.objects.exists()
        raise RuntimeError("the file ends here")

    Succession.objects.all().delete()
    monkeypatch.setattr(load_data, "load_relationships", fail)

    with pytest.raises(RuntimeError):
        load()

    assert not Succession.objects.exists()


@pytest.mark.parametrize("to_file", [True, False])
def test_what_is_left_out_is_counted_in_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, to_file: bool
) -> None:
    first, *others = rows("relationships")
    repeated = {"relationships": [first, *others, first | {"id": "R9999"}]}
    monkeypatch.setattr(loading, "rows", lambda name: repeated.get(name) or rows(name))
    path, output = tmp_path / "left_out.log", io.StringIO()
    options = ["--left-out", str(path)] if to_file else []

    named = load().left_out
    call_command("load_data", *options, stdout=output)

    where = f"listed in {path}" if to_file else "which --verbosity 2 lists"
    lines = [line for line in output.getvalue().splitlines() if line.startswith("left out")]
    assert lines == [f"left out: 1 rows, {where}"]
    assert named == {"R9999": f"the same two sides as {first['id']}"}
    if to_file:
        (line,) = path.read_text(encoding="utf-8").splitlines()
        assert line.startswith("R9999 ") and line.endswith(f": {named['R9999']}")


def test_the_first_start_leads_to_the_log_of_what_was_left_out() -> None:
    script = (Path(settings.BASE_DIR) / "bin" / "serve").read_text(encoding="utf-8")

    assert "load_data --if-empty --left-out var/log/left_out.log" in script
