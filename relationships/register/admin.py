"""The staff desk's pages of relationships."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.db.models.lookups import Contains
from django.utils.safestring import SafeString

from places.models import LocalGovernment, Partner
from relationships.register.actions import add_relationship
from relationships.register.admin_filters import (
    AttentionFilter,
    EstablishedFilter,
    GapsFilter,
    PartnerCountryListFilter,
    SidePrefectureFilter,
    TranslationFilter,
)
from relationships.register.models import Relationship, RelationshipEvent, RelationshipSource
from sistercity.admin import (
    RecordForm,
    RowForm,
    StaffInline,
    Task,
    WithdrawableAdmin,
    WithdrawalFilter,
    partial_date,
    tag,
)
from sistercity.admin.withdrawal import withdrawn_tag
from sistercity.folding import fold_sql
from sistercity.forms import PartialDateFormField


class RelationshipForm(RecordForm):
    """A relationship, its dates each as one input."""

    established = PartialDateFormField.of(Relationship, "established")
    re_signed = PartialDateFormField.of(Relationship, "re_signed")
    ended = PartialDateFormField.of(Relationship, "ended")


class SourceForm(RowForm):
    """A source with the date that it states."""

    stated = PartialDateFormField.of(RelationshipSource, "stated")


class EventForm(RowForm):
    """An event with its date."""

    happened = PartialDateFormField.of(RelationshipEvent, "happened")


class RelationshipSourceInline(StaffInline):
    """The pages that name the relationship."""

    model = RelationshipSource
    form = SourceForm
    fields = ("url", "stated")
    stated = partial_date(RelationshipSource, "stated")


class EventInline(StaffInline):
    """What happened between beginning and end."""

    model = RelationshipEvent
    form = EventForm
    fields = ("kind", "happened", "text_ja", "text_en", "source_url")
    happened = partial_date(RelationshipEvent, "happened")


@admin.register(Relationship)
class RelationshipAdmin(WithdrawableAdmin):
    """Sister city relationships."""

    position = 10
    form = RelationshipForm
    related = (
        "local_government__prefecture",
        "former_local_government__prefecture",
        "partner__country",
    )
    search_help_text = (
        "自治体名・相手先名（漢字・かな・ローマ字・旧名称・別名）、"
        "都道府県、国・地域、団体コード、公開番号"
    )
    list_display = (
        "government",
        "overseas",
        "country",
        "kind",
        "established",
        "state",
        "reliability",
    )
    list_filter = (
        WithdrawalFilter,
        AttentionFilter,
        GapsFilter,
        TranslationFilter,
        SidePrefectureFilter,
        PartnerCountryListFilter,
        EstablishedFilter,
        "kind",
        "status",
        "counting",
        "confidence",
    )
    tasks = (
        Task(AttentionFilter, "unconfirmed"),
        Task(AttentionFilter, "disputed"),
        Task(AttentionFilter, "gone"),
        Task(GapsFilter, "date"),
        Task(GapsFilter, "source"),
        Task(GapsFilter, "end"),
        Task(TranslationFilter, "no_english"),
        Task(TranslationFilter, "no_japanese"),
    )
    readonly_fields = ("public_id", "joined_to")
    autocomplete_fields = ("local_government", "former_local_government", "partner")
    inlines = (RelationshipSourceInline, EventInline)
    fieldsets = (
        (
            "提携する団体",
            {
                "fields": (
                    ("local_government", "partner"),
                    ("former_local_government", "former_name"),
                    "public_id",
                )
            },
        ),
        (
            "提携",
            {
                "fields": (
                    ("kind", "status"),
                    ("established", "established_basis"),
                    "re_signed",
                    "term_ends_on",
                )
            },
        ),
        ("集計・確認", {"fields": (("counting", "confidence"), "last_confirmed_on", "note")}),
        (
            "提携書・交流",
            {"fields": (("agreement_exists", "agreement_title"), "fields")},
        ),
        ("経緯", {"fields": (("story_ja", "story_en"), "story_ja_is_translated")}),
        ("解消", {"fields": ("ended", ("end_reason_ja", "end_reason_en"), "joined_to")}),
    )

    established = partial_date(Relationship, "established")
    re_signed = partial_date(Relationship, "re_signed")
    ended = partial_date(Relationship, "ended")

    def label(self, record: Relationship) -> str:
        """Return both sides and the public number."""
        return f"{record} No.{record.public_id}"

    def matching(self, queryset: QuerySet[Any], word: str) -> QuerySet[Any]:
        """Search every name of both sides, the names at the time, the code, the public number."""
        found = (
            Q(local_government__in=LocalGovernment.objects.named(word))
            | Q(local_government__code__startswith=word)
            | Q(former_local_government__in=LocalGovernment.objects.bearing(word))
            | Q(Contains(fold_sql("former_name"), word))
            | Q(partner__in=Partner.objects.named(word))
        )
        number = word.removeprefix("no.").removeprefix("r")
        if number.isdecimal() and len(number) < 10:
            found |= Q(public_id=int(number))
        return queryset.filter(found)

    def add(self, record: Relationship) -> None:
        """Give the public number."""
        add_relationship(relationship=record)

    @admin.display(description="自治体", ordering="local_government__code")
    def government(self, relationship: Relationship) -> str:
        """Return the Japanese side with its prefecture."""
        government = relationship.local_government
        same = str(government) == str(government.prefecture)
        return str(government) if same else f"{government}（{government.prefecture}）"

    @admin.display(description="相手先", ordering="partner__name_ja")
    def overseas(self, relationship: Relationship) -> str:
        """Return the partner."""
        return str(relationship.partner)

    @admin.display(description="国・地域", ordering="partner__country__kana")
    def country(self, relationship: Relationship) -> str:
        """Return the partner's country or region."""
        return str(relationship.partner.country)

    @admin.display(description="状況", ordering="status")
    def state(self, relationship: Relationship) -> SafeString:
        """Return the status, or that it was withdrawn."""
        if relationship.withdrawn_at:
            return withdrawn_tag()
        return tag(relationship.status, relationship.get_status_display())

    @admin.display(description="集計・確度", ordering="counting")
    def reliability(self, relationship: Relationship) -> SafeString:
        """Return whether it counts, and how sure it is."""
        words = {"counted": "対象", "unconfirmed": "未確認"}
        word = words.get(relationship.counting, "対象外")
        return tag(relationship.counting, f"{word}・{relationship.confidence}")
