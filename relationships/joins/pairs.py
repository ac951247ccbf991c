"""What becomes of two relationships of one pair: the kept one says what both say."""

import datetime
from collections.abc import Iterator

from django.core.exceptions import ValidationError

from places.reorganisations import Effect
from relationships.register.actions import join_into
from relationships.register.choices import Status
from relationships.register.models import Relationship

# Columns that the kept relationship gets where it has nothing in any of them.
FILLED = (
    ("former_local_government", "former_name"),
    ("re_signed",),
    ("term_ends_on",),
    ("ended", "end_reason_ja", "end_reason_en"),
)


def check_relationships(kept: Relationship, joined: Relationship) -> None:
    """Raise ValidationError where two relationships are not of one pair."""
    if kept.local_government_id != joined.local_government_id:
        raise ValidationError("自治体が違う提携は統合できません。")
    if kept.partner_id != joined.partner_id:
        raise ValidationError(
            "相手先が違う提携は統合できません。"
            "相手先が二重に登録されているときは、先に相手先を統合してください。"
        )


def join_pair(kept: Relationship, joined: Relationship, on: datetime.date) -> Iterator[Effect]:
    """Join a relationship into the kept one; yield what becomes of its events and sources."""
    take_older_date(kept, joined)
    if joined.status != Status.ENDED and kept.status == Status.ENDED:
        kept.status, kept.ended = joined.status, None
        kept.end_reason_ja = kept.end_reason_en = ""
    for columns in FILLED:
        # What is in force has no end.
        is_possible = kept.status == Status.ENDED or "ended" not in columns
        if is_possible and not any(getattr(kept, name) for name in columns):
            for name in columns:
                setattr(kept, name, getattr(joined, name))
    days = (kept.last_confirmed_on, joined.last_confirmed_on)
    kept.last_confirmed_on = max(filter(None, days), default=None)
    notes = dict.fromkeys(filter(None, (kept.note, joined.note)))
    kept.note = "\n\n".join(notes)
    parts = [("できごと", str(event)) for event in joined.events.all()]
    known = set(kept.sources.values_list("url", flat=True))
    parts += [("出典", one.url) for one in joined.sources.all() if one.url not in known]
    join_into(kept=kept, joined=joined, on=on)
    for kind, subject in parts:
        yield Effect(kind, subject, f"No.{kept.public_id}に移る")


def take_older_date(kept: Relationship, joined: Relationship) -> None:
    """Give the kept relationship the older date of establishment, with its basis."""
    mine, other = kept.established, joined.established
    if other is not None and (mine is None or other.first < mine.first):
        kept.established = other
        kept.established_basis = joined.established_basis
