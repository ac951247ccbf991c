"""Places as a source writes them: what the words state tells, and nothing else does."""

import pytest

from places.lookup import Governments, Partners
from places.lookup.mentions import Mentions
from places.models import Partner

pytestmark = pytest.mark.django_db

OREGON, MAINE = 9, 474  # Portland


def partner(name_en: str = "", name_ja: str = "") -> int | None:
    """The public number of the partner in the US that words mean, None where nobody can tell."""
    pk = Mentions(Governments(), Partners()).partner(None, "US", name_ja, name_en)
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
