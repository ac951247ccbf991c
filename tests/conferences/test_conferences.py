"""Conferences by series and number, where they were, and who was there."""

import pytest
from django.core.exceptions import ValidationError

from conferences.editions import rows
from conferences.models import Conference
from tests import neighbours

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("_no_neighbours"),
]


def test_a_conference_is_known_by_series_and_number() -> None:
    first = neighbours.conference()
    other = neighbours.series(slug="trilateral", position=1)
    second = neighbours.conference(series=other)

    assert str(first) == "日仏自治体交流会議 第2回"
    assert Conference.objects.get(series__slug="trilateral", number=2) == second
    with pytest.raises(ValidationError, match="edition of this number"):
        Conference(series=other, number=2).validate_constraints()


def test_the_newest_of_each_series_comes_first() -> None:
    second = neighbours.conference()
    third = neighbours.conference(series=second.series, number=3)
    before = neighbours.series(slug="first", position=0)
    second.series.position = 1
    second.series.save()
    other = neighbours.conference(series=before)

    assert list(Conference.objects.newest()) == [other, third, second]


def test_texts_fall_back_to_the_other_language() -> None:
    conference = neighbours.conference(city_en="Nancy", declaration_ja="宣言")
    theme = conference.sub_themes.create(text_en="Culture")

    assert conference.city == ("Nancy", "en")
    assert conference.declaration == ("宣言", "ja")
    assert theme.text == ("Culture", "en")


@pytest.mark.parametrize(
    ("numbers", "gaps"),
    [([], []), ([1], []), ([3], [(1, 2)]), ([5, 4, 1], [(2, 3)]), ([2, 1], [])],
)
def test_gaps_are_only_where_the_numbers_imply_them(
    numbers: list[int], gaps: list[tuple[int, int]]
) -> None:
    found = list(rows(Conference(number=number) for number in numbers))

    assert [(row.first, row.last) for row in found if not row.conference] == gaps
    assert [row.conference.number for row in found if row.conference] == numbers
