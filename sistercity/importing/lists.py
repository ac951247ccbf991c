"""Several things in one cell, and cells that name the same things side by side.

The first of one cell belongs to the first of the next: three codes, and the names of the three.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import zip_longest
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from sistercity.importing import problems
from sistercity.importing.letters import Cell, text
from sistercity.importing.problems import CellError

UNEQUAL = problems.error(
    "unequal_lists",
    _(
        "Here stand %(number)s, in the column beside it %(other)s. The columns must name the same"
        " in the same order; a hyphen stands for what is not known."
    ),
)
SEPARATORS = re.compile(r"[;；\n]")
NOTHING = "-"
Value = TypeVar("Value")


def several(parse: Callable[[Cell], Value]) -> Callable[[Cell], tuple[Value | str, ...]]:
    """Return the parser of several values, with ``;`` or new lines between; () for an empty cell.

    A hyphen is an empty value, which keeps the place of one that is not known.
    """

    def parse_all(cell: Cell) -> tuple[Value | str, ...]:
        return tuple("" if part == NOTHING else parse(part) for part in split(cell))

    return parse_all


def split(cell: Cell) -> list[str]:
    """Return what stands between the separators, without what is empty."""
    parts = (part.strip() for part in SEPARATORS.split(text(cell)))
    return [part for part in parts if part]


def format_several(values: Iterable[object]) -> str:
    """Return several values for one cell; the inverse of ``several``."""
    parts = [whole(value) or NOTHING for value in values]
    return "; ".join(parts) if any(part != NOTHING for part in parts) else ""


def whole(value: object) -> str:
    """Return a value without the signs that would part it in a cell."""
    return "" if value is None else " ".join(SEPARATORS.sub(",", str(value)).split())


def side_by_side(cells: Mapping[str, tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return the values that belong together, by the order of the columns.

    A column that is empty has no part in it. Raises CellError for columns of unequal length, with
    the name of the one that differs in ``values``.
    """
    filled = {name: values for name, values in cells.items() if any(v != "" for v in values)}
    lengths = {name: len(values) for name, values in filled.items()}
    if len(set(lengths.values())) > 1:
        first, *others = lengths
        name = next(name for name in others if lengths[name] != lengths[first])
        raise CellError(UNEQUAL, column=name, number=lengths[name], other=lengths[first])
    return list(zip_longest(*(filled.get(name, ()) for name in cells), fillvalue=""))
