"""The three-way merge: what people wrote since the file was made stays, or is asked about."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from places.models import LocalGovernment
from relationships.register.models import Relationship
from relationships.releases.columns import MARK
from relationships.releases.models import ImportedRow, Release
from tests.relationships.imports.files import Desk, Sheet, exported, undone
from tests.relationships.imports.runs import act, publish, publisher, uploaded

pytestmark = pytest.mark.django_db

ALBERTA, OTHER = 1, 9
STORY = "History"


def unmarked() -> Sheet:
    """The register as a file that no export of ours made."""
    sheet = exported()
    sheet.drop(MARK.en)
    return sheet


def without_ids() -> Sheet:
    """The same without the numbers of relationships."""
    sheet = unmarked()
    sheet.drop("ID")
    return sheet


def write(number: int = ALBERTA, **values: Any) -> None:
    """Change a relationship as a person does."""
    record = Relationship.objects.get(public_id=number)
    for name, value in values.items():
        setattr(record, name, value)
    record.save()


def add() -> int:
    """Add a relationship as a person does, without a story; return its number."""
    added = Relationship.objects.get(public_id=ALBERTA)
    added.pk, added.public_id, added.status, added.story_en = None, 5000, "dormant", ""
    added.local_government = LocalGovernment.objects.of_today().exclude(
        pk__in=Relationship.objects.values("local_government")
    )[0]
    added.save()
    return added.public_id


def story(number: int = ALBERTA) -> str:
    return Relationship.objects.get(public_id=number).story_en


@pytest.fixture
def monthly(desk: Desk) -> Sheet:
    """The file of last month: it said “first” of two relationships, and is published."""
    sheet = unmarked()
    for number in (ALBERTA, OTHER):
        sheet[number][STORY] = "first"
    desk.publish(sheet)
    return sheet


# Files made from an export


def test_a_story_written_after_the_export_stays(desk: Desk) -> None:
    sheet = exported()
    sheet[ALBERTA]["Title of the agreement"] = "Agreement"
    write(story_en="written meanwhile")

    outcome = desk.publish(sheet)

    assert story() == "written meanwhile"
    assert Relationship.objects.get(public_id=ALBERTA).agreement_title == "Agreement"
    assert outcome.kinds == {"corrected": 1, "kept": 1}
    (kept,) = outcome.changes("kept")
    assert kept["story_en"][0] == "written meanwhile"


def test_a_cell_that_only_the_file_changes_is_taken(desk: Desk) -> None:
    write(story_en="by a person")
    sheet = exported()
    sheet[ALBERTA][STORY] = "by the file"

    outcome = desk.publish(sheet)

    assert (story(), outcome.kinds) == ("by the file", {"corrected": 1})


def test_what_both_change_is_a_conflict_that_names_the_person(desk: Desk) -> None:
    sheet = exported()
    sheet[ALBERTA][STORY] = "by the file"
    write(story_en="by a person")

    refused = desk.apply(sheet)

    assert (refused.code, refused.kinds) == (2, {"conflict": 1})
    assert story() == "by a person"
    assert "--conflicts keep" in refused.error
    (conflict,) = [one for one in refused.entries if one["kind"] == "conflict"]
    (change,) = conflict["changes"]
    assert (change["before"], change["after"]) == ("by a person", "by the file")
    assert f"{timezone.localdate():%Y-%m-%d}" in change["author"]


@pytest.mark.parametrize(("answer", "text"), [("keep", "by a person"), ("take", "by the file")])
def test_all_conflicts_are_answered_at_once(desk: Desk, answer: str, text: str) -> None:
    sheet = exported()
    sheet[ALBERTA][STORY] = "by the file"
    write(story_en="by a person")

    desk.publish(sheet, "--conflicts", answer)

    assert story() == text


def test_the_same_change_on_both_sides_is_no_conflict(desk: Desk) -> None:
    sheet = exported()
    sheet[ALBERTA][STORY] = "the same"
    write(story_en="the same")

    assert desk.dry(sheet).kinds == {}


def test_emptying_what_a_person_wrote_is_a_conflict(desk: Desk) -> None:
    write(story_en="by a person")
    sheet = exported()
    sheet[ALBERTA][STORY] = ""

    assert desk.apply(sheet).kinds == {"conflict": 1}
    assert story() == "by a person"


def test_emptying_what_a_file_wrote_is_a_change(desk: Desk) -> None:
    sheet = exported()
    sheet[ALBERTA]["Established"] = ""

    assert desk.dry(sheet).kinds == {"corrected": 1}


def test_a_mark_of_another_row_counts_for_nothing(desk: Desk, monthly: Sheet) -> None:
    sheet = exported()
    sheet[ALBERTA][MARK.en] = sheet[OTHER][MARK.en]
    write(story_en="by a person")

    assert desk.dry(sheet).kinds == {"kept": 1}


def test_a_mark_that_cannot_be_read_is_a_warning(desk: Desk) -> None:
    sheet = exported()
    sheet[ALBERTA][MARK.en] = "12"

    outcome = desk.dry(sheet)

    assert (outcome.code, outcome.kinds) == (0, {})
    assert outcome.problem("bad_mark")["severity"] == "warning"


# Files without marks


def test_a_cell_that_says_the_same_as_last_month_changes_nothing(
    desk: Desk, monthly: Sheet
) -> None:
    write(story_en="by a person")
    monthly[OTHER][STORY] = "second"

    outcome = desk.publish(monthly)

    assert (story(), story(OTHER)) == ("by a person", "second")
    assert outcome.kinds == {"corrected": 1, "kept": 1}


def test_a_value_stays_month_after_month(desk: Desk, monthly: Sheet) -> None:
    write(story_en="by a person")
    for month in ("second", "third"):
        monthly[OTHER][STORY] = month
        desk.publish(monthly)

    assert (story(), story(OTHER)) == ("by a person", "third")


def test_what_changed_on_both_sides_since_last_month_is_a_conflict(
    desk: Desk, monthly: Sheet
) -> None:
    write(story_en="by a person")
    monthly[ALBERTA][STORY] = "second"

    assert desk.apply(monthly).kinds == {"conflict": 1}


def test_what_the_file_says_of_a_new_relationship_is_a_base_too(desk: Desk) -> None:
    sheet = unmarked()
    sheet.rows = []
    sheet.add(
        Local_government_code="011002", Country_code="CL", Partner="Vallenar", History="first"
    )
    desk.publish(sheet, "--accept-missing", "--accept-country-drop")
    write(Relationship.objects.latest("public_id").public_id, story_en="by a person")

    assert desk.dry(sheet).changes("kept") == [{"story_en": ("by a person", "first")}]


def test_an_answer_to_keep_holds_as_long_as_the_file_says_the_same(
    desk: Desk, monthly: Sheet
) -> None:
    write(story_en="by a person")
    monthly[ALBERTA][STORY] = "second"
    desk.publish(monthly, "--conflicts", "keep")

    assert desk.dry(monthly).kinds == {"kept": 1}
    monthly[ALBERTA][STORY] = "third"
    assert desk.dry(monthly).kinds == {"conflict": 1}


def test_the_first_file_asks_about_what_people_wrote_before(desk: Desk) -> None:
    sheet = unmarked()
    write(story_en="by a person")
    sheet[OTHER][STORY] = "by the file"

    assert desk.dry(sheet).kinds == {"corrected": 1, "conflict": 1}


def test_the_first_file_asks_about_what_a_person_emptied(desk: Desk) -> None:
    sheet = unmarked()
    write(story_en="", established_on=None, established_precision="")

    (conflict,) = desk.dry(sheet).changes("conflict")

    assert {name: values[0] for name, values in conflict.items()} == {
        "established": "",
        "story_en": "",
    }


def test_the_first_file_fills_what_nobody_emptied(desk: Desk) -> None:
    added = add()
    sheet = unmarked()
    for number in (OTHER, added):
        sheet[number][STORY] = "by the file"

    assert desk.dry(sheet).changes() == [{"story_en": ("", "by the file")}] * 2


def test_a_new_column_asks_about_what_a_person_emptied(desk: Desk) -> None:
    sheet, partial = unmarked(), unmarked()
    write(story_en="")
    partial.drop(STORY)
    partial[OTHER]["Title of the agreement"] = "Agreement"
    desk.publish(partial)

    assert len(desk.dry(sheet).changes("conflict")) == 1


def test_a_column_that_last_months_file_lacks_is_compared_with_the_month_before(
    desk: Desk, monthly: Sheet
) -> None:
    write(story_en="by a person")
    partial = unmarked()
    partial.drop(STORY)
    partial[OTHER]["Title of the agreement"] = "Agreement"
    desk.publish(partial)

    assert desk.dry(monthly).changes("kept") == [{"story_en": ("by a person", "first")}]


def test_an_empty_status_is_no_statement(desk: Desk) -> None:
    sheet = unmarked()
    sheet[ALBERTA]["Title of the agreement"] = "Agreement"
    desk.publish(sheet)
    write(status="suspended")
    sheet[ALBERTA].update({"Status": "", "Title of the agreement": "Other"})
    desk.publish(sheet)
    sheet[ALBERTA]["Status"] = "active"

    assert desk.dry(sheet).changes("kept") == [{"status": ("Suspended", "Active")}]


def test_an_older_file_is_an_alarm_and_asks_about_what_a_person_wrote(
    desk: Desk, monthly: Sheet
) -> None:
    older = unmarked()
    write(story_en="by a person")
    newer = unmarked()
    newer[OTHER][STORY] = "second"
    desk.publish(newer)

    refused = desk.apply(older)

    assert refused.alarms == {"older-file"}
    assert refused.changes("conflict") == [{"story_en": ("by a person", "first")}]
    assert refused.changes() == [{"story_en": ("second", "first")}]
    accepted = desk.apply(older, "--accept-older-file", "--conflicts", "keep")
    assert (accepted.code, story(), story(OTHER)) == (0, "by a person", "first")


# Records


def test_a_relationship_that_a_person_ended_is_not_begun_anew(desk: Desk) -> None:
    sheet = without_ids()
    sheet.rows[0][STORY] = "first"
    desk.publish(sheet)
    write(status="ended")

    outcome = desk.dry(sheet)

    assert outcome.kinds == {"kept": 1}
    assert outcome.changes("kept") == [{"status": ("Ended", "Active")}]


def test_a_relationship_that_a_person_moved_is_not_begun_anew(desk: Desk) -> None:
    sheet = without_ids()
    sheet.rows[0][STORY] = "first"
    desk.publish(sheet)
    used = Relationship.objects.values("local_government")
    free = LocalGovernment.objects.of_today().exclude(pk__in=used).first()
    write(local_government=free)

    outcome = desk.dry(sheet)

    assert outcome.kinds == {"kept": 1}


def test_a_relationship_that_a_person_added_is_not_missing(desk: Desk, monthly: Sheet) -> None:
    add()

    outcome = desk.dry(monthly, "--missing", "end")

    assert outcome.kinds == {}


def test_a_row_left_out_of_an_export_is_missing(desk: Desk) -> None:
    write(story_en="by a person")
    sheet = exported()
    sheet.rows.remove(sheet[ALBERTA])

    assert desk.dry(sheet).kinds == {"missing": 1}


# What is told, and what is undone


def test_the_notice_names_what_was_kept(desk: Desk, client: Client, monthly: Sheet) -> None:
    write(story_en="by a person")
    monthly[OTHER][STORY] = "second"
    desk.publish(monthly)

    release = Release.objects.latest("number")
    assert release.kept == {str(ALBERTA): ["story_en"]}
    text = client.get(f"/en/releases/{release.number}/").content.decode()
    kept = text.partition('id="kept"')[2]
    assert f"Relationship {ALBERTA}<" in kept
    assert "History" in kept


def test_a_file_that_was_undone_can_come_again(desk: Desk, monthly: Sheet) -> None:
    monthly[ALBERTA][STORY] = "second"
    desk.publish(monthly)
    undone(Release.objects.latest("number").number)
    assert story() == "first"

    assert desk.dry(monthly).kinds == {"corrected": 1}
    desk.publish(monthly)
    assert story() == "second"


def test_only_rows_that_say_something_new_are_stored(desk: Desk, monthly: Sheet) -> None:
    stored = ImportedRow.objects.count()
    monthly[OTHER][STORY] = "second"

    desk.publish(monthly)

    assert stored == len(monthly.rows)
    assert ImportedRow.objects.count() == stored + 1


def test_keeping_alone_is_published_so_that_nobody_is_asked_again(
    desk: Desk, monthly: Sheet
) -> None:
    staff = publisher()
    write(story_en="by a person")
    monthly[ALBERTA][STORY] = "second"
    run = uploaded(staff, monthly)
    act(staff, run, "conflicts", every="keep")
    run.refresh_from_db()

    publish(staff, run)

    assert story() == "by a person"
    assert desk.dry(monthly).kinds == {"kept": 1}
