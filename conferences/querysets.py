"""Reusable reads of conferences."""

from typing import TYPE_CHECKING, Self

from sistercity.events import EventQuerySet

if TYPE_CHECKING:
    from conferences.models import Conference


class ConferenceQuerySet(EventQuerySet["Conference"]):
    """Reads of conferences."""

    def newest(self) -> Self:
        """Order by series, then by number, newest first."""
        return self.order_by("series__position", "-number")
