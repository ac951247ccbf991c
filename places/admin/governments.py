"""The staff desk's pages of Japanese local governments."""

import re
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from places.actions import add_local_government
from places.admin.bases import GONE_LAST, PlaceAdmin, existence
from places.admin.filters import (
    GovernmentGaps,
    GovernmentTranslation,
    PairedFilter,
    PrefectureFilter,
    TodayFilter,
)
from places.admin.names import PlaceNameInline
from places.loading import check_digit
from places.models import (
    LocalGovernment,
    Partner,
    ReorganisationState,
    Succession,
)
from sistercity.admin import RecordForm, StaffInline, Task, WithdrawableAdmin, WithdrawalFilter

SIX_DIGITS = re.compile(r"[0-9]{6}")


def checked_code(code: str) -> str:
    """Return the code of a new local government; raise ValidationError for a wrong check digit."""
    right = check_digit(code[:-1]) if SIX_DIGITS.fullmatch(code) else code
    if code != right:
        raise ValidationError(f"{code}の末尾の数字（検査数字）が合いません。正しくは{right}です。")
    return code


class LocalGovernmentForm(RecordForm):
    """The page of a local government."""

    def clean_code(self) -> str:
        """Refuse a wrong check digit; the code is fixed once the record exists."""
        return checked_code(self.cleaned_data["code"])


class SuccessionInline(StaffInline):
    """What became of local governments; what is planned is changed where it was planned."""

    model = Succession

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave out what is planned, and what was and is not any more."""
        done = Q(reorganisation=None) | Q(reorganisation__state=ReorganisationState.CARRIED_OUT)
        return super().get_queryset(request).filter(done)


class SuccessorInline(SuccessionInline):
    """What the local government became."""

    fk_name = "predecessor"
    verbose_name = "承継先"
    verbose_name_plural = "承継先（この自治体のその後）"
    fields = ("successor", "on", "kind", "source_url")
    autocomplete_fields = ("successor",)
    related = ("predecessor", "successor__prefecture")


class PredecessorInline(SuccessionInline):
    """What the local government was made of."""

    fk_name = "successor"
    verbose_name = "前身"
    verbose_name_plural = "前身（この自治体が引き継いだもの）"
    fields = ("predecessor", "on", "kind", "source_url")
    autocomplete_fields = ("predecessor",)
    related = ("successor", "predecessor__prefecture")


@admin.register(LocalGovernment)
class LocalGovernmentAdmin(PlaceAdmin, WithdrawableAdmin):
    """Prefectures, cities, wards, towns and villages, of today and gone."""

    form = LocalGovernmentForm
    position = 20
    related = ("prefecture",)
    ordering = (GONE_LAST, "code")
    search_help_text = (
        "自治体名（漢字・かな・ローマ字、旧市町村名・その他の名称も）、都道府県名、団体コード"
    )
    list_display = (
        "name",
        "kana",
        "name_en",
        "prefecture",
        "kind",
        "code",
        "state",
    )
    list_filter = (
        WithdrawalFilter,
        TodayFilter,
        PrefectureFilter,
        "kind",
        GovernmentTranslation,
        GovernmentGaps,
        PairedFilter,
    )
    tasks = (
        Task(GovernmentTranslation, "no_english"),
        Task(GovernmentTranslation, "no_reading"),
        Task(GovernmentGaps, "point"),
        Task(GovernmentGaps, "successor"),
    )
    fixed_after_adding = ("code",)
    readonly_fields = ("slug", "pairs", "plans")
    autocomplete_fields = ("prefecture",)
    inlines = (PredecessorInline, SuccessorInline, PlaceNameInline)
    fieldsets = (
        ("名称", {"fields": (("name_ja", "name_en"), ("kana", "name_en_macron"))}),
        ("区分", {"fields": (("prefecture", "kind"), ("code", "slug"))}),
        ("提携", {"fields": ("pairs",)}),
        ("存続期間", {"fields": (("exists_from", "exists_until"), "plans")}),
        (
            "位置・人口・リンク",
            {
                "fields": (
                    ("latitude", "longitude"),
                    ("population", "population_on"),
                    "website",
                    "source_url",
                )
            },
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Fix the days of one that a reorganisation is planned for: they are changed there."""
        fixed = ("exists_from", "exists_until") if obj and obj.plans else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def label(self, record: LocalGovernment) -> str:
        """Return name, prefecture and code; what tells one that is gone, or yet to come."""
        gone = f"　{record.exists_until.year}年まで" if record.is_gone else ""  # type: ignore[union-attr]
        coming = f"　{record.exists_from:%Y-%m-%d}から" if record.is_to_come else ""
        return f"{record}（{record.prefecture}）{record.code}{gone}{coming}"

    def matching(self, queryset: QuerySet[Any], word: str) -> QuerySet[Any]:
        """Search every name, and the beginning of the code."""
        named = LocalGovernment.with_withdrawn.named(word)
        return queryset.filter(Q(pk__in=named) | Q(code__startswith=word))

    def add(self, record: LocalGovernment) -> None:
        """Give the name in URLs."""
        add_local_government(government=record)

    @admin.display(description="名称", ordering="kana")
    def name(self, government: LocalGovernment) -> str:
        """Return the name in Japanese, else in English."""
        return str(government)

    @admin.display(description="現存・消滅", ordering="exists_until")
    def state(self, government: LocalGovernment) -> SafeString:
        """Return whether it exists, else since when it is gone or from when it will be."""
        return existence(government)

    @admin.display(description="予定されている廃置分合")
    def plans(self, government: LocalGovernment) -> SafeString | str:
        """Return the reorganisations that are planned, linked to their pages."""
        rows = (
            (reverse("admin:places_reorganisation_change", args=[one.pk]), f"{one.on} {one}")
            for one in (government.plans if government.pk else ())
        )
        return format_html_join("、", '<a href="{}">{}</a>', rows) or "なし"

    @admin.display(description="姉妹都市提携")
    def pairs(self, government: LocalGovernment) -> SafeString | str:
        """Return the number of relationships, linked to their list."""
        return pairs_link(government, "local_government")


def pairs_link(place: LocalGovernment | Partner, column: str) -> SafeString | str:
    """Return the number of a place's relationships, linked to the list of them."""
    if not place.pk:
        return ""
    url = reverse("admin:register_relationship_changelist")
    count = place.relationships(manager="with_withdrawn").count()
    return format_html('<a href="{}?{}__id__exact={}">{}件</a>', url, column, place.pk, count)
