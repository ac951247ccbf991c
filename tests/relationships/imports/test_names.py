"""What an unknown name in a file is: a new official name, another name, or a slip."""

import csv
import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from places.finding import find
from places.models import NameKind, Partner, PlaceName
from relationships.register.models import Relationship
from relationships.releases.models import Release
from sistercity.import_runs.models import ImportEntry, ImportRun
from tests.desk import content_text, errors, soup
from tests.relationships.imports.files import (
    Cells,
    Desk,
    Outcome,
    Sheet,
    command,
    exported,
    undone,
)
from tests.relationships.imports.runs import act, page, publish, publisher, uploaded

pytestmark = pytest.mark.django_db

PORTLAND = 9  # the number of the partner, and of its relationship with Sapporo
NEW = {"Partner": "Rose City", "Partner (Japanese)": "ローズシティ"}
OLD_PAGE, NEW_PAGE = f"/en/partners/{PORTLAND}-portland/", f"/en/partners/{PORTLAND}-rose-city/"
LAST_DAY = "2026-10-31"


@pytest.fixture
def client() -> Client:
    """The browser of somebody who may import and publish."""
    return publisher()


def portland() -> Partner:
    return Partner.objects.get(public_id=PORTLAND)


def register_with(cells: Cells, *without: str) -> Sheet:
    """The register with other cells in the row of Portland."""
    sheet = exported()
    sheet[PORTLAND].update(cells)
    sheet.drop(*without)
    return sheet


def with_new(*names: str) -> Sheet:
    """The register with new relationships of Otaru, to partners of names like known ones."""
    sheet = exported()
    for name in names:
        sheet.add(Local_government_code="012033", Country_code="US", Partner=name)
    return sheet


def answer(question: ImportEntry, place: Partner, meaning: str, day: str = "") -> dict[str, Any]:
    """The inputs that answer a question."""
    number = question.position
    values = {"place": place.pk, "meaning": meaning, "day": day}
    return {f"{name}-{number}": value for name, value in values.items()}


def answered(client: Client, sheet: Sheet, meaning: str, day: str = "") -> ImportRun:
    """Upload a file, and answer its only question about a name with Portland."""
    run = uploaded(client, sheet)
    act(client, run, "names", **answer(run.entries.get(kind="name"), portland(), meaning, day))
    run.refresh_from_db()
    return run


def is_renamed() -> bool:
    """Whether Portland has both new names."""
    one = portland()
    return (one.name_en, one.name_ja) == ("Rose City", "ローズシティ")


@pytest.mark.parametrize(
    "without",
    [(), ("Partner ID",), ("ID", "Partner ID", "Export mark")],
    ids=["by its number", "by its row", "by its date"],
)
def test_a_renamed_partner_is_one_question_that_proposes_it(
    client: Client, without: tuple[str, ...]
) -> None:
    run = uploaded(client, register_with(NEW, *without))

    question = run.entries.get(kind="name")

    shown = soup(page(client, run, "?group=name"))
    assert "ローズシティ / Rose City" in " ".join(one.text for one in shown.select(".question"))
    (chosen,) = shown.select(".question select option[selected]")
    assert chosen["value"] == str(portland().pk)
    assert not shown.select(f"input[name=meaning-{question.position}][checked]")


def test_a_new_official_name_in_both_languages(client: Client) -> None:
    public, sheet = Client(), register_with(NEW)

    run = answered(client, sheet, "official", LAST_DAY)
    assert "Rose City" in content_text(page(client, run, "?group=renamed"))
    run = publish(client, run)

    assert run.status == "published", run.message
    assert is_renamed()
    assert public.get(OLD_PAGE).status_code == 301
    assert public.get(OLD_PAGE)["Location"] == portland().get_absolute_url()
    assert "Portland (until 31 October 2026)" in " ".join(soup(public.get(NEW_PAGE)).text.split())
    former = PlaceName.objects.filter(partner=portland(), kind=NameKind.FORMER)
    day = datetime.date.fromisoformat(LAST_DAY)
    assert set(former.values_list("text", "language", "used_until")) == {
        ("Portland", "en", day), ("ポートランド", "ja", day)
    }  # fmt: skip
    for name in ("Portland", "ポートランド", "Rose City", "ローズシティ"):
        assert portland() in [hit.place for hit in find(name).hits]
    release = Release.objects.latest("number")
    assert set(release.changes.values_list("public_id", "kind")) == {(PORTLAND, "renamed")}
    assert "Renamed" in public.get(f"/en/releases/{release.number}/").content.decode()
    assert not {"error", "renamed", "corrected"} & set(uploaded(client, sheet).counts)


def test_a_last_day_after_the_day_of_the_file_is_refused(client: Client) -> None:
    run = uploaded(client, register_with(NEW))
    question = run.entries.get(kind="name")
    later = run.as_of + datetime.timedelta(1)

    response = act(client, run, "names", **answer(question, portland(), "official", str(later)))

    assert f"ファイルの基準日（{run.as_of}）より後の日です。" in errors(response)
    run.refresh_from_db()
    assert run.names == []


def test_undoing_the_release_undoes_the_renaming(client: Client) -> None:
    publish(client, answered(client, register_with(NEW), "official", LAST_DAY))
    names = PlaceName.objects.filter(partner=portland())
    assert names.filter(kind=NameKind.FORMER).exists()

    undone(Release.objects.latest("number").number)

    assert (portland().name_en, portland().name_ja) == ("Portland", "ポートランド")
    assert not names.filter(kind=NameKind.FORMER).exists()
    assert Client().get(OLD_PAGE).status_code == 200


def test_a_new_name_in_one_language_is_asked_about_though_the_other_tells_the_partner(
    client: Client,
) -> None:
    sheet = register_with({"Partner": "Rose City"}, "ID", "Partner ID", "Export mark")
    run = uploaded(client, sheet)
    assert not {"error", "new", "missing"} & set(run.counts)

    question = run.entries.get(kind="name")
    act(client, run, "names", **answer(question, portland(), "official"))
    run.refresh_from_db()
    publish(client, run)

    assert (portland().name_en, portland().name_ja) == ("Rose City", "ポートランド")


def test_another_name_is_kept_in_both_languages(client: Client) -> None:
    publish(client, answered(client, register_with(NEW), "other"))

    kept = PlaceName.objects.filter(partner=portland(), source="register import")
    assert set(kept.values_list("text", "language")) == {
        ("Rose City", "en"),
        ("ローズシティ", "ja"),
    }
    assert portland().name_en == "Portland"


def test_a_slip_is_not_stored(client: Client) -> None:
    run = answered(client, with_new("Portlandd"), "slip")

    run = publish(client, run)

    assert run.status == "published", run.message
    assert Relationship.objects.latest("public_id").partner == portland()
    assert not PlaceName.objects.filter(text="Portlandd").exists()
    assert "誤記" in content_text(page(client, run, "?group=notice"))


def test_several_names_are_answered_in_one_go(client: Client) -> None:
    chicago = Partner.objects.get(name_en="Chicago", country="US")
    run = uploaded(client, with_new("Chicaggo", "Portlandd"))
    before = run.attempt
    first, second = run.entries.filter(kind="name").order_by("position")

    act(
        client, run, "names",
        **answer(first, chicago, "other"), **answer(second, portland(), "slip"),
    )  # fmt: skip

    run.refresh_from_db()
    assert "error" not in run.counts
    assert (run.counts["new"], run.attempt) == (2, before + 1)


def test_a_place_without_a_meaning_and_the_reverse_are_refused(client: Client) -> None:
    run = uploaded(client, with_new("Portlandd"))
    question = run.entries.get(kind="name")
    right = answer(question, portland(), "slip")

    no_meaning = act(client, run, "names", **{**right, f"meaning-{question.position}": ""})
    no_place = act(client, run, "names", **{**right, f"place-{question.position}": ""})
    day = act(client, run, "names", **answer(question, portland(), "slip", LAST_DAY))

    assert "この名称が何かを選んでください" in errors(no_meaning)
    assert "名称が指す場所を選んでください" in errors(no_place)
    assert "新しい正式名称のときだけ" in errors(day)


def test_a_proposal_alone_is_no_answer(client: Client) -> None:
    run = answered(client, register_with(NEW), "")

    assert run.names == []
    assert run.counts["error"] == 1


def test_a_second_official_name_of_one_partner_stays_open(client: Client) -> None:
    sheet = register_with(NEW)
    sheet.add(Local_government_code="012033", Partner_ID=str(PORTLAND), Partner="City of Roses")
    run = uploaded(client, sheet)
    questions = run.entries.filter(kind="name")

    data = [answer(question, portland(), "official") for question in questions]
    act(client, run, "names", **data[0], **data[1])

    run.refresh_from_db()
    assert run.counts["error"] == 1
    assert run.counts["renamed"] == 1


def test_a_local_government_gets_no_new_official_name_here(client: Client) -> None:
    sheet = exported()
    cells = {"Prefecture (Japanese)": "北海道", "Local government (Japanese)": "札幌氏"}
    sheet.rows.append(dict.fromkeys(sheet.headings, "") | cells | {"Partner ID": "474"})
    run = uploaded(client, sheet)

    question = run.entries.get(kind="name")

    shown = soup(page(client, run, "?group=name"))
    choices = shown.select(f"input[name=meaning-{question.position}]")
    assert [one["value"] for one in choices] == ["other", "slip"]


def test_answers_about_names_can_be_withdrawn(client: Client) -> None:
    run = answered(client, register_with(NEW), "official")

    act(client, run, "names", withdraw="1")

    run.refresh_from_db()
    assert (run.names, run.counts["error"]) == ([], 1)


# On the command line


def with_answers(desk: Desk, sheet: Sheet, word: Callable[[Cells], str], *flags: str) -> Outcome:
    """Apply a file with answers that ``word`` gives to the lines of the report of its plan."""
    desk.dry(sheet)
    path, report = desk.folder / "register.csv", desk.folder / "answers.csv"
    command("import_relationships", str(path), "--report", str(report))
    with report.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    with report.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, lines[0].keys())
        writer.writeheader()
        writer.writerows(line | {"Answer": word(line) if line["Code"] else ""} for line in lines)
    return desk.apply(sheet, "--answers", str(report), *flags)


def to_names(word: str) -> Callable[[Cells], str]:
    """The word as the answer to each name."""
    return lambda line: word if line["Code"].startswith(("partner-", "government-")) else ""


def test_a_renaming_is_answered_in_the_report(desk: Desk) -> None:
    outcome = with_answers(desk, register_with(NEW), to_names(f"official {LAST_DAY}"))

    assert outcome.code == 0, outcome.error
    assert is_renamed()
    former = PlaceName.objects.get(partner=portland(), text="Portland", kind=NameKind.FORMER)
    assert str(former.used_until) == LAST_DAY


def test_a_last_day_after_the_day_of_the_file_is_refused_on_the_command_line(desk: Desk) -> None:
    told = to_names(f"official {LAST_DAY}")

    outcome = with_answers(desk, register_with(NEW), told, "--as-of", "2026-10-30")

    assert outcome.errors == {"future_last_day"}
    assert {one["text"] for one in outcome.problems if LAST_DAY in one["text"]}
    assert not is_renamed()


@pytest.mark.parametrize(("word", "is_kept"), [("other 9", True), ("slip 9", False)])
def test_a_name_is_answered_with_the_number_of_its_place(
    desk: Desk, word: str, is_kept: bool
) -> None:
    outcome = with_answers(desk, with_new("Portlandd"), to_names(word))

    assert outcome.code == 0, outcome.error
    assert Relationship.objects.latest("public_id").partner == portland()
    assert PlaceName.objects.filter(text="Portlandd").exists() == is_kept


def test_which_of_several_places_is_answered_with_its_number_alone(desk: Desk) -> None:
    outcome = with_answers(desk, with_new("Portland"), to_names("474"), "--accept-duplicates")

    assert outcome.code == 0, outcome.error
    assert Relationship.objects.latest("public_id").partner.public_id == 474


@pytest.mark.parametrize(
    "word", ["rename 9", "slip 99999", "slip 9 2026-10-31", "official 9 31/10/2026", "other 9 9"]
)
def test_what_is_no_answer_to_a_name_is_refused_with_its_line(desk: Desk, word: str) -> None:
    outcome = with_answers(desk, with_new("Portlandd"), to_names(word))

    assert outcome.code == 1
    assert f"line 2: “{word}” is no answer" in outcome.error
