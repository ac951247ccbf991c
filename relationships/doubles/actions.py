"""Writes of decisions on likely doubles; each is in the history with who made it and why."""

import pghistory
from django.db import transaction

from relationships.doubles.models import DistinctPair
from sistercity.models import lock_content


@transaction.atomic
def tell_apart(*, kind: str, numbers: tuple[int, int], reason: str) -> DistinctPair:
    """Record that the records of two public numbers are two.

    Raises ValidationError where that is recorded already.
    """
    lock_content()
    one, other = sorted(numbers)
    pair = DistinctPair(kind=kind, one=one, other=other, reason=reason)
    pair.full_clean()
    with pghistory.context(reason=reason):
        pair.save()
    return pair


@transaction.atomic
def take_back(*, pair: DistinctPair, reason: str) -> None:
    """Forget that two records are two: they are listed again where they still look like doubles.

    Of two who do so at once, the second finds nothing left to do.
    """
    lock_content()
    with pghistory.context(reason=reason):
        DistinctPair.objects.filter(pk=pair.pk).delete()
