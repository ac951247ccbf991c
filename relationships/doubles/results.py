"""What a search for doubles finds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LikelyDouble:
    """Two records that look like one, by their public numbers, the lower one first.

    ``country`` is the code of the partners' country, ``reasons`` say in Japanese what makes them
    look so. ``weight`` orders a list: what is likelier has more.
    """

    numbers: tuple[int, int]
    country: str
    reasons: tuple[str, ...]
    weight: int
