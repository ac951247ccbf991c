"""The filters of the list of seminars."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, MultipleChoiceFilter

from places.forms import CountryField, grouped, prefecture_choices
from places.models import Country, WorldRegion
from seminars.models import Seminar, SeminarDelegation, SeminarHost
from seminars.offices import Office
from sistercity.lists.filters import ListFilter
from sistercity.lists.forms import OnePageForm
from sistercity.lists.panel import ListPanel


class DelegationFilter(ChoiceFilter):
    """Filters by a country or region that participants came from."""

    field_class = CountryField

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Keep the seminars with participants from there, or all."""
        rows = SeminarDelegation.objects.filter(country=value.upper()).values("seminar")
        return qs.filter(pk__in=rows) if value else qs


class SeminarFilter(ListFilter):
    """What the list of seminars can be narrowed to."""

    year = ChoiceFilter(field_name="fiscal_year", label=_("Fiscal year"))
    office = MultipleChoiceFilter(label=_("Overseas office"), choices=Office.choices)
    prefecture = ChoiceFilter(method="hosted_in", label=_("Prefecture of the host"))
    country = DelegationFilter(label=_("Country or region of the participants"))

    facets = {
        "year": "fiscal_year",
        "office": "office",
        "prefecture": "hosts__prefecture",
        "country": Lower("delegations__country"),  # as URLs have it
    }

    class Meta:
        model = Seminar
        fields: list[str] = []
        form = OnePageForm

    def __init__(self, data: QueryDict, queryset: QuerySet[Any]) -> None:
        super().__init__(data, queryset)
        years = queryset.order_by("-fiscal_year").values_list("fiscal_year", flat=True).distinct()
        from_there = SeminarDelegation.objects.filter(seminar__in=queryset.order_by())
        countries = Country.objects.filter(pk__in=from_there.values("country")).by_name()
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]
        self.filters["prefecture"].extra["choices"] = prefecture_choices()
        self.filters["country"].extra["choices"] = grouped(countries, "world_region", WorldRegion)

    def filter_queryset(self, queryset: QuerySet[Any]) -> Any:
        """Apply every filter, newest first."""
        return self.narrowed().newest()

    def hosted_in(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the seminars that a local government of the prefecture hosted."""
        hosts = SeminarHost.objects.filter(local_government__prefecture=value)
        return queryset.filter(pk__in=hosts.values("seminar"))


class SeminarPanel(ListPanel):
    """The filter panel of the list of seminars."""

    url_name = "seminar_list"
    kinds = {
        "year": "select",
        "office": "checkboxes",
        "prefecture": "select",
        "country": "select",
    }
