"""Undoing the newest release: every row it wrote becomes what it was before.

The database's own history says what that was: it holds each version of each row, and which
import wrote it. The history is kept, and gets the undoing as another change. What people edited
since in the same rows is kept or undone too, as whoever undoes the release decides.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pghistory
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from places.models import Partner, PlaceName
from relationships.register.actions import free_sides
from relationships.register.models import Relationship, RelationshipSource
from relationships.releases.columns import IMPORTER
from relationships.releases.models import Release
from sistercity.changes import reverting
from sistercity.changes.reverting import Edits, Touched
from sistercity.import_runs.models import ImportRun, RunStatus
from sistercity.locks import Work, hold_back_editors, lock_imports

# What an import writes, in an order in which rows can be made: each needs only those before it.
WRITTEN: tuple[type[models.Model], ...] = (Partner, PlaceName, Relationship, RelationshipSource)
# What must be taken back before edits since a release are undone: functions that return its names.
OBSTACLES: list[Callable[[Release], Iterable[str]]] = []
SHOWN = 20
UNDONE = "公開した第%(number)s版は、%(who)sが取り消しました。もう一度比較して公開できます。"


class CannotUndo(Exception):
    """The release cannot be undone, and why; nothing was changed."""


def newest_release() -> Release:
    """Return the release that can be undone; raise CannotUndo where there is none."""
    release = Release.objects.standing().order_by("-number").first()
    if release is None or release.history_context is None:
        raise CannotUndo(_("There is no release to undo: nothing was imported."))
    return release


@transaction.atomic
def undo_release(*, number: int, who: str, reason: str, edits: Edits = Edits.REFUSE) -> Release:
    """Undo the newest release and return it; its import can be compared and published again.

    ``edits`` says what becomes of what was edited since in rows that the import wrote; the
    history keeps the reason. Raises CannotUndo where the release is not the newest, where rows were
    edited since and nobody said what becomes of them, and where something made since refers to a
    row that the import added or holds what a row had; raises Busy while an import runs.
    """
    lock_imports(Work.UNDO, who)
    hold_back_editors()
    release = newest_release()
    if release.number != number:
        raise CannotUndo(
            _("Only the newest release can be undone, and that is number %(number)s.")
            % {"number": release.number}
        )
    if edits != Edits.KEEP:
        refuse_references(release)
    if edits == Edits.REFUSE:
        refuse_edits(release)
    if edits == Edits.UNDO:
        refuse_obstacles(release)
    with pghistory.context(source="undo_release", release=number, who=who, reason=reason):
        try:
            undo_tables(release, edits)
        except IntegrityError as error:
            raise CannotUndo(
                _("What was added since stands in the way: %(reason)s.")
                % {"reason": str(error).partition("\n")[0]}
            ) from error
        release.imported_rows.all().delete()  # the file may come again, and is new then
        release.undone_at, release.undone_by = timezone.now(), who
        release.undo_reason = reason
        release.save(update_fields=["undone_at", "undone_by", "undo_reason"])
    reopen_run(release)
    return release


def reopen_run(release: Release) -> None:
    """Let the import of the desk that made a release be compared and published again."""
    runs = ImportRun.objects.filter(
        importer=IMPORTER, status=RunStatus.PUBLISHED, result=str(release)[:200]
    )
    runs.update(
        status=RunStatus.OUTDATED,
        published_at=None,
        message=UNDONE % {"number": release.number, "who": release.undone_by},
    )


def tables_of(release: Release) -> list[Touched]:
    """Return the tables that a release wrote."""
    return [Touched(model, release.history_context) for model in WRITTEN]


def edited_since(release: Release) -> list[str]:
    """Return the names of a release's rows that were edited, or got parts, since."""
    return [label for table in tables_of(release) for label in edits_of(table)]


def undo_tables(release: Release, edits: Edits) -> None:
    """Delete what the import added and nothing else needs; restore what it changed."""
    partners, names, relationships, sources = tables = tables_of(release)
    for table in tables:
        table.find_targets(edits)
    kept = kept_relationships(relationships, sources) if edits == Edits.KEEP else set()
    sources.delete_added(edits, among=RelationshipSource.objects.exclude(relationship__in=kept))
    relationships.delete_added(edits, among=Relationship.with_withdrawn.exclude(pk__in=kept))
    for table in tables:
        if table is relationships:
            free_sides(table)
        table.restore()
    unused = Partner.with_withdrawn.all()
    if edits == Edits.KEEP:
        unused = unused.exclude(pk__in=used_since(partners)).filter(relationships=None)
    partners.delete_added(edits, among=unused)
    names.delete_added(edits, among=PlaceName.objects.exclude(partner__in=partners.added()))


def kept_relationships(relationships: Touched, sources: Touched) -> set[Any]:
    """Return the keys of relationships that were edited or used since, or whose sources were."""
    edited = RelationshipSource.objects.filter(pk__in=sources.edited_since())
    owners = set(edited.values_list("relationship", flat=True))
    return owners | set(relationships.edited_since()) | used_since(relationships)


def used_since(table: Touched) -> set[Any]:
    """Return the keys of what the import added that records of others refer to now."""
    actions = (models.CASCADE, models.PROTECT)
    found = (made_since(table, on_delete, edited=True) for on_delete in actions)
    return {key for records in found for key, _record in records}


def refuse_edits(release: Release) -> None:
    """Raise CannotUndo where rows of the import, or their parts, were edited since."""
    edited = edited_since(release)
    if edited:
        names = "; ".join(edited[:SHOWN]) + (" …" if len(edited) > SHOWN else "")
        raise CannotUndo(
            _(
                "%(number)s records of this import were edited since: %(names)s. Undoing it"
                " leaves these edits as they are with --edits keep, and undoes them too with"
                " --edits undo."
            )
            % {"number": len(edited), "names": names}
        )


def refuse_obstacles(release: Release) -> None:
    """Raise CannotUndo where undoing what people edited since would undo half of something."""
    found = [name for obstacle in OBSTACLES for name in obstacle(release)]
    if found:
        raise CannotUndo(
            _(
                "Records of this import were joined or parted since: %(names)s. Keep the edits"
                " (--edits keep), or part those first that are still joined."
            )
            % {"names": "; ".join(found[:SHOWN])}
        )


def edits_of(table: Touched) -> Iterator[str]:
    """Yield the names of the import's rows that were edited, or got parts, since."""
    keys = table.edited_since()
    records = table.model._base_manager.in_bulk(keys)
    yield from (str(records.get(key, key)) for key in keys)
    yield from (str(record) for _key, record in made_since(table, models.CASCADE))


def edited_records(release: Release) -> list[tuple[type[models.Model], Any]]:
    """Return model and key of each record of a release that was edited, or got parts, since."""
    tables = tables_of(release)
    found = dict.fromkeys(reverting.edited_records(tables))
    for table in tables:
        made = made_since(table, models.CASCADE)
        found |= dict.fromkeys((table.model, key) for key, _record in made)
    return list(found)


def made_since(
    table: Touched, on_delete: Any, *, edited: bool = False
) -> Iterator[tuple[Any, models.Model]]:
    """Yield records that refer to what the import added, by what deleting does to them.

    Each with the key that it refers to. Left out are those that the import itself wrote, unless
    they were ``edited`` since and that is asked for.
    """
    added = table.added()
    for relation in table.model._meta.related_objects if added else ():
        part = relation.related_model
        if relation.many_to_many or relation.on_delete is not on_delete:
            continue
        if not getattr(relation.field, "db_constraint", True):
            continue  # derived by triggers, such as the search keys of a name
        name = relation.field.name
        own = own_rows(Touched(part, table.context), edited=edited) if part in WRITTEN else set()
        for record in part._base_manager.filter(**{f"{name}__in": added}).exclude(pk__in=own):
            yield getattr(record, relation.field.attname), record


def own_rows(part: Touched, *, edited: bool) -> set[Any]:
    """Return the keys of the rows that the import wrote; if asked, without those edited since."""
    return part.written() - set(part.edited_since() if edited else ())


def refuse_references(release: Release) -> None:
    """Raise CannotUndo where records made since need what the import added."""
    found = [
        str(record)
        for table in tables_of(release)
        for _key, record in made_since(table, models.PROTECT)
    ]
    if found:
        raise CannotUndo(
            _("Records made since refer to what the import added: %(names)s.")
            % {"names": "; ".join(found[:SHOWN])}
        )
