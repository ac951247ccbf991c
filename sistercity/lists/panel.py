"""What a list shows around its rows: filters, counts, and what to drop."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, ClassVar

from django.http import QueryDict
from django.urls import reverse
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sistercity.lists.filters import ListFilter


@dataclass(frozen=True)
class Choice:
    """One value that a filter can take, and how many rows it would give."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass
class Field:
    """A filter as the panel shows it; what it holds depends on its kind."""

    kind: str
    name: str
    label: str
    error: str = ""
    hint: str = ""
    value: str = ""
    any: str = ""
    choices: list[Choice] = field(default_factory=list)
    groups: list[tuple[str, list[Choice]]] = field(default_factory=list)
    ends: list["Field"] = field(default_factory=list)


class ListPanel:
    """The filter panel of a list.

    Wrong filters are shown with what is wrong; the counts then go by the ones that are right.
    A list declares the name of its URL, its filters in the order of the panel with the kind
    of field of each (``search``, ``select``, ``checkboxes``, ``year``; also the canonical order of
    a URL's parameters), what two years are of, and its orders with the one by default.
    """

    url_name: ClassVar[str]
    kinds: ClassVar[dict[str, str]]
    years: ClassVar[Any] = ""
    orders: ClassVar[list[tuple[str, Any]]] = []
    default_order: ClassVar[str] = ""

    def __init__(self, filters: Any) -> None:
        self.known = {*self.kinds, *(["sort"] if self.orders else [])}
        self.typed: QueryDict = filters.parameters
        self.is_valid: bool = filters.is_valid()
        self.errors = {name: str(errors[0]) for name, errors in filters.errors.items()}
        self.filters: Any = filters if self.is_valid else self.without_errors(filters)
        self.chosen: dict[str, Any] = self.filters.form.cleaned_data

    def without_errors(self, filters: ListFilter) -> ListFilter:
        """Return the filters without the wrong values."""
        data = QueryDict(mutable=True)
        for name in self.known - self.errors.keys():
            data.setlist(name, self.typed.getlist(name))
        right = type(filters)(data, filters.queryset)
        right.is_valid()
        return right

    # the fields

    def label(self, name: str) -> str:
        """Return a filter's name for people."""
        return str(self.filters.form.fields[name].label)

    def options(self, name: str) -> list[tuple[str, Any]]:
        """Return the values and labels that a filter offers, or its groups of them."""
        return [pair for pair in self.filters.filters[name].extra.get("choices", []) if pair[0]]

    def labels(self, name: str) -> dict[str, str]:
        """Return the label of each value that a filter offers; none for free text."""
        flat: list[tuple[str, Any]] = list(flatten_choices(self.options(name)))
        return {value: str(label) for value, label in flat}

    def choices(self, name: str, options: Iterable[tuple[str, Any]]) -> list[Choice]:
        """Return values of a filter with their counts."""
        chosen = self.chosen[name]
        selected = set(chosen) if isinstance(chosen, list) else {chosen}
        counts = self.filters.counts[name]
        return [
            Choice(value, str(label), counts.get(value, 0), value in selected)
            for value, label in options
        ]

    def field(self, name: str) -> Field:
        """Return a filter as the panel shows it."""
        shown = Field(self.kinds[name], name, self.label(name), error=self.errors.get(name, ""))
        shown.hint = str(self.filters.filters[name].extra.get("help_text", ""))
        options = self.options(name)
        if shown.kind == "select":
            shown.any = pgettext("any choice", "All")
        if shown.kind == "select" and any(isinstance(inner, list) for _value, inner in options):
            shown.groups = [(group, self.choices(name, inner)) for group, inner in options]
        elif shown.kind in ("select", "checkboxes"):
            shown.choices = self.choices(name, options)
        else:
            shown.value = self.typed.get(name, "")[:200].replace("\x00", "")
        return shown

    def fields(self) -> list[Field]:
        """Return all filters; the two years are the ends of one."""
        fields = [self.field(name) for name in self.kinds]
        years = [shown for shown in fields if shown.kind == "year"]
        if not years:
            return fields
        ends = Field("years", "years", str(self.years), ends=years)
        position = fields.index(years[0])
        return [*fields[:position], ends, *fields[position + len(years) :]]

    def error_list(self) -> list[tuple[str, str]]:
        """Return the id of each wrong field with what is wrong."""
        return [
            (
                f"f-{name}" if name in self.kinds else "filters",
                labelled(self.label(name), error) if name in self.known else error,
            )
            for name, error in self.errors.items()
        ]

    # the conditions in force, and URLs

    def values(self) -> Iterator[tuple[str, str]]:
        """Yield name and value of every parameter in use, in the canonical order."""
        for name in (*self.kinds, *(["sort"] if self.orders else [])):
            chosen = self.chosen[name]
            for value in chosen if isinstance(chosen, list) else [chosen]:
                if value and (name, value) != ("sort", self.default_order):
                    yield name, str(value)

    def conditions(self) -> list[tuple[str, str]]:
        """Return name and value of every filter in use, without the order."""
        return [(name, value) for name, value in self.values() if name != "sort"]

    def query(self) -> str:
        """Return the canonical query of the list, without the page and the question mark."""
        return encoded(self.values())

    def path(self, pairs: Iterable[tuple[str, str]]) -> str:
        """Return the list's path with a query."""
        query = encoded(pairs)
        return reverse(self.url_name) + (f"?{query}" if query else "")

    def canonical(self, page: int = 1) -> str:
        """Return the list's one URL: parameters in order, defaults and page 1 left out."""
        return self.path([*self.values(), *([("page", str(page))] if page > 1 else [])])

    def path_without(self, name: str, value: str) -> str:
        """Return the list's path without one condition, on page 1."""
        return self.path(pair for pair in self.values() if pair != (name, value))

    def clear_path(self) -> str:
        """Return the list's path without filters; the order stays, and the words if not alone."""
        words = [pair for pair in self.conditions() if pair[0] == "q"]
        alone = words == self.conditions()
        return self.path([*([] if alone else words), *self.hidden_sort()])

    def hidden_sort(self) -> list[tuple[str, str]]:
        """Return the order as a parameter, for a list that shows no menu of orders."""
        return [pair for pair in self.values() if pair[0] == "sort"]

    def condition_label(self, name: str, value: str) -> str:
        """Return a condition as people read it: “Prefecture: Tokyo”."""
        shown = self.labels(name).get(value, value)
        return labelled(self.label(name), shown)

    def applied(self) -> list[tuple[str, str]]:
        """Return each condition with the path that drops it."""
        return [
            (self.condition_label(name, value), self.path_without(name, value))
            for name, value in self.conditions()
        ]

    def suggestions(self) -> list[tuple[str, int, str]]:
        """Return filters whose dropping gives rows, with how many, the most first."""
        found = []
        for name in dict(self.conditions()):
            values = [value for other, value in self.conditions() if other == name]
            labels = _(", ").join(self.labels(name).get(value, value) for value in values)
            path = self.path(pair for pair in self.values() if pair[0] != name)
            count = self.filters.count_without(name)
            found.append((labelled(self.label(name), labels), count, path))
        return sorted((row for row in found if row[1]), key=lambda row: -row[1])

    def sorts(self) -> list[SimpleNamespace]:
        """Return the orders of the sort menu."""
        current = self.chosen["sort"] or self.default_order
        return [
            SimpleNamespace(value=value, label=label, selected=value == current)
            for value, label in self.orders
        ]


def labelled(label: str, value: str) -> str:
    """Return “label: value” as the language writes it."""
    return _("%(filter)s: %(value)s") % {"filter": label, "value": value}


def encoded(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the pairs as a query."""
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    return query.urlencode()
