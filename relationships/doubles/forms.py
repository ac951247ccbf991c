"""Forms of the desk's pages of likely doubles."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django import forms

from places.models import Country
from relationships.doubles.results import LikelyDouble
from sistercity.admin.inputs import ReasonForm

CODE = re.compile("[A-Z]{2}")


class CountryChoiceForm(forms.Form):
    """The filter of the list: a country that has a pair, with its number of pairs.

    The chosen one stays a choice when its last pair has been told apart.
    """

    country = forms.ChoiceField(label="国・地域", required=False)

    def __init__(self, data: Any, pairs: Iterable[LikelyDouble]) -> None:
        super().__init__(data)
        counts = Counter(pair.country for pair in pairs)
        codes = {*counts, *filter(CODE.fullmatch, [data.get("country", "")])}
        countries = Country.with_withdrawn.filter(pk__in=codes).order_by("kana")
        labels = ((one.code, f"{one}（{counts[one.code]}）") for one in countries)
        self.fields["country"].choices = [("", "すべて"), *labels]  # type: ignore[attr-defined]


class TellApartForm(ReasonForm):
    """That two records are two, by their public numbers, and why."""

    one = forms.IntegerField(widget=forms.HiddenInput)
    other = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def numbers(self) -> tuple[int, int]:
        """The public numbers that were sent; 0 for what is none."""
        return self.cleaned_data.get("one", 0), self.cleaned_data.get("other", 0)

    @classmethod
    def of(cls, numbers: tuple[int, int]) -> "TellApartForm":
        """Return the empty form of a pair; the inputs of many on one page have their own ids."""
        one, other = numbers
        initial = {"one": one, "other": other}
        return cls(initial=initial, auto_id=f"id_{one}_{other}_%s")
