"""Undoing the newest release: every row it wrote becomes what it was before.

The database's own history says what that was: it holds each version of each row, and which
import wrote it. The history is kept, and gets the undoing as another change. What people edited
since in the same rows is kept or undone too, as whoever undoes the release decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pghistory
from django.db import IntegrityError, connection, models, transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _

from places.models import Partner, PlaceName
from relationships.register.actions import park
from relationships.register.models import Relationship, RelationshipSource
from relationships.releases.columns import IMPORTER
from relationships.releases.models import Release
from sistercity.import_runs.models import ImportRun, RunStatus
from sistercity.locks import hold_back_editors, lock_imports

# What an import writes, in an order in which rows can be made: each needs only those before it.
WRITTEN: tuple[type[models.Model], ...] = (Partner, PlaceName, Relationship, RelationshipSource)
TOGETHER = {"former_name": "former_local_government_id"}
SHOWN = 20
UNDONE = "公開した第%(number)s版は、%(who)sが取り消しました。もう一度比較して公開できます。"


class Edits(TextChoices):
    """What becomes of what people edited since in rows that an import wrote."""

    REFUSE = "refuse"
    KEEP = "keep"
    UNDO = "undo"


class CannotUndo(Exception):
    """The release cannot be undone, and why; nothing was changed."""


@dataclass(frozen=True)
class Touched:
    """The rows of a table that an import wrote, found through the table's history."""

    model: type[models.Model]
    context: Any

    @property
    def history(self) -> str:
        """The history's table."""
        events: type[models.Model] = getattr(self.model, "pgh_event_model")  # noqa: B009
        return events._meta.db_table

    @property
    def columns(self) -> list[str]:
        """The columns that the history keeps."""
        events: type[models.Model] = getattr(self.model, "pgh_event_model")  # noqa: B009
        names = [str(field.column) for field in events._meta.concrete_fields]
        return [name for name in names if not name.startswith("pgh_")]

    @property
    def before(self) -> str:
        """The last version of each row from before the import, as the head of a statement."""
        return f"""
            WITH mine AS (
                SELECT pgh_obj_id, min(pgh_id) AS first, max(pgh_id) AS last
                FROM {self.history} WHERE pgh_context_id = %(context)s GROUP BY pgh_obj_id
            ), before AS (
                SELECT DISTINCT ON (old.pgh_obj_id) old.*
                FROM {self.history} old JOIN mine USING (pgh_obj_id)
                WHERE old.pgh_id < mine.first
                ORDER BY old.pgh_obj_id, old.pgh_id DESC
            ), was AS (SELECT * FROM before WHERE pgh_label <> 'delete')
        """  # noqa: S608  (names of our own tables)

    def run(self, statement: str, *, into: str = "", **values: Any) -> list[Any]:
        """Run a statement on top of ``before``; return the first column of its rows.

        Or store the rows ``into`` a temporary table.
        """
        table = f"CREATE TEMPORARY TABLE {into} ON COMMIT DROP AS " if into else ""
        with connection.cursor() as cursor:
            if into:  # an undo within a longer transaction has left its own
                cursor.execute(f"DROP TABLE IF EXISTS {into}")
            cursor.execute(table + self.before + statement, {"context": self.context, **values})
            return [row[0] for row in cursor.fetchall()] if cursor.description else []

    def edited_since(self) -> list[Any]:
        """Return the keys of rows that are not as the import left them.

        What was changed and changed back, as by a release undone since, counts for nothing.
        """
        values = ", ".join(f"{{0}}.{name}" for name in self.columns)
        values += ", {0}.pgh_label = 'delete'"
        return self.run(
            f"""SELECT now.pgh_obj_id FROM (
                SELECT DISTINCT ON (later.pgh_obj_id) later.*, mine.last
                FROM {self.history} later JOIN mine USING (pgh_obj_id)
                WHERE later.pgh_id > mine.last
                ORDER BY later.pgh_obj_id, later.pgh_id DESC
            ) now JOIN {self.history} written ON written.pgh_id = now.last
            WHERE ROW({values.format("now")}) IS DISTINCT FROM ROW({values.format("written")})
            ORDER BY 1"""  # noqa: S608
        )

    def written(self) -> set[Any]:
        """Return the keys of the rows that the import wrote."""
        return set(self.run("SELECT pgh_obj_id FROM mine"))

    def added(self) -> list[Any]:
        """Return the keys of rows that were not there before the import, and are now."""
        table, key = self.model._meta.db_table, self.model._meta.pk.column
        return self.run(
            f"""SELECT pgh_obj_id FROM mine JOIN {table} ON {key} = pgh_obj_id
            WHERE pgh_obj_id NOT IN (SELECT pgh_obj_id FROM was)"""  # noqa: S608
        )

    def find_targets(self, edits: Edits) -> None:
        """Store what each row will be, in a table that lasts as long as the transaction.

        That is what it ``was``. With ``Edits.KEEP``, cells that were edited since stay as they are,
        and so do rows that somebody deleted since.
        """
        keeps = edits == Edits.KEEP
        table, key = self.model._meta.db_table, self.model._meta.pk.column
        columns = ", ".join(self.kept_or_was(group) for group in self.groups) if keeps else ""
        self.run(
            f"""SELECT {columns or "was.*"} FROM was JOIN mine USING (pgh_obj_id)
            JOIN {self.history} written ON written.pgh_id = mine.last
            LEFT JOIN {table} now ON now.{key} = was.pgh_obj_id
            WHERE NOT %(keeps)s OR now.{key} IS NOT NULL OR written.pgh_label = 'delete'""",  # noqa: S608
            into=self.targets,
            keeps=keeps,
        )

    @property
    def targets(self) -> str:
        """The name of the table of ``find_targets``."""
        return f"undo_{self.model._meta.model_name}"

    @property
    def groups(self) -> list[list[str]]:
        """The columns, those together that are edited as one: a date and how well it is known."""
        found: dict[str, list[str]] = {}
        for column in self.columns:
            first = column.replace("_precision", "_on")
            found.setdefault(TOGETHER.get(column, first), []).append(column)
        return list(found.values())

    def kept_or_was(self, group: list[str]) -> str:
        """Return the columns of a group: as they are if they were edited, else as they were."""
        row = "ROW({})".format
        now, written = (row(", ".join(f"{t}.{c}" for c in group)) for t in ("now", "written"))
        is_edited = f"written.pgh_label <> 'delete' AND {now} IS DISTINCT FROM {written}"
        return ", ".join(
            f"CASE WHEN {is_edited} THEN now.{column} ELSE was.{column} END AS {column}"
            for column in group
        )

    def restore(self, condition: str = "true") -> None:
        """Give rows that are still there the values of their targets, and put back those gone.

        The condition, in SQL, says of which rows, by their ``target``.
        """
        table, key = self.model._meta.db_table, self.model._meta.pk.column
        columns = ", ".join(self.columns)
        values = ", ".join(f"{name} = target.{name}" for name in self.columns)
        with connection.cursor() as cursor:
            cursor.execute(
                f"""UPDATE {table} SET {values} FROM {self.targets} target
                WHERE {table}.{key} = target.{key} AND {condition}"""  # noqa: S608
            )
            cursor.execute(
                f"""INSERT INTO {table} ({columns}) SELECT {columns} FROM {self.targets} target
                WHERE {condition}
                AND NOT EXISTS (SELECT FROM {table} WHERE {key} = target.{key})"""  # noqa: S608
            )


def newest_release() -> Release:
    """Return the release that can be undone; raise CannotUndo where there is none."""
    release = Release.objects.standing().order_by("-number").first()
    if release is None or release.history_context is None:
        raise CannotUndo(_("There is no release to undo: nothing was imported."))
    return release


@transaction.atomic
def undo_release(
    *, number: int, who: str, edits: Edits = Edits.REFUSE, reason: str = ""
) -> Release:
    """Undo the newest release and return it; its import can be compared and published again.

    ``edits`` says what becomes of what was edited since in rows that the import wrote; undoing it
    too wants a reason. Raises CannotUndo where the release is not the newest, where rows were
    edited since and nobody said what becomes of them, and where something made since refers to a
    row that the import added or holds what a row had; raises Busy while an import runs.
    """
    lock_imports(f"undo_release {number} ({who})")
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
    if edits == Edits.UNDO and not reason and edited_since(release):
        raise CannotUndo(_("Undoing what people edited since wants a reason."))
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
    delete(sources, RelationshipSource.objects.exclude(relationship__in=kept), edits)
    delete(relationships, Relationship.with_withdrawn.exclude(pk__in=kept), edits)
    for table in tables:
        if table is relationships:
            free_sides(table)
        table.restore()
    unused = Partner.with_withdrawn.all()
    if edits == Edits.KEEP:
        unused = unused.exclude(pk__in=used_since(partners)).filter(relationships=None)
    delete(partners, unused, edits)
    delete(names, PlaceName.objects.exclude(partner__in=partners.added()), edits)


def delete(table: Touched, rows: models.QuerySet[Any], edits: Edits) -> None:
    """Delete those of some rows that the import added; keep those edited since if that is asked."""
    edited = table.edited_since() if edits == Edits.KEEP else ()
    rows.filter(pk__in=table.added()).exclude(pk__in=edited).delete()


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


def free_sides(table: Touched) -> None:
    """End the relationships that had ended, and park those that get other sides back."""
    table.restore("target.status = 'ended'")
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT now.id FROM register_relationship now JOIN {table.targets} target USING (id)
            WHERE (now.local_government_id, now.partner_id)
               <> (target.local_government_id, target.partner_id)"""  # noqa: S608
        )
        park(key for (key,) in cursor.fetchall())


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


def edits_of(table: Touched) -> Iterator[str]:
    """Yield the names of the import's rows that were edited, or got parts, since."""
    keys = table.edited_since()
    records = table.model._base_manager.in_bulk(keys)
    yield from (str(records.get(key, key)) for key in keys)
    yield from (str(record) for _key, record in made_since(table, models.CASCADE))


def edited_records(release: Release) -> list[tuple[type[models.Model], Any]]:
    """Return model and key of each partner and relationship that was edited, or a part of it.

    A part is another name or a source; one that is gone is told by its history.
    """
    partners, names, relationships, sources = tables_of(release)
    found: dict[tuple[type[models.Model], Any], None] = {}
    for table, part, owner in (
        (partners, names, "partner_id"),
        (relationships, sources, "relationship_id"),
    ):
        events: Any = getattr(part.model, "pgh_event_model")  # noqa: B009
        owners = events._default_manager.filter(pgh_obj_id__in=part.edited_since())
        keys = {*table.edited_since(), *owners.values_list(owner, flat=True)}
        keys |= {key for key, _record in made_since(table, models.CASCADE)}
        found |= dict.fromkeys((table.model, key) for key in sorted(keys - {None}))
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
