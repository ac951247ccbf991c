"""Places as a source writes them: what the words state tells, and nothing else does."""

from typing import Any

import pytest

from places.lookup import Governments, Partners
from places.lookup.mentions import Mentions
from places.models import LocalGovernment, Partner
from sistercity.importing.answers import Answer

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]

OREGON, MAINE, NO_STATE = 9, 474, 483  # Portland


def partner(
    name_en: str = "", name_ja: str = "", country: str = "US", answers: Any = ()
) -> int | None:
    """The public number of the partner that words mean, None where nobody can tell."""
    mentions = Mentions(Governments(), Partners(), answers)
    pk = mentions.partner(None, country, name_ja, name_en)
    return Partner.objects.get(pk=pk).public_id if pk else None


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ({"name_en": "Portland, Oregon"}, OREGON),
        ({"name_en": "Portland (State of Maine)"}, MAINE),
        ({"name_en": "Portland (オレゴン州)"}, OREGON),
        ({"name_ja": "ポートランド（オレゴン）"}, OREGON),
        ({"name_ja": "ポートランド（メイン州）", "name_en": "Portland"}, MAINE),
        ({"name_en": "Portland"}, None),
        ({"name_en": "Portland, Texas"}, None),
    ],
)
def test_a_state_beside_a_name_beats_a_record_without_one(
    words: dict[str, str], number: int | None
) -> None:
    assert partner(**words) == number


def test_an_ambiguous_name_comes_with_its_candidates_and_their_keys() -> None:
    _found, several = Mentions(Governments(), Partners()).named_partner("US", "", "Portland")

    numbers = Partner.objects.filter(pk__in=several["choices"]).values_list("public_id", flat=True)
    assert set(numbers) == {OREGON, MAINE, NO_STATE}
    assert any("No.9" in label for label in several["candidates"])


def test_an_answer_holds_for_the_same_country_and_names_alone() -> None:
    chosen = Partner.objects.get(public_id=MAINE)
    answers = [Answer("partner", "Portland", chosen.pk, ("US", "", "Portland"))]

    assert partner("Portland", answers=answers) == MAINE
    assert partner("Portland", country="AU", answers=answers) is None
    assert partner("Portland", "ポートランド", answers=answers) is None


def test_an_answer_about_a_local_government_holds_for_the_same_names_alone() -> None:
    fuchu = LocalGovernment.objects.get(code="342084")
    answers = [Answer("government", "府中市", fuchu.pk, ("府中市", ""))]
    mentions = Mentions(Governments(), Partners(), answers)

    assert mentions.government("", "府中市", "") == fuchu.pk
    assert mentions.government("", "府中市", "Fuchu (Tokyo)") != fuchu.pk
