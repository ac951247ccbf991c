"""A name that several places bear leads to all of them, each with what tells it from the others."""

import pytest

from places.finding import find
from places.models import LocalGovernment
from tests.pages import sql
from tests.search.asking import page_of

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]

# Name: the local governments of today that bear it. Where ranks differ, the higher comes first.
SAME_NAMES = {
    "Fuchu": ["132063-fuchu", "342084-fuchu", "343021-fuchu"],
    "府中": ["132063-fuchu", "342084-fuchu", "343021-fuchu"],
    "ふちゅう": ["132063-fuchu", "342084-fuchu", "343021-fuchu"],
    "府中市": ["132063-fuchu", "342084-fuchu"],
    "Fuchū City": ["132063-fuchu", "342084-fuchu"],
    "Date": ["012335-date", "072133-date"],
    "伊達市": ["012335-date", "072133-date"],
    "Ikeda": ["272043-ikeda", "016446-ikeda", "183822-ikeda", "204811-ikeda", "214043-ikeda"],
    "池田町": ["016446-ikeda", "183822-ikeda", "204811-ikeda", "214043-ikeda"],
    "Misato": [
        "112372-misato",
        *("045055-misato", "113816-misato", "433489-misato"),
        *("054348-misato", "324485-misato", "454311-misato"),
    ],
    "美里町": ["045055-misato", "113816-misato", "433489-misato"],
    "みさとし": ["112372-misato"],
    "Izumi": ["272191-izumi", "462080-izumi"],
    "Hino": ["132128-hino", "253839-hino", "314021-hino"],
    "Konan": ["232173-konan", "252115-konan", "392111-konan"],
}
NAMESAKES = """
    SELECT name, array_agg(slug)
      FROM places_localgovernment
     CROSS JOIN LATERAL (VALUES (name_ja), (name_en)) AS names (name)
     WHERE exists_until IS NULL AND kind <> 'prefecture'
     GROUP BY name HAVING count(*) > 1"""
CITIES = ("designated_city", "city")
# Name: the pages that bear it and are no local government's.
ACROSS = {
    "Kyoto": ["prefectures/26-kyoto/", "municipalities/261009-kyoto/"],
    "京都": ["prefectures/26-kyoto/", "municipalities/261009-kyoto/"],
    "Nagasaki": ["prefectures/42-nagasaki/", "municipalities/422011-nagasaki/"],
    "Ibaraki": ["prefectures/08-ibaraki/", "municipalities/272116-ibaraki/"],
    "USA": ["countries/us/", "municipalities/442119-usa/"],
    "São Paulo": ["partners/961", "partners/311"],
    "Vancouver": ["partners/526", "partners/946"],
    "Portland": ["partners/9", "partners/474", "partners/483"],
    "Springfield": ["partners/62", "partners/296", "partners/323"],
    "Rome": ["partners/460", "partners/1300"],
    "Victoria": ["partners/138", "partners/818"],
    "Suzhou": ["partners/635", "partners/509"],
    "スプリングフィールド": ["partners/62", "partners/296", "partners/323"],
}
# Typed, and who must come first though the other's name is written nearly so.
NEARLY_THE_SAME = {
    "Ueda": "municipalities/202037-ueda/",
    "Uda": "municipalities/292125-uda/",
    "上田": "municipalities/202037-ueda/",
    "Otsu": "municipalities/252018-otsu/",
    "Ozu": "municipalities/382078-ozu/",
    "Kochi City": "municipalities/392014-kochi/",
    "Kochi Prefecture": "prefectures/39-kochi/",
    "京都府": "prefectures/26-kyoto/",
    "京都市": "municipalities/261009-kyoto/",
    "Salisbury": "partners/431",
    "Pittsburg": "partners/1185",
    "Pittsburgh": "partners/363",
}


def slugs(text: str) -> list[str]:
    """Return the local governments that bear exactly the name, in the order they are shown."""
    found = find(text)
    places = [hit.place for hit in found.hits[: found.exact] if hit.via is None]
    return [place.slug for place in places if isinstance(place, LocalGovernment)]


@pytest.mark.parametrize(("name", "expected"), SAME_NAMES.items(), ids=SAME_NAMES)
def test_a_name_of_several_local_governments_finds_each_and_cities_first(
    name: str, expected: list[str]
) -> None:
    found = slugs(name)

    assert sorted(found) == sorted(expected)
    kinds = dict(LocalGovernment.objects.filter(slug__in=found).values_list("slug", "kind"))
    is_city = [kinds[slug] in CITIES for slug in found]
    assert is_city == sorted(is_city, reverse=True)


def test_every_name_that_two_local_governments_bear_finds_both() -> None:
    namesakes = sql(NAMESAKES)

    missing = {name: set(slugs_of) - set(slugs(name)) for name, slugs_of in namesakes}

    assert len(namesakes) > 40
    assert {name: gone for name, gone in missing.items() if gone} == {}


def pages(text: str) -> list[str]:
    """Return the pages of the places that are found, the best first, as ``page_of`` has them."""
    return ["/".join(page_of(hit.place.get_absolute_url())) for hit in find(text).hits]


@pytest.mark.parametrize(("name", "expected"), ACROSS.items(), ids=ACROSS)
def test_places_of_different_sorts_with_one_name_come_first(name: str, expected: list[str]) -> None:
    assert set(pages(name)[: len(expected)]) == set(expected)


@pytest.mark.parametrize(("name", "expected"), NEARLY_THE_SAME.items(), ids=NEARLY_THE_SAME)
def test_the_name_as_it_is_written_comes_before_one_written_nearly_so(
    name: str, expected: str
) -> None:
    assert pages(name)[0] == expected
