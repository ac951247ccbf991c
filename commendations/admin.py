"""The staff desk's pages of the International Exchange Commendation."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce, Now
from django.db.models.lookups import Contains
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from commendations.models import (
    Commendation,
    CommendationGovernment,
    CommendationPartner,
    Edition,
)
from commendations.views import edition_page
from places.admin import CountryListFilter, GovernmentInline, PartnerInline, PrefectureFilter
from places.models import LocalGovernment, Partner
from sistercity.admin import (
    ConditionFilter,
    PublicationFilter,
    RecordForm,
    Task,
    WithdrawalFilter,
    YearListFilter,
    only_in,
    partial_date,
    tag,
)
from sistercity.admin.preview import PreviewAdmin
from sistercity.admin.withdrawal import withdrawn_tag
from sistercity.folding import fold_sql
from sistercity.forms import PartialDateFormField


class FiscalYearListFilter(YearListFilter):
    """The fiscal year of an edition."""

    title = "年度"
    column = "fiscal_year"
    part = ""


class EditionYearFilter(FiscalYearListFilter):
    """The fiscal year of a commendation's edition."""

    column = "edition__fiscal_year"


class EditionGaps(ConditionFilter):
    """What is missing of an edition."""

    title = "不完全"
    parameter_name = "missing"
    conditions = {
        "recipients": ("受賞団体なし", Q(commendations=None)),
        "day": ("表彰式の日なし", Q(ceremony_on=None)),
        "award": ("表彰の名称なし", Q(award_name_en="", award_name_ja="")),
        "source": ("出典なし", Q(source_url="")),
    }


class EditionTranslation(ConditionFilter):
    """Texts of an edition that stand in one language only."""

    title = "翻訳"
    parameter_name = "translation"
    conditions = {
        "no_english": ("英訳なし", only_in("ja", "award_name", "note")),
        "no_japanese": ("和訳なし", only_in("en", "award_name", "note")),
    }


class CommendationGaps(ConditionFilter):
    """What is missing of a commendation."""

    title = "不完全"
    parameter_name = "missing"
    conditions = {
        "edition": ("回次不明", Q(edition__number=None)),
        "government": ("自治体なし", Q(local_governments=None)),
        "partner": ("相手先・国なし", Q(named_partners=None)),
        "what": ("取組内容なし", Q(summary_en="", summary_ja="")),
        "source": ("出典なし", Q(source_url="")),
    }


class CommendationTranslation(ConditionFilter):
    """Texts of a commendation that stand in one language only."""

    title = "翻訳"
    parameter_name = "translation"
    conditions = {
        "no_english": ("英訳なし", only_in("ja", "recipient", "summary", "note")),
        "no_japanese": ("和訳なし", only_in("en", "recipient", "summary", "note")),
    }


class ExchangeCountryListFilter(CountryListFilter):
    """The country or region of a partner of the exchange."""

    def code(self) -> Coalesce:
        """Return the partner's country, else the one that the source names."""
        return Coalesce("named_partners__partner__country", "named_partners__country")


class CommendationPublication(WithdrawalFilter):
    """Public with its edition, or not yet, or withdrawn."""

    conditions: ClassVar[Mapping[str, tuple[str, Q]]] = {
        "draft": ("回が公開前", Q(withdrawn_at=None) & ~Q(edition__published_at__lte=Now())),
        "public": ("公開中", Q(withdrawn_at=None, edition__published_at__lte=Now())),
        "withdrawn": ("取下げ", Q(withdrawn_at__isnull=False)),
    }


class EditionForm(RecordForm):
    """An edition, its dates each as one input."""

    announced = PartialDateFormField.of(Edition, "announced")
    ceremony = PartialDateFormField.of(Edition, "ceremony")


@admin.register(Edition)
class EditionAdmin(PreviewAdmin):
    """The rounds of the commendation."""

    position = 40
    form = EditionForm
    search_help_text = "回次、年度、表彰の名称"
    list_display = ("name", "fiscal_year", "award", "ceremony", "recipients", "publication")
    list_filter = (PublicationFilter, FiscalYearListFilter, EditionGaps, EditionTranslation)
    tasks = (
        Task(PublicationFilter, "draft"),
        Task(EditionGaps, "recipients"),
        Task(EditionTranslation, "no_english"),
    )
    fixed_once_public = ("number",)
    readonly_fields = ("recipients",)
    fieldsets = (
        ("回次", {"fields": (("number", "fiscal_year"), "published_at")}),
        (
            "表彰",
            {
                "fields": (
                    ("award_name_ja", "award_name_en"),
                    ("announced", "ceremony"),
                    ("applicant_count", "recipient_count"),
                    "recipients",
                )
            },
        ),
        ("備考・出典", {"fields": (("note_ja", "note_en"), "source_url")}),
    )

    announced = partial_date(Edition, "announced")
    ceremony = partial_date(Edition, "ceremony")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Count the recipients of each."""
        return super().get_queryset(request).annotate(recorded=Count("commendations"))

    def public_page(self, request: HttpRequest, record: Edition) -> HttpResponse:
        """Return the edition's page as the public will see it."""
        return edition_page(request, record)

    def matching(self, queryset: QuerySet[Any], word: str) -> QuerySet[Any]:
        """Search number, fiscal year and the award's name."""
        names = (Q(Contains(fold_sql(f"award_name_{language}"), word)) for language in ("ja", "en"))
        found = next(names) | next(names)
        if word.isdecimal() and len(word) < 5:
            found |= Q(number=int(word)) | Q(fiscal_year=int(word))
        return queryset.filter(found)

    @admin.display(description="回次", ordering="number")
    def name(self, edition: Edition) -> str:
        """Return number and fiscal year."""
        return str(edition)

    @admin.display(description="表彰の名称")
    def award(self, edition: Edition) -> str:
        """Return the award's name of that year."""
        return edition.award_name_ja or edition.award_name_en

    @admin.display(description="受賞団体", ordering="recorded")
    def recipients(self, edition: Any) -> SafeString | str:
        """Return how many recipients are recorded, linked to their list."""
        if not edition.pk:
            return ""
        url = reverse("admin:commendations_commendation_changelist")
        return format_html(
            '<a href="{}?edition__id__exact={}">{}件</a>', url, edition.pk, edition.recorded
        )


class CommendedInline(GovernmentInline):
    """The local governments that were commended, or whose citizens' body was."""

    model = CommendationGovernment


class CommendationPartnerInline(PartnerInline):
    """Whom the exchange is with."""

    model = CommendationPartner


@admin.register(Commendation)
class CommendationAdmin(PreviewAdmin):
    """Who was commended, and for what."""

    position = 41
    related = ("edition", "prefecture")
    search_help_text = "受賞団体、取組内容、自治体名、相手先名（漢字・かな・ローマ字・別名）"
    list_display = (
        "name",
        "edition",
        "kind",
        "prefecture",
        "governments",
        "overseas",
        "publication",
    )
    list_filter = (
        CommendationPublication,
        CommendationGaps,
        CommendationTranslation,
        EditionYearFilter,
        PrefectureFilter,
        ExchangeCountryListFilter,
        "kind",
    )
    tasks = (
        Task(CommendationGaps, "edition"),
        Task(CommendationGaps, "what"),
        Task(CommendationTranslation, "no_english"),
        Task(CommendationTranslation, "no_japanese"),
    )
    autocomplete_fields = ("prefecture",)
    inlines = (CommendedInline, CommendationPartnerInline)
    fieldsets = (
        ("表彰", {"fields": (("edition", "kind"),)}),
        (
            "受賞団体",
            {"fields": (("recipient_ja", "recipient_en"), "prefecture", "recipient_kinds")},
        ),
        ("取組内容", {"fields": (("summary_ja", "summary_en"),)}),
        ("備考・出典", {"fields": (("note_ja", "note_en"), "source_url")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Fetch the places that the list shows."""
        places = ("named_governments__local_government", "named_partners__partner")
        found = super().get_queryset(request)
        return found.prefetch_related(*places, "named_partners__country")

    def public_page(self, request: HttpRequest, record: Commendation) -> HttpResponse:
        """Return the page of its edition as the public will see it."""
        return edition_page(request, record.edition)

    def label(self, record: Commendation) -> str:
        """Return recipient, prefecture and edition."""
        return f"{record}（{record.prefecture}）{record.edition}"

    def matching(self, queryset: QuerySet[Any], word: str) -> QuerySet[Any]:
        """Search recipients, what they did, and every name of the places."""
        found = Q(search_text__contains=word)
        for column in ("summary_ja", "summary_en"):
            found |= Q(Contains(fold_sql(column), word))
        governments = LocalGovernment.objects.named(word)
        partners = Partner.objects.named(word)
        named = Commendation.objects.filter(
            Q(local_governments__in=governments) | Q(partners__in=partners)
        )
        return queryset.filter(found | Q(pk__in=named.values("pk")))

    @admin.display(description="受賞団体", ordering="recipient_ja")
    def name(self, commendation: Commendation) -> str:
        """Return the recipient in Japanese, else in English."""
        return str(commendation)

    @admin.display(description="公開", ordering="withdrawn_at")
    def publication(self, record: Commendation) -> SafeString:
        """Return whether the public sees it, with its edition."""
        if record.withdrawn_at:
            return withdrawn_tag()
        is_public = record.is_published(timezone.now())
        return tag("active", "公開中") if is_public else tag("unconfirmed", "回が公開前")

    @admin.display(description="自治体")
    def governments(self, commendation: Commendation) -> str:
        """Return the local governments."""
        return "、".join(str(row) for row in commendation.named_governments.all())

    @admin.display(description="相手先")
    def overseas(self, commendation: Commendation) -> str:
        """Return whom the exchange is with."""
        return "、".join(str(row) for row in commendation.named_partners.all())
