"""What looks wrong about an import of records as a whole: much at once, or the same again."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sistercity.importing.plan import Alarm, Entry, EntryKind, tolerated

# Fewer records than these are looked at one by one; a share of so few says nothing.
A_FEW = 5
MOST = 100  # alarms about single rows that are kept

NAMES = {
    "missing": _("the file lacks many records that there are"),
    "corrected": _("many records are corrected at once"),
    "emptied": _("many cells are emptied at once"),
    "duplicates": _("a new record looks like one that is there already"),
}
SHARES = {
    "missing": _("The file lacks %(number)s of %(total)s records (%(share)s %%)."),
    "corrected": _("%(number)s of %(total)s records would be corrected (%(share)s %%)."),
    "emptied": _("%(number)s cells that are filled would be emptied (%(share)s %%)."),
}
DUPLICATE = _("Row %(row)s, %(label)s: looks like %(other)s, which is there already.")
EMPTY = (None, "", ())


class RecordWatch:
    """Counts what a plan changes; ``total`` is the number of records before."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.counts: Counter[str] = Counter()
        self.known: dict[Hashable, str] = {}
        self.single: list[Alarm] = []

    def know(self, traits: Iterable[Hashable], label: str) -> None:
        """Note what a record of the database can be taken for."""
        self.known |= dict.fromkeys(traits, label)

    def see(self, entry: Entry, traits: Iterable[Hashable] = ()) -> None:
        """Take note of an entry; ``traits`` are those of a new record."""
        self.counts[entry.kind] += 1
        if entry.kind != EntryKind.NEW:
            emptied = (after in EMPTY and before not in EMPTY for before, after in pairs(entry))
            self.counts["emptied"] += sum(emptied)
            return
        other = next((self.known[trait] for trait in traits if trait in self.known), None)
        if other is None:
            return
        self.counts["duplicates"] += 1
        if len(self.single) < MOST:
            values = {"row": entry.row, "label": entry.label, "other": other}
            self.single.append(Alarm("duplicates", DUPLICATE, values))

    def alarms(self) -> Iterator[Alarm]:
        """Yield the alarms: of shares, then of single rows."""
        for name, text in SHARES.items():
            number = self.counts[name]
            if self.total and number > max(A_FEW, self.total * settings.IMPORT_THRESHOLDS[name]):
                share = round(100 * number / self.total, 1)
                yield Alarm(name, text, {"number": number, "total": self.total, "share": share})
        yield from tolerated(self.single, self.counts)


def pairs(entry: Entry) -> Iterable[tuple[Any, Any]]:
    """Return the values before and after of each field that changes."""
    return entry.changes.values()
