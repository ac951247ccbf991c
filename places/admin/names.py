"""The staff desk's pages of other names, and the table of names on a place's page."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet

from places.admin.filters import NameGaps, SideFilter
from places.models import LocalGovernment, Partner, PlaceName
from sistercity.admin import StaffAdmin, StaffInline


class PlaceNameInline(StaffInline):
    """The other names of one place."""

    model = PlaceName
    fields = ("text", "kind", "language", "source")


@admin.register(PlaceName)
class PlaceNameAdmin(StaffAdmin):
    """Former names, romanisations and names in other languages, of both sides."""

    position = 40
    related = ("local_government__prefecture", "partner__country")
    search_help_text = "名称（表記・全角半角・長音を問わず）、自治体名、相手先名"
    list_display = ("text", "kind", "language", "place", "source")
    list_filter = (SideFilter, "kind", NameGaps)
    autocomplete_fields = ("local_government", "partner")
    fieldsets = (
        (None, {"fields": ("text", ("kind", "language"))}),
        ("対象（どちらか一方）", {"fields": ("local_government", "partner")}),
        ("出典", {"fields": ("source",)}),
    )

    def matching(self, queryset: QuerySet[Any], word: str) -> QuerySet[Any]:
        """Search the name itself and those of its place."""
        return queryset.filter(
            Q(search_text__contains=word)
            | Q(local_government__in=LocalGovernment.objects.named(word))
            | Q(partner__in=Partner.objects.named(word))
        )

    @admin.display(description="自治体・相手先")
    def place(self, name: PlaceName) -> str:
        """Return whose name it is."""
        place = name.local_government or name.partner
        area = (
            name.local_government.prefecture
            if name.local_government
            else name.partner.country
            if name.partner
            else ""
        )
        return f"{place}（{area}）"

    def view_on_site(self, record: PlaceName) -> str:
        """Return the page of the place, where the name leads."""
        place = record.local_government or record.partner
        return place.get_absolute_url() if place else ""

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        """Names may be deleted by those whose permissions say so: they have no address."""
        return bool(request.user.has_perm("places.delete_placename"))
