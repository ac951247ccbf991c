"""Random months: nothing that a person wrote disappears without having been shown and answered."""

import random
from dataclasses import dataclass, field

import pghistory
import pytest
from django.test import Client

from relationships.register.models import Relationship
from relationships.releases.columns import MARK
from relationships.releases.models import Release
from tests.relationships.imports.files import (
    Desk,
    Outcome,
    Sheet,
    end_of_transaction,
    exported,
    undone,
)
from tests.relationships.imports.test_apply import prove

ROUNDS, FEWER = 50, 15
# The first of them empties what the next file of its kind would have filled again.
SEEDS = [3, *(pytest.param(seed, marks=pytest.mark.full) for seed in (1, 2, *range(4, 11)))]
NUMBERS = [1, 2, 3, 4, 5, 6]
# Columns of texts, by name of the field: what a person writes there and what a file says compare.
TEXTS = {
    "story_en": "History",
    "story_ja": "History (Japanese)",
    "agreement_title": "Title of the agreement",
    "end_reason_en": "Reason of the end",
}
WORDS = ["", "a", "b", "c", "d"]
EMPTIED = 0.3  # share of the edits
ROWS = range(2, len(NUMBERS) + 1)  # in a file
LEFT_OUT = range(len(TEXTS))  # columns that a file without marks lacks
OLDEST = 6  # files that are kept, to be changed and imported later
ALARMS = ("corrected", "country-drop", "emptied", "missing", "older-file")
ACCEPTED = [f"--accept-{name}" for name in ALARMS]
Place = tuple[int, str]


@dataclass
class File:
    """A file that somebody has: what its source said, after which release; whether it has marks.

    ``answered`` are the cells that somebody was asked about, each with the release and the text.
    """

    sheet: Sheet
    has_marks: bool
    exported: dict[Place, str]
    release: int
    answered: dict[Place, tuple[int, str]] = field(default_factory=dict)


@dataclass
class World:
    """What a test knows of the register: who wrote what, and what files said, by release."""

    chance: random.Random
    files: list[File] = field(default_factory=list)
    personal: dict[Place, str] = field(default_factory=dict)  # as far as it is still there
    said: list[tuple[int, dict[Place, str]]] = field(default_factory=lambda: [(0, {})])

    def begin(self) -> None:
        """Fill most cells, as the fixtures do: what nobody wrote, a person can empty."""
        with pghistory.context(source="load_data"):
            for record in Relationship.objects.filter(public_id__in=NUMBERS):
                for name in TEXTS:
                    setattr(record, name, self.chance.choice(WORDS))
                record.save()
        end_of_transaction()

    def edit(self) -> None:
        """Write into some cells as a person does, or empty them."""
        for _ in range(self.chance.randint(0, 4)):
            number, name = self.chance.choice(NUMBERS), self.chance.choice(list(TEXTS))
            word = "" if self.chance.random() < EMPTIED else self.chance.choice(WORDS)
            record = Relationship.objects.get(public_id=number)
            if getattr(record, name) != word:
                setattr(record, name, word)
                record.save()
                self.personal[number, name] = word

    def export(self) -> None:
        """Keep some rows of today as a file, with marks, or without and with fewer columns.

        So it is again and again that a file is the first to say something of a cell.
        """
        sheet = exported(self.chance.sample(NUMBERS, self.chance.choice(ROWS)))
        has_marks = self.chance.random() < 0.5
        if not has_marks:
            left_out = self.chance.sample(list(TEXTS.values()), self.chance.choice(LEFT_OUT))
            sheet.drop(MARK.en, *left_out)
        file = File(sheet, has_marks, cells_of(sheet), self.said[-1][0])
        self.files = [*self.files[-OLDEST:], file]

    def change(self, file: File) -> None:
        """Change some cells of a file, or none where it comes once more."""
        if file.answered and self.chance.random() < 0.5:
            return
        for _ in range(self.chance.randint(0, 5)):
            row = self.chance.choice(file.sheet.rows)
            headings = [one for one in TEXTS.values() if one in file.sheet.headings]
            row[self.chance.choice(headings)] = self.chance.choice(WORDS)

    def last_said(self, place: Place, since: int = 0) -> str | None:
        """What the last file with a cell said, of the releases after one; None if none did."""
        told = [cells[place] for release, cells in self.said if release > since and place in cells]
        return told[-1] if told else None

    def base(self, file: File, place: Place) -> str | None:
        """What the source of a file said of a cell before; None if nothing is known of it."""
        return file.exported[place] if file.has_marks else self.last_said(place)

    def repeats(self, file: File, place: Place, text: str) -> bool:
        """Whether a cell says what its source said, or the file published last since."""
        return text in (self.base(file, place), self.last_said(place, since=file.release))

    def answered(self, file: File) -> set[Place]:
        """The cells that were answered, and of which nothing else was said since."""
        releases = {release for release, _cells in self.said}
        now = cells_of(file.sheet)
        return {
            place
            for place, (release, text) in file.answered.items()
            if release in releases and now[place] == text == self.last_said(place)
        }


def cells_of(sheet: Sheet) -> dict[Place, str]:
    return {
        (int(row["ID"]), name): row[heading]
        for row in sheet.rows
        for name, heading in TEXTS.items()
        if heading in sheet.headings
    }


def stored() -> dict[Place, str]:
    found = Relationship.objects.filter(public_id__in=NUMBERS)
    return {(record.public_id, name): getattr(record, name) for record in found for name in TEXTS}


def cells(outcome: Outcome, *kinds: str) -> set[Place]:
    """The cells of the entries of some kinds."""
    return {
        (int(entry["label"].rpartition("No.")[2]), change["field"])
        for entry in outcome.entries
        for change in entry["changes"]
        if entry["kind"] in kinds
    }


def run_month(world: World, desk: Desk, client: Client) -> None:
    """Import a file as somebody does who answers all conflicts in one way; check what is lost."""
    file = world.chance.choice(world.files)
    world.change(file)
    before, of_file = stored(), cells_of(file.sheet)

    shown = desk.dry(file.sheet, *ACCEPTED)
    conflicts = cells(shown, "conflict")
    assert not conflicts & world.answered(file)
    if conflicts:
        assert desk.apply(file.sheet, *ACCEPTED).code == 2
        assert stored() == before
    answer = world.chance.choice(["keep", "take"])
    outcome = desk.apply(file.sheet, *ACCEPTED, "--conflicts", answer)

    assert outcome.code == 0, outcome.text
    after = stored()
    taken = cells(shown, "corrected") | (conflicts if answer == "take" else set())
    assert {place for place in before if before[place] != after[place]} == taken
    for place, text in of_file.items():
        # What somebody wrote into the file is taken, or asked about.
        stays = text != before[place] and place not in taken | conflicts
        assert not stays or world.repeats(file, place, text)
    for place, text in world.personal.items():
        if place in taken:
            # Its author's text was in the base of the file, or it was asked about.
            assert place in conflicts or world.base(file, place) == text
            assert place in conflicts or of_file[place]
    world.personal = {p: text for p, text in world.personal.items() if p not in taken}
    if "Published" in outcome.text:
        number = Release.objects.latest("number").number
        world.said.append((number, of_file))
        file.answered |= {place: (number, of_file[place]) for place in conflicts}
        prove(client, number)


def undo(world: World) -> None:
    """Undo the newest release, unless somebody has edited its rows since."""
    newest = Release.objects.standing().order_by("-number").first()
    before = stored()
    if newest is None or newest.number == 1:
        return
    outcome = undone(newest.number)
    if outcome.code:
        assert stored() == before
        return
    world.said.pop()
    after = stored()
    world.personal = {p: text for p, text in world.personal.items() if after[p] == text}


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_of_a_person_disappears_unasked(
    desk: Desk, client: Client, seed: int, full: bool
) -> None:
    world = World(random.Random(seed))
    world.begin()
    world.export()
    for _ in range(ROUNDS if full else FEWER):
        world.edit()
        if world.chance.random() < 0.4:
            world.export()
        if world.chance.random() < 0.85:
            run_month(world, desk, client)
        else:
            undo(world)
