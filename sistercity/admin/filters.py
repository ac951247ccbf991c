"""Filters of the staff desk's lists: named conditions, selects with counts, a range of years."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from operator import or_
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG, PAGE_VAR, ChangeList
from django.db.models import Count, F, Model, Q, QuerySet
from django.http import HttpRequest

Rows = QuerySet[Any]


@dataclass(frozen=True)
class Option:
    """A choice of a select: its value, what people read, and the group that it stands in."""

    value: str
    label: str
    group: str


class FormFilter(admin.ListFilter):
    """A filter that its template shows as a form."""

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form must keep of the URL: all but the filter's own parameters and the page."""
        dropped = {*self.expected_parameters(), PAGE_VAR, ERROR_FLAG}
        return [
            (name, value)
            for name, values in self.request.GET.lists()
            for value in values
            if name not in dropped and value
        ]


class ConditionFilter(admin.SimpleListFilter):
    """A choice among named conditions, each with the number of rows that meet it."""

    conditions: ClassVar[Mapping[str, tuple[str, Q]]]

    def lookups(
        self, request: HttpRequest, model_admin: "admin.ModelAdmin[Any]"
    ) -> list[tuple[str, str]]:
        """Return the name and the label of each condition."""
        return [(name, label) for name, (label, _) in self.conditions.items()]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        """Keep the rows that meet the chosen condition; an unknown one is an error."""
        value = self.value()
        if value is None:
            return queryset
        if value not in self.conditions:
            raise IncorrectLookupParameters(value)
        # By key, so that a condition on parts or other records lists no row twice.
        rows = self.records(queryset.model).filter(self.conditions[value][1])
        return queryset.filter(pk__in=rows.values("pk"))

    def records(self, model: type[Model]) -> Rows:
        """Return the records among which the conditions choose: none that was withdrawn."""
        return model._default_manager.all()


def only_in(language: str, *texts: str) -> Q:
    """Return the condition that one of the bilingual texts stands in this language only."""
    other = {"en": "ja", "ja": "en"}[language]
    conditions = (~Q(**{f"{text}_{language}": ""}) & Q(**{f"{text}_{other}": ""}) for text in texts)
    return reduce(or_, conditions)


@dataclass(frozen=True)
class Task:
    """Work that waits: a condition of a filter, counted at the desk and linked to its list."""

    filter: type[ConditionFilter]
    condition: str

    @property
    def label(self) -> str:
        """The name that the filter gives the condition."""
        return self.filter.conditions[self.condition][0]

    @property
    def query(self) -> str:
        """The query string of the list that shows exactly the counted rows."""
        return f"?{self.filter.parameter_name}={self.condition}"

    def count(self, model: type[Model]) -> Count:
        """Return the aggregate that counts the rows of the list."""
        rows = model._default_manager.filter(self.filter.conditions[self.condition][1])
        return Count("pk", filter=Q(pk__in=rows.values("pk")))


class SelectFilter(FormFilter, admin.SimpleListFilter):
    """One choice of many, as a select with counts and a button."""

    template = "admin/select_filter.html"
    column: ClassVar[str]  # from the listed model to the code chosen

    def options(self) -> Iterable[Option]:
        """Return the choices in their order, those of a group one after the other."""
        raise NotImplementedError

    def lookups(
        self, request: HttpRequest, model_admin: "admin.ModelAdmin[Any]"
    ) -> list[tuple[str, str]]:
        """Return one stand-in, so that the filter is shown: ``groups`` fetches the real choices."""
        return [("", "")]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        """Keep the rows of the chosen code, each once, or all."""
        value = self.value()
        if not value:
            return queryset
        rows = queryset.model._base_manager.alias(chosen=self.code()).filter(chosen=value)
        return queryset.filter(pk__in=rows.values("pk"))

    def code(self) -> Any:
        """Return the expression of a row's code; a row with parts may have several."""
        return F(self.column)

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """Yield the groups: the label and the options, each with its number of rows."""
        rows = changelist.get_queryset(self.request, exclude_parameters=self.expected_parameters())
        codes = rows.order_by().annotate(chosen=self.code()).values_list("chosen")
        counts = dict(codes.annotate(Count("pk", distinct=True)))
        for group, options in groupby(self.options(), key=lambda option: option.group):
            yield {
                "label": group,
                "options": [(option, counts.get(option.value, 0)) for option in options],
            }


class RecordFilter(admin.RelatedFieldListFilter):
    """A choice among the few records of another table, which are read once for a page.

    Django makes all filters of a list again for the counts of each one.
    """

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: "admin.ModelAdmin[Any]"
    ) -> Any:
        """Return the key and the name of each record."""
        name = f"_choices_of_{field.name}"
        if not hasattr(request, name):
            setattr(request, name, super().field_choices(field, request, model_admin))
        return getattr(request, name)


class YearListFilter(FormFilter):
    """A range of years in two inputs; either end may stay empty."""

    template = "admin/year_filter.html"
    column: ClassVar[str]
    part: ClassVar[str] = "__year"  # of a date; nothing where the column holds a year itself
    first, last = "year_from", "year_to"

    def __init__(
        self,
        request: HttpRequest,
        params: dict[str, list[str]],
        model: type[Model],
        model_admin: "admin.ModelAdmin[Any]",
    ) -> None:
        super().__init__(request, params, model, model_admin)
        for name in (self.first, self.last):
            if name in params:
                self.used_parameters[name] = params.pop(name)[-1]

    def expected_parameters(self) -> list[str | None]:
        """Return the names of both inputs."""
        return [self.first, self.last]

    def has_output(self) -> bool:
        """Show the filter always."""
        return True

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """Yield nothing: the template writes the two inputs."""
        yield from ()

    def text(self, name: str) -> str:
        """Return what an input holds."""
        return str(self.used_parameters.get(name, ""))

    def year(self, name: str) -> int | None:
        """Return one end of the range; what is no year is an error."""
        text = self.text(name)
        if not text:
            return None
        if not (text.isdecimal() and len(text) == 4 and int(text)):
            raise IncorrectLookupParameters(text)
        return int(text)

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        """Keep the rows within the range; a range that ends before it begins is an error."""
        first, last = self.year(self.first), self.year(self.last)
        if first and last and first > last:
            raise IncorrectLookupParameters(f"{first} > {last}")
        if first:
            queryset = queryset.filter(**{f"{self.column}{self.part}__gte": first})
        return queryset.filter(**{f"{self.column}{self.part}__lte": last}) if last else queryset

    @property
    def ends(self) -> list[tuple[str, str, str]]:
        """Name, label and text of the two inputs."""
        labels = (self.first, "年から"), (self.last, "年まで")
        return [(name, label, self.text(name)) for name, label in labels]
