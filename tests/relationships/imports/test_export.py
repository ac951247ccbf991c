"""The register goes out as a file and comes back as it was."""

import csv
import datetime
import io
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from places.models import Partner
from relationships.imports.importer import NEVER_EMPTY
from relationships.register.models import Relationship, RelationshipSource
from relationships.releases import dataset
from relationships.releases.actions import dataset_file, ensure_baseline
from relationships.releases.columns import COLUMNS, LAYOUT, MARK
from relationships.releases.models import Release
from sistercity.spreadsheets.describing import example
from sistercity.spreadsheets.reading import open_table
from tests.desk import editor, errors, form_data
from tests.relationships.imports.files import Desk, exported
from tests.sistercity.spreadsheets.test_writing import TRICKY

pytestmark = pytest.mark.django_db

NOTHING = "Nothing to change."
EXPORT = "/admin/imports/importrun/export/"


def run(command: str, *args: Any, **options: Any) -> str:
    """Return what a command prints."""
    output = io.StringIO()
    call_command(command, *map(str, args), stdout=output, stderr=io.StringIO(), **options)
    return output.getvalue()


@pytest.fixture
def tricky() -> None:
    """Give relationships every value that a file could spoil, and partners such names."""
    records = list(Relationship.objects.filter(status="active").order_by("public_id")[:40])
    for record, text in zip(records, TRICKY, strict=False):
        record.story_en = record.story_ja = text
        record.agreement_title = text[:100]
        record.agreement_exists = True
    partners = {}
    for record, name in zip(
        records, ("=Evil", "@Home", "'s-Gravenhage", "+1", "ＷＩＤＥ"), strict=False
    ):
        partners[record.partner_id] = name
    for number, (first, precision) in enumerate(
        [("1989-05-17", "day"), ("1989-05-01", "month"), ("1989-01-01", "year"), (None, "")]
    ):
        one = records[25 + number]
        one.established_on = datetime.date.fromisoformat(first) if first else None
        one.established_precision = precision
    ended = records[30]
    ended.status, ended.ended_precision = "ended", "month"
    ended.ended_on = datetime.date(2020, 5, 1)
    ended.end_reason_en = "=SUM(A1)\r\nas a browser sends it"
    records[31].fields = ["culture", "education", "other"]
    for record in records:
        record.save()
    for pk, name in partners.items():
        Partner.objects.filter(pk=pk).update(name_en=name)
    for page in "cab":
        RelationshipSource.objects.create(
            relationship=records[32], url=f"https://example.org/{page}?a=1;b=2,3"
        )


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_an_export_changes_nothing(
    tricky: None, tmp_path: Path, suffix: str, language: str
) -> None:
    path = tmp_path / f"register.{suffix}"

    said = run("export_relationships", path, language=language)
    plan = run("import_relationships", path)

    rows = Relationship.objects.count()
    assert f"{rows:,}" in said and "register" in said
    assert plan.splitlines()[-2:] == [f"Unchanged: {rows:,}", NOTHING]
    for word in ("Error", "Warning", "Notice"):
        assert word not in plan


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_desk_exports_what_the_command_does(tmp_path: Path, suffix: str, language: str) -> None:
    client = editor("imports.view_importrun")
    path = tmp_path / f"register.{suffix}"
    asked = {"importer": "relationships", "suffix": suffix, "language": language}
    form = form_data(client.get(EXPORT), "export")
    assert form == {"importer": ["relationships"], "suffix": ["xlsx"], "language": ["ja"]}

    answer = client.get(EXPORT, asked)
    path.write_bytes(b"".join(answer))

    assert f'.{suffix}"' in answer["Content-Disposition"]
    assert run("import_relationships", path).splitlines()[-1] == NOTHING
    with open_table(path, LAYOUT) as table:
        assert table.bound[0].heading == {"en": "ID", "ja": "公開番号"}[language]
        words = {str(cell) for _row, cells in table.rows() for cell in cells}
    assert {"active", "yes"} <= words if language == "en" else {"活動中", "有"} <= words
    assert errors(client.get(EXPORT, {**asked, "suffix": "exe"}))
    client.force_login(User.objects.create_user("other", is_staff=True))
    assert client.get(EXPORT, asked).status_code == 403


NUMBERS = ("ID", "Partner ID")
CODES = ("Local government code", "Country code")
LEVEL = ("Partner level",)
STATES = ("State or province", "State or province (Japanese)")
ENGLISH = ("Prefecture", "Local government", "Country or region", "State or province", "Partner")
JAPANESE = tuple(f"{heading} (Japanese)" for heading in ENGLISH)


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    "dropped",
    [
        NUMBERS,
        ("Partner ID",),
        (*NUMBERS, *CODES),
        (*NUMBERS, *LEVEL),
        (*NUMBERS, *STATES),
        (*NUMBERS, *CODES, *LEVEL, *STATES),
        (*NUMBERS, *CODES, *ENGLISH),
        (*NUMBERS, *CODES, *JAPANESE),
        (*NUMBERS, *CODES, *LEVEL, *ENGLISH, *STATES),
        (*NUMBERS, *CODES, *LEVEL, *JAPANESE, *STATES),
        (*NUMBERS, *CODES, *ENGLISH, "Prefecture (Japanese)"),
        (*NUMBERS, *CODES, "Former municipality"),
    ],
)
def test_an_export_without_numbers_codes_or_a_language_changes_nothing(
    tmp_path: Path, dropped: tuple[str, ...]
) -> None:
    file = exported()
    if "Partner" in dropped:  # one without a Japanese name goes by its English one
        for row in file.rows:
            row["Partner (Japanese)"] = row["Partner (Japanese)"] or row["Partner"]
    file.drop(*dropped)

    outcome = Desk(tmp_path).dry(file)

    assert not outcome.problems, outcome.text
    assert not outcome.kinds
    assert outcome.report["counts"]["unchanged"] == Relationship.objects.count()


def test_an_export_in_japanese_alone_names_the_rows_whose_partner_has_no_such_name(
    tmp_path: Path,
) -> None:
    file = exported()
    nameless = {
        file.excel_row(int(row["ID"])) for row in file.rows if not row["Partner (Japanese)"]
    }
    file.drop(*NUMBERS, *CODES, *ENGLISH)

    outcome = Desk(tmp_path).dry(file)

    assert {(one["row"], one["code"]) for one in outcome.problems} == {
        (row, "no_partner") for row in nameless
    }
    assert not outcome.kinds  # what the file lacks is judged when each row tells what it means


def test_a_change_of_an_export_is_the_only_difference(tricky: None, tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    run("export_relationships", path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("'=1+1", "'=1+2", 1), encoding="utf-8")

    plan = run("import_relationships", path)

    assert "=1+1 → =1+2" in plan
    assert "Corrected: 1\n" in plan


def test_the_file_is_the_dataset_of_a_release_with_marks(tmp_path: Path) -> None:
    ensure_baseline(as_of=datetime.date(2026, 1, 1), published_by="desk")
    path = tmp_path / "register.csv"

    run("export_relationships", path)

    dataset = b"".join(dataset_file(Release.objects.get())).decode("utf-8-sig")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [line[:-1] for line in csv.reader(file)] == list(csv.reader(io.StringIO(dataset)))


def test_the_headings_are_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    for language in ("en", "ja"):
        path = tmp_path / f"{language}.csv"
        run("export_relationships", path, language=language)
        first = path.read_text(encoding="utf-8-sig").splitlines()[0]
        assert first == ",".join(getattr(column, language) for column in (*COLUMNS, MARK))


def test_a_file_that_is_there_is_replaced_only_when_told(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text("mine")

    with pytest.raises(CommandError, match="--force"):
        run("export_relationships", path)
    run("export_relationships", path, "--force")

    assert path.read_text(encoding="utf-8-sig").startswith("ID,")


def test_an_export_in_pieces_has_every_row_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "register.csv"
    monkeypatch.setattr(dataset, "LINES_AT_ONCE", 10)

    run("export_relationships", path)

    with open_table(path, LAYOUT) as table:
        numbers = [int(str(cells[0])) for _row, cells in table.rows()]
    assert numbers == sorted(Relationship.objects.values_list("public_id", flat=True))


def test_every_column_says_what_belongs_in_it() -> None:
    bare = [c.name for c in COLUMNS if not (c.help or example(c))]

    # Of these the heading says everything.
    assert bare == ["end_reason_ja", "end_reason_en", "agreement_title"]
    assert all(LAYOUT[name].help for name in NEVER_EMPTY)
