"""The filters of the list of relationships, and the counts beside their choices."""

from collections import defaultdict
from functools import cached_property
from typing import Any, cast

from django import forms
from django.db.models import Count, F, OrderBy, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, Filter, FilterSet, MultipleChoiceFilter

from places.models import GovernmentKind, LocalGovernment, Partner, WorldRegion
from places.querysets import name_order
from relationships.choices import Counting, Kind, Status
from relationships.forms import (
    DEFAULT_SORT,
    CountryField,
    RelationshipFilterForm,
    country_choices,
    prefecture_choices,
)
from relationships.models import Relationship
from relationships.querysets import RelationshipQuerySet
from sistercity.folding import fold

FIRST_YEAR, LAST_YEAR = 1900, 2100
# An address cannot tell an empty value from none, so “not recorded” has a word of its own.
UNKNOWN = "unknown"
KINDS = [(value or UNKNOWN, label) for value, label in Kind.choices]
# The column that the counts beside each filter's choices are grouped by.
FACET_COLUMNS = {
    "prefecture": "local_government__prefecture",
    "country": "partner__country",
    "region": "partner__country__world_region",
    "level": "local_government__kind",
    "kind": "kind",
    "status": "status",
    "counting": "counting",
}


class CountryFilter(ChoiceFilter):
    """Filters by the partner's country."""

    field_class = CountryField

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Keep the partners of the country, or all."""
        return qs.filter(partner__country=value.upper()) if value else qs


class YearFilter(Filter):
    """Filters by the year of establishment."""

    field_class = forms.IntegerField

    def __init__(self, **options: Any) -> None:
        super().__init__(
            field_name="established_on__year",
            min_value=FIRST_YEAR,
            max_value=LAST_YEAR,
            **options,
        )


class RelationshipFilter(FilterSet):
    """What the list of relationships can be narrowed to.

    Without a choice of status or of counting, the list holds what the totals count: the
    relationships in force that CLAIR's rule counts.
    """

    q = CharFilter(method="search", label=_("Name of a place"), max_length=100)
    prefecture = ChoiceFilter(field_name="local_government__prefecture", label=_("Prefecture"))
    country = CountryFilter(label=_("Country or region"))
    region = MultipleChoiceFilter(
        field_name="partner__country__world_region",
        label=_("Region of the world"),
        choices=WorldRegion.choices,
        distinct=False,
    )
    level = MultipleChoiceFilter(
        field_name="local_government__kind",
        label=_("Level of government"),
        choices=GovernmentKind.choices,
        distinct=False,
    )
    kind = MultipleChoiceFilter(method="of_kinds", label=_("Kind"), choices=KINDS)
    year_from = YearFilter(lookup_expr="gte", label=_("From year"))
    year_to = YearFilter(lookup_expr="lte", label=_("To year"))
    status = MultipleChoiceFilter(
        label=_("Status"),
        choices=Status.choices,
        distinct=False,
        help_text=_("Without a choice: all but the ended ones."),
    )
    counting = MultipleChoiceFilter(
        label=_("In the count"),
        choices=Counting.choices,
        distinct=False,
        help_text=_("Without a choice: the counted ones."),
    )

    class Meta:
        model = Relationship
        fields: list[str] = []
        form = RelationshipFilterForm

    def __init__(self, data: QueryDict) -> None:
        self.parameters = without_empty(data)
        super().__init__(self.parameters)
        # Here and not as a callable, which the form would ask again at every look.
        self.filters["prefecture"].extra["choices"] = prefecture_choices()
        self.filters["country"].extra["choices"] = country_choices()

    def filter_queryset(self, queryset: QuerySet[Any]) -> RelationshipQuerySet:
        """Apply every filter, then the order of the rows."""
        return self.narrowed().order_by(*self.order())

    def narrowed(self, *left_out: str) -> RelationshipQuerySet:
        """Return the relationships that pass every filter but those left out."""
        chosen = self.form.cleaned_data
        queryset: Any = Relationship.objects.all()
        for name in self.filters.keys() - set(left_out):
            queryset = self.filters[name].filter(queryset, chosen[name])
        if not chosen["status"] and "status" not in left_out:
            queryset = queryset.in_force()
        if not chosen["counting"] and "counting" not in left_out:
            queryset = queryset.counted()
        return cast("RelationshipQuerySet", queryset)

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep relationships whose places, by any of their names, hold every word."""
        return queryset.filter(pk__in=self.found)

    @cached_property
    def found(self) -> list[int]:
        """The keys of the relationships that hold every word searched for.

        Looked up once: the rows, the number and the counts of each filter all go by it.
        """
        queryset = Relationship.objects.all()
        for word in fold(self.form.cleaned_data["q"]).split():
            queryset = queryset.filter(
                Q(local_government__in=LocalGovernment.objects.named(word))
                | Q(partner__in=Partner.objects.named(word))
                | Q(former_name__icontains=word)
            )
        return list(queryset.values_list("pk", flat=True))

    def of_kinds(self, queryset: QuerySet[Any], name: str, value: list[str]) -> QuerySet[Any]:
        """Keep the kinds chosen."""
        kinds = ["" if kind == UNKNOWN else kind for kind in value]
        return queryset.filter(kind__in=kinds) if kinds else queryset

    def order(self) -> list[Any]:
        """Return the columns to sort by; the public number makes every order total."""
        date = F("established_on")
        orders: dict[str, list[OrderBy | str | Any]] = {
            "-date": [date.desc(nulls_last=True)],
            "date": [date.asc(nulls_last=True)],
            "place": ["local_government__code"],
            "name": name_order("local_government__"),
            "country": [*name_order("partner__country__"), "partner__name_en"],
        }
        return [*orders[self.form.cleaned_data["sort"] or DEFAULT_SORT], "public_id"]

    @cached_property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many rows each choice of each filter would give with the other filters as they are.

        One query for all of them.
        """
        queries = [self.grouped(name, column) for name, column in FACET_COLUMNS.items()]
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        for name, value, count in queries[0].union(*queries[1:], all=True):
            counts[name][value] = count
        counts["kind"][UNKNOWN] = counts["kind"].pop("", 0)
        counts["country"] = {code.lower(): n for code, n in counts["country"].items()}
        return counts

    def grouped(self, name: str, column: str) -> QuerySet[Any, Any]:
        """Return the counts of one filter's choices: its name, the value and the number of rows."""
        return (
            self.narrowed(name)
            .order_by()
            .values_list(Value(name, TextField()), Cast(column, TextField()))
            .annotate(count=Count("pk"))
        )

    def count_without(self, name: str) -> int:
        """Return how many rows there would be without one filter."""
        if name == "status":
            return sum(self.counts[name].values()) - self.counts[name].get(Status.ENDED, 0)
        if name == "counting":
            return self.counts[name].get(Counting.COUNTED, 0)
        if name in FACET_COLUMNS:
            return sum(self.counts[name].values())
        return self.narrowed(name).count()

    @cached_property
    def undated(self) -> int:
        """How many rows a range of years leaves out because their date is not known."""
        if not self.form.cleaned_data["year_from"] and not self.form.cleaned_data["year_to"]:
            return 0
        return self.narrowed("year_from", "year_to").filter(established_on=None).count()


def without_empty(data: QueryDict) -> QueryDict:
    """Return the parameters that have a value: a form sends its empty fields too."""
    kept = QueryDict(mutable=True)
    for name, values in data.lists():
        if filled := [value for value in values if value]:
            kept.setlist(name, filled)
    return kept
