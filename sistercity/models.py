"""The data version, and what every record of public content shares."""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar, cast

import pghistory
import pgtrigger
from django.db import IntegrityError, models
from django.utils.translation import gettext_lazy as _

ModelClass = TypeVar("ModelClass", bound=type[models.Model])


class DataVersion(models.Model):
    """One row that every committed change of public content moves on, whoever makes it."""

    number = models.PositiveBigIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="data_version_is_one_row",
                condition=models.Q(pk=1),
                violation_error_message="There is one data version only.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def state(self) -> tuple[int, object]:
        """What tells it from any other, also where a database was put back to an earlier state."""
        return self.number, self.changed_at


def lock_content() -> None:
    """Make every other writer of public content wait until this transaction ends.

    Each statement that changes content locks this row first (see BumpDataVersion). A writer that
    locks it before it reads therefore sees what was stored last, and cannot deadlock.
    """
    DataVersion.objects.select_for_update().first()


class BumpDataVersion(pgtrigger.Trigger):
    """Moves the data version on with each statement that changes the table.

    Before the statement, so that every writer locks the version first: two writers wait for one
    another instead of deadlocking. The row makes itself where it is missing.
    """

    name = "bump_data_version"
    level = pgtrigger.Statement
    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate
    func = """
        INSERT INTO sistercity_dataversion (id, number, changed_at)
        VALUES (1, 1, clock_timestamp())
        ON CONFLICT (id) DO UPDATE
        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();
        RETURN NULL;
    """


class RefuseCycle(pgtrigger.Trigger):
    """Refuses a successor that leads back to the row: lineage has an end.

    ``predecessor`` is the column of the row's own side; the other is ``successor_id``.
    """

    name = "refuse_cycle"
    level = pgtrigger.Row
    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.Update

    def __init__(self, predecessor: str) -> None:
        self.predecessor = predecessor
        super().__init__()

    def get_func(self, model: models.Model) -> str:
        """Return the trigger's body for a table."""
        table = model._meta.db_table
        return f"""
            IF EXISTS (
                WITH RECURSIVE later(id) AS (
                    SELECT NEW.successor_id
                    UNION
                    SELECT step.successor_id
                    FROM {table} step JOIN later ON step.{self.predecessor} = later.id
                )
                SELECT FROM later WHERE id = NEW.{self.predecessor}
            ) THEN
                RAISE check_violation USING MESSAGE = 'refuse_cycle: a successor leads back';
            END IF;
            RETURN NEW;
        """  # noqa: S608  (names of our own columns)


def broken_rule(
    model: type[models.Model], error: IntegrityError, *others: type[models.Model]
) -> str:
    """Return the message of the models' constraint that the database refused, else its name."""
    broken = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or "?"
    for constraint in (rule for one in (model, *others) for rule in one._meta.constraints):
        if constraint.name == broken:
            return str(constraint.get_violation_error_message())
    return str(broken)


def choices_constraint(
    model: str, field: str, *choices: type[models.TextChoices]
) -> models.CheckConstraint:
    """Return the rule that a column holds one of its choices."""
    return models.CheckConstraint(
        name=f"{model}_{field}_is_known",
        condition=models.Q(**{f"{field}__in": [value for one in choices for value in one.values]}),
        violation_error_message=_("This is not one of the choices."),
    )


class PublicContent(models.Model):
    """Base of every model whose rows are shown to the public."""

    class Meta:
        abstract = True
        triggers: ClassVar[list[pgtrigger.Trigger]] = [BumpDataVersion()]


def with_history(**options: Any) -> Callable[[ModelClass], ModelClass]:
    """Return the decorator that keeps each version of a model's rows, made by whom and why.

    Database triggers write the history, so bulk writes and plain SQL are in it too. Options are
    those of ``pghistory.track``. The change log reads the newest events of all tables by the index.
    """

    def track(model: ModelClass) -> ModelClass:
        # Events hold state of their model, so each model needs its own.
        events = (
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
        )
        decorate = pghistory.track(
            *events,
            model_name=f"{model.__name__}History",
            obj_field=pghistory.ObjForeignKey(related_name="history"),
            meta={"indexes": [models.Index(fields=["pgh_created_at", "pgh_id"])]},
            **options,
        )
        return cast("ModelClass", decorate(model))

    return track
