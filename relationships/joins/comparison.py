"""What a join would do, shown at the desk before it is done: field by field, row by row."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from places.reorganisations import Effect, preview
from relationships.joins import actions
from relationships.joins.models import JoinKind
from sistercity.admin.history import EMPTY, Trace, Wording, related_labels


@dataclass(frozen=True)
class ComparedField:
    """A field in words: of the kept record, of the other one, and of the kept one afterwards."""

    label: str
    kept: str
    joined: str
    after: str

    @property
    def changes(self) -> bool:
        """Whether the kept record gets another value."""
        return self.kept != self.after

    @property
    def is_lost(self) -> bool:
        """Whether the kept record will not have what the other one says."""
        return self.joined not in (EMPTY, self.after) and self.joined not in self.after


@dataclass(frozen=True)
class Foreseen:
    """What a join would do."""

    fields: list[ComparedField]
    effects: list[Effect]

    @property
    def differing(self) -> list[ComparedField]:
        """The fields in which the two differ, or that change."""
        return [one for one in self.fields if one.changes or one.kept != one.joined]


def foresee(labels: Any, kind: JoinKind, kept: Any, joined: Any) -> Foreseen:
    """Return what joining a record into another would do; raise ValidationError as it would.

    ``labels`` is a function from a model and keys to the labels of records by key.
    """
    model = type(kept)
    records = {
        name: model._base_manager.get(pk=one.pk)
        for name, one in (("kept", kept), ("joined", joined))
    }

    def act() -> list[Effect]:
        after = model._base_manager.get(pk=kept.pk)
        _join, effects = actions.join(
            kind=kind, kept=after, joined=model._base_manager.get(pk=joined.pk), who="", reason="–"
        )
        records["after"] = model._base_manager.get(pk=kept.pk)
        return effects

    effects = preview(act)
    return Foreseen(list(compared(records, labels)), effects)


def compared(records: dict[str, Any], labels: Any) -> Iterator[ComparedField]:
    """Yield the fields that people enter, of records by the name of their column in the table."""
    trace = Trace(type(records["kept"]))
    words = Wording(trace, related_labels([(trace, one) for one in records.values()], labels))
    for column in trace.columns:
        if column.editable and column.name != "public_id":
            values = {name: words.value(one, column) for name, one in records.items()}
            yield ComparedField(str(column.verbose_name), **values)
