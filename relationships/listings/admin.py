"""The staff desk's pages of listings."""

from typing import Any

from django.contrib import admin
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString

from places.models import LocalGovernment, Partner
from relationships.listings.actions import add_listing
from relationships.listings.admin_filters import (
    TODAY,
    DueFilter,
    ListingGaps,
    ListingPrefectureFilter,
    ListingSideFilter,
    ListingTranslation,
    WishedCountryFilter,
)
from relationships.listings.choices import ListingState
from relationships.listings.models import Listing, ListingSource, ListingWish
from relationships.listings.querysets import state_rank
from relationships.listings.views import listing_page
from sistercity.admin import (
    PublicationFilter,
    RecordForm,
    RowForm,
    StaffInline,
    Task,
    partial_date,
    tag,
)
from sistercity.admin.preview import PreviewAdmin
from sistercity.forms import PartialDateFormField

# The tag of each state.
STATES = {
    ListingState.OPEN: ("active", "募集中"),
    ListingState.UNSURE: ("unconfirmed", "期限切れの可能性"),
    ListingState.EARLIER: ("unconfirmed", "期限切れ"),
    ListingState.CLOSED: ("ended", "募集終了"),
}


class ListingRecordForm(RecordForm):
    """A listing, its dates each as one input."""

    counted = PartialDateFormField.of(Listing, "counted")
    posted = PartialDateFormField.of(Listing, "posted")
    confirmed = PartialDateFormField.of(Listing, "confirmed")


class ListingSourceForm(RowForm):
    """A page, and when the listing stood on it."""

    seen_from = PartialDateFormField.of(ListingSource, "seen_from")
    seen_until = PartialDateFormField.of(ListingSource, "seen_until")
    dated = PartialDateFormField.of(ListingSource, "dated")


class WishInline(StaffInline):
    """What is wished for, one thing in a row."""

    model = ListingWish
    fields = ("country", "world_region", "language_area", "prefecture", "text_ja", "text_en")
    autocomplete_fields = ("country", "prefecture")
    related = ("country", "prefecture")


class ListingSourceInline(StaffInline):
    """The pages on which the listing stood."""

    model = ListingSource
    form = ListingSourceForm
    fields = ("url", "language", "seen_from", "seen_until", "dated", "text_ja", "text_en")
    seen_from = partial_date(ListingSource, "seen_from")
    seen_until = partial_date(ListingSource, "seen_until")
    dated = partial_date(ListingSource, "dated")


@admin.register(Listing)
class ListingAdmin(PreviewAdmin):
    """Governments that look for a partner."""

    position = 35
    form = ListingRecordForm
    related = ("local_government__prefecture", "partner__country")
    search_help_text = (
        "自治体名・海外の自治体名（漢字・かな・ローマ字・別名）、都道府県、国・地域、"
        "団体コード、公開番号"
    )
    list_display = ("government", "area", "wished", "posted", "confirmed", "state", "publication")
    list_filter = (
        DueFilter,
        PublicationFilter,
        ListingSideFilter,
        ListingPrefectureFilter,
        WishedCountryFilter,
        ListingGaps,
        ListingTranslation,
    )
    tasks = (
        Task(DueFilter, "lapsed"),
        Task(DueFilter, "unsure"),
        Task(DueFilter, "lapsing"),
        Task(DueFilter, "never"),
        Task(PublicationFilter, "draft"),
        Task(ListingGaps, "content"),
        Task(ListingGaps, "office"),
        Task(ListingGaps, "answers"),
        Task(ListingTranslation, "no_english"),
        Task(ListingTranslation, "no_japanese"),
    )
    # The open ones come first, the next to lapse on top; the closed ones last.
    ordering = (state_rank(TODAY), F("may_lapse_on").asc(nulls_last=True), "public_id")
    readonly_fields = ("public_id", "may_lapse_on", "lapses_on")
    autocomplete_fields = ("local_government", "partner")
    inlines = (WishInline, ListingSourceInline)
    fieldsets = (
        (
            "募集する団体（どちらか一方）",
            {"fields": (("local_government", "partner"), "public_id")},
        ),
        (
            "公開・期限",
            {
                "fields": (
                    ("published_at", "closed_on"),
                    ("posted", "confirmed"),
                    ("may_lapse_on", "lapses_on"),
                    "note",
                )
            },
        ),
        (
            "団体の概要",
            {
                "fields": (
                    ("population", "counted"),
                    ("area_km2", "website"),
                    ("profile_ja", "profile_en"),
                    ("industries_ja", "industries_en"),
                    ("exchange_so_far_ja", "exchange_so_far_en"),
                )
            },
        ),
        (
            "募集の内容",
            {
                "fields": (
                    ("offers_ja", "offers_en"),
                    ("looks_for_ja", "looks_for_en"),
                    "fields",
                    "wants_similar_size",
                    ("wanted_population_min", "wanted_population_max"),
                )
            },
        ),
        (
            "連絡先",
            {
                "fields": (
                    ("contact_office_ja", "contact_office_en"),
                    ("contact_address", "contact_email"),
                    "contact_languages",
                )
            },
        ),
    )

    counted = partial_date(Listing, "counted")
    posted = partial_date(Listing, "posted")
    confirmed = partial_date(Listing, "confirmed")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Fetch the wishes that the list shows."""
        wishes = ("wishes__country", "wishes__prefecture")
        return super().get_queryset(request).prefetch_related(*wishes)

    def label(self, record: Listing) -> str:
        """Return the government, where it is, and the public number."""
        return f"{record}（{self.area(record)}）No.{record.public_id}"

    def matching(self, queryset: QuerySet[Any], word: str) -> QuerySet[Any]:
        """Search every name of the government, the code, the public number."""
        found = (
            Q(local_government__in=LocalGovernment.objects.named(word))
            | Q(local_government__code__startswith=word)
            | Q(partner__in=Partner.objects.named(word))
        )
        number = word.removeprefix("no.")
        if number.isdecimal() and len(number) < 10:
            found |= Q(public_id=int(number))
        return queryset.filter(found)

    def public_page(self, request: HttpRequest, record: Listing) -> HttpResponse:
        """Return the listing's page as the public will see it."""
        return listing_page(request, record)

    def add(self, record: Listing) -> None:
        """Give the public number."""
        add_listing(listing=record)

    @admin.display(description="募集する団体")
    def government(self, listing: Listing) -> str:
        """Return who looks for a partner."""
        return str(listing)

    @admin.display(description="都道府県、国・地域")
    def area(self, listing: Listing) -> str:
        """Return where the government is."""
        government, partner = listing.local_government, listing.partner
        return str(government.prefecture if government else partner.country if partner else "")

    @admin.display(description="希望")
    def wished(self, listing: Listing) -> str:
        """Return what is wished for."""
        return "、".join(str(wish) for wish in listing.wishes.all())

    @admin.display(description="募集の状況", ordering="lapses_on")
    def state(self, listing: Listing) -> SafeString:
        """Return whether it is looking, has lapsed or is closed, today."""
        return tag(*STATES[listing.state_on(timezone.localdate())])
