"""Where the labels of a map stand: beside their circles, within the map, over nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

LETTER, WIDE_LETTER, LINE = 9, 15, 17  # sizes of the labels' letters, in units of the drawing
CLEAR = 8  # around the middle of a circle no label stands
# How far to the side a label can stand above or below its circle, and by which end it hangs.
ACROSS = (
    (0, "middle"),
    *((shift, end) for s in (6, 24, 42) for shift, end in ((-s, "start"), (s, "end"))),
)


class Rectangle(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Rectangle") -> bool:
        """Return whether two rectangles share a part."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


class LabelPosition(NamedTuple):
    """Where a label hangs, and by which end: ``start``, ``middle`` or ``end``."""

    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class Mark:
    """A circle that wants a label: its middle, its radius, and how long the label is."""

    x: float
    y: float
    radius: float
    length: float

    @property
    def box(self) -> Rectangle:
        """The room that the circle needs."""
        return Rectangle(self.x - CLEAR, self.y - CLEAR, self.x + CLEAR, self.y + CLEAR)

    def places(self) -> Iterator[LabelPosition]:
        """Yield where the label can stand, the best first."""
        yield LabelPosition(self.x + self.radius + 4, self.y + 5, "start")
        yield LabelPosition(self.x - self.radius - 4, self.y + 5, "end")
        above, below = self.y - self.radius - 3, self.y + self.radius + LINE - 4
        for level in (above, below, above - LINE, below + LINE):
            for shift, anchor in ACROSS:
                yield LabelPosition(self.x + shift, level, anchor)


def letters(text: str) -> float:
    """Return about how long a label is."""
    return sum(LETTER if ord(letter) < 0x2E80 else WIDE_LETTER for letter in text)


def label_box(place: LabelPosition, length: float) -> Rectangle:
    """Return the room that a label needs."""
    shift = {"start": 0.0, "middle": length / 2, "end": length}[place.anchor]
    left = place.x - shift
    return Rectangle(left, place.y - LINE + 4, left + length, place.y + 4)


def arranged(marks: list[Mark], width: float, height: float) -> list[LabelPosition]:
    """Return where the label of each mark stands on a map of a size.

    The label with the fewest places left is next, so that it finds one; where there is none, it
    stands to the right.
    """
    found: dict[int, LabelPosition] = {}
    taken: list[Rectangle] = []

    def free(number: int) -> list[LabelPosition]:
        mark = marks[number]
        others = [other.box for other in marks if other is not mark] + taken
        return [
            place
            for place in mark.places()
            if fits(label_box(place, mark.length), others, width, height)
        ]

    while len(found) < len(marks):
        waiting = {n: free(n) for n in range(len(marks)) if n not in found}
        number = min(waiting, key=lambda n: len(waiting[n]))
        found[number] = next(iter([*waiting[number], *marks[number].places()]))
        taken.append(label_box(found[number], marks[number].length))
    return [found[number] for number in range(len(marks))]


def fits(box: Rectangle, others: list[Rectangle], width: float, height: float) -> bool:
    """Return whether a label lies within the map and covers nothing else."""
    inside = box.left > 0 and box.top > 0 and box.right < width and box.bottom < height
    return inside and not any(box.meets(other) for other in others)
