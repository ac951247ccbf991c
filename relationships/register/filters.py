"""The filters of the list of relationships, and the counts beside their choices."""

from functools import cached_property
from typing import Any, cast

from django import forms
from django.db.models import QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Lower, NullIf
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, Filter, MultipleChoiceFilter

from places.finding import Found, find
from places.forms import CountryField, country_choices, prefecture_choices
from places.models import GovernmentKind, WorldRegion
from relationships.register.choices import Counting, Kind, Status
from relationships.register.forms import DEFAULT_SORT, RelationshipFilterForm
from relationships.register.models import Relationship
from relationships.register.order import columns, part
from relationships.register.querysets import RelationshipQuerySet
from sistercity.kept import KeptForVersion
from sistercity.lists.filters import ListFilter

FIRST_YEAR, LAST_YEAR = 1900, 2100
# A URL cannot tell an empty value from none, so “not recorded” has a word of its own.
UNKNOWN = "unknown"
KINDS = [(value or UNKNOWN, label) for value, label in Kind.choices]
# The column that the counts beside each filter's choices are grouped by.
FACETS: dict[str, str | Combinable] = {
    "prefecture": "local_government__prefecture",
    "country": Lower("partner__country"),  # as URLs have it
    "region": "partner__country__world_region",
    "level": "local_government__kind",
    "kind": Coalesce(NullIf("kind", Value("")), Value(UNKNOWN)),
    "status": "status",
    "counting": "counting",
}
# What a process keeps of these counts: up to so many filters, each with its conditions.
MOST_KEPT = 2000
kept_counts: KeptForVersion[dict[Any, dict[str, int]]] = KeptForVersion(dict)


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


class RelationshipFilter(ListFilter):
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

    facets = FACETS
    rows = "COUNT(*)"

    class Meta:
        model = Relationship
        fields: list[str] = []
        form = RelationshipFilterForm

    def __init__(self, data: QueryDict, queryset: RelationshipQuerySet | None = None) -> None:
        super().__init__(data, queryset)
        # Here and not as a callable, which the form would ask again at every look.
        self.filters["prefecture"].extra["choices"] = prefecture_choices()
        self.filters["country"].extra["choices"] = country_choices()

    def filter_queryset(self, queryset: QuerySet[Any]) -> RelationshipQuerySet:
        """Apply every filter, then the order of the rows."""
        return self.narrowed().order_by(*columns(self.sort))

    @property
    def sort(self) -> str:
        """The order that is chosen, or the one without a choice."""
        return self.form.cleaned_data["sort"] or DEFAULT_SORT

    def part(self, first: int, last: int) -> list[Relationship]:
        """Return the rows from one position up to another."""
        return part(self.narrowed(), self.sort, first, last).in_full()

    def narrowed(self, *left_out: str) -> RelationshipQuerySet:
        """Return the relationships that pass every filter but those left out."""
        chosen = self.form.cleaned_data
        queryset: Any = super().narrowed(*left_out).with_page()
        if not chosen["status"] and "status" not in left_out:
            queryset = queryset.in_force()
        if not chosen["counting"] and "counting" not in left_out:
            queryset = queryset.counted()
        return cast("RelationshipQuerySet", queryset)

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep relationships whose places, by any of their names, are all that is named."""
        return cast("RelationshipQuerySet", queryset).matching(self.asked.terms)

    @cached_property
    def asked(self) -> Found:
        """What the words mean; the whole site is searched in the same way."""
        return find(self.form.cleaned_data["q"])

    def of_kinds(self, queryset: QuerySet[Any], name: str, value: list[str]) -> QuerySet[Any]:
        """Keep the kinds chosen."""
        kinds = ["" if kind == UNKNOWN else kind for kind in value]
        return queryset.filter(kind__in=kinds) if kinds else queryset

    @cached_property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many rows each choice would give; read where this process does not know it yet."""
        kept = kept_counts.now()
        wanted = {name: (name, self.conditions_without(name)) for name in FACETS}
        known = {name: kept[key] for name, key in wanted.items() if key in kept}
        if missing := [name for name in FACETS if name not in known]:
            if len(kept) > MOST_KEPT:
                kept_counts.known = None
            found = self.counted(missing)
            kept.update((wanted[name], found[name]) for name in missing)
            known |= found
        return known

    def conditions_without(self, left_out: str) -> tuple[Any, ...]:
        """Return what is chosen in every filter but one; of words what they mean today."""
        words = self.form.cleaned_data["q"]
        chosen = self.form.cleaned_data | {"q": words and (tuple(self.asked.terms) or words)}
        return tuple(
            (name, tuple(sorted(chosen[name])) if isinstance(chosen[name], list) else chosen[name])
            for name in self.filters
            if name != left_out and chosen[name]
        )

    def narrows(self, name: str) -> bool:
        """Whether a filter keeps any rows from the list: these two do without a choice."""
        return name in ("status", "counting") or super().narrows(name)

    @property
    def number(self) -> int:
        """How many rows the list has, as the counts tell."""
        chosen = self.form.cleaned_data["counting"] or [Counting.COUNTED]
        return sum(self.counts["counting"].get(value, 0) for value in chosen)

    def count_without(self, name: str) -> int:
        """Return how many rows there would be without one filter."""
        if name == "status":
            return sum(self.counts[name].values()) - self.counts[name].get(Status.ENDED, 0)
        if name == "counting":
            return self.counts[name].get(Counting.COUNTED, 0)
        if name in FACETS:
            return sum(self.counts[name].values())
        return super().count_without(name)

    @cached_property
    def undated(self) -> int:
        """How many rows a range of years leaves out because their date is not known."""
        if not self.form.cleaned_data["year_from"] and not self.form.cleaned_data["year_to"]:
            return 0
        return self.narrowed("year_from", "year_to").filter(established_on=None).count()
