"""Months of random edits: each can be rebuilt from its notice, and undone exactly."""

import random
import string
from collections.abc import Callable

import pytest
from django.test import Client

from places.models import LocalGovernment
from relationships.register.figures import overview
from relationships.register.models import Relationship
from relationships.releases.actions import dataset_file
from relationships.releases.models import Change, ChangeKind, Release
from tests.relationships.imports.files import (
    NAMES,
    PARTNER,
    Cells,
    Desk,
    Sheet,
    exported,
    state,
    undone,
)
from tests.relationships.imports.test_apply import prove

MONTHS = 8
SEEDS = [1, *(pytest.param(seed, marks=pytest.mark.full) for seed in (2, 3, 4))]
ACCEPTED = [
    f"--accept-{name}"
    for name in (
        "changed-sides", "corrected", "country-drop", "date-slips", "duplicates", "early-dates",
        "emptied", "ended", "moved-dates", "new-names", "new-partners", "reopened",
    )
]  # fmt: skip
TEXTS = (
    "Two cities, one “harbour”.", "=SUM(A1)", "-1", "'quoted'", "'=x", "港で\n出会い", "a,b;c\td",
    "ends with a quote'", "@home", "＝全角", '"', "’s-Gravenhage", "  spaces  ", "０１２", "",
)  # fmt: skip
Edit = Callable[[random.Random, Sheet, Cells], None]


def date(chance: random.Random) -> str:
    """A date of any precision, in one of the ways people write it."""
    year, month, day = chance.randint(1960, 2025), chance.randint(1, 12), chance.randint(1, 28)
    return chance.choice([
        f"{year}-{month:02}-{day:02}", f"{year}-{month:02}", f"{year}", f"{year}年{month}月{day}日",
        f"{year}/{month}/{day}", f"平成{year % 29 + 1}年{month}月",
    ])  # fmt: skip


def set_established(chance: random.Random, _sheet: Sheet, row: Cells) -> None:
    if not row["Ended"] and not row["Re-signed"]:
        row["Established"] = chance.choice([date(chance), ""])


def set_text(chance: random.Random, _sheet: Sheet, row: Cells) -> None:
    heading = chance.choice(
        ["Title of the agreement", "History", "History (Japanese)", "Reason of the end"]
    )
    row[heading] = chance.choice(TEXTS)


def set_choice(chance: random.Random, _sheet: Sheet, row: Cells) -> None:
    heading, words = chance.choice([
        ("Kind", ["sister", "友好", "Partner city", ""]),
        ("Basis of the date", ["signing", "議決日", ""]),
        ("Written agreement", ["yes", "無", ""]),
        ("Fields of exchange", ["culture", "sports、education", "文化;other", ""]),
        ("Last confirmed", ["2026-01-31", "2025年12月1日", ""]),
        ("Japanese history is a translation", ["yes", "no", ""]),
    ])  # fmt: skip
    row[heading] = chance.choice(words)


def set_sources(chance: random.Random, _sheet: Sheet, row: Cells) -> None:
    pages = row["Sources"].split()
    if pages and chance.random() < 0.5:
        pages.remove(chance.choice(pages))
    if chance.random() < 0.7:
        pages.append(f"https://example.org/{chance.randint(1, 99)}")
    row["Sources"] = "\n".join(pages)


def set_status(chance: random.Random, _sheet: Sheet, row: Cells) -> None:
    if row["Status"] != "ended":
        row["Status"] = chance.choice(["active", "dormant", "休止中", "ended"])
        if row["Status"] == "ended" and not row["Established"]:
            row["Ended"] = date(chance)


def set_review(_chance: random.Random, _sheet: Sheet, row: Cells) -> None:
    under_review = row["Confidence"] == "C"
    row["Confidence"] = "B" if under_review else "C"
    row["Counted"] = "counted" if under_review else "unconfirmed"


def set_former(chance: random.Random, _sheet: Sheet, row: Cells) -> None:
    row["Former municipality"] = chance.choice(["旧港村", "Old Port", ""])


def set_partner_name(chance: random.Random, _sheet: Sheet, row: Cells) -> None:
    row["Partner"] = "".join(chance.choices(string.ascii_lowercase, k=9)).title()


def drop_columns_of_sides(_chance: random.Random, _sheet: Sheet, row: Cells) -> None:
    row.update(dict.fromkeys((*NAMES, *PARTNER), ""))


def leave_out(_chance: random.Random, sheet: Sheet, row: Cells) -> None:
    sheet.rows.remove(row)


def free_government(chance: random.Random, sheet: Sheet) -> str:
    used = {row["Local government code"] for row in sheet.rows}
    today = LocalGovernment.objects.of_today().values_list("code", flat=True).order_by("code")
    return chance.choice([code for code in today if code not in used])


def add_new(chance: random.Random, sheet: Sheet, row: Cells) -> None:
    code = free_government(chance, sheet)
    if chance.random() < 0.5 and row["Partner ID"]:
        sheet.add(Local_government_code=code, Partner_ID=row["Partner ID"])
        return
    name = "".join(chance.choices(string.ascii_lowercase, k=10)).title()
    sheet.add(Local_government_code=code, Country_code=chance.choice(["CL", "US", "CN"]),
              Partner=name, State_or_province=chance.choice(["", "Somewhere"]),
              Established=date(chance), Sources="https://example.org/new")  # fmt: skip


def move_side(chance: random.Random, sheet: Sheet, row: Cells) -> None:
    if row["Status"] != "ended":
        row.update(dict.fromkeys(NAMES, ""))
        row["Local government code"] = free_government(chance, sheet)
        row["Former municipality"] = ""


EDITS: list[Edit] = [
    set_established, set_text, set_text, set_choice, set_choice, set_sources, set_status,
    set_review, set_former, set_partner_name, drop_columns_of_sides, leave_out, add_new, add_new,
    move_side,
]  # fmt: skip


def edited(chance: random.Random) -> Sheet:
    """The register with a month's edits, each of a row of its own."""
    sheet = exported()
    rows = chance.sample(sheet.rows, chance.randint(3, 40))
    for row in rows:
        chance.choice(EDITS)(chance, sheet, row)
    chance.shuffle(sheet.rows)
    return sheet


def edit_at_the_desk(chance: random.Random) -> None:
    """What staff do between two imports."""
    record, other = chance.sample(list(Relationship.objects.order_by("pk")), 2)
    record.story_en = chance.choice(TEXTS)
    record.save()
    record.partner.name_ja = chance.choice(["新しい名", "'名", record.partner.name_ja])
    record.partner.save()
    other.delete()


def public_numbers() -> set[int]:
    """The public numbers of the register."""
    return set(Relationship.objects.values_list("public_id", flat=True))


@pytest.mark.parametrize("seed", SEEDS)
def test_random_months_can_be_rebuilt_and_undone(desk: Desk, client: Client, seed: int) -> None:
    chance, numbers = random.Random(seed), public_numbers()
    for month in range(MONTHS):
        before, held = state(), public_numbers()
        sheet = edited(chance)
        missing = ("--missing", chance.choice(["keep", "end"]))

        outcome = desk.apply(sheet, *ACCEPTED, *missing)

        assert (outcome.code, outcome.error) == (0, ""), (month, outcome.text)
        told = {total["label"]: total["after"] for total in outcome.report["totals"]}
        assert list(told.values())[:3] == [*vars(overview()).values()][:3]
        release = Release.objects.latest("number")
        given = public_numbers() - held
        assert not given & numbers  # of every month
        numbers |= given
        assert desk.dry(b"".join(dataset_file(release))).kinds == {}
        prove(client, release.number)
        if month % 3:
            taken = undone(release.number)
            assert (taken.code, taken.error) == (0, "")
            assert state() == before
        else:
            edit_at_the_desk(chance)
    assert Release.objects.count() > MONTHS - 3
    assert set(Change.objects.values_list("kind", flat=True)) == set(ChangeKind)
