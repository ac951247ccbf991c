"""Files that come twice: what was answered is not asked again, while the file says the same."""

import pytest

from relationships.releases.models import ImportedRow, Release
from tests.relationships.imports.files import Desk, Sheet, command, exported
from tests.relationships.imports.test_merge import ALBERTA, OTHER, STORY, story, unmarked, write

pytestmark = pytest.mark.django_db
TITLE = "Title of the agreement"


@pytest.fixture
def answered(desk: Desk) -> Sheet:
    """A marked file that was published although a person had changed its cell: theirs was kept."""
    sheet = exported()
    sheet[ALBERTA][STORY] = "by the file"
    write(story_en="by a person")
    desk.publish(sheet, "--conflicts", "keep")
    return sheet


@pytest.fixture
def monthly(desk: Desk) -> Sheet:
    """A file without marks that was published before a person changed its cell."""
    sheet = unmarked()
    sheet[ALBERTA][STORY] = "by the file"
    desk.publish(sheet)
    write(story_en="by a person")
    return sheet


def test_a_conflict_that_was_answered_is_not_asked_again(desk: Desk, answered: Sheet) -> None:
    again = desk.dry(answered)

    assert again.kinds == {"kept": 1}
    assert again.changes("kept") == [{"story_en": ("by a person", "by the file")}]


def test_neither_is_it_after_other_cells_were_published(desk: Desk, answered: Sheet) -> None:
    answered[OTHER][STORY] = "second"
    desk.publish(answered)

    again = desk.dry(answered)

    assert (story(), again.kinds) == ("by a person", {"kept": 1})


@pytest.mark.parametrize("answer", ["keep", "take"])
def test_what_a_person_writes_after_the_answer_stays(desk: Desk, answer: str) -> None:
    sheet = exported()
    sheet[ALBERTA][STORY] = "by the file"
    write(story_en="by a person")
    desk.publish(sheet, "--conflicts", answer)
    write(story_en="by a person, later")

    again = desk.dry(sheet)

    assert again.changes("kept") == [{"story_en": ("by a person, later", "by the file")}]
    assert again.kinds == {"kept": 1}


def test_a_cell_that_says_something_new_is_asked_about(desk: Desk, answered: Sheet) -> None:
    answered[ALBERTA][STORY] = "by the file, later"

    assert desk.dry(answered).kinds == {"conflict": 1}


def test_a_cell_of_which_a_later_file_said_something_else_is_asked_about(
    desk: Desk, answered: Sheet
) -> None:
    later = exported()
    later[ALBERTA][STORY] = "by another file"
    desk.publish(later)
    write(story_en="by a person, later")

    assert desk.dry(answered).kinds == {"conflict": 1}


def test_an_answer_is_undone_with_its_release(desk: Desk, answered: Sheet) -> None:
    command("undo_release", str(Release.objects.latest("number").number), "--reason", "A test")

    assert desk.dry(answered).kinds == {"conflict": 1}


@pytest.mark.usefixtures("monthly")
def test_an_answer_holds_where_a_file_before_the_export_said_the_same(desk: Desk) -> None:
    sheet = exported()
    sheet[ALBERTA][STORY] = "by the file"
    write(story_en="by a person, later")
    desk.publish(sheet, "--conflicts", "keep")

    assert desk.dry(sheet).kinds == {"kept": 1}


def test_a_file_before_the_export_answers_nothing(desk: Desk, monthly: Sheet) -> None:
    sheet = exported()
    monthly.drop(STORY)  # a later file says nothing of it
    monthly[ALBERTA][TITLE] = "Agreement"
    desk.publish(monthly)

    sheet[ALBERTA][STORY] = "by the file"

    assert desk.dry(sheet).changes() == [{"story_en": ("by a person", "by the file")}]


def test_a_row_that_was_skipped_answers_nothing(desk: Desk) -> None:
    sheet = exported()
    sheet[ALBERTA].update({STORY: "by the file", "Established": "perhaps"})
    sheet[OTHER][STORY] = "second"
    write(story_en="by a person")
    (row,) = desk.dry(sheet).report["rejected"]
    answers = desk.folder / "answers.csv"
    answers.write_text(f"Code,Answer\n{row['code']},skip: unreadable\n")
    desk.publish(sheet, "--answers", str(answers))
    assert not ImportedRow.objects.filter(public_id=ALBERTA).exists()

    sheet[ALBERTA]["Established"] = exported()[ALBERTA]["Established"]

    assert desk.dry(sheet).kinds == {"conflict": 1}


def test_an_answer_holds_though_a_file_lacked_the_row(desk: Desk, answered: Sheet) -> None:
    later = exported()
    later.rows.remove(later[ALBERTA])
    later[OTHER][STORY] = "second"
    desk.publish(later)

    assert desk.dry(answered).kinds.get("kept") == 2
