"""The import of seminars: one row for what an office held in a fiscal year."""

from collections.abc import Hashable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from places.importing import GovernmentPart, PlacesImporter
from seminars.columns import LAYOUT
from seminars.delegations import DelegationPart
from seminars.models import Seminar
from seminars.offices import Office
from sistercity.dates import Precision
from sistercity.importing import event_columns
from sistercity.importing.registry import register


@register
class SeminarImporter(PlacesImporter):
    """Seminars by fiscal year, office and sequence."""

    name = "seminars"
    title = _("Exchange and cooperation seminars")
    layout = LAYOUT
    model = Seminar
    stored = {column.name: column.name for column in LAYOUT.columns if not column.part_of}
    parts = {
        "hosts": GovernmentPart("named_hosts", ("hosts_codes", "hosts_ja", "hosts_en")),
        "delegations": DelegationPart(),
    }
    key = ("fiscal_year", "office", "sequence")
    needed = ("fiscal_year", "office")
    usual = {"sequence": 1, **event_columns.USUAL}

    def label(self, values: dict[str, Any]) -> str:
        """Return year and office."""
        year, office, sequence = (values.get(name, "") for name in self.key)
        again = f" ({sequence})" if sequence not in ("", 1) else ""
        return f"{year} {Office(office).label if office else ''}{again}"

    def traits(self, values: dict[str, Any]) -> Iterator[Hashable]:
        """Yield office and first day: an office holds one seminar at a time."""
        starts = values.get("starts")
        if starts and starts.precision == Precision.DAY:
            yield values.get("office"), starts
