"""The form of the list's filters: what may be asked, and what is said when it may not."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from places.models import Country, Prefecture, Region, WorldRegion
from sistercity.folding import fold

MOST_WORDS = 8
# Parameters that other sites add to links; they are not ours, and not wrong.
FOREIGN = re.compile(r"utm_\w+|(fb|g|ms|y)clid|mc_\w+|_ga|ref|source")
SORTS = [
    ("-date", _("Newest first")),
    ("date", _("Oldest first")),
    ("place", _("Local government code")),
    ("name", _("Name of the local government")),
    ("country", _("Country or region")),
]
DEFAULT_SORT = "-date"
Choices = list[tuple[str, list[tuple[str, str]]]]


def prefecture_choices() -> Choices:
    """Return code and name of the prefectures, in the order of the codes, by region."""
    return grouped(Prefecture.objects.all(), "region", Region)


def country_choices() -> Choices:
    """Return code and name of the countries that have a partner, by region of the world."""
    return grouped(Country.objects.with_partners().by_name(), "world_region", WorldRegion)


def grouped(places: Iterable[Any], field: str, groups: type[TextChoices]) -> Choices:
    """Return the places under the groups that a field of theirs names, in the groups' order.

    The values are codes in small letters, as addresses write them.
    """
    members: dict[str, list[tuple[str, str]]] = {group: [] for group in groups.values}
    for place in places:
        members[getattr(place, field)].append((place.code.lower(), place.name.text))
    return [(str(groups(group).label), found) for group, found in members.items() if found]


class CountryField(forms.ChoiceField):
    """A choice among countries, which people may write in capitals."""

    def to_python(self, value: Any) -> str:
        """Return the code in small letters."""
        return str(super().to_python(value)).lower()


class RelationshipFilterForm(forms.Form):
    """Rules that concern more than one filter, or how often one is given."""

    data: Any  # a QueryDict: filters are read from addresses only
    sort = forms.ChoiceField(choices=SORTS, required=False, label=_("Sort by"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            # Django's own message repeats the value, which can be as long as an address.
            if "invalid_choice" in field.error_messages:
                field.error_messages["invalid_choice"] = _("This is not one of the choices.")
            for validator in field.validators:  # Django's Japanese for this one says another thing
                if isinstance(validator, ProhibitNullCharactersValidator):
                    validator.message = _("A NUL character cannot be searched for.")

    def clean_q(self) -> str:
        """Refuse a search for nothing, and one for so many words that it would take long."""
        text = str(self.cleaned_data["q"])
        words = fold(text).split()
        if text and not words:
            raise forms.ValidationError(_("Type at least one letter."))
        if len(words) > MOST_WORDS:
            raise forms.ValidationError(
                _("Search for at most %(most)s words.") % {"most": MOST_WORDS}
            )
        return text

    def clean(self) -> dict[str, Any]:
        """Refuse unknown filters, a value too many, and a range of years reversed."""
        for name in self.data.keys() - self.fields.keys() - {"page"}:
            if not FOREIGN.fullmatch(name):
                self.add_error(
                    None, _("There is no filter of the name “%(name)s”.") % {"name": name[:40]}
                )
        for name, field in self.fields.items():
            several = isinstance(field, forms.MultipleChoiceField)
            if not several and len(self.data.getlist(name)) > 1:
                self.add_error(name, _("Give one value only."))
        first, last = self.cleaned_data.get("year_from"), self.cleaned_data.get("year_to")
        if first and last and first > last:
            self.add_error("year_from", _("The first year is later than the last year."))
        return self.cleaned_data
