"""Reusable reads of releases."""

from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

if TYPE_CHECKING:
    from relationships.releases.models import Release


class ReleaseQuerySet(QuerySet["Release"]):
    """Reads of releases."""

    def standing(self) -> Self:
        """Leave out those that were undone."""
        return self.filter(undone_at=None)

    def notices(self) -> Self:
        """Keep those with a change notice, newest first; the first release has none."""
        return self.standing().filter(number__gt=1).order_by("-number")
