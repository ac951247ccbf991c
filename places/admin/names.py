"""The staff desk's pages of other names, and the table of names on a place's page."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from places.admin.filters import NameGaps, SideFilter
from places.finding.results import Place
from places.keys import key
from places.models import PLACES, Country, LocalGovernment, Partner, PlaceName, Prefecture
from sistercity.admin import RestorableAdmin, StaffInline


def place_of(name: PlaceName) -> Place:
    """Return the place that bears a name."""
    places = (name.local_government, name.partner, name.country, name.prefecture)
    return next(place for place in places if place)


class PlaceNameInline(StaffInline):
    """The other names of one place."""

    model = PlaceName
    fields = ("text", "kind", "language", "used_until", "source")


@admin.register(PlaceName)
class PlaceNameAdmin(RestorableAdmin):
    """Former names, romanisations, short forms and names in other languages, of every place."""

    position = 40
    related = ("local_government__prefecture", "partner__country", "country", "prefecture")
    search_help_text = (
        "名称（表記・全角半角・長音を問わず）、自治体名、相手先名、国・地域名、都道府県名"
    )
    list_display = ("text", "kind", "language", "place", "source")
    list_filter = (SideFilter, "kind", NameGaps)
    autocomplete_fields = PLACES
    fieldsets = (
        (None, {"fields": ("text", ("kind", "language"), "used_until")}),
        (
            "対象（いずれか一つ）",
            {"fields": ("local_government", "partner", ("country", "prefecture"))},
        ),
        ("出典", {"fields": ("source",)}),
    )

    def matching(self, queryset: QuerySet[Any], word: str) -> QuerySet[Any]:
        """Search the name itself and those of its place."""
        if not key(word):
            return queryset.none()
        return queryset.filter(
            Q(pk__in=PlaceName.objects.filter(keys__key__contains=key(word)).values("pk"))
            | Q(local_government__in=LocalGovernment.objects.named(word))
            | Q(partner__in=Partner.objects.named(word))
            | Q(country__in=Country.objects.named(word))
            | Q(prefecture__in=Prefecture.objects.named(word))
        )

    @admin.display(description="対象")
    def place(self, name: PlaceName) -> str:
        """Return whose name it is, and what tells that place from others."""
        match place_of(name):
            case LocalGovernment() as place:
                return f"{place}（{place.prefecture}）"
            case Partner() as place:
                return f"{place}（{place.country}）"
            case place:
                return f"{place}（{place._meta.verbose_name}）"

    def view_on_site(self, record: PlaceName) -> str:
        """Return the page of the place, where the name leads."""
        return str(place_of(record).get_absolute_url())

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Names may be deleted by those whose permissions say so: they have no address."""
        return request.user.has_perm("places.delete_placename")
