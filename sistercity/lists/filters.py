"""The filters of a list, and the counts beside their choices."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.http import QueryDict
from django_filters import FilterSet


class ListFilter(FilterSet):
    """What a list can be narrowed to.

    ``facets`` names the filters that count their choices, with the column that they count by.
    A filter on a column that a row has several of must keep each row once: ``pk__in``. ``rows`` is
    how rows are counted in SQL: ``COUNT(*)`` where no facet has several values for a row.
    """

    facets: ClassVar[Mapping[str, str | Combinable]] = {}
    rows = "COUNT(DISTINCT pk)"

    def __init__(self, data: QueryDict, queryset: QuerySet[Any] | None = None) -> None:
        self.parameters = without_empty(data)
        super().__init__(self.parameters, queryset)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Apply every filter."""
        rows: QuerySet[Any] = self.narrowed()
        return rows

    def narrowed(self, *left_out: str) -> Any:
        """Return the rows that pass every filter but those left out."""
        chosen = self.form.cleaned_data
        everything: Any = self.queryset
        queryset = everything.all()
        for name, one in self.filters.items():
            if name not in left_out:
                queryset = one.filter(queryset, chosen[name])
        return queryset

    @cached_property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """How many rows each choice of a filter would give with the other filters as they are."""
        return self.counted(self.facets)

    def counted(self, names: Iterable[str]) -> dict[str, dict[str, int]]:
        """Return the counts of some filters, read in one query.

        Filters without a choice go by the same rows, which are read once for all of them.
        """
        found: dict[str, dict[str, int]] = {name: {} for name in names}
        together = [name for name in found if not self.narrows(name)]
        groups = [together, *([name] for name in found if name not in together)]
        queries = [query for group in groups if group and (query := self.grouped(group))]
        if queries:
            everything: Any = self.queryset
            with connections[everything.db].cursor() as cursor:
                sql = " UNION ALL ".join(sql for sql, _parameters in queries)
                cursor.execute(sql, [value for _sql, values in queries for value in values])
                for name, value, count in cursor:
                    found[name][value] = count
        return found

    def narrows(self, name: str) -> bool:
        """Whether a filter keeps any rows from the list."""
        return bool(self.form.cleaned_data[name])

    def grouped(self, names: Sequence[str]) -> tuple[str, Sequence[Any]] | None:
        """Return SQL, and its parameters, that counts the choices of filters by the same rows.

        A row of its result is the name of a filter, a value and the number; None: there are none.
        """
        values = {f"of_{name}": Cast(self.facets[name], TextField()) for name in names}
        rows = self.narrowed(*names).order_by().values("pk", **values)
        try:
            sql, parameters = rows.query.sql_with_params()
        except EmptyResultSet:
            return None
        columns, last = ", ".join(values), len(names) - 1
        # GROUPING has a bit for each column, the first one highest, which is 0 where it is grouped.
        masks = {name: (1 << len(names)) - 1 - (1 << last - n) for n, name in enumerate(names)}
        filters = " ".join(f"WHEN {mask} THEN '{name}'" for name, mask in masks.items())
        sets = ", ".join(f"({column})" for column in values)
        return (
            f"SELECT CASE GROUPING({columns}) {filters} END, COALESCE({columns}), {self.rows}"  # noqa: S608  (our own names)
            f" FROM ({sql}) AS rows GROUP BY GROUPING SETS ({sets})"
        ), parameters

    def count_without(self, name: str) -> int:
        """Return how many rows there would be without one filter."""
        count: int = self.narrowed(name).count()
        return count


def without_empty(data: QueryDict) -> QueryDict:
    """Return the parameters that have a value: a form sends its empty fields too."""
    kept = QueryDict(mutable=True)
    for name, values in data.lists():
        if filled := [value for value in values if value]:
            kept.setlist(name, filled)
    return kept
