"""Taking back what was written in one go: rows become what they were, by the database's history.

The history holds each version of each row, and in which context it was written. What people edited
since in the same rows is kept or taken back too, as whoever does it decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import TextChoices

from sistercity.withdrawal import is_owner


class Edits(TextChoices):
    """What becomes of what people edited since in rows that are taken back."""

    REFUSE = "refuse"
    KEEP = "keep"
    UNDO = "undo"


@dataclass(frozen=True)
class Touched:
    """The rows of a table that were written in a context, found through the table's history."""

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
        """The last version of each row from before the context, as the head of a statement."""
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
        """Return the keys of rows that are not as the context left them.

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
        """Return the keys of the rows that were written."""
        return set(self.run("SELECT pgh_obj_id FROM mine"))

    def added(self) -> list[Any]:
        """Return the keys of rows that were not there before, and are now."""
        table, key = self.model._meta.db_table, self.model._meta.pk.column
        return self.run(
            f"""SELECT pgh_obj_id FROM mine JOIN {table} ON {key} = pgh_obj_id
            WHERE pgh_obj_id NOT IN (SELECT pgh_obj_id FROM was)"""  # noqa: S608
        )

    def find_targets(self, edits: Edits) -> None:
        """Store what each row will be, in a table that lasts as long as the transaction.

        That is what it ``was``. With ``Edits.KEEP``, cells that were edited since stay as they are,
        with what is bound to them, and so do rows that somebody deleted since.
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
        checks = self.checks() if keeps else []
        while any(self.keep_where_broken(*check) for check in checks):
            pass  # what is kept now may break another constraint

    def checks(self) -> list[tuple[str, set[str]]]:
        """Return the table's check constraints: the condition, in SQL, and the columns."""
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT pg_get_expr(conbin, conrelid), array_agg(attname::text)
                FROM pg_constraint
                JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey)
                WHERE contype = 'c' AND conrelid = %s::regclass GROUP BY pg_constraint.oid""",
                [self.model._meta.db_table],
            )
            checks = [(condition, set(columns)) for condition, columns in cursor.fetchall()]
        return [one for one in checks if one[1] <= set(self.columns)]

    def keep_where_broken(self, condition: str, names: set[str]) -> int:
        """Keep the columns of a check constraint as they are in rows whose targets break it.

        A row obeys it as it is, and did as it was, but a mixture of both need not: with the date
        of its end kept, a relationship cannot become active again. Return the number of rows.
        """
        table, key = self.model._meta.db_table, self.model._meta.pk.column
        columns = [one for group in self.groups if not names.isdisjoint(group) for one in group]
        values = ", ".join(f"{name} = now.{name}" for name in columns)
        target, now = (
            f"ROW({', '.join(f'{t}.{name}' for name in columns)})" for t in ("target", "now")
        )
        with connection.cursor() as cursor:
            cursor.execute(
                f"""UPDATE {self.targets} target SET {values} FROM {table} now
                WHERE now.{key} = target.{key} AND {target} IS DISTINCT FROM {now}
                AND target.{key} IN (SELECT {key} FROM {self.targets} WHERE NOT ({condition}))"""  # noqa: S608
            )
            return int(cursor.rowcount)

    @property
    def targets(self) -> str:
        """The name of the table of ``find_targets``."""
        return f"undo_{self.model._meta.model_name}"

    @property
    def groups(self) -> list[list[str]]:
        """The columns, those together that are edited as one: a date and how well it is known.

        A model can name others: ``edited_together`` maps a column to the one that it goes with.
        """
        found: dict[str, list[str]] = {}
        together = getattr(self.model, "edited_together", {})
        for column in self.columns:
            first = column.replace("_precision", "_on")
            found.setdefault(together.get(column, first), []).append(column)
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

    def delete_added(self, edits: Edits, *, among: "models.QuerySet[Any] | None" = None) -> None:
        """Delete the rows that were added; with ``Edits.KEEP`` not those that were edited since.

        ``among`` are the rows that may be deleted, all if it is None.
        """
        rows = self.model._base_manager.all() if among is None else among
        edited = self.edited_since() if edits == Edits.KEEP else ()
        rows.filter(pk__in=self.added()).exclude(pk__in=edited).delete()


def edited_records(tables: Iterable[Touched]) -> list[tuple[type[models.Model], Any]]:
    """Return model and key of each record of which a row, or a part, was edited since.

    What a part belongs to, such as a name, its history tells: the part may be gone.
    """
    found: dict[tuple[type[models.Model], Any], None] = {}
    for table in tables:
        keys = table.edited_since()
        owners: list[Any] = [one for one in table.model._meta.concrete_fields if is_owner(one)]
        if not owners:
            found |= dict.fromkeys((table.model, key) for key in keys)
        events: Any = getattr(table.model, "pgh_event_model")  # noqa: B009
        edited = events._default_manager.filter(pgh_obj_id__in=keys)
        for owner in owners:
            of_parts = set(edited.values_list(owner.attname, flat=True)) - {None}
            found |= dict.fromkeys((owner.related_model, key) for key in sorted(of_parts))
    return list(found)
