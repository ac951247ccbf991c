"""The staff desk's pages of prefectures and of countries and regions."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from places.admin.bases import PlaceAdmin
from places.admin.filters import CountryGaps
from places.admin.names import PlaceNameInline
from places.models import Country, Prefecture
from sistercity.admin import WithdrawableAdmin, WithdrawalFilter


@admin.register(Prefecture)
class PrefectureAdmin(PlaceAdmin):
    """The 47 prefectures: names can be mended, none is added."""

    position = 50
    search_help_text = "都道府県名（漢字・かな・ローマ字）、コード"
    list_display = ("name_ja", "name_en", "kana", "code", "region")
    list_filter = ("region",)
    readonly_fields = ("code", "slug")
    inlines = (PlaceNameInline,)
    fieldsets = (
        (None, {"fields": (("name_ja", "name_en"), "kana")}),
        ("分類", {"fields": ("region", ("row", "column"))}),
        ("識別", {"fields": (("code", "slug"),)}),
    )

    def label(self, record: Prefecture) -> str:
        """Return name and code."""
        return f"{record}（{record.code}）"

    def matching(self, queryset: QuerySet[Any], word: str) -> QuerySet[Any]:
        """Search names and the code."""
        return queryset.filter(Q(pk__in=Prefecture.objects.named(word)) | Q(code=word))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There are 47."""
        return False


@admin.register(Country)
class CountryAdmin(PlaceAdmin, WithdrawableAdmin):
    """Countries and regions overseas."""

    position = 60
    search_help_text = "国・地域名（日本語・かな・英語）、ISOコード"
    list_display = (
        "name",
        "name_en",
        "kana",
        "code",
        "world_region",
        "partner_count",
        "publication",
    )
    list_filter = (WithdrawalFilter, "world_region", CountryGaps)
    fixed_after_adding = ("code",)
    inlines = (PlaceNameInline,)
    fieldsets = (
        (None, {"fields": (("name_ja", "name_en"), "kana")}),
        ("分類", {"fields": (("code", "world_region"),)}),
    )

    def label(self, record: Country) -> str:
        """Return name and code."""
        return f"{record}（{record.code}）"

    def get_queryset(self, request: HttpRequest) -> Any:
        """Count the partners of each."""
        return super().get_queryset(request).annotate(partner_total=Count("partners"))

    @admin.display(description="名称", ordering="kana")
    def name(self, country: Country) -> str:
        """Return the name in Japanese, else in English."""
        return str(country)

    @admin.display(description="相手先の数", ordering="partner_total")
    def partner_count(self, country: Any) -> int:
        """Return how many partners are recorded."""
        return int(country.partner_total)
