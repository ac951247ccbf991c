"""The site as a tutorial of Django would make it: generic views, django-filter, no cache.

Views and URLs, on the models and the database of the real site. bin/bench measures it as a peer.
"""

from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.urls import path
from django.views.generic import DetailView, TemplateView
from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter, NumberFilter
from django_filters.views import FilterView

from places.models import Country, LocalGovernment, Prefecture
from relationships.register.choices import Kind, Status
from relationships.register.models import Relationship

NAMES = [
    f"{side}__{name}__icontains"
    for side in ("local_government", "partner", "local_government__prefecture", "partner__country")
    for name in ("name_en", "name_ja")
]


def in_force() -> QuerySet[Relationship]:
    """Return the relationships that count, with their places."""
    places = "local_government__prefecture", "partner__country"
    found = Relationship.objects.filter(counting="counted").exclude(status="ended")
    return found.select_related(*places).order_by("-established_on", "public_id")


def numbers(*columns: str) -> Any:
    """Return the number of relationships for each value of the columns, the most first."""
    return in_force().values(*columns).annotate(number=Count("pk")).order_by("-number")


class TutorialFilter(FilterSet):
    """The filters of the list."""

    q = CharFilter(method="search", label="Name of a place")
    prefecture = ModelChoiceFilter(
        field_name="local_government__prefecture", queryset=Prefecture.objects.all()
    )
    country = ModelChoiceFilter(field_name="partner__country", queryset=Country.objects.all())
    kind = ChoiceFilter(choices=Kind.choices)
    status = ChoiceFilter(choices=Status.choices)
    year_from = NumberFilter(field_name="established_on__year", lookup_expr="gte")
    year_to = NumberFilter(field_name="established_on__year", lookup_expr="lte")

    class Meta:
        model = Relationship
        fields: list[str] = []

    def search(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Keep the rows with the text in a name of either side."""
        wanted = Q()
        for name in NAMES:
            wanted |= Q(**{name: value})
        return rows.filter(wanted)


class TutorialList(FilterView):
    """The list, by pages of 50."""

    filterset_class, paginate_by = TutorialFilter, 50
    template_name = "tutorial/list.html"

    def get_queryset(self) -> QuerySet[Relationship]:
        """Return the rows before they are filtered."""
        return in_force()


class TutorialHome(TemplateView):
    """The home page: totals, prefectures, the largest countries, what is new."""

    template_name = "tutorial/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows."""
        return super().get_context_data(
            total=in_force().count(),
            governments=in_force().values("local_government").distinct().count(),
            prefectures=numbers(
                *(f"local_government__prefecture__{name}" for name in ("slug", "name_en"))
            ),
            countries=numbers("partner__country", "partner__country__name_en")[:10],
            newest=in_force().filter(established_on__isnull=False)[:5],
            **kwargs,
        )


class TutorialStatistics(TemplateView):
    """Totals by prefecture, country, region of the world, kind of government and year."""

    template_name = "tutorial/statistics.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the tables by heading, with ``value`` and ``number`` in each row."""
        columns = {
            "Prefecture": F("local_government__prefecture__name_en"),
            "Country": F("partner__country__name_en"),
            "Region": F("partner__country__world_region"),
            "Level": F("local_government__kind"),
            "Year": ExtractYear("established_on"),
        }
        tables = {
            heading: in_force().values(value=column).annotate(number=Count("pk")).order_by("value")
            for heading, column in columns.items()
        }
        return super().get_context_data(total=in_force().count(), tables=tables, **kwargs)


class TutorialPlace(DetailView):  # type: ignore[type-arg]
    """A municipality, a prefecture or a country, with its relationships.

    ``side`` is the column of a relationship that names it.
    """

    template_name, side = "tutorial/place.html", ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the relationships."""
        rows = in_force().filter(**{self.side: self.object})
        return super().get_context_data(relationships=rows, **kwargs)


def place(model: type[Any], side: str) -> Any:
    """Return the view of a kind of place."""
    return TutorialPlace.as_view(model=model, side=side)


country = place(Country, "partner__country")
urlpatterns = [
    path("", TutorialHome.as_view(), name="home"),
    path("relationships/", TutorialList.as_view(), name="list"),
    path("statistics/", TutorialStatistics.as_view(), name="statistics"),
    path(
        "municipalities/<slug:slug>/",
        place(LocalGovernment, "local_government"),
        name="municipality",
    ),
    path(
        "prefectures/<slug:slug>/",
        place(Prefecture, "local_government__prefecture"),
        name="prefecture",
    ),
    path("countries/<str:pk>/", country, name="country"),
]
