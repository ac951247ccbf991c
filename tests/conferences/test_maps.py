"""The maps of the series: every edition, no label over another, north up."""

from typing import Any

import pytest

from conferences.labels import Mark, arranged, fits, label_box
from conferences.maps import Projection, Spot, apart, series_map
from conferences.models import Series
from tests.conferences.test_pages import LIST, ROWS, SLUGS, path
from tests.pages import get, soup

pytestmark = pytest.mark.django_db


@pytest.mark.real_data
@pytest.mark.parametrize("slug", SLUGS.values())
def test_every_edition_is_on_the_map_or_named_below_it(client: Any, slug: str) -> None:
    page = soup(get(client, f"{LIST}{slug}/"))

    on_map = [n for span in page.select("svg.map tspan") for n in span.text.split(", ")]
    figure = page.select_one("figure#map")
    assert figure is not None
    below = [a.text.removeprefix("No. ") for a in figure.select("p.source a")]
    numbers = [row["edition"] for row in ROWS if f"/{slug}/" in path(row)]
    assert sorted(on_map + below, key=int) == sorted(numbers, key=int)
    assert len(page.select("svg.map circle")) == len(page.select("svg.map tspan"))


@pytest.mark.real_data
def test_japan_and_france_have_maps_of_their_own(client: Any) -> None:
    page = soup(get(client, f"{LIST}japan-france/"))

    names = [[text.text for text in svg.select("text[lang]")] for svg in page.select("svg.map")]
    assert len(names) == 2
    assert any("Nancy 1" in name for name in names[0])
    assert any("Kanazawa 2" in name for name in names[1])


@pytest.mark.real_data
@pytest.mark.parametrize("slug", SLUGS.values())
def test_circles_lie_within_their_map_and_labels_cover_no_circle(slug: str) -> None:
    series = Series.objects.get(slug=slug)
    conferences = list(series.conferences.with_places().newest())

    panels = series_map(conferences, list(series.countries.all())).panels

    assert sum(len(panel.circles) for panel in panels) > 1
    for panel in panels:
        taken = [circle.mark.box for circle in panel.circles]
        for number, circle in enumerate(panel.circles):
            assert 0 < circle.mark.x < panel.width and 0 < circle.mark.y < panel.height
            box = label_box(circle.label, circle.mark.length)
            others = [*taken[:number], *taken[number + 1 :]]
            assert fits(box, others, panel.width, panel.height), circle
            taken.append(box)


@pytest.mark.parametrize("order", [1, -1])
def test_the_label_with_least_room_stands_first(order: int) -> None:
    free, cramped = Mark(100, 12, 4, length=60), Mark(190, 12, 4, length=60)
    marks = [free, cramped][::order]

    places = arranged(marks, width=200, height=24)

    assert [place.anchor for place in places] == ["end", "end"]
    assert [place.x for place in places] == [mark.x - 8 for mark in marks]


def test_north_is_up_and_east_is_right() -> None:
    projection = Projection([Spot(35, 135), Spot(43, 141)], 720)

    (x1, y1), (x2, y2) = projection(Spot(35, 135)), projection(Spot(43, 141))
    assert 0 < x1 < x2 < 720 and projection.height > y1 > y2 > 0


def test_places_far_apart_are_on_maps_of_their_own() -> None:
    spots = [Spot(48, 2), Spot(43, 7), Spot(36, 136)]

    assert apart(spots) == [spots[:2], spots[2:]]
