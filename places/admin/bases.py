"""What the staff desk's pages of places share: they are found by the keys of their names."""

from typing import Any

from django.db.models import Case, Q, QuerySet, When

from sistercity.admin import StaffAdmin


class PlaceAdmin(StaffAdmin):
    """Finds places by the keys of their names."""

    def matching(self, queryset: QuerySet[Any], word: str) -> QuerySet[Any]:
        """Search every name, and the code."""
        return queryset.filter(pk__in=self.model._default_manager.named(word).values("pk"))

    def rank(self, term: str) -> Case:
        """Return the order of what a box finds: first what has a name that begins with the term."""
        places: Any = self.model._default_manager
        begins, holds = places.bearing(term, "startswith"), places.bearing(term)
        return Case(
            When(Q(pk__in=begins.values("pk")), then=0),
            When(Q(pk__in=holds.values("pk")), then=1),
            default=2,
        )
