"""The search of the change log for a value: written, or replaced, or given as the reason.

A value counts as people read it: a choice by its label, a date in any way of writing it and as far
as it is known, a foreign key by the name of the record that it leads to.
"""

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.timezone import make_aware

from sistercity.admin.history import Trace
from sistercity.dates import PartialDate, Precision, read_written

NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
FINER = {
    Precision.DAY: [Precision.DAY.value],
    Precision.MONTH: [Precision.DAY.value, Precision.MONTH.value],
    Precision.YEAR: Precision.values,
}
Keys = Callable[[Any], list[Any]]  # of the records of a model that have the name searched for


@dataclass(frozen=True)
class ColumnTest:
    """What a column holds, and whether that is searched for, in SQL; what the test is given."""

    value: str
    test: str
    params: list[Any]


def with_value(trace: Trace, text: str, keys: Keys) -> Q:
    """Return the condition of events that wrote or replaced a value, or have it in their reason.

    Only rows that ever held such a value are compared with the version before.
    """
    table = trace.events._meta.db_table
    reason = f"""
        SELECT pgh_id FROM {table} WHERE pgh_context_id IN (
            SELECT id FROM pghistory_context WHERE metadata ->> 'reason' ILIKE %s
        )
    """  # noqa: S608  (names of our own tables and columns)
    tests = list(column_tests(trace, text, keys))
    params = [value for one in tests for value in one.params]
    sql = f"{changed(table, tests)} UNION ALL {reason}" if tests else reason
    return Q(pgh_id__in=RawSQL(sql, [*params, like(text)]))  # noqa: S611  (the text is a parameter)


def changed(table: str, tests: list[ColumnTest]) -> str:
    """Return the query for the events that changed a column to or from what is searched for."""
    numbers = range(len(tests))
    columns = ", ".join(
        f"{one.value} AS value_{n}, {one.test} AS found_{n}" for n, one in enumerate(tests)
    )
    ever = " OR ".join(f"found_{n}" for n in numbers)
    before = ", ".join(
        f"lag(value_{n}) OVER past AS old_{n}, lag(found_{n}) OVER past AS was_{n}" for n in numbers
    )
    differs = " OR ".join(
        f"(pgh_label <> 'update' OR value_{n} IS DISTINCT FROM old_{n}) AND (found_{n} OR was_{n})"
        for n in numbers
    )
    return f"""
        (WITH tested AS NOT MATERIALIZED (
            SELECT pgh_id, pgh_obj_id, pgh_label, {columns} FROM {table}
        )
        SELECT pgh_id FROM (
            SELECT *, {before} FROM tested
            WHERE pgh_obj_id IN (SELECT pgh_obj_id FROM tested WHERE {ever})
            WINDOW past AS (PARTITION BY pgh_obj_id ORDER BY pgh_id)
        ) versions WHERE {differs})
    """  # noqa: S608  (names of our own tables and columns)


def column_tests(trace: Trace, text: str, keys: Keys) -> Iterator[ColumnTest]:
    """Yield the tests of the columns that can hold what is searched for."""
    date, number = as_date(text), as_number(text)
    for field in trace.columns:
        name = connection.ops.quote_name(str(field.column))
        if isinstance(field, models.ForeignKey):
            yield from among(name, keys(field.related_model))
        elif isinstance(field, ArrayField):
            if found := labelled(field.base_field, text):
                yield ColumnTest(name, f"{name}::text[] && %s::text[]", [found])
        elif field.choices:
            yield from among(name, labelled(field, text))
        elif isinstance(field, (models.CharField, models.TextField)):
            yield ColumnTest(name, f"{name} ILIKE %s", [like(text)])
        elif isinstance(field, models.DateField) and date:
            yield date_test(trace, field, name, date)
        elif isinstance(field, (models.IntegerField, models.DecimalField)) and number is not None:
            yield ColumnTest(name, f"{name} = %s", [number])


def among(name: str, values: list[Any]) -> Iterator[ColumnTest]:
    """Yield the test that a column holds one of some values, if there are any."""
    if values:
        yield ColumnTest(name, f"{name} = ANY(%s)", [values])


def date_test(
    trace: Trace, field: "models.Field[Any, Any]", name: str, date: PartialDate
) -> ColumnTest:
    """Return the test that a date or a moment lies in a day, a month or a year.

    A partial date must be known as well as the one that is searched for.
    """
    first, after = date.first, date.last + datetime.timedelta(days=1)
    precision = f"{field.name.removesuffix('_on')}_precision"
    within = f"{name} >= %s AND {name} < %s"
    if isinstance(field, models.DateTimeField):
        days = (datetime.datetime.combine(day, datetime.time()) for day in (first, after))
        return ColumnTest(name, within, [make_aware(day) for day in days])
    if precision not in {one.name for one in trace.events._meta.concrete_fields}:
        return ColumnTest(name, within, [first, after])
    finer = FINER[Precision(date.precision)]
    return ColumnTest(
        f"concat({name}, {precision})", f"{within} AND {precision} = ANY(%s)", [first, after, finer]
    )


def as_date(text: str) -> PartialDate | None:
    """Return the date that a text is in any way of writing it, None if it is none."""
    try:
        date = read_written(text)
    except ValueError:
        return None
    return date if date.first.year < datetime.MAXYEAR else None


def as_number(text: str) -> Decimal | None:
    """Return the number that a text is, None if it is none."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "")
    return Decimal(plain) if NUMBER.fullmatch(plain) else None


def labelled(field: Any, text: str) -> list[str]:
    """Return the choices of a field with a label that holds a text."""
    return [value for value, label in field.flatchoices if value and text in str(label)]


def like(text: str) -> str:
    """Return the pattern of a text within another."""
    return f"%{connection.ops.prep_for_like_query(text)}%"
