"""Who wrote the values that relationships have now, as the database's history tells."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q

from relationships.register.models import Relationship, RelationshipSource
from relationships.register.querysets import RelationshipQuerySet
from relationships.releases.dataset import PARTIAL_DATES
from sistercity.admin.history import Authors, Trace
from sistercity.imports.merging import Author

# What wrote a value without a person: a file did, or the value was there before.
FILES = {"load_data", "import_relationships"}
UNDOING = {"undo_release", "part"}
EMPTY = "[]"  # what ``stored`` returns of an empty field
COLUMNS = {
    "local_government": ("local_government_id",),
    "former": ("former_local_government_id", "former_name"),
    "partner": ("partner_id",),
    **{name: (f"{name}_on", f"{name}_precision") for name in PARTIAL_DATES},
}


def authors_of(fields: Mapping[int, Collection[str]]) -> dict[int, dict[str, Author]]:
    """Return who wrote the value of each field, by primary key and name of the field.

    ``fields`` are the names wanted of each relationship. A value that an undo put back is of
    whoever wrote it before. Four queries, however many values there are.
    """
    if not fields:
        return {}
    versions = events(Trace(Relationship), fields)
    pages = events(Trace(RelationshipSource, "relationship_id"), fields)
    contexts = (event.pgh_context_id for event in (*versions, *pages))
    known = Authors(contexts)
    found: dict[int, dict[str, Author]] = defaultdict(dict)
    for (key, name), event in last_writers(versions, fields, known).items():
        found[key][name] = author(event, known)
    for event in pages:
        if "sources" in fields[event.relationship_id] and not is_undo(event, known):
            found[event.relationship_id]["sources"] = author(event, known)
    return found


def added_by_people(
    relationships: RelationshipQuerySet, *, since: datetime.datetime | None
) -> set[int]:
    """Return the primary keys of those that people added, after a moment if one is given."""
    found = Trace(Relationship).events._default_manager.filter(
        pgh_obj_id__in=relationships.values("pk"), pgh_label="insert"
    )
    if since is not None:
        found = found.filter(pgh_created_at__gt=since)
    by_files = Q(pgh_context__metadata__source__in=[*FILES, *UNDOING])
    return set(found.exclude(by_files).values_list("pgh_obj_id", flat=True))


def events(trace: Trace, keys: Iterable[int]) -> list[Any]:
    """Return the events of records, the oldest first."""
    found = trace.events._default_manager.filter(**{f"{trace.column}__in": list(keys)})
    return list(found.order_by("pgh_id"))


def last_writers(
    versions: Iterable[Any], fields: Mapping[int, Collection[str]], known: Authors
) -> dict[tuple[int, str], Any]:
    """Return the event that gave each field the value that it has now.

    Nobody wrote what a record has been without from the beginning: to empty it is to write.
    """
    now: dict[tuple[int, str], Any] = {}
    writers: dict[tuple[int, str], dict[Any, Any]] = {}
    for event in versions:
        for name in fields[event.pgh_obj_id]:
            if name == "sources":
                continue
            place = (event.pgh_obj_id, name)
            value = stored(event, name)
            if now.get(place, EMPTY) != value and not is_undo(event, known):
                writers.setdefault(place, {})[value] = event
            now[place] = value
    return {
        place: writers[place][value]
        for place, value in now.items()
        if value in writers.get(place, {})
    }


def stored(event: Any, name: str) -> str:
    """Return the value of a field in a version of a record, as something to compare."""
    values = [getattr(event, column) for column in COLUMNS.get(name, (name,))]
    return repr([value for value in values if value not in (None, "", [])])


def is_undo(event: Any, known: Authors) -> bool:
    """Whether a release was undone: that writes again what somebody wrote before."""
    return known.source(event.pgh_context_id) in UNDOING


def author(event: Any, known: Authors) -> Author:
    """Return who made an event."""
    return Author(
        known.name(event.pgh_context_id),
        event.pgh_created_at,
        is_person=known.source(event.pgh_context_id) not in FILES,
    )
