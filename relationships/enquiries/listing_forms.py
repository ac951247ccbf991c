"""The forms of listings: a new one, and a change of one that is there."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from places.models import WorldRegion
from relationships.enquiries import proposals
from relationships.enquiries.fields import (
    Boxes,
    LineField,
    Mail,
    PartialDay,
    Prose,
    Select,
    Website,
    Whole,
    countries,
    countries_and_japan,
    prefectures,
)
from relationships.enquiries.forms import MessageForm
from relationships.enquiries.models import SubmissionKind
from relationships.listings.choices import Language
from relationships.listings.models import Listing
from relationships.register.choices import ExchangeField

WHO = ("population", "counted", "area_km2", "website", "profile")
WISHES = (
    "wish_country",
    "wish_world_region",
    "wish_language_area",
    "wish_prefecture",
    "wish_words",
    "wants_similar_size",
    "wanted_population_min",
    "wanted_population_max",
)
EXCHANGE = ("exchange", "looks_for", "offers")
CONTACT = ("contact_office", "contact_languages", "contact_email")
LISTING = (*WHO, *WISHES, *EXCHANGE, *CONTACT)
NOTHING_CHANGED = _("Nothing differs from the listing as it is. Change what has to change.")


class ListingForm(MessageForm):
    """The facts of a listing, in the language of the page, and who sends them."""

    sections = (
        (_("Your local government"), ("government", "country", "state", *WHO)),
        (_("The partner you wish for"), WISHES),
        (_("The exchange"), EXCHANGE),
        (_("Who answers enquiries"), CONTACT),
        (_("Who you are"), ("person", "mail", "remark")),
    )

    population = Whole(label=_("Population"), required=False)
    counted = PartialDay(
        label=_("Date of the population"),
        required=False,
        help_text=_("For example 2026, 2026-03 or 2026-03-31."),
    )
    area_km2 = forms.DecimalField(
        label=_("Area (km²)"),
        max_digits=9,
        decimal_places=2,
        min_value=0,
        required=False,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
    )
    website = Website(label=_("Website"), required=False)
    profile = Prose(
        label=_("Outline"),
        required=False,
        help_text=_("Where it is, what people live from, what it is known for."),
    )
    wish_country = Boxes(label=_("Countries and regions"))
    wish_world_region = Boxes(label=_("Regions of the world"), choices=WorldRegion.choices)
    wish_language_area = Boxes(
        label=_("Language areas"),
        choices=Language.choices,
        help_text=_("Places where the language is spoken."),
    )
    wish_prefecture = Boxes(label=_("Prefectures of Japan"))
    wish_words = LineField(
        label=_("Cities, or other words on where"),
        max_length=300,
        required=False,
        help_text=_("For example: cities by the sea."),
    )
    wants_similar_size = forms.BooleanField(
        label=_("The partner should be of a similar size"), required=False
    )
    wanted_population_min = Whole(label=_("Population of the partner, from"), required=False)
    wanted_population_max = Whole(label=_("Population of the partner, to"), required=False)
    exchange = Boxes(label=_("Fields of exchange"), choices=ExchangeField.choices)
    looks_for = Prose(label=_("What you look for"), required=False)
    offers = Prose(label=_("What you offer"), required=False)
    contact_office = LineField(
        label=_("Contact office"),
        max_length=300,
        required=False,
        help_text=_("This is shown on the listing’s page."),
    )
    contact_languages = Boxes(label=_("Languages it answers in"), choices=Language.choices)
    contact_email = Mail(
        label=_("Mail address of the office"),
        required=False,
        help_text=_(
            "Never shown: CLAIR passes enquiries on to it, and asks it once a year whether the"
            " listing is still right."
        ),
    )
    person = LineField(label=_("Your name"), max_length=100)
    mail = Mail(
        label=_("Mail address"),
        help_text=_("For questions about what you send. It is never shown."),
    )
    remark = Prose(label=_("Anything else that CLAIR should know"), required=False, rows=3)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["wish_country"].choices = countries()  # type: ignore[attr-defined]
        self.fields["wish_prefecture"].choices = prefectures()  # type: ignore[attr-defined]
        self.fields["person"].widget.attrs["autocomplete"] = "name"

    def clean(self) -> dict[str, Any]:
        """Hold the rules that concern two fields, as the database does."""
        data = super().clean() or {}
        if data.get("counted") and data.get("population") is None:
            self.add_error("population", _("Give the population that the date is of."))
        least, most = data.get("wanted_population_min"), data.get("wanted_population_max")
        if least is not None and most is not None and most < least:
            self.add_error("wanted_population_max", _("The range ends before it begins."))
        if data.get("area_km2") == 0:
            self.add_error("area_km2", _("The area is more than nothing."))
        return data


class NewListingForm(ListingForm):
    """A government proposes its own listing."""

    kind = SubmissionKind.LISTING

    government = LineField(label=_("Name of your local government"))
    country = Select(label=_("Country or region"))
    state = LineField(label=_("Prefecture, state or province"), max_length=100, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["country"].choices = countries_and_japan()  # type: ignore[attr-defined]
        for name in ("looks_for", "contact_office", "contact_email"):
            self.fields[name].required = True


class ChangeForm(ListingForm):
    """Somebody proposes a change: the form begins as the listing is.

    But for the office's mail address, which is not public: left empty it stays as it is.
    """

    kind = SubmissionKind.CHANGE

    def __init__(self, *args: Any, listing: Listing, **options: Any) -> None:
        self.listing, self.language = listing, get_language() or "en"
        now = proposals.current(listing, self.language)
        super().__init__(*args, **{"initial": now} | options)
        del self.fields["wish_prefecture" if listing.is_japanese else "wish_country"]
        self.fields["contact_email"].help_text = _(
            "Never shown. Leave this empty to keep the address that CLAIR has."
        )

    def clean(self) -> dict[str, Any]:
        """Refuse what changes nothing."""
        data = super().clean()
        if not self.errors and not self.changes() and not data.get("remark"):
            self.add_error(None, NOTHING_CHANGED)
        return data

    def changes(self) -> proposals.Changes:
        """Return what differs from the listing as it is."""
        return proposals.changes(self.listing, super().stored(), self.language)

    def stored(self) -> dict[str, Any]:
        """Return what differs, and who sends it."""
        kept = {name: value for name, value in super().stored().items() if name not in LISTING}
        return kept | {"changes": self.changes()}
