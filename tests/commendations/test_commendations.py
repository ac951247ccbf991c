"""Editions of the commendation, known and unknown, and whom they lead to."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from commendations.models import Commendation, Edition
from tests import neighbours

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("_no_neighbours"),
]


def test_one_edition_may_have_no_number_and_comes_last() -> None:
    unknown, fifth = Edition.objects.create(), neighbours.edition()

    assert (unknown.key, str(unknown)) == ("unknown", "回次不明")
    assert list(Edition.objects.newest()) == [fifth, unknown]
    with pytest.raises(IntegrityError, match="edition_number_is_its_own"), transaction.atomic():
        Edition.objects.create()


def test_a_recipient_is_recorded_once_for_each_edition() -> None:
    first = neighbours.commendation()
    neighbours.commendation(edition=neighbours.edition(number=6, fiscal_year=2011))

    with pytest.raises(ValidationError, match="recipient already"):
        Commendation(
            edition=first.edition, recipient_ja="仙台市", prefecture_id="04"
        ).validate_constraints()


def test_a_joint_award_has_both_kinds_of_recipient() -> None:
    award = neighbours.commendation(recipient_kinds=["government", "association"])

    assert award.recipient_labels == ["local government", "regional international association"]
