"""Which relationship a row of the register's file means: by its number, or by its two sides."""

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

from django.db.models import F

from places.lookup import NewPartner
from relationships.register.choices import Status
from relationships.register.models import Relationship
from relationships.releases.dataset import values_of
from sistercity.imports.rows import Known, Row

# A local government by primary key, and a partner by its own or as a row describes a new one.
Pair = tuple[int, int | NewPartner]


def held_by(pairs: Iterable[Pair]) -> dict[Pair, list[Known]]:
    """Return the relationships of each pair of sides, those in force first."""
    stored = [(one, other) for one, other in pairs if not isinstance(other, NewPartner)]
    if not stored:
        return {}
    relationships = Relationship.objects.between(stored).order_by(
        F("ended_on").desc(nulls_first=True), "public_id"
    )
    found: dict[Pair, list[Known]] = {}
    for key, values in values_of(relationships).items():
        known = found.setdefault(pair_of(values), [])
        known.append(Known(key, values))
    for known in found.values():
        known.sort(key=lambda one: one.values["status"] == Status.ENDED)
    return found


def chosen(row: Row, known: list[Known], numbered: Mapping[int, Row]) -> Known | None:
    """Return the record of the same sides that a row without a number means.

    An ended one is meant only by a row that says so: else the two have begun anew. Of
    several, such a row means the one with its dates, else the one in force. ``numbered`` are
    the file's rows with a number: what one of them ends or moves away is not meant as in force.
    """
    if row.values.get("status", "") != Status.ENDED:
        in_force = (one for one in known if one.values["status"] != Status.ENDED)
        return next((one for one in in_force if stays(one, row, numbered)), None)
    described = (("status", "established", "ended"), ("established",))
    return max(
        known,
        key=lambda one: [agrees(row, one, *names) for names in described],
        default=None,
    )


def stays(known: Known, row: Row, numbered: Mapping[int, Row]) -> bool:
    """Whether a record in force keeps its sides, or gets those of a row, in force."""
    own = numbered.get(known.values["id"])
    if own is None:
        return True
    after = known.values | own.values
    sides = pair_of(after) in (pair_of(known.values), sides_of(row))
    return sides and after["status"] != Status.ENDED


def joined(
    row: Row, governments: Iterable[int | None], partners: Iterable[int | NewPartner | None]
) -> tuple[int, int] | None:
    """Return the two sides, among those that a row can mean, that one relationship joins.

    The relationship of the row's number, else the only one in force, else the only ended one.
    A row that says that it ended can mean either; the date of establishment tells.
    """
    if row.key is not None:
        numbered = values_of(Relationship.objects.filter(public_id=row.key))
        return next(map(pair_of, numbered.values()), None)
    both = product(governments, partners)
    pairs = [(one, other) for one, other in both if one is not None and other is not None]
    known = [one for held in held_by(pairs).values() for one in held]
    in_force = [one for one in known if one.values["status"] != Status.ENDED]
    if in_force and row.values.get("status") != Status.ENDED:
        known = in_force
    if row.values.get("established") and len({pair_of(one.values) for one in known}) > 1:
        known = [one for one in known if agrees(row, one, "established")]
    found = {pair_of(one.values) for one in known}
    return found.pop() if len(found) == 1 else None


def agrees(row: Row, known: Known, *names: str) -> bool:
    """Whether a record has a row's values of the fields, as far as the row has them."""
    return all(row.values[name] == known.values[name] for name in names if name in row.values)


def pair_of(values: dict[str, Any]) -> tuple[int, int]:
    """Return both sides of a record."""
    return values["local_government"], values["partner"]


def sides_of(row: Row) -> tuple[int | None, int | NewPartner | None]:
    """Return both sides of a row, None where one is not known."""
    return row.values.get("local_government"), row.values.get("partner")
