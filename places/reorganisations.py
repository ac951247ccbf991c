"""Mergers, new names, new ranks and divisions: planned, carried out on their day, taken back.

Until its day a reorganisation is a record with its successions; on that day what belongs to the
predecessors passes to the successors. Apps above this one enter what they have to pass on
(``TRANSFERS``).
"""

import datetime
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeVar

import pghistory
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Min, ProtectedError
from django.utils import timezone

from places.actions import add_local_government
from places.models import (
    GovernmentKind,
    LocalGovernment,
    Reorganisation,
    ReorganisationState,
    Succession,
    SuccessionKind,
)
from sistercity import due
from sistercity.models import DataVersion, broken_rule, lock_content

logger = logging.getLogger(__name__)
SOURCE = "reorganisation"  # in the history, of what passes to another on the day
# Of a new rank: what there was, and what there is then.
RANKS = {
    SuccessionKind.BECAME_CITY: (
        {GovernmentKind.TOWN, GovernmentKind.VILLAGE},
        GovernmentKind.CITY,
    ),
    SuccessionKind.BECAME_TOWN: ({GovernmentKind.VILLAGE}, GovernmentKind.TOWN),
}
Result = TypeVar("Result")


@dataclass(frozen=True)
class Effect:
    """What becomes of a record of a predecessor, in Japanese, for the desk.

    ``collides`` where the successor has such a record already; ``doubtful`` where the day may be
    wrong, since the record began after it. ``number`` is the public number of
    the record, where several effects may tell of it: the last one is true.
    """

    kind: str
    subject: str
    becomes: str
    collides: bool = False
    doubtful: bool = False
    number: int | None = None


# Passes what belongs to local governments to another as of a day, and tells what becomes of it.
Transfer = Callable[[Sequence[LocalGovernment], LocalGovernment, datetime.date], Iterable[Effect]]
TRANSFERS: list[Transfer] = []


@contextmanager
def told_rules() -> Iterator[None]:
    """Make one transaction; raise ValidationError where a rule of the database stands in the way.

    Validation does not see what was withdrawn, such as a local government that has the code.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        rule = broken_rule(Reorganisation, error, *apps.get_models())
        raise ValidationError(f"{rule}取り下げた記録も確かめてください。") from error


@told_rules()
def plan(
    *,
    reorganisation: Reorganisation,
    predecessors: Sequence[LocalGovernment],
    successors: Sequence[LocalGovernment],
    remains: bool = False,
    foresees: bool = False,
) -> list[Effect]:
    """Store a new reorganisation; carry it out where its day has come, and tell what that did.

    Successors may be new records. The first one takes over what belongs to the predecessors,
    unless one that is divided ``remains``. With ``foresees``, for a preview, it is carried out
    whatever its day. Raises ValidationError where a rule is broken.
    """
    lock_content()
    fresh = LocalGovernment.with_withdrawn.in_bulk([one.pk for one in predecessors])
    predecessors = [fresh[one.pk] for one in predecessors]
    check_sides(reorganisation, predecessors, successors)
    if not remains:
        for one in predecessors:
            one.exists_until = reorganisation.on
            one.save(update_fields=["exists_until"])
    for one in successors:
        if one._state.adding:  # noqa: SLF001  (Django's documented attribute)
            if reorganisation.kind not in (SuccessionKind.MERGED, SuccessionKind.DIVIDED):
                copy_facts(predecessors[0], one)
            one.exists_from = reorganisation.on
            one.full_clean(exclude=["slug"])
            add_local_government(government=one)
    reorganisation.title = f"{names(predecessors)} → {names(successors)}"
    reorganisation.full_clean()
    reorganisation.save()
    for predecessor in predecessors:
        for number, successor in enumerate(successors):
            succession = Succession(
                reorganisation=reorganisation,
                predecessor=predecessor,
                successor=successor,
                on=reorganisation.on,
                kind=reorganisation.kind,
                source_url=reorganisation.source_url,
                takes_over=not remains and number == 0,
            )
            succession.full_clean()
            succession.save()
    if reorganisation.on > timezone.localdate() and not foresees:
        return []
    return carry_out(reorganisation=reorganisation)


def copy_facts(predecessor: LocalGovernment, successor: LocalGovernment) -> None:
    """Give a new record what stays the same where only the name or the rank changes."""
    for name in ("latitude", "longitude", "population", "population_on", "website"):
        setattr(successor, name, getattr(successor, name) or getattr(predecessor, name))


def check_sides(
    reorganisation: Reorganisation,
    predecessors: Sequence[LocalGovernment],
    successors: Sequence[LocalGovernment],
) -> None:
    """Raise ValidationError where the two sides cannot be those of a reorganisation of its kind."""
    day = reorganisation.on
    for one in (*predecessors, *successors):
        if one.withdrawn_at is not None:
            raise ValidationError(f"{one}は取り下げられています。先に公開に戻してください。")
    for one in predecessors:
        if one.exists_until is not None:
            raise ValidationError(f"前身の{one}は{one.exists_until}に消滅する（した）自治体です。")
        if one.exists_from is not None and one.exists_from >= day:
            raise ValidationError(f"前身の{one}は{one.exists_from}からの自治体です。")
    for one in successors:
        if one in predecessors:
            raise ValidationError(f"{one}が、前身と承継先の両方にあります。")
        if one.exists_until is not None and one.exists_until <= day:
            raise ValidationError(f"承継先の{one}は{one.exists_until}に消滅する自治体です。")
        if one.exists_from is not None and one.exists_from > day:
            raise ValidationError(f"承継先の{one}は{one.exists_from}からの自治体です。")
    check_numbers(reorganisation.kind, len(predecessors), len(successors))
    check_types(reorganisation.kind, predecessors, successors)


def check_numbers(kind: str, predecessors: int, successors: int) -> None:
    """Raise ValidationError where a kind does not have so many on either side."""
    if not predecessors or not successors:
        raise ValidationError("前身と承継先を入力してください。")
    if successors > 1 and kind != SuccessionKind.DIVIDED:
        raise ValidationError("承継先は1つです。いくつかに分かれるのは分割・分立です。")
    if predecessors > 1 and kind != SuccessionKind.MERGED:
        raise ValidationError("前身は1つです。いくつかが1つになるのは合併です。")


def check_types(
    kind: str, predecessors: Sequence[LocalGovernment], successors: Sequence[LocalGovernment]
) -> None:
    """Raise ValidationError where the types or the prefectures of the two sides do not fit."""
    if any(one.kind == GovernmentKind.PREFECTURE for one in (*predecessors, *successors)):
        raise ValidationError("都道府県の廃置分合は登録できません。市区町村を入力してください。")
    old, new = predecessors[0], successors[0]
    if rank := RANKS.get(SuccessionKind(kind)):
        before, after = rank
        if old.kind not in before or new.kind != after:
            label = SuccessionKind(kind).label
            kinds = f"{old.get_kind_display()}から{new.get_kind_display()}へ"
            raise ValidationError(f"「{label}」と種別（{kinds}）が合いません。")
    if kind == SuccessionKind.RENAMED and old.kind != new.kind:
        raise ValidationError("名称変更では種別は変わりません。種別を確かめてください。")
    prefectures = {one.prefecture_id for one in predecessors}
    for one in successors:
        # Into one of another prefecture that is there a municipality has merged (山口村, 2005).
        may_differ = kind == SuccessionKind.MERGED and not one._state.adding  # noqa: SLF001
        if one.prefecture_id not in prefectures and not may_differ:
            raise ValidationError(f"承継先の{one}は、前身とは別の都道府県の自治体です。")


def names(places: Iterable[LocalGovernment]) -> str:
    """Return the names of some local governments."""
    return "・".join(str(one) for one in places)


@told_rules()
def carry_out(*, reorganisation: Reorganisation) -> list[Effect]:
    """Let what belongs to the predecessors pass to the one that takes over; tell what became of it.

    Raises ValidationError where a rule of the database stands in the way.
    """
    lock_content()
    effects = pass_on(reorganisation)
    reorganisation.state = ReorganisationState.CARRIED_OUT
    reorganisation.save(update_fields=["state"])
    return effects


def pass_on(reorganisation: Reorganisation) -> list[Effect]:
    """Pass on what belongs to the predecessors; return what became of each record."""
    steps = list(
        reorganisation.successions.filter(takes_over=True)
        .order_by("pk")
        .select_related("predecessor", "successor")
    )
    effects: dict[tuple[str, int | str], Effect] = {}
    if not steps:
        return []
    predecessors, successor = [step.predecessor for step in steps], steps[0].successor
    with pghistory.context(source=SOURCE, reorganisation=reorganisation.pk):
        for transfer in TRANSFERS:
            for effect in transfer(predecessors, successor, reorganisation.on):
                key = (effect.kind, effect.number or effect.subject)
                first = effects.get(key, effect)
                effects[key] = replace(effect, subject=first.subject)
    return list(effects.values())


@told_rules()
def take_back(*, reorganisation: Reorganisation) -> None:
    """Undo a plan before its day: the predecessors stay, new successors never come to be.

    Raises ValidationError once it was carried out, and where a new successor is in use.
    """
    lock_content()
    reorganisation.refresh_from_db()
    if reorganisation.state != ReorganisationState.PLANNED:
        raise ValidationError("すでに実施されたか、取り消されています。")
    steps = list(reorganisation.successions.select_related("predecessor", "successor"))
    reorganisation.state = ReorganisationState.TAKEN_BACK
    reorganisation.save(update_fields=["state"])
    reorganisation.successions.all().delete()
    # First the new successors: one may have the code that its predecessor keeps.
    for one in {step.successor for step in steps}:
        if one.exists_from == reorganisation.on and not one.inheritances.exists():
            try:
                one.delete()
            except ProtectedError:
                raise ValidationError(f"{one}には、すでに提携や募集などがあります。") from None
    for one in {step.predecessor for step in steps}:
        if one.exists_until == reorganisation.on:
            one.exists_until = None
            one.validate_constraints()
            one.save(update_fields=["exists_until"])


def preview(act: Callable[[], Result]) -> Result:
    """Return what an action would do: it is done, and undone again."""
    with transaction.atomic():
        result = act()
        transaction.set_rollback(True)
    return result


def carry_out_due(*, waits: bool = False) -> list[Reorganisation] | None:
    """Carry out what is due, the first day first; return what was carried out.

    None where another writer is at work, unless it ``waits`` for that. One that fails is logged
    and holds up no other.
    """
    done = []
    with transaction.atomic():
        if waits:
            lock_content()
        elif not DataVersion.objects.select_for_update(skip_locked=True).first():
            return None
        for reorganisation in Reorganisation.objects.due():
            try:
                carry_out(reorganisation=reorganisation)
            except (DatabaseError, ValidationError):
                logger.exception("%s could not be carried out", reorganisation)
            else:
                done.append(reorganisation)
    return done


def first_day() -> datetime.date | None:
    """Return the day of the next reorganisation that was not carried out yet, if any."""
    planned = Reorganisation.objects.planned().order_by()
    first: datetime.date | None = planned.aggregate(first=Min("on"))["first"]
    return first


due.WORK.append(due.Due(first_day, lambda: carry_out_due() is not None))
