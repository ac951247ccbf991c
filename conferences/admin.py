"""The staff desk's pages of conferences."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.db.models.lookups import Contains
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from conferences import views
from conferences.admin_filters import (
    ConferenceGaps,
    ConferenceTranslation,
    HeldFilter,
    SeriesTranslation,
    VenueCountryFilter,
    VenuePrefectureFilter,
)
from conferences.models import (
    Conference,
    ConferenceDocument,
    ConferenceGovernment,
    ConferencePartner,
    Series,
    SeriesCountry,
    SubTheme,
)
from places.admin import GovernmentInline, PartnerInline
from places.models import LocalGovernment, Partner
from sistercity.admin import (
    EventAdmin,
    EventAttention,
    PublicationFilter,
    RecordFilter,
    RecordForm,
    StaffInline,
    Task,
    WithdrawableAdmin,
    WithdrawalFilter,
    partial_date,
)
from sistercity.folding import fold_sql
from sistercity.forms import PartialDateFormField

SPOKEN = ("theme_ja", "theme_en", "city_ja", "city_en", "host_name_ja", "host_name_en", "note_ja")


class ConferenceForm(RecordForm):
    """A conference, its dates each as one input."""

    starts = PartialDateFormField.of(Conference, "starts")
    ends = PartialDateFormField.of(Conference, "ends")


class SubThemeInline(StaffInline):
    """What the sessions were about."""

    model = SubTheme
    fields = ("text_ja", "text_en")


class AttendingInline(GovernmentInline):
    """The Japanese local governments that attended."""

    model = ConferenceGovernment


class AttendingPartnerInline(PartnerInline):
    """The local governments overseas that attended."""

    model = ConferencePartner


class DocumentInline(StaffInline):
    """Files and pages about the conference."""

    model = ConferenceDocument
    fields = ("url", "title_ja", "title_en", "language")


@admin.register(Conference)
class ConferenceAdmin(EventAdmin):
    """The editions of every series."""

    position = 60
    form = ConferenceForm
    related = (
        "series",
        "prefecture",
        "country",
        "host_government__prefecture",
        "host_partner__country",
    )
    search_help_text = "会議名、回次、テーマ、開催地、主催、参加自治体・相手先の名称"
    list_display = ("name", "starts", "place", "host", "theme", "state", "publication")
    list_filter = (
        EventAttention,
        PublicationFilter,
        ("series", RecordFilter),
        HeldFilter,
        VenuePrefectureFilter,
        VenueCountryFilter,
        "mode",
        "status",
        ConferenceGaps,
        ConferenceTranslation,
    )
    tasks = (
        Task(EventAttention, "over"),
        Task(EventAttention, "perhaps"),
        Task(EventAttention, "outcome"),
        Task(PublicationFilter, "draft"),
        Task(ConferenceGaps, "theme"),
        Task(ConferenceTranslation, "no_english"),
        Task(ConferenceTranslation, "no_japanese"),
    )
    fixed_once_public = ("series", "number")
    autocomplete_fields = ("prefecture", "country", "host_government", "host_partner")
    inlines = (SubThemeInline, AttendingInline, AttendingPartnerInline, DocumentInline)
    fieldsets = (
        ("会議", {"fields": (("series", "number"), "published_at")}),
        ("開催", {"fields": (("starts", "ends"), ("status", "mode"))}),
        (
            "開催地（国内は都道府県、海外は国・地域）",
            {
                "fields": (
                    ("prefecture", "country"),
                    ("city_ja", "city_en"),
                    ("venue_ja", "venue_en"),
                    ("latitude", "longitude"),
                )
            },
        ),
        (
            "主催（どちらか一方）",
            {"fields": (("host_government", "host_partner"), ("host_name_ja", "host_name_en"))},
        ),
        (
            "内容",
            {
                "fields": (
                    ("theme_ja", "theme_en"),
                    ("participants_ja", "participants_en"),
                    ("declaration_ja", "declaration_en"),
                )
            },
        ),
        ("備考・出典", {"fields": (("note_ja", "note_en"), "source_url")}),
    )

    starts = partial_date(Conference, "starts")
    ends = partial_date(Conference, "ends")

    def public_page(self, request: HttpRequest, record: Conference) -> HttpResponse:
        """Return the edition's page as the public will see it."""
        return views.conference_page(request, record)

    def matching(self, queryset: QuerySet[Any], word: str) -> QuerySet[Any]:
        """Search what the conference says of itself, its series, and every name of the places."""
        found = Q(search_text__contains=word)
        for column in (*SPOKEN, "series__name_ja", "series__name_en"):
            found |= Q(Contains(fold_sql(column), word))
        governments = LocalGovernment.objects.named(word)
        partners = Partner.objects.named(word)
        named = Conference.objects.filter(
            Q(local_governments__in=governments)
            | Q(partners__in=partners)
            | Q(host_government__in=governments)
            | Q(host_partner__in=partners)
        )
        if word.isdecimal() and len(word) < 5:
            found |= Q(number=int(word)) | Q(starts_on__year=int(word))
        return queryset.filter(found | Q(pk__in=named.values("pk")))

    @admin.display(description="会議", ordering="series__position")
    def name(self, conference: Conference) -> str:
        """Return series and number."""
        return str(conference)

    @admin.display(description="開催地")
    def place(self, conference: Conference) -> str:
        """Return city, and prefecture or country."""
        area = conference.prefecture or conference.country
        city = conference.city_ja or conference.city_en
        return f"{city}（{area}）" if city and area else city or str(area or "")

    @admin.display(description="主催")
    def host(self, conference: Conference) -> str:
        """Return the host of the register, else as the source names it."""
        host = conference.host_government or conference.host_partner
        return str(host or conference.host_name_ja or conference.host_name_en)

    @admin.display(description="テーマ")
    def theme(self, conference: Conference) -> str:
        """Return the theme in Japanese, else in English."""
        return conference.theme_ja or conference.theme_en


class SeriesCountryInline(StaffInline):
    """Whose local governments meet the Japanese ones."""

    model = SeriesCountry
    fields = ("country",)
    autocomplete_fields = ("country",)
    related = ("country",)


@admin.register(Series)
class SeriesAdmin(WithdrawableAdmin):
    """The series of conferences."""

    position = 61
    search_help_text = "会議名（日本語・英語）"
    list_display = (
        "name_ja",
        "name_en",
        "slug",
        "editions",
        "position_in_lists",
        "publication",
    )
    list_filter = (WithdrawalFilter, SeriesTranslation)
    tasks = (Task(SeriesTranslation, "no_english"), Task(SeriesTranslation, "no_japanese"))
    fixed_after_adding = ("slug",)
    inlines = (SeriesCountryInline,)
    fieldsets = (
        ("名称", {"fields": (("name_ja", "name_en"), ("slug", "position"))}),
        ("説明", {"fields": (("about_ja", "about_en"), "website")}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """Count the editions of each."""
        return super().get_queryset(request).annotate(recorded=Count("conferences"))

    def matching(self, queryset: QuerySet[Any], word: str) -> QuerySet[Any]:
        """Search both names."""
        return queryset.filter(
            Q(Contains(fold_sql("name_ja"), word)) | Q(Contains(fold_sql("name_en"), word))
        )

    @admin.display(description="開催回数", ordering="recorded")
    def editions(self, series: Any) -> SafeString:
        """Return how many editions are recorded, linked to their list."""
        url = reverse("admin:conferences_conference_changelist")
        return format_html(
            '<a href="{}?series__id__exact={}">{}件</a>', url, series.pk, series.recorded
        )

    @admin.display(description="並び順", ordering="position")
    def position_in_lists(self, series: Series) -> int:
        """Return the place of the series in lists."""
        return series.position
