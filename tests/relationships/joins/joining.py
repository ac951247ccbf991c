"""Two records that are joined, and the tables that a join may change."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from places.reorganisations import Effect
from relationships.joins import actions, parting
from relationships.joins.models import Join, JoinKind
from sistercity.changes.reverting import Edits
from tests.relationships.imports.files import end_of_transaction

REASON = "同じ市を二重に登録していたため"


@dataclass
class Pair:
    """Two records of one thing: the one that is kept, and the other one."""

    kind: JoinKind
    kept: Any
    other: Any

    def join(self) -> tuple[Join, list[Effect]]:
        """Join the other record into the kept one."""
        return actions.join(
            kind=self.kind, kept=self.kept, joined=self.other, who="花子", reason=REASON
        )

    def joined(self) -> Join:
        """Join the other record into the kept one; return the join, with both records as stored."""
        record, _effects = self.join()
        end_of_transaction()
        self.kept.refresh_from_db()
        self.other.refresh_from_db()
        return record

    def path(self, record: Any, language: str = "ja") -> str:
        """Return the address of a record's page, without its name."""
        name = {JoinKind.PARTNER: "partners", JoinKind.RELATIONSHIP: "relationships"}[self.kind]
        return f"/{language}/{name}/{record.public_id}/"


def part(record: Join, edits: Edits = Edits.REFUSE) -> None:
    """Part what was joined."""
    parting.part(record=record, who="花子", reason="別の市だったため", edits=edits)


def third(pair: Pair) -> Any:
    """Return a third record of what two are records of."""
    record = type(pair.kept)._base_manager.get(pk=pair.other.pk)
    record.pk, record.public_id = None, 99_999
    if pair.kind == JoinKind.PARTNER:
        record.name_en = "Yuzhno"
    record.save()
    return record


def everything() -> dict[str, list[dict[str, Any]]]:
    """Return the rows of every table that has a history, but for joins."""
    tracked: list[type[models.Model]] = [
        model
        for model in apps.get_models()
        if hasattr(model, "pgh_event_model") and model is not Join
    ]
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values()) for model in tracked
    }
