"""Public records are withdrawn with a reason, never deleted, and can be put back at any time."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar, NoReturn, TypeVar

import pghistory
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sistercity.languages import Localized, localized
from sistercity.models import PublicContent, lock_content

Record_co = TypeVar("Record_co", bound=models.Model, covariant=True)
Record = TypeVar("Record", bound="Withdrawable")


class PublicManager(models.Manager[Record_co]):
    """The default manager of what can be withdrawn: it leaves out what is.

    So no list, count, search or file shows it. The staff's pages use ``with_withdrawn``.
    """

    def get_queryset(self) -> models.QuerySet[Record_co]:
        """Leave out what was withdrawn."""
        return super().get_queryset().filter(withdrawn_at=None)


class Withdrawable(PublicContent):
    """Base of every record that has an address.

    Each has two managers: ``objects``, a ``PublicManager``, and ``with_withdrawn``. ``list_name``
    is the name of the URL where others of its kind are listed.
    """

    list_name: ClassVar[str]
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawal_reason_en = models.TextField(
        _("reason of the withdrawal (English)"), blank=True, editable=False
    )
    withdrawal_reason_ja = models.TextField(
        _("reason of the withdrawal (Japanese)"), blank=True, editable=False
    )

    class Meta(PublicContent.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_is_withdrawn_with_a_reason",
                condition=models.Q(
                    withdrawn_at=None, withdrawal_reason_en="", withdrawal_reason_ja=""
                )
                | models.Q(withdrawn_at__isnull=False)
                & ~models.Q(withdrawal_reason_en="", withdrawal_reason_ja=""),
                violation_error_message=_("A withdrawal has a reason."),
            )
        ]

    @property
    def withdrawal_reason(self) -> Localized:
        """Why it was withdrawn, in the page's language, else in the other one."""
        return localized(self, "withdrawal_reason")

    @property
    def public_name(self) -> Localized | str:
        """What the page that tells of its withdrawal calls it."""
        return str(self)


class Withdrawn(Http404):
    """The page of a record that was withdrawn: answered with 410 (``sistercity.views``).

    ``sections`` are what other apps say of the withdrawal, as HTML.
    """

    def __init__(self, record: Withdrawable, sections: Sequence[SafeString] = ()) -> None:
        super().__init__(str(record))
        self.record, self.sections = record, sections


def get_public(
    records: models.QuerySet[Record],
    sections: Callable[[Record], Sequence[SafeString]] = lambda _record: (),
    **lookup: Any,
) -> Record:
    """Return the record that a URL names; raise Withdrawn, or Http404 where there is none.

    ``records`` begin with ``with_withdrawn``; ``sections`` returns what Withdrawn takes.
    """
    record = get_object_or_404(records, **lookup)
    check_public(record, sections)
    return record


def check_public(
    record: Record, sections: Callable[[Record], Sequence[SafeString]] = lambda _record: ()
) -> None:
    """Raise Withdrawn for a record that was withdrawn."""
    if record.withdrawn_at:
        raise Withdrawn(record, sections(record))


def refuse_second(record: Withdrawable, same: models.QuerySet[Any]) -> None:
    """Raise ValidationError where one of the same things is public beside a record.

    Beside a new record a withdrawn one counts too: it is put back instead.
    """
    if record.withdrawn_at:
        return
    if not record._state.adding:  # noqa: SLF001  (Django's documented attribute)
        same = same.filter(withdrawn_at=None)
    first_public = models.F("withdrawn_at").desc(nulls_first=True)
    other = same.exclude(pk=record.pk).order_by(first_public, "pk").first()
    if other is None:
        return
    told = {"kind": other._meta.verbose_name, "record": str(other), "number": other.public_id}
    text = (
        _("%(kind)s %(record)s, No. %(number)s, was withdrawn. Put it back instead.")
        if other.withdrawn_at
        else _("%(kind)s %(record)s, No. %(number)s, is recorded already. Only one can be public.")
    )
    raise ValidationError(text % told)


class CannotWithdraw(Exception):
    """The record cannot be withdrawn or put back now; the message says why and what to do."""


@transaction.atomic
def withdraw(*, record: Withdrawable, reason: str, reason_en: str = "", who: str = "") -> None:
    """Take a record from the public pages; its reason is shown at its address.

    ``reason`` is in Japanese. ``who`` is needed outside of a request only. Raises CannotWithdraw.
    """
    lock_content()
    record.refresh_from_db()
    if record.withdrawn_at:
        raise CannotWithdraw("この記録は、すでに取り下げられています。")
    if getattr(record, "joined_to", None):
        raise CannotWithdraw(
            "この記録は別の記録に統合されているため、取り下げられません。"
            "残した記録を取り下げるか、先に統合を分離してください。"
        )
    if found := list(dependents(record)):
        refuse(
            "次の記録がこの記録を使っているため、取り下げられません。"
            "先に、それらを取り下げるか、別の記録を使うように変更してください。",
            *(f"{name}：{number}件" for name, number in found),
        )
    record.withdrawn_at = timezone.now()
    record.withdrawal_reason_ja, record.withdrawal_reason_en = reason, reason_en
    save(record, reason, who)


@transaction.atomic
def put_back(*, record: Withdrawable, reason: str, who: str = "") -> None:
    """Show a withdrawn record to the public again, at the same address. Raises CannotWithdraw."""
    lock_content()
    record.refresh_from_db()
    if not record.withdrawn_at:
        raise CannotWithdraw("この記録は、取り下げられていません。")
    if found := [f"{field.verbose_name}：{other}" for field, other in withdrawn_bases(record)]:
        refuse(
            "この記録が使っている次の記録が取り下げられているため、公開に戻せません。"
            "先に、その記録を公開に戻してください。",
            *found,
        )
    record.withdrawn_at, record.withdrawal_reason_ja, record.withdrawal_reason_en = None, "", ""
    try:
        record.validate_constraints()
    except ValidationError as error:
        raise CannotWithdraw(" ".join(error.messages)) from None
    save(record, reason, who)


def save(record: Withdrawable, reason: str, who: str) -> None:
    """Write the withdrawal or its end; the history says why, and who it was."""
    names = ["withdrawn_at", "withdrawal_reason_ja", "withdrawal_reason_en"]
    with pghistory.context(reason=reason, **({"who": who} if who else {})):
        record.save(update_fields=names)


def refuse(text: str, *records: str) -> NoReturn:
    """Raise CannotWithdraw, with the records that are the reason."""
    raise CannotWithdraw(f"{text}（{'、'.join(records)}）")


def dependents(record: Withdrawable) -> Iterator[tuple[str, int]]:
    """Yield what public records stand on a record: their kind, and how many there are.

    They are those that would keep it from being deleted. A part counts as long as the record that
    it is a part of is not withdrawn itself.
    """
    for relation in relations(record):
        model: Any = relation.related_model
        is_protected = getattr(relation, "on_delete", None) is models.PROTECT
        # What was joined with the record has no page of its own, only a number that leads here.
        is_joined = relation.field.name == "joined_to"
        if is_joined or not (is_protected and issubclass(model, PublicContent)):
            continue
        rows = model._default_manager.filter(**{relation.field.name: record})
        for owner in model._meta.concrete_fields:
            if is_owner(owner):
                rows = rows.filter(**{f"{owner.name}__withdrawn_at": None})
        if number := rows.count():
            yield str(model._meta.verbose_name), number


def relations(record: Withdrawable) -> list[Any]:
    """Return every relation that leads to a record, those without a name too."""
    fields = record._meta.get_fields(include_hidden=True)
    return [field for field in fields if field.auto_created and not field.concrete]


def is_owner(field: Any) -> bool:
    """Whether a column leads from a part to the record that it is a part of."""
    return (
        isinstance(field, models.ForeignKey)
        and field.remote_field.on_delete is models.CASCADE
        and issubclass(field.related_model, Withdrawable)
    )


def withdrawn_bases(record: Withdrawable) -> Iterator[tuple[Any, Withdrawable]]:
    """Yield the withdrawn records that a record and its parts stand on, each with its column."""
    for row in (record, *parts(record)):
        for field in row._meta.concrete_fields:
            other = getattr(row, field.name) if isinstance(field, models.ForeignKey) else None
            if isinstance(other, Withdrawable) and other.withdrawn_at and other != record:
                yield field, other


def parts(record: Withdrawable) -> Iterator[models.Model]:
    """Yield the rows that are a part of a record, such as the places that it names."""
    for relation in relations(record):
        if is_owner(relation.field):
            yield from relation.related_model._default_manager.filter(
                **{relation.field.name: record}
            )
