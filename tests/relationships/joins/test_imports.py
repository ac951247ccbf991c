"""Files of the register after a join: those made before it, those made since, and the undo."""

import pytest
from django.test import Client

from relationships.joins.models import JoinKind
from relationships.register.models import Relationship
from relationships.releases.models import Release
from sistercity.changes.reverting import Edits
from tests.relationships.imports.files import Desk, Sheet, end_of_transaction, exported, undone
from tests.relationships.imports.test_apply import prove
from tests.relationships.joins.joining import Pair, part

pytestmark = pytest.mark.django_db


def notices(outcome: object) -> list[str]:
    """Return the codes of the notices about joined relationships."""
    return [one["code"] for one in outcome.problems if one["code"].startswith("joined")]  # type: ignore[attr-defined]


@pytest.fixture
def before(pair: Pair) -> Sheet:
    """The register as a file, from before the join."""
    return exported()


@pytest.fixture
def sheet(before: Sheet, pair: Pair) -> Sheet:
    """The same file after the join."""
    pair.joined()
    return before


def test_a_file_of_before_the_join_changes_nothing(desk: Desk, sheet: Sheet, pair: Pair) -> None:
    outcome = desk.dry(sheet)

    assert (outcome.errors, outcome.alarms) == (set(), set())
    assert outcome.kinds.keys() <= {"kept"}
    assert notices(outcome) == ["joined_row"] * (pair.kind == JoinKind.PARTNER)


@pytest.fixture
def second(sheet: Sheet, pair: Pair) -> dict[str, str]:
    """The row of a relationship that was joined with one that has a row of its own."""
    joined = Relationship.objects.exclude(joined_to=None).get()
    return sheet[joined.public_id]


@pytest.mark.parametrize("has_mark", [True, False])
def test_what_the_row_that_is_left_out_says_anew_is_an_error(
    desk: Desk, sheet: Sheet, second: dict[str, str], has_mark: bool
) -> None:
    second.update({"Status": "active", "Title of the agreement": "Agreement"})
    if not has_mark:
        sheet.drop("Export mark")
    kept = Relationship.objects.get(public_id=second["ID"]).joined_to
    assert kept is not None

    outcome = desk.dry(sheet)

    assert outcome.errors == {"joined_row_changed"}
    text = outcome.problem("joined_row_changed")["text"]
    assert "Title of the agreement “Agreement”" in text
    assert f"the row of number {kept.public_id}" in text
    assert "History" not in text
    kept.agreement_title = "Agreement"
    kept.save()
    assert desk.dry(sheet).errors == set()


def test_each_cell_that_the_row_left_out_changes_is_named(
    desk: Desk, sheet: Sheet, second: dict[str, str]
) -> None:
    cells = {"History (Japanese)": "長い経緯" * 30, "Established": "1951"}
    second.update({"Status": "active"} | cells)

    text = desk.dry(sheet).problem("joined_row_changed")["text"]

    assert "History (Japanese) “長い経緯" in text
    assert "Established “1951”" in text


def test_a_file_of_after_the_join_changes_nothing_and_says_nothing(desk: Desk, pair: Pair) -> None:
    pair.joined()

    outcome = desk.dry(exported())

    assert (outcome.errors, outcome.kinds, notices(outcome)) == (set(), {}, [])


def test_without_marks_and_numbers_the_names_of_the_other_mean_the_kept_partner(
    desk: Desk, partners: Pair
) -> None:
    before = exported()
    partners.joined()
    before.rows = before.where(Partner="Juschno-Sachalinsk")
    before.drop("ID", "Export mark", "Partner ID")

    outcome = desk.dry(before)

    assert outcome.errors == set()
    assert "new" not in outcome.kinds


def test_a_row_with_the_old_number_alone_means_the_kept_relationship(
    desk: Desk, register: Sheet, relationships: Pair
) -> None:
    relationships.joined()
    row = register[relationships.kept.public_id]
    row.update({"ID": str(relationships.other.public_id), "Export mark": "", "Kind": "friendship"})

    outcome = desk.dry(only_row(register, row))

    assert notices(outcome) == ["joined_number"]
    [entry] = [one for one in outcome.entries if one["kind"] != "missing"]
    assert f"No.{relationships.kept.public_id}" in entry["label"]


def only_row(sheet: Sheet, row: dict[str, str]) -> Sheet:
    """Return a file of one row."""
    return Sheet(sheet.headings, [row])


def test_a_release_after_a_join_tells_everything(desk: Desk, sheet: Sheet, client: Client) -> None:
    sheet.rows[0]["Established"] = "1980-11"

    desk.publish(sheet)

    prove(client, Release.objects.latest("number").number)


def test_a_release_is_undone_with_a_join_since_that_stays(desk: Desk, pair: Pair) -> None:
    sheet = exported()
    for record in (24, pair.other.public_id if pair.kind == JoinKind.RELATIONSHIP else 16):
        sheet[record]["Last confirmed"] = "2026-01-01"
    desk.publish(sheet)
    end_of_transaction()
    release = Release.objects.latest("number")
    join = pair.joined()

    refused = undone(release.number, "--edits", "undo")
    assert "joined or parted since" in refused.error
    outcome = undone(release.number, "--edits", "keep")
    assert (outcome.code, outcome.error) == (0, "")
    pair.other.refresh_from_db()
    assert pair.other.joined_to == pair.kept

    end_of_transaction()
    part(join, Edits.KEEP)
    pair.other.refresh_from_db()
    assert pair.other.joined_to is None
    assert Relationship.objects.get(public_id=16).last_confirmed_on is None


def test_a_release_between_a_join_and_its_parting_is_undone_with_the_edits_since_kept(
    desk: Desk, pair: Pair
) -> None:
    join = pair.joined()
    sheet = exported()
    survivor = Relationship.objects.in_force().get(established_on="1950-01-01")
    sheet[survivor.public_id]["Last confirmed"] = "2026-01-01"
    desk.publish(sheet)
    end_of_transaction()
    number = Release.objects.latest("number").number
    part(join, Edits.KEEP)
    end_of_transaction()

    refused = undone(number, "--edits", "undo")

    assert "joined or parted since" in refused.error
    pair.other.refresh_from_db()
    assert pair.other.joined_to is None
    assert undone(number, "--edits", "keep").code == 0
