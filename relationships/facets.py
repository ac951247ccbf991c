"""What the list of relationships shows around its rows: filters, counts, and what to drop."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _

from relationships.filters import RelationshipFilter
from relationships.forms import DEFAULT_SORT, SORTS

# The filters in the order of the panel, with the kind of field; also the canonical order of an
# address's parameters.
FIELDS = {
    "q": "search",
    "prefecture": "select",
    "country": "select",
    "region": "checkboxes",
    "level": "checkboxes",
    "kind": "checkboxes",
    "year_from": "year",
    "year_to": "year",
    "status": "checkboxes",
    "counting": "checkboxes",
}
# The columns of the table that sort the list; the date goes both ways.
COLUMN_SORTS = {"japan": "name", "partner": "country", "established": "date"}


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


class FilterPanel:
    """The filter panel of a list.

    Wrong filters are shown with what is wrong; the counts then go by the ones that are right.
    """

    known = {*FIELDS, "sort"}

    def __init__(self, filters: RelationshipFilter) -> None:
        self.typed = filters.parameters
        self.is_valid = filters.is_valid()
        self.errors = {name: str(errors[0]) for name, errors in filters.errors.items()}
        self.filters = filters if self.is_valid else RelationshipFilter(self.right_data())
        self.filters.is_valid()
        self.chosen = self.filters.form.cleaned_data

    def right_data(self) -> QueryDict:
        """Return the parameters without the wrong ones."""
        data = QueryDict(mutable=True)
        for name in self.known - self.errors.keys():
            data.setlist(name, self.typed.getlist(name))
        return data

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
        shown = Field(FIELDS[name], name, self.label(name), error=self.errors.get(name, ""))
        if shown.kind == "select":
            shown.any = _("All")
            shown.groups = [
                (group, self.choices(name, options)) for group, options in self.options(name)
            ]
        elif shown.kind == "checkboxes":
            shown.choices = self.choices(name, self.options(name))
            shown.hint = str(self.filters.filters[name].extra.get("help_text", ""))
        else:
            shown.value = self.typed.get(name, "")[:200].replace("\x00", "")
        return shown

    def fields(self) -> list[Field]:
        """Return all filters; the two years are the ends of one."""
        fields = [self.field(name) for name in FIELDS]
        years = [shown for shown in fields if shown.kind == "year"]
        ends = Field("years", "years", _("Year of establishment"), ends=years)
        position = fields.index(years[0])
        return [*fields[:position], ends, *fields[position + len(years) :]]

    def error_list(self) -> list[tuple[str, str]]:
        """Return the id of each wrong field with what is wrong."""
        return [
            (
                f"f-{name}" if name in FIELDS else "filters",
                labelled(self.label(name), error) if name in self.known else error,
            )
            for name, error in self.errors.items()
        ]

    def values(self) -> Iterator[tuple[str, str]]:
        """Yield name and value of every parameter in use, in the canonical order."""
        for name in (*FIELDS, "sort"):
            chosen = self.chosen[name]
            for value in chosen if isinstance(chosen, list) else [chosen]:
                if value and (name, value) != ("sort", DEFAULT_SORT):
                    yield name, str(value)

    def conditions(self) -> list[tuple[str, str]]:
        """Return name and value of every filter in use, without the order."""
        return [(name, value) for name, value in self.values() if name != "sort"]

    def query(self) -> str:
        """Return the canonical query of the list, without the page and the question mark."""
        return encoded(self.values())

    def path_without(self, name: str, value: str) -> str:
        """Return the list's path without one condition, on page 1."""
        return list_path(pair for pair in self.values() if pair != (name, value))

    def clear_path(self) -> str:
        """Return the list's path without filters; the order stays, and the words if not alone."""
        words = [pair for pair in self.conditions() if pair[0] == "q"]
        alone = words == self.conditions()
        return list_path([*([] if alone else words), *self.hidden_sort()])

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
            path = list_path(pair for pair in self.values() if pair[0] != name)
            count = self.filters.count_without(name)
            found.append((labelled(self.label(name), labels), count, path))
        return sorted((row for row in found if row[1]), key=lambda row: -row[1])

    def sorts(self) -> list[SimpleNamespace]:
        """Return the orders of the sort menu."""
        current = self.chosen["sort"] or DEFAULT_SORT
        return [
            SimpleNamespace(value=value, label=label, selected=value == current)
            for value, label in SORTS
        ]

    def column_sorts(self) -> dict[str, SimpleNamespace]:
        """Return the links of the table's headers; a second click on the date turns the order."""
        current = self.chosen["sort"] or DEFAULT_SORT
        links = {}
        for column, order in COLUMN_SORTS.items():
            target = "-date" if order == current == "date" else order
            pairs = self.conditions() + ([("sort", target)] if target != DEFAULT_SORT else [])
            directions = {order: "ascending", f"-{order}": "descending"}
            links[column] = SimpleNamespace(
                url=list_path(pairs), direction=directions.get(current, "")
            )
        return links


def labelled(label: str, value: str) -> str:
    """Return “label: value” as the language writes it."""
    return _("%(filter)s: %(value)s") % {"filter": label, "value": value}


def encoded(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the pairs as a query."""
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    return query.urlencode()


def list_path(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the path of the list with a query."""
    query = encoded(pairs)
    return reverse("relationship_list") + (f"?{query}" if query else "")
