"""What other pages say of releases: the newest one, and what they did to a relationship."""

from typing import Any

from places.page_sections import PageSection, register
from relationships.releases.models import ChangeKind, Release
from relationships.releases.readable import Notice, history


def newest(_record: None) -> dict[str, Any]:
    """Return the newest notice for the home page; empty without any."""
    release = Release.objects.notices().first()
    return {"notice": Notice(release)} if release else {}


def of_relationship(relationship: Any) -> dict[str, Any]:
    """Return what the notices say of a relationship; empty where they say nothing."""
    changes = history(relationship)
    return {"changes": changes} if changes else {}


def of_withdrawn(relationship: Any) -> dict[str, Any]:
    """Return the newest notice that tells of a relationship's removal since it was withdrawn."""
    removed = Release.objects.notices().filter(
        published_at__gte=relationship.withdrawn_at,
        changes__public_id=relationship.public_id,
        changes__kind=ChangeKind.REMOVED,
    )
    release = removed.first()
    return {"notice": Notice(release)} if release else {}


register(
    PageSection("home_first", 10, "releases/newest.html", newest),
    PageSection("relationship", 10, "releases/of_relationship.html", of_relationship),
    PageSection("withdrawn", 10, "releases/of_withdrawn.html", of_withdrawn),
)
