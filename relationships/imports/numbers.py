"""Whether the numbers that stand in a file are those of our relationships, or somebody else's."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from relationships.imports.bases import NewsOf
from relationships.imports.pairs import Pair, sides_of
from relationships.imports.sides import Sides
from relationships.register.choices import Status
from relationships.register.models import Relationship
from relationships.releases.dataset import values_of
from sistercity.imports.importer import Importer
from sistercity.imports.merging import Difference
from sistercity.imports.rows import Known, Row
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
JOINED_NEWS = problems.error(
    "joined_row_changed",
    _(
        "Relationship %(id)s was joined with relationship %(kept)s, which has a row of its own, but"
        " this row says something new: %(changes)s. Write it into the row of number %(kept)s, or"
        " skip this row."
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


def follow_joined(rows: Sequence[Row]) -> list[tuple[Row, int]]:
    """Take a row of a relationship that was joined with another one for the row of that one.

    Where the file has the other one too, the row is to be left out: return such rows, each with the
    number of the kept relationship. A row that says that its relationship ended means no other, as
    an export writes it.
    """
    kept = joined_numbers()
    taken = {row.key for row in rows}
    second = []
    for row in rows:
        number = kept.get(row.key or 0)
        if number is None or row.values.get("status") == Status.ENDED:
            continue
        if number in taken:
            second.append((row, number))
        else:
            taken.add(number)
            row.problem(JOINED, "id", id=row.key, kept=number)
            row.key = number
    return second


def leave_out(second: Sequence[tuple[Row, int]], importer: Importer, news: NewsOf) -> None:
    """Leave out the rows that ``follow_joined`` returned.

    One is an error where it says something new that the kept relationship lacks, or where a cell
    cannot be read: that may be new.
    """
    known = known_by_number({number for row, kept in second for number in (row.key or 0, kept)})
    found = news([(row, known[row.key or 0]) for row, _kept in second])
    for row, kept in second:
        new = found[row.number]
        changes = [
            told(row, importer, one)
            for one in new.differences
            if lacks(known[kept], one, importer, is_first=new.is_first)
        ]
        row.values, row.problems = {}, list(row.errors)
        values = {"id": row.key, "kept": kept}
        if changes:
            row.problem(JOINED_NEWS, "id", changes=changes, **values)
        elif row.is_sound:
            row.problem(JOINED_ROW, "id", **values)


def lacks(kept: Known, one: Difference, importer: Importer, *, is_first: bool) -> bool:
    """Whether a relationship does not have what a row says of a field.

    The kept one got the sources and fields of exchange of both: what the first file of a source
    says of them, it has with others.
    """
    own = kept.values[one.field]
    if is_first and isinstance(one.after, tuple):
        return not set(one.after) <= set(own)
    return importer.cell(one.field, own) != one.texts[1]


def told(row: Row, importer: Importer, one: Difference) -> str:
    """Return what a row says of a field, by the heading that the file has."""
    column = row.sheet.headings.get(one.field) or importer.field_label(one.field)
    text = importer.shown(one.field, one.after)
    return _("%(column)s “%(text)s”") % {"column": column, "text": text}


def known_by_number(numbers: Collection[int]) -> dict[int, Known]:
    """Return relationships, withdrawn ones too, by number."""
    if not numbers:
        return {}
    records = values_of(Relationship.with_withdrawn.filter(public_id__in=numbers))
    return {values["id"]: Known(key, values) for key, values in records.items()}


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
