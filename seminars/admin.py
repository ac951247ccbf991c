"""The staff desk's pages of seminars."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.db.models.lookups import Contains
from django.http import HttpRequest, HttpResponse

from places.admin import CountryListFilter, GovernmentInline, PrefectureFilter
from places.models import Country, LocalGovernment
from seminars import views
from seminars.models import Seminar, SeminarDelegation, SeminarHost
from seminars.offices import Office
from seminars.querysets import seminar_passed
from sistercity.admin import (
    ConditionFilter,
    EventAdmin,
    EventAttention,
    PublicationFilter,
    RecordForm,
    StaffInline,
    Task,
    YearListFilter,
    only_in,
    partial_date,
)
from sistercity.admin.events import TODAY, attention
from sistercity.folding import fold, fold_sql
from sistercity.forms import PartialDateFormField

TEXTS = ("theme", "tokyo_programme", "apply", "note")


class SeminarYearFilter(YearListFilter):
    """The fiscal year."""

    title = "年度"
    column = "fiscal_year"
    part = ""


class HostPrefectureFilter(PrefectureFilter):
    """The prefecture of a host."""

    column = "hosts__prefecture"


class DelegationListFilter(CountryListFilter):
    """A country or region that participants came from."""

    title = "参加者の国・地域"
    column = "delegations__country"


class SeminarAttention(EventAttention):
    """Seminars whose status needs a look."""

    conditions = attention(seminar_passed(TODAY))


class SeminarGaps(ConditionFilter):
    """What is missing of a seminar; a cancelled one needs no host, theme or dates."""

    title = "不完全"
    parameter_name = "missing"
    conditions = {
        "hosts": ("受入自治体なし", ~Q(status="cancelled") & Q(hosts=None)),
        "theme": ("テーマなし", ~Q(status="cancelled") & Q(theme_en="", theme_ja="")),
        "days": ("日程なし", ~Q(status="cancelled") & Q(starts_on=None)),
        "origin": ("参加者の国・地域なし", ~Q(status="cancelled") & Q(delegations=None)),
        "source": ("出典なし", Q(source_url="")),
    }


class SeminarTranslation(ConditionFilter):
    """Texts that stand in one language only."""

    title = "翻訳"
    parameter_name = "translation"
    conditions = {
        "no_english": ("英訳なし", only_in("ja", *TEXTS)),
        "no_japanese": ("和訳なし", only_in("en", *TEXTS)),
    }


class SeminarForm(RecordForm):
    """A seminar, its dates each as one input."""

    starts = PartialDateFormField.of(Seminar, "starts")
    ends = PartialDateFormField.of(Seminar, "ends")


class HostInline(GovernmentInline):
    """The local governments that received the participants."""

    model = SeminarHost


class DelegationInline(StaffInline):
    """Where the participants came from."""

    model = SeminarDelegation
    fields = ("country", "text_ja", "text_en")
    autocomplete_fields = ("country",)
    related = ("country",)


@admin.register(Seminar)
class SeminarAdmin(EventAdmin):
    """Seminars by fiscal year and overseas office."""

    position = 50
    form = SeminarForm
    search_help_text = "テーマ、備考、海外事務所、年度、受入自治体名、参加者の国・地域"
    list_display = ("name", "starts", "ends", "host_names", "theme", "state", "publication")
    list_filter = (
        SeminarAttention,
        PublicationFilter,
        SeminarYearFilter,
        "office",
        HostPrefectureFilter,
        DelegationListFilter,
        "mode",
        "status",
        SeminarGaps,
        SeminarTranslation,
    )
    tasks = (
        Task(SeminarAttention, "over"),
        Task(SeminarAttention, "perhaps"),
        Task(PublicationFilter, "draft"),
        Task(SeminarGaps, "hosts"),
        Task(SeminarTranslation, "no_english"),
        Task(SeminarTranslation, "no_japanese"),
    )
    fixed_once_public = ("fiscal_year", "office", "sequence")
    inlines = (HostInline, DelegationInline)
    fieldsets = (
        ("セミナー", {"fields": (("fiscal_year", "office", "sequence"), "published_at")}),
        ("開催", {"fields": (("starts", "ends"), ("status", "mode"))}),
        (
            "内容",
            {
                "fields": (
                    ("theme_ja", "theme_en"),
                    ("tokyo_programme_ja", "tokyo_programme_en"),
                    "participant_count",
                )
            },
        ),
        ("募集", {"fields": (("apply_ja", "apply_en"), ("apply_url", "apply_by"))}),
        ("備考・出典", {"fields": (("note_ja", "note_en"), "source_url")}),
    )

    starts = partial_date(Seminar, "starts")
    ends = partial_date(Seminar, "ends")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Fetch the hosts that the list shows."""
        return super().get_queryset(request).prefetch_related("named_hosts__local_government")

    def public_page(self, request: HttpRequest, record: Seminar) -> HttpResponse:
        """Return the seminar's page as the public will see it."""
        return views.seminar_page(request, record)

    def matching(self, queryset: QuerySet[Any], word: str) -> QuerySet[Any]:
        """Search theme, remark, office, fiscal year, hosts and countries."""
        offices = [office.value for office in Office if word in fold(f"{office} {office.label}")]
        hosts = LocalGovernment.objects.named(word)
        countries = Country.objects.named(word)
        named = Seminar.objects.filter(Q(hosts__in=hosts) | Q(countries__in=countries))
        found = (
            Q(search_text__contains=word)
            | Q(Contains(fold_sql("note_ja"), word))
            | Q(Contains(fold_sql("note_en"), word))
            | Q(office__in=offices)
            | Q(pk__in=named.values("pk"))
        )
        if word.isdecimal() and len(word) < 5:
            found |= Q(fiscal_year=int(word))
        return queryset.filter(found)

    @admin.display(description="セミナー", ordering="fiscal_year")
    def name(self, seminar: Seminar) -> str:
        """Return fiscal year and office."""
        return str(seminar)

    @admin.display(description="受入自治体")
    def host_names(self, seminar: Seminar) -> str:
        """Return the hosts."""
        return "、".join(str(row) for row in seminar.named_hosts.all())

    @admin.display(description="テーマ")
    def theme(self, seminar: Seminar) -> str:
        """Return the theme in Japanese, else in English."""
        return seminar.theme_ja or seminar.theme_en
