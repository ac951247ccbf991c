"""“Towns of your size and interests”: the form, and the listings that suit what was typed."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from places.forms import CountryField, people
from places.models import Country
from relationships.listings.choices import ListingState
from relationships.listings.filters import overseas_choices
from relationships.listings.matching import Visitor, ranked
from relationships.listings.page_sections import public_listings, tabs
from relationships.register.choices import ExchangeField
from sistercity.lists.filters import without_empty
from sistercity.lists.forms import ListForm

LARGEST = 100_000_000
# The states of listings that can be answered.
ANSWERED = (ListingState.OPEN, ListingState.UNSURE, ListingState.EARLIER)


class PlainInput(forms.TextInput):
    """An input that shows what was typed, however wrong, as far as a page can hold it."""

    def format_value(self, value: Any) -> str | None:
        """Return the value without the one letter that HTML cannot have."""
        shown: str | None = super().format_value(value)
        return shown[:200].replace("\0", "") if shown else shown


class PopulationField(forms.CharField):
    """A number of people as people write it: 12,000, １２０００."""

    def clean(self, value: Any) -> Any:
        """Return the number, or None for nothing."""
        digits = people(super().clean(value))
        if not digits:
            return None
        if not digits.isascii() or not digits.isdigit() or not 0 < int(digits[:12]) <= LARGEST:
            raise forms.ValidationError(
                _("Give a whole number from 1 to %(most)s.") % {"most": f"{LARGEST:,}"}
            )
        return int(digits)


class MatchForm(ListForm):
    """What a visitor says about their own local government."""

    others = frozenset()
    # The server says what is missing, in the page's language and in one place.
    use_required_attribute = False
    country = CountryField(
        label=gettext_lazy("Your country or region"),
        error_messages={"required": gettext_lazy("Choose your country or region.")},
    )
    population = PopulationField(
        label=gettext_lazy("Your population"),
        required=False,
        max_length=20,
        widget=PlainInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("May be left out: size is then not compared."),
    )
    field = forms.MultipleChoiceField(
        label=gettext_lazy("Fields of exchange"),
        required=False,
        choices=ExchangeField.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("As many as you like, or none."),
    )
    q = forms.CharField(
        label=gettext_lazy("Words that matter to you"),
        required=False,
        max_length=100,
        widget=PlainInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("May be left out. For example: hot springs, schools, rice."),
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="f-%s")
        japan = Country.objects.get(code="JP")
        choices: list[Any] = [("", _("Choose")), ("jp", japan.name.text), *overseas_choices()]
        self.fields["country"].choices = choices  # type: ignore[attr-defined]

    def error_list(self) -> list[tuple[str, str]]:
        """Return the id of each wrong field with what is wrong."""
        return [
            (f"f-{name}" if name in self.fields else "main", str(errors[0]))
            for name, errors in self.errors.items()
        ]


@require_safe
def match(request: HttpRequest) -> HttpResponse:
    """Show the form and, once it is filled in, the listings ranked; a wrong value is a 400."""
    typed = without_empty(request.GET)
    form = MatchForm(typed or None)
    context: dict[str, Any] = {
        "form": form,
        "page_tabs": tabs("listing_match"),
        "canonical": reverse("listing_match"),
        "noindex": bool(typed),
        "breadcrumbs": [
            (_("Finding a sister city"), reverse("listing_list")),
            (_("Towns of your size and interests"), ""),
        ],
    }
    if form.is_bound and form.is_valid():
        context |= results(form.cleaned_data)
    status = 400 if form.errors else 200
    return render(request, "listings/match.html", context, status=status)


def results(given: dict[str, Any]) -> dict[str, Any]:
    """Return the listings that suit, by their state, and those open ones that do not."""
    country = Country.objects.get(code=given["country"].upper())
    visitor = Visitor(country, given["population"], tuple(given["field"]), given["q"])
    day = timezone.localdate()
    listings = public_listings().standing_on(day)
    listings = listings.overseas() if country.code == "JP" else listings.japanese()
    matches = ranked(visitor, listings.with_places().with_wishes().open_first(day))
    found = {state: [m for m in matches if m.listing.state_on(day) == state] for state in ANSWERED}
    return {
        "fitting": [match for match in found[ListingState.OPEN] if match.fits],
        "others": [match for match in found[ListingState.OPEN] if not match.fits],
        "unsure": [match for match in found[ListingState.UNSURE] if match.fits],
        "earlier": [match for match in found[ListingState.EARLIER] if match.fits],
    }
