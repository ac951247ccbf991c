"""What the staff desk's pages of places share: they are found by the keys of their names."""

from typing import Any

from django.db.models import Case, F, Q, QuerySet, When
from django.utils.safestring import SafeString

from places.models import LocalGovernment, Partner
from places.querysets import gone
from sistercity.admin import RestorableAdmin, tag
from sistercity.admin.withdrawal import withdrawn_tag

# Those that are gone come last, the latest at the end.
GONE_LAST = Case(When(gone(), then=F("exists_until"))).asc(nulls_first=True)


def existence(place: LocalGovernment | Partner) -> SafeString:
    """Return whether a place exists, since when it is gone, or from when or until when it is.

    Of one that was withdrawn this is said instead.
    """
    if place.withdrawn_at:
        return withdrawn_tag()
    if place.is_gone:
        return tag("ended", f"消滅 {place.exists_until:%Y-%m-%d}")
    if place.is_to_come:
        return tag("unconfirmed", f"{place.exists_from:%Y-%m-%d} から")
    if place.exists_until:
        return tag("unconfirmed", f"現存 {place.exists_until:%Y-%m-%d} に消滅")
    return tag("active", "現存")


class PlaceAdmin(RestorableAdmin):
    """Finds places by the keys of their names."""

    def matching(self, queryset: QuerySet[Any], word: str) -> QuerySet[Any]:
        """Search every name, and the code."""
        return queryset.filter(pk__in=self.every.named(word).values("pk"))

    def rank(self, term: str) -> Case:
        """Return the order of what a box finds: first what has a name that begins with the term."""
        places: Any = self.model._default_manager
        begins, holds = places.bearing(term, "startswith"), places.bearing(term)
        return Case(
            When(Q(pk__in=begins.values("pk")), then=0),
            When(Q(pk__in=holds.values("pk")), then=1),
            default=2,
        )
