"""The staff desk's pages of partners overseas."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from places.actions import add_partner
from places.admin.bases import PlaceAdmin, existence
from places.admin.filters import (
    CountryListFilter,
    PairedFilter,
    PartnerGaps,
    PartnerTranslation,
    TodayFilter,
)
from places.admin.governments import pairs_link
from places.admin.names import PlaceNameInline
from places.models import Partner
from sistercity.admin import Task, WithdrawableAdmin, WithdrawalFilter


@admin.register(Partner)
class PartnerAdmin(PlaceAdmin, WithdrawableAdmin):
    """Local governments, states and provinces overseas."""

    position = 30
    related = ("country",)
    search_help_text = "相手先の名称（日本語・英語・現地語・別名）、州・省、国・地域、公開番号"
    list_display = (
        "name",
        "name_en",
        "state",
        "country",
        "level",
        "public_id",
        "existence",
    )
    list_filter = (
        WithdrawalFilter,
        CountryListFilter,
        "level",
        PartnerTranslation,
        PartnerGaps,
        TodayFilter,
        PairedFilter,
    )
    tasks = (
        Task(PartnerTranslation, "no_japanese"),
        Task(PartnerTranslation, "no_state_ja"),
        Task(PartnerGaps, "point"),
    )
    readonly_fields = ("public_id", "pairs", "joined_to")
    autocomplete_fields = ("country", "successor")
    inlines = (PlaceNameInline,)
    fieldsets = (
        (
            "名称",
            {"fields": (("name_ja", "name_en"), "name_native", "name_ja_source")},
        ),
        ("所在", {"fields": (("country", "level"), ("state_ja", "state_en"))}),
        ("提携", {"fields": (("pairs", "public_id"),)}),
        ("位置・リンク", {"fields": (("latitude", "longitude"), "website", "wikidata_id")}),
        ("存続期間", {"fields": (("exists_from", "exists_until"), "successor", "joined_to")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Fetch the successor too where a form may show it."""
        return super().get_queryset(request).select_related("successor__country", "joined_to")

    def label(self, record: Partner) -> str:
        """Return the names in both languages, country and state, and the public number."""
        state = record.state_ja or record.state_en
        place = f"{record.country}・{state}" if state else str(record.country)
        english = f" {record.name_en}" if record.name_ja else ""
        return f"{record}（{place}）{english} No.{record.public_id}".replace("） ", "）")

    def matching(self, queryset: QuerySet[Any], word: str) -> QuerySet[Any]:
        """Search every name, and the public number."""
        found = Q(pk__in=Partner.with_withdrawn.named(word))
        number = word.removeprefix("no.")
        if number.isdecimal() and len(number) < 10:
            found |= Q(public_id=int(number))
        return queryset.filter(found)

    def add(self, record: Partner) -> None:
        """Give the public number."""
        add_partner(partner=record)

    @admin.display(description="名称", ordering="name_ja")
    def name(self, partner: Partner) -> str:
        """Return the name in Japanese, else in English."""
        return str(partner)

    @admin.display(description="州・省", ordering="state_en")
    def state(self, partner: Partner) -> str:
        """Return the state in Japanese, else in English."""
        return partner.state_ja or partner.state_en

    @admin.display(description="現存・消滅", ordering="exists_until")
    def existence(self, partner: Partner) -> SafeString:
        """Return whether it exists, else since when it is gone or from when it will be."""
        return existence(partner)

    @admin.display(description="姉妹都市提携")
    def pairs(self, partner: Partner) -> SafeString | str:
        """Return the number of relationships, linked to their list."""
        return pairs_link(partner, "partner")
