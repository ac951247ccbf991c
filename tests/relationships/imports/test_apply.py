"""What an import writes, that its notice tells everything, and that it can be undone."""

import csv
import hashlib
import io
from typing import Any

import pytest
from django.test import Client

from places.finding import find
from places.models import LocalGovernment, Partner, PlaceName
from relationships.register.actions import add_relationship
from relationships.register.models import Relationship, RelationshipEvent, RelationshipSource
from relationships.releases.models import Change, Release
from sistercity.models import DataVersion
from tests.relationships.imports.files import (
    PARTNER,
    WRONG,
    Desk,
    Sheet,
    command,
    exported,
    state,
    undone,
)

ALBERTA, PORTLAND_SOURCE = 1, "https://example.org/agreement"
UNDO_TOO = ("--edits", "undo")


def newest() -> Release:
    return Release.objects.latest("number")


def rows_of(content: bytes) -> dict[str, list[str]]:
    """The lines of a public CSV file as they stand, by number; the headings are under “ID”."""
    lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return {line[0]: line for line in lines}


def rebuilt(client: Client, number: int) -> bytes:
    """Make a release's dataset of two public files, with no code of the site's own."""
    before = Release.objects.get(number=number).previous
    assert before is not None
    table = rows_of(client.get(f"/releases/{before.number}/register.csv").getvalue())
    headings = table.pop("ID")
    notice = client.get(f"/releases/{number}/changes.csv").getvalue().decode("utf-8-sig")
    _, *lines = csv.reader(io.StringIO(notice, newline=""))
    for relationship, kind, heading, old, new in lines:
        cells = table.setdefault(relationship, [""] * len(headings))
        index = headings.index(heading)
        assert cells[index] == old, (relationship, kind, heading)
        cells[index] = new
    kept = [table[key] for key in sorted(table, key=int) if any(table[key])]
    file = io.StringIO(newline="")
    csv.writer(file).writerows([headings, *kept])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def prove(client: Client, number: int) -> None:
    """Rebuild a release in two ways: by the public files alone, and by the command."""
    release = Release.objects.get(number=number)
    public = client.get(f"/releases/{number}/register.csv").getvalue()
    assert rebuilt(client, number) == public
    assert hashlib.sha256(public).hexdigest() == release.dataset_sha256
    outcome = command("rebuild_release", str(number))
    assert (outcome.code, outcome.error) == (0, "")
    assert release.dataset_sha256 in outcome.text


# One import


@pytest.fixture
def mixed(register: Sheet) -> Sheet:
    """A file with one change of each group that a file alone can bring."""
    register[ALBERTA]["Established"] = "1980-11"
    register[2].update({"Status": "ended", "Ended": "2026-03-31"})
    register[3]["Sources"] += f"\n{PORTLAND_SOURCE}"
    register.add(Local_government_code="011002", Country_code="CL", Partner="Vallenar",
                 State_or_province="Atacama", Sources=PORTLAND_SOURCE, Kind="sister")  # fmt: skip
    register.rows.remove(register[5])
    return register


def test_an_import_is_published_as_a_release(desk: Desk, mixed: Sheet, client: Client) -> None:
    started = DataVersion.objects.get().number

    outcome = desk.apply(mixed, "--who", "花子", "--note-en", "Names.", "--note-ja", "名称。")

    release = newest()
    assert (outcome.code, outcome.text.splitlines()[-1]) == (0, f"Published: {release}")
    assert (release.number, release.previous) == (2, Release.objects.get(number=1))
    assert release.counts == {"new": 1, "ended": 1, "corrected": 2, "renamed": 0, "removed": 0,
                              "rows": len(mixed.rows) + 1}  # fmt: skip
    assert (release.published_by, release.note_en, release.note_ja) == ("花子", "Names.", "名称。")
    assert (release.file_name, release.answers) == ("register.csv", {})
    file = (desk.folder / "register.csv").read_bytes()
    assert release.file_sha256 == hashlib.sha256(file).hexdigest()
    assert DataVersion.objects.get().number > started
    prove(client, 2)


def test_the_notice_tells_each_cell(desk: Desk, mixed: Sheet) -> None:
    desk.publish(mixed)

    changes = {(c.public_id, c.kind, c.column): (c.before, c.after) for c in Change.objects.all()}
    made = Relationship.objects.latest("public_id")
    source = changes.pop((3, "corrected", "sources"))
    line = changes.pop((made.public_id, "new", ""))
    assert PORTLAND_SOURCE in source[1].splitlines() and PORTLAND_SOURCE not in source[0]
    assert line[0] == "" and "Vallenar" in line[1]
    assert changes == {
        (1, "corrected", "established"): ("1980-10-17", "1980-11"),
        (2, "ended", "status"): ("active", "ended"),
        (2, "ended", "ended"): ("", "2026-03-31"),
    }


def test_what_was_imported_is_what_the_file_says(desk: Desk, mixed: Sheet) -> None:
    desk.publish(mixed)

    made = Relationship.objects.latest("public_id")
    assert Relationship.objects.get(public_id=1).established.isoformat() == "1980-11"
    assert made.partner.name_en == "Vallenar"
    assert made.partner.public_id > 1393
    assert [source.url for source in made.sources.all()] == [PORTLAND_SOURCE]
    assert desk.dry(mixed).kinds == {"missing": 1}
    assert desk.dry(exported()).kinds == {}


def test_the_history_says_which_import_wrote_each_row(desk: Desk, mixed: Sheet) -> None:
    desk.apply(mixed, "--who", "花子")

    made = Relationship.objects.latest("public_id")
    events = Relationship.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        pgh_context=newest().history_context
    )
    assert sorted(events.values_list("public_id", flat=True)) == [1, 2, made.public_id]
    context = events[0].pgh_context.metadata
    assert context == {"source": "import_relationships", "file": "register.csv", "who": "花子"}


def test_the_same_file_twice_makes_no_second_release(desk: Desk, mixed: Sheet) -> None:
    desk.publish(mixed)
    before, version = state(), DataVersion.objects.get().number

    again = desk.apply(mixed)

    assert (again.code, again.kinds) == (0, {"missing": 1})
    assert "Published" not in again.text
    assert (state(), DataVersion.objects.get().number) == (before, version)
    assert newest().number == 2


def test_a_new_name_of_a_partner_is_kept_though_nothing_else_changes(
    desk: Desk, register: Sheet
) -> None:
    register[ALBERTA]["Partner"] = "Wild Rose Country"

    outcome = desk.apply(register, "--accept-new-names")

    assert outcome.code == 0
    assert PlaceName.objects.filter(text="Wild Rose Country", partner__public_id=1).count() == 1
    assert find("Wild Rose Country").hits[0].place == Partner.objects.get(public_id=1)
    assert (desk.dry(register).kinds, desk.dry(register).alarms) == ({}, set())
    before = state()
    assert undone(2).code == 0
    assert state() != before
    assert not PlaceName.objects.filter(text="Wild Rose Country").exists()
    assert find("Wild Rose Country").exact == 0


def test_a_rule_of_the_database_is_named_where_the_plan_missed_it(
    desk: Desk, register: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "relationships.imports.importer.check_values", lambda *_arguments, **_named: None
    )
    register[ALBERTA]["Ended"] = "2020-01-01"
    before = state()

    outcome = desk.apply(register)

    assert outcome.code == 3
    assert "With a date of its end, the status must be “Ended”." in outcome.error
    assert "Nothing was written" in outcome.error
    assert state() == before


# What a notice tells


def test_a_notice_that_leaves_something_out_is_found_out(desk: Desk, mixed: Sheet) -> None:
    desk.publish(mixed)
    Change.objects.filter(column="established").update(after="1980-12")
    changed = command("rebuild_release", "2")
    Change.objects.filter(column="established").update(before="1999")
    other = command("rebuild_release", "2")
    Change.objects.filter(public_id=1).delete()
    gone = command("rebuild_release", "2")

    assert [outcome.code for outcome in (changed, other, gone)] == [1, 1, 1]
    assert "Not the same" in changed.error and "Not the same" in gone.error
    assert "relationship 1, Established: “1980-10-17”, not “1999”" in other.error


@pytest.mark.parametrize(("number", "reason"), [("1", "follows none"), ("9", "no release 9")])
def test_what_cannot_be_rebuilt_is_said(desk: Desk, number: str, reason: str) -> None:
    outcome = command("rebuild_release", number)

    assert (outcome.code, reason in outcome.error) == (1, True)


# Undoing


def test_taking_back_restores_every_table(desk: Desk, mixed: Sheet) -> None:
    before = state()
    stated = RelationshipSource.objects.exclude(stated_on=None).select_related("relationship")[0]
    mixed[stated.relationship.public_id]["Sources"] = PORTLAND_SOURCE
    desk.publish(mixed)
    assert state() != before

    outcome = undone(2)

    assert (outcome.code, "Undone: No. 2" in outcome.text) == (0, True)
    assert state() == before


def test_taking_back_keeps_the_history_and_the_notice(desk: Desk, mixed: Sheet) -> None:
    desk.publish(mixed)
    events = Relationship.pgh_event_model.objects  # type: ignore[attr-defined]
    before, changes = events.count(), Change.objects.count()

    undone(2)

    release = Release.objects.get(number=2)
    assert (release.undone_by, release.undone_at is not None) == ("花子", True)
    assert Change.objects.count() == changes
    last = events.order_by("-pgh_id")[:3]
    assert events.count() == before + 3
    assert {event.pgh_context.metadata["source"] for event in last} == {"undo_release"}
    assert {event.pgh_context.metadata["who"] for event in last} == {"花子"}


def test_what_was_undone_can_be_imported_again(desk: Desk, mixed: Sheet, client: Client) -> None:
    desk.publish(mixed)
    first = Relationship.objects.latest("public_id")
    numbers = (first.public_id, first.partner.public_id)
    undone(2)

    desk.publish(mixed)

    second = Relationship.objects.latest("public_id")
    assert (newest().number, newest().previous) == (3, Release.objects.get(number=1))
    assert second.public_id == numbers[0] + 1  # a public number is never given twice
    assert second.partner.public_id == numbers[1] + 1
    prove(client, 3)


def test_only_the_newest_can_be_undone_then_the_one_before(desk: Desk, mixed: Sheet) -> None:
    before = state()
    desk.publish(mixed)
    between = state()
    sheet = exported()
    sheet[ALBERTA]["Established"] = "1980-12"  # the same cell as the release before
    sheet[3]["Sources"] = ""
    sheet[int(sheet.rows[-1]["ID"])]["Kind"] = "friendship"
    desk.publish(sheet)

    refused = undone(2)

    assert refused.code == 1
    assert "Only the newest release can be undone, and that is number 3." in refused.error
    assert undone(3).code == 0
    assert state() == between
    outcome = undone(2)
    assert (outcome.code, outcome.error) == (0, "")
    assert state() == before
    assert undone(1).code == 1


@pytest.mark.parametrize(
    ("flags", "message"),
    [((), "required: --reason"), (("--reason", " 　"), "The reason is empty")],
)
def test_nothing_is_undone_without_a_reason(
    desk: Desk, mixed: Sheet, flags: tuple[str, ...], message: str
) -> None:
    desk.publish(mixed)

    refused = command("undo_release", "2", *flags)

    assert (refused.code, message in refused.error) == (1, True)
    assert Release.objects.get(number=2).undone_at is None


def test_there_is_nothing_to_undo_before_the_first_import(desk: Desk) -> None:
    outcome = undone(1)

    assert (outcome.code, "nothing was imported" in outcome.error) == (1, True)


def test_a_later_edit_stands_against_taking_back(desk: Desk, mixed: Sheet) -> None:
    desk.publish(mixed)
    record = Relationship.objects.get(public_id=ALBERTA)
    record.story_en = "Edited."
    record.save()
    before = state()

    refused = undone(2)

    assert refused.code == 1
    assert str(record) in refused.error and "--edits keep" in refused.error
    assert state() == before
    assert undone(2, *UNDO_TOO).code == 0
    assert Release.objects.get(number=2).undo_reason == WRONG
    record.refresh_from_db()
    assert record.story_en != "Edited."


def test_an_undo_keeps_what_was_edited_since(desk: Desk, mixed: Sheet) -> None:
    mixed[ALBERTA]["History"] = "From the file."
    desk.publish(mixed)
    record = Relationship.objects.get(public_id=ALBERTA)
    record.story_en = "Edited."
    record.save()
    added = Relationship.objects.latest("public_id")
    added.agreement_title = "Agreement"
    added.save()

    outcome = undone(2, "--edits", "keep")

    assert outcome.code == 0
    assert "is as it was before, but for what was edited since." in outcome.text
    record.refresh_from_db()
    assert (record.story_en, record.established.isoformat()) == ("Edited.", "1980-10-17")
    # What the import added and somebody edited stays, with its partner and its source.
    added.refresh_from_db()
    assert (added.partner.name_en, added.sources.count()) == ("Vallenar", 1)
    assert Relationship.objects.get(public_id=2).status != "ended"
    assert not Relationship.objects.get(public_id=3).sources.filter(url=PORTLAND_SOURCE).exists()


def test_an_undo_that_keeps_edits_deletes_what_nobody_touched(desk: Desk, mixed: Sheet) -> None:
    before = state()
    desk.publish(mixed)

    assert undone(2, "--edits", "keep").code == 0

    assert state() == before


def test_a_row_that_was_deleted_since_stays_so_if_edits_are_kept(desk: Desk, mixed: Sheet) -> None:
    desk.publish(mixed)
    Relationship.objects.get(public_id=ALBERTA).delete()

    assert undone(2, "--edits", "keep").code == 0

    assert not Relationship.objects.filter(public_id=ALBERTA).exists()


@pytest.mark.parametrize("number", range(5))
def test_what_something_made_since_refers_to_stays_if_edits_are_kept(
    desk: Desk, mixed: Sheet, number: int
) -> None:
    desk.publish(mixed)
    added = Relationship.objects.latest("public_id")
    refer(added)[number]()

    assert undone(2, "--edits", "keep").code == 0

    assert Partner.objects.filter(pk=added.partner_id).exists()
    of_partner = number in (0, 2, 4)
    assert Relationship.objects.filter(pk=added.pk).exists() != of_partner


def test_a_relationship_that_moved_to_a_new_partner_goes_back(desk: Desk, register: Sheet) -> None:
    before = state()
    register[ALBERTA].update(dict.fromkeys(PARTNER, "") | {"Country code": "CL"})
    register[ALBERTA]["Partner"] = "Vallenar"
    desk.publish(register, "--accept-changed-sides")
    assert Relationship.objects.get(public_id=ALBERTA).partner.name_en == "Vallenar"

    assert undone(2).code == 0

    assert state() == before


def test_an_edit_of_another_row_does_not(desk: Desk, mixed: Sheet) -> None:
    desk.publish(mixed)
    record = Relationship.objects.get(public_id=50)
    record.story_en = "Edited."
    record.save()

    assert undone(2).code == 0
    record.refresh_from_db()
    assert record.story_en == "Edited."


def test_a_deleted_row_stands_against_taking_back_and_comes_back_if_asked(
    desk: Desk, mixed: Sheet
) -> None:
    parts = RelationshipSource.objects.filter(relationship__public_id=ALBERTA).count()
    desk.publish(mixed)
    Relationship.objects.get(public_id=ALBERTA).delete()

    assert undone(2).code == 1
    assert undone(2, *UNDO_TOO).code == 0
    back = Relationship.objects.get(public_id=ALBERTA)
    assert str(back.established.isoformat()) == "1980-10-17"
    # Its sources were not the import's; only their own history can bring them back.
    assert (back.sources.count(), parts) == (0, 4)


def refer(record: Relationship) -> list[Any]:
    """Records made since that refer to what the import added."""
    government = LocalGovernment.objects.of_today().filter(relationships=None)[7]
    partner = record.partner
    other = Relationship(local_government=government, partner=partner, confidence="A")
    return [
        lambda: add_relationship(relationship=other),
        lambda: RelationshipEvent.objects.create(relationship=record, kind="renewed"),
        lambda: PlaceName.objects.create(partner=partner, text="Huasco Alto", kind="former",
                                         language="es"),
        lambda: RelationshipSource.objects.create(relationship=record, url="https://example.org/"),
        lambda: Partner.objects.filter(public_id=2).update(successor=partner),
    ]  # fmt: skip


@pytest.mark.parametrize("number", range(5))
def test_what_refers_to_something_added_stands_against_taking_back(
    desk: Desk, mixed: Sheet, number: int
) -> None:
    desk.publish(mixed)
    refer(Relationship.objects.latest("public_id"))[number]()
    before = state()

    refused = undone(2)

    assert refused.code == 1
    # What would have to be deleted by nobody's wish is never an edit that is undone too.
    needs_it = number in (0, 4)
    assert ("refer to what the import added" in refused.error) == needs_it
    assert ("edited since" in refused.error) != needs_it
    assert state() == before


def test_undoing_edits_too_does_not_delete_what_others_refer_to(desk: Desk, mixed: Sheet) -> None:
    desk.publish(mixed)
    made = refer(Relationship.objects.latest("public_id"))[0]()
    before = state()

    refused = undone(2, *UNDO_TOO)

    assert refused.code == 1
    assert f"Records made since refer to what the import added: {made}." in refused.error
    assert state() == before
    assert Release.objects.get(number=2).undone_at is None


def test_what_stands_in_the_place_of_a_removed_row_is_named(desk: Desk, register: Sheet) -> None:
    record = Relationship.objects.get(public_id=ALBERTA)
    page = record.sources.all()[0].url
    register[ALBERTA]["Sources"] = ""
    desk.publish(register)
    RelationshipSource.objects.create(relationship=record, url=page)
    before = state()

    for flags in ((), UNDO_TOO):
        refused = undone(2, *flags)

        assert refused.code == 1
        assert "stands in the way" in refused.error
        assert state() == before


def test_a_change_that_was_changed_back_does_not_stand_in_the_way(desk: Desk, mixed: Sheet) -> None:
    before = state()
    desk.publish(mixed)
    record = Relationship.objects.get(public_id=ALBERTA)
    date = record.established
    for value in (None, date):
        record.established = value
        record.save()

    assert undone(2).code == 0
    assert state() == before
