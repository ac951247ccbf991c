"""The filters of the list of commendations."""

from typing import Any, cast

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Lower
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from commendations.models import Commendation, CommendationPartner
from commendations.numbering import UNKNOWN
from commendations.querysets import CommendationQuerySet
from commendations.rounds import rounds
from places.forms import CountryField, grouped, prefecture_choices
from places.models import Country, WorldRegion
from sistercity.lists.filters import ListFilter
from sistercity.lists.forms import OnePageForm
from sistercity.lists.panel import ListPanel

# The country or region of a partner, else the one that the source names, as URLs have it.
COUNTRY = Lower(Coalesce("named_partners__partner__country", "named_partners__country"))
YEAR = Coalesce(Cast("edition__fiscal_year", TextField()), Value(UNKNOWN))


class FiscalYearFilter(ChoiceFilter):
    """Filters by the fiscal year of the edition."""

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Keep the commendations of the year, or those whose edition is not known, or all."""
        if value == UNKNOWN:
            return qs.filter(edition__number=None)
        return qs.filter(edition__fiscal_year=value) if value else qs


class PartnerCountryFilter(ChoiceFilter):
    """Filters by the country or region that the exchange is with."""

    field_class = CountryField

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Keep the commendations for exchange with it, or all."""
        return cast("CommendationQuerySet", qs).with_country(value.upper()) if value else qs


class CommendationFilter(ListFilter):
    """What the list of commendations can be narrowed to."""

    year = FiscalYearFilter(label=_("Fiscal year"))
    prefecture = ChoiceFilter(field_name="prefecture", label=_("Prefecture"))
    country = PartnerCountryFilter(label=_("Country or region of the partner"))

    facets = {"year": YEAR, "prefecture": "prefecture", "country": COUNTRY}

    class Meta:
        model = Commendation
        fields: list[str] = []
        form = OnePageForm

    def __init__(self, data: QueryDict, queryset: QuerySet[Any]) -> None:
        super().__init__(data, queryset)
        self.rounds = rounds(timezone.now())
        years = [(one.year, one.fiscal_year or gettext("Not recorded")) for one in self.rounds]
        self.filters["year"].extra["choices"] = years
        self.filters["prefecture"].extra["choices"] = prefecture_choices()
        self.filters["country"].extra["choices"] = grouped(
            named_countries(queryset), "world_region", WorldRegion
        )

    def filter_queryset(self, queryset: QuerySet[Any]) -> CommendationQuerySet:
        """Apply every filter, newest first."""
        return cast("CommendationQuerySet", self.narrowed()).newest()


class CommendationPanel(ListPanel):
    """The filter panel of the list of commendations."""

    url_name = "commendation_list"
    kinds = {"year": "select", "prefecture": "select", "country": "select"}


def named_countries(commendations: QuerySet[Any]) -> QuerySet[Country]:
    """Return the countries and regions that commendations name, in the order of their names."""
    rows = CommendationPartner.objects.filter(commendation__in=commendations.order_by())
    codes = rows.values(code=Coalesce("partner__country", "country"))
    return Country.objects.filter(pk__in=codes).by_name()
