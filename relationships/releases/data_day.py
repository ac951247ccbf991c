"""The day that the data describes: what pages call “as of”.

It is that of the newest release in force. Neither the day of the last change is meant by it, nor
today. The data of fixtures/ has a day of its own, whenever it is loaded.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from relationships.releases.models import Release
from sistercity.dates import PartialDate, Precision
from sistercity.kept import KeptForVersion
from sistercity.loading import rows
from sistercity.printing import date
from sistercity.texts import html_message

# Who publishes the release of the data of fixtures/: no person's name.
GATHERED_BY = "load_data"


def gathered_until() -> PartialDate:
    """Return the day, or the month, up to which the data of fixtures/ was gathered."""
    (row,) = rows("as_of")
    return PartialDate.parse(row["as_of"])


@dataclass(frozen=True)
class DataDay:
    """The day that a release describes, and whether its data was gathered from public pages."""

    as_of: PartialDate
    is_gathered: bool

    @classmethod
    def of(cls, release: Release) -> "DataDay":
        """Return that of a release; of gathered data no more than the month is claimed."""
        if release.published_by == GATHERED_BY:
            month = PartialDate(release.as_of.replace(day=1), Precision.MONTH)
            return cls(month, is_gathered=True)
        return cls(PartialDate(release.as_of), is_gathered=False)

    @property
    def sentence(self) -> str:
        """What the foot of each page says of the data, as HTML."""
        day = date(self.as_of)
        if not self.is_gathered:
            return html_message(_("Data as of %(day)s"), day=day)
        return html_message(
            _("Gathered from public pages up to %(day)s, not CLAIR's monthly file"), day=day
        )


def newest() -> DataDay | None:
    """Return the day that the newest release in force describes, or None without one."""
    release = Release.objects.standing().order_by("-number").first()
    return DataDay.of(release) if release else None


kept = KeptForVersion(newest)


def context_processor(request: HttpRequest) -> dict[str, Any]:
    """Give every page that shows data the day that it describes."""
    version = getattr(request, "data_version", None)
    return {"data_day": kept.of(version) if version else None}
