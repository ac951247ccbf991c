"""The commendations among the results of the search: by place, recipient, and what was done."""

import datetime

import pytest
from django.utils import timezone

from commendations.models import Edition
from commendations.search import commendations, result
from places.finding import find
from relationships.search.groups import groups

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    """Return the recipients that a search finds."""
    return [award.recipient_ja for award in commendations(find(text))]


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("Nagaoka", "長岡市国際交流協会"),
        ("長岡", "長岡市国際交流協会"),
        ("Trier", "長岡市国際交流協会"),
        ("Nagaoka Honolulu", "長岡市国際交流協会"),
        ("Bhutan", "浜田市"),
        ("コウノトリ", "兵庫県"),
        ("Newcastle Alliance", "新城市"),
        ("友好協会 デンバー", "高山・デンバー友好協会"),
    ],
)
def test_a_commendation_is_found_by_its_places_and_its_words(text: str, recipient: str) -> None:
    assert recipient in found(text)


def test_every_term_must_match() -> None:
    assert found("Nagaoka Rennes") == found("Rennes Nagaoka") == []


@pytest.mark.parametrize("text", ["", "Qqxzzt", "%", "_"])
def test_what_matches_nothing_finds_nothing(text: str) -> None:
    assert found(text) == []


def test_a_draft_is_not_found() -> None:
    tomorrow = timezone.now() + datetime.timedelta(days=1)

    for moment in (None, tomorrow):
        Edition.objects.filter(number=19).update(published_at=moment)
        assert found("Nagaoka") == []


@pytest.mark.real_data
def test_a_result_leads_to_the_entry_and_says_when_and_what() -> None:
    award = commendations(find("Nagaoka"))[0]

    shown = result(award)

    assert shown.url == award.get_absolute_url()
    assert [str(fact) for fact in shown.facts[1:]] == [
        "Edition 19 (fiscal year 2024)",
        "Minister for Internal Affairs and Communications Award",
    ]


def test_the_group_is_on_the_page_of_results() -> None:
    assert "commendations" in [group.name for group in groups()]
