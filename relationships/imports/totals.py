"""The totals of the register before and after a plan."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from places.models import Country, Prefecture
from relationships.register.models import Relationship
from sistercity.imports.plan import Total
from sistercity.languages import localized


class Counted(NamedTuple):
    """A relationship as totals count it: its prefecture, government and partner's country."""

    prefecture: str
    government: int
    country: str


class Totals:
    """Counts the relationships of the totals, before and after what a plan changes."""

    def __init__(self) -> None:
        sides = ("local_government__prefecture", "local_government", "partner__country")
        totals = Relationship.objects.in_the_totals().order_by()
        self.before = Counter(Counted(*row) for row in totals.values_list(*sides))
        self.after = self.before.copy()

    def note(self, before: Counted | None, after: Counted | None) -> None:
        """Take note of a relationship that is counted as ``after``, and was as ``before``."""
        if before:
            self.after[before] -= 1
        if after:
            self.after[after] += 1

    def totals(self) -> Iterator[Total]:
        """Yield the totals of the home page, then each of a prefecture or country that moves."""
        self.after = +self.after  # without the pairs that are gone
        yield Total(_("Relationships"), self.before.total(), self.after.total())
        for label, side in ((_("Local governments"), 1), (_("Countries and regions"), 2)):
            counted = (len({one[side] for one in found}) for found in (self.before, self.after))
            yield Total(label, *counted)
        for model, side in ((Prefecture, 0), (Country, 2)):
            before, after = sums(self.before, side), sums(self.after, side)
            for place in model._default_manager.order_by("code"):
                numbers = before[place.code], after[place.code]
                if len(set(numbers)) > 1:
                    yield Total(localized(place, "name").text, *numbers)


def sums(counted: Counter[Counted], side: int) -> Counter[str]:
    """Return the numbers of relationships by what stands at an index of ``Counted``."""
    found: Counter[str] = Counter()
    for one, number in counted.items():
        found[str(one[side])] += number
    return found
