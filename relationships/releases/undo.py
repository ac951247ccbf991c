"""Undoing the newest release: every row it wrote becomes what it was before.

The database's own history says what that was: it holds each version of each row, and which
import wrote it. The history is kept, and gets the undoing as another change.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pghistory
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from places.models import Partner, PlaceName
from relationships.register.models import Relationship, RelationshipSource
from relationships.releases.models import Release
from relationships.releases.writing import park
from sistercity.imports.locks import lock_imports

# What an import writes, in an order in which rows can be made: each needs only those before it.
WRITTEN: tuple[type[models.Model], ...] = (Partner, PlaceName, Relationship, RelationshipSource)
SHOWN = 20


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

    def run(self, statement: str) -> list[Any]:
        """Run a statement on top of ``before``; return the first column of its rows."""
        with connection.cursor() as cursor:
            cursor.execute(self.before + statement, {"context": self.context})
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

    def added(self) -> list[Any]:
        """Return the keys of rows that were not there before the import, and are now."""
        table, key = self.model._meta.db_table, self.model._meta.pk.column
        return self.run(
            f"""SELECT pgh_obj_id FROM mine JOIN {table} ON {key} = pgh_obj_id
            WHERE pgh_obj_id NOT IN (SELECT pgh_obj_id FROM was)"""  # noqa: S608
        )

    def restore(self, condition: str = "true") -> None:
        """Give rows that are still there their old values, and put back those that are gone.

        The condition, in SQL, says of which rows, by what each ``was``.
        """
        table, key = self.model._meta.db_table, self.model._meta.pk.column
        columns = ", ".join(self.columns)
        values = ", ".join(f"{name} = was.{name}" for name in self.columns)
        self.run(
            f"""UPDATE {table} SET {values} FROM was
            WHERE {table}.{key} = was.pgh_obj_id AND {condition}"""  # noqa: S608
        )
        self.run(
            f"""INSERT INTO {table} ({columns}) SELECT {columns} FROM was
            WHERE {condition}
            AND NOT EXISTS (SELECT FROM {table} WHERE {key} = was.pgh_obj_id)"""  # noqa: S608
        )


def newest_release() -> Release:
    """Return the release that can be undone; raise CannotUndo where there is none."""
    release = Release.objects.standing().order_by("-number").first()
    if release is None or release.history_context is None:
        raise CannotUndo(_("There is no release to undo: nothing was imported."))
    return release


@transaction.atomic
def undo_release(*, number: int, who: str, force: bool = False) -> Release:
    """Undo the newest release and return it.

    ``force`` also undoes what was edited since in rows that the import wrote. Raises CannotUndo
    where the release is not the newest, where rows were edited since, and where something made
    since refers to a row that the import added or holds what a row had; raises Busy while an
    import runs.
    """
    lock_imports(f"undo_release {number} ({who})")
    release = newest_release()
    if release.number != number:
        raise CannotUndo(
            _("Only the newest release can be undone, and that is number %(number)s.")
            % {"number": release.number}
        )
    refuse_references(release)
    if not force:
        refuse_edits(release)
    with pghistory.context(source="undo_release", release=number, who=who):
        try:
            undo_tables(tables_of(release))
        except IntegrityError as error:
            raise CannotUndo(
                _("What was added since stands in the way: %(reason)s.")
                % {"reason": str(error).partition("\n")[0]}
            ) from error
        release.imported_rows.all().delete()  # the file may come again, and is new then
        release.undone_at, release.undone_by = timezone.now(), who
        release.save(update_fields=["undone_at", "undone_by"])
    return release


def tables_of(release: Release) -> list[Touched]:
    """Return the tables that a release wrote."""
    return [Touched(model, release.history_context) for model in WRITTEN]


def edited_since(release: Release) -> list[str]:
    """Return the names of a release's rows that were edited, or got parts, since."""
    return [label for table in tables_of(release) for label in edits(table)]


def undo_tables(tables: list[Touched]) -> None:
    """Delete what the import added, restore what it changed."""
    for table in reversed(tables):
        table.model._default_manager.filter(pk__in=list(table.added())).delete()
    for table in tables:
        if table.model is Relationship:
            free_sides(table)
        table.restore()


def free_sides(table: Touched) -> None:
    """End the relationships that had ended, and park those that get other sides back."""
    table.restore("was.status = 'ended'")
    park(
        table.run(
            """SELECT now.id FROM register_relationship now JOIN was ON now.id = was.id
            WHERE (now.local_government_id, now.partner_id)
               <> (was.local_government_id, was.partner_id)"""
        )
    )


def refuse_edits(release: Release) -> None:
    """Raise CannotUndo where rows of the import, or their parts, were edited since."""
    edited = edited_since(release)
    if edited:
        names = "; ".join(edited[:SHOWN]) + (" …" if len(edited) > SHOWN else "")
        raise CannotUndo(
            _(
                "%(number)s records of this import were edited since: %(names)s. Undoing it"
                " would undo these edits too; if that is wanted, say --force."
            )
            % {"number": len(edited), "names": names}
        )


def edits(table: Touched) -> Iterator[str]:
    """Yield the names of the import's rows that were edited, or got parts, since."""
    keys = table.edited_since()
    records = table.model._default_manager.in_bulk(keys)
    yield from (str(records.get(key, key)) for key in keys)
    yield from (str(record) for record in made_since(table, models.CASCADE))


def made_since(table: Touched, on_delete: Any) -> Iterator[models.Model]:
    """Yield records of others that refer to what the import added, by what deleting does to them.

    Some of each kind are enough to say what stands in the way.
    """
    added = table.added()
    for relation in table.model._meta.related_objects if added else ():
        part = relation.related_model
        if relation.many_to_many or relation.on_delete is not on_delete:
            continue
        if not getattr(relation.field, "db_constraint", True):
            continue  # derived by triggers, such as the search keys of a name
        own = Touched(part, table.context).added() if part in WRITTEN else []
        later = part._default_manager.filter(**{f"{relation.field.name}__in": added})
        yield from later.exclude(pk__in=own)[:SHOWN]


def refuse_references(release: Release) -> None:
    """Raise CannotUndo where records made since need what the import added."""
    found = [
        str(record) for table in tables_of(release) for record in made_since(table, models.PROTECT)
    ]
    if found:
        raise CannotUndo(
            _("Records made since refer to what the import added: %(names)s.")
            % {"names": "; ".join(found[:SHOWN])}
        )
