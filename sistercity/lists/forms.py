"""The form of a list's filters: what may be asked, and what is said when it may not."""

import re
from typing import Any, ClassVar

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from sistercity.folding import fold

MOST_WORDS = 8
# Parameters that other sites add to links; they are not ours, and not wrong.
FOREIGN = re.compile(r"utm_\w+|(fb|g|ms|y)clid|mc_\w+|_ga|ref|source")


class ListForm(forms.Form):
    """Rules that concern more than one filter, or how often one is given."""

    data: Any  # a QueryDict: filters are read from URLs only
    others: ClassVar[frozenset[str]] = frozenset({"page"})  # parameters that are no filters

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
        for name in self.data:
            if name not in (*self.fields, *self.others) and not FOREIGN.fullmatch(name):
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


class OnePageForm(ListForm):
    """The filters of a list that is one page, so its URL has no number of a page."""

    others = frozenset()
