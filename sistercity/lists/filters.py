"""The filters of a list, and the counts beside their choices."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Count, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.http import QueryDict
from django_filters import FilterSet


class ListFilter(FilterSet):
    """What a list can be narrowed to.

    ``facets`` names the filters that count their choices, with the column that they count by.
    A filter on a column that a row has several of must keep each row once: ``pk__in``.
    """

    facets: ClassVar[Mapping[str, str | Combinable]] = {}
    rows = Count("pk", distinct=True)

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
    def counts(self) -> dict[str, dict[str, int]]:
        """How many rows each choice of each filter would give with the other filters as they are.

        One query for all of them.
        """
        queries = [self.grouped(name, column) for name, column in self.facets.items()]
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        for name, value, count in queries[0].union(*queries[1:], all=True):
            counts[name][value] = count
        return counts

    def grouped(self, name: str, column: str | Combinable) -> QuerySet[Any, Any]:
        """Return the counts of one filter's choices: its name, the value and the number of rows."""
        values = (Value(name, TextField()), Cast(column, TextField()))
        counts: QuerySet[Any, Any] = (
            self.narrowed(name).order_by().values_list(*values).annotate(count=self.rows)
        )
        return counts

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
