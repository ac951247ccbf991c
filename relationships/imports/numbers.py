"""Whether the numbers that stand in a file are those of our relationships, or somebody else's."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from relationships.imports.pairs import Pair, sides_of
from relationships.imports.sides import Sides
from relationships.register.choices import Status
from relationships.register.models import Relationship
from sistercity.imports.rows import Row
from sistercity.spreadsheets import problems
from sistercity.spreadsheets.problems import Problem, Severity

FOREIGN = problems.warning(
    "foreign_numbers",
    _(
        "The numbers in this column are not those of the register: of %(rows)s rows with both"
        " sides, %(right)s have the number of the relationship that joins them. The column was"
        " not read, and relationships were found by their sides. Leave it out, or correct it."
    ),
    of_column=True,
)
JOINED = problems.notice(
    "joined_number",
    _(
        "Relationship %(id)s was joined with relationship %(kept)s; the row was taken for the"
        " latter."
    ),
)
JOINED_ROW = problems.notice(
    "joined_row",
    _(
        "Relationship %(id)s was joined with relationship %(kept)s, which has a row of its own;"
        " this one was left out."
    ),
)

# Fewer rows can all be slips or changes. Where one in twenty is right, the others are errors.
FEWEST_ROWS = 3
RIGHT_SHARE = 0.05


def leave_out_foreign(rows: Sequence[Row], finder: Sides) -> None:
    """Forget the numbers of all rows where they are not ours, and find their sides anew.

    They are not where most of the rows name no side of their number, or have a number that no
    relationship has; and hardly a row names both sides, or the numbers only count the rows.
    """
    numbered = [row for row in rows if row.key is not None or has_unread_number(row)]
    told = [row for row in numbered if None not in sides_of(row)]
    is_count = count_rows(rows)
    if not told or (len(told) < FEWEST_ROWS and not is_count):
        return
    known = stored_sides(row.key for row in told if row.key is not None)
    right = sum(known.get(row.key or 0) in finder.pairs(row) for row in told)
    strange = sum(not shares_a_side(row, known, finder) for row in told)
    is_ours = right > len(told) * RIGHT_SHARE and not is_count
    if is_ours or strange * 2 <= len(told):
        return
    for row in numbered:
        row.key = None
    finder.resolve_again(rows)
    for row in numbered:
        row.problems = [one for one in row.problems if not is_about_number(row, one)]
    numbered[0].problem(FOREIGN, "id", rows=len(told), right=right)


def count_rows(rows: Sequence[Row]) -> bool:
    """Whether the numbers run from 1 in the order of the rows, which are not those of an export.

    Then some can be right by chance: other lists begin with 札幌市 too.
    """
    keys = [row.key for row in rows]
    is_count = len(keys) > 1 and keys == [*range(1, len(keys) + 1)]
    return is_count and "mark" not in rows[0].sheet.headings


def follow_joined(rows: Sequence[Row]) -> set[int]:
    """Take a row of a relationship that was joined with another one for the row of that one.

    Where the file has the other one too, the row is left out: return the numbers of such rows. A
    row that says that its relationship ended means no other, as an export writes it.
    """
    kept = joined_numbers()
    taken = {row.key for row in rows}
    left_out = set()
    for row in rows:
        number = kept.get(row.key or 0)
        if number is None or row.values.get("status") == Status.ENDED:
            continue
        values = {"id": row.key, "kept": number}
        if number in taken:
            left_out.add(row.number)
            row.values, row.problems = {}, []
            row.problem(JOINED_ROW, "id", **values)
        else:
            taken.add(number)
            row.key = number
            row.problem(JOINED, "id", **values)
    return left_out


def joined_numbers() -> dict[int, int]:
    """Return the number of the kept relationship by that of each that was joined with it."""
    joined = Relationship.objects.exclude(joined_to=None)
    return dict(joined.values_list("public_id", "joined_to__public_id"))


def stored_sides(numbers: Iterable[int]) -> dict[int, Pair]:
    """Return both sides of the relationships of numbers, by number."""
    found = Relationship.with_withdrawn.filter(public_id__in=set(numbers))
    rows = found.values_list("public_id", "local_government", "partner")
    return {number: (government, partner) for number, government, partner in rows}


def shares_a_side(row: Row, known: Mapping[int, Pair], finder: Sides) -> bool:
    """Whether a row names a side of the relationship that has its number."""
    own = known.get(row.key or 0)
    return own is not None and any(
        mine == other for pair in finder.pairs(row) for mine, other in zip(own, pair, strict=True)
    )


def has_unread_number(row: Row) -> bool:
    """Whether the cell of the number cannot be read."""
    return any(is_about_number(row, one) for one in row.problems)


def is_about_number(row: Row, problem: Problem) -> bool:
    """Whether a problem is an error of the cell that holds the number."""
    heading = row.sheet.headings.get("id")
    return problem.severity == Severity.ERROR and heading == problem.column
