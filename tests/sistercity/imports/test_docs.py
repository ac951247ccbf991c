"""docs/import.md keeps up with the code."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from relationships.imports.alarms import A_FEW, SMALLEST_COUNTRY
from relationships.imports.importer import NEVER_EMPTY
from relationships.releases.columns import LAYOUT
from relationships.releases.notices import COLUMNS
from sistercity.imports import reference

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "import.md"
TEXT = DOCUMENT.read_text(encoding="utf-8")
PROSE = TEXT.partition(reference.BEGIN)[0]


def test_the_tables_are_those_of_the_code() -> None:
    # If this fails: bin/manage import_template --reference docs/import.md
    assert reference.renewed(TEXT) == TEXT


def test_the_prose_names_every_command_and_the_numbers_that_no_table_has() -> None:
    for command in ("export_relationships", "import_template", "rebuild_release", "undo_release"):
        assert f"bin/manage {command}" in PROSE
    assert f"needs more than {A_FEW}." in PROSE
    assert f"from {SMALLEST_COUNTRY} relationships on" in PROSE


def test_the_prose_names_what_an_empty_cell_leaves_and_the_columns_of_a_notice() -> None:
    kept = [f"“{LAYOUT[name].en}”" for name in NEVER_EMPTY]

    assert f"Only {', '.join(kept[:-1])} and {kept[-1]} stay" in PROSE.replace("\n", " ")
    assert f"the columns {', '.join(COLUMNS)};" in PROSE


def test_the_tables_of_a_document_are_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "import.md"
    path.write_text(f"Before\n{reference.BEGIN}\nold\n{reference.END}\nafter\n", encoding="utf-8")

    call_command("import_template", "--reference", str(path))

    text = path.read_text(encoding="utf-8")
    assert text.startswith("Before\n") and text.endswith("\nafter\n")
    assert "\nold\n" not in text
    assert "| `no_rows` | error |" in text


def test_a_document_without_marks_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "import.md"
    path.write_text("mine")

    with pytest.raises(CommandError, match="lacks the marks"):
        call_command("import_template", "--reference", str(path))

    assert path.read_text() == "mine"


def test_a_template_is_written_where_it_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    call_command("import_template", "relationships")
    call_command("import_template", "relationships", format="csv", language="en")
    call_command("import_template", "relationships", output=tmp_path / "mine.csv", language="ja")

    assert (tmp_path / "relationships.xlsx").read_bytes().startswith(b"PK")
    english, japanese = (
        (tmp_path / name).read_text(encoding="utf-8-sig")
        for name in ("relationships.csv", "mine.csv")
    )
    assert english == ",".join(column.en for column in LAYOUT.columns) + "\n"
    assert japanese == ",".join(column.ja for column in LAYOUT.columns) + "\n"
    with pytest.raises(CommandError, match="--force"):
        call_command("import_template", "relationships")
    call_command("import_template", "relationships", "--force")


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["relationships", "--format", "xls"]])
def test_a_template_of_nothing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(CommandError):
        call_command("import_template", *arguments)

    assert list(tmp_path.iterdir()) == []
