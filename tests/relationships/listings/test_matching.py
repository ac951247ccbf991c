"""“Towns of your size and interests”: the score, the reasons for and against, the form."""

from typing import Any

import pytest
from bs4 import Tag

from places.models import Country
from relationships.listings.matching import Visitor, reasons
from relationships.listings.models import Listing
from tests import neighbours
from tests.pages import LANGUAGES, get, soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_in_november")]

PATH = "/en/partner-search/match/"


def given(country: str = "FR", wishes: Any = (), **values: Any) -> list[tuple[int, str]]:
    """Return the reasons about a listing of our own for a visitor from a country."""
    of_visitor = {name: values.pop(name) for name in ("size", "fields", "words") if name in values}
    if "wants" in values:
        values["fields"] = values.pop("wants")
    listing = neighbours.listing(**values)
    for wish in wishes:
        listing.wishes.create(**wish)
    visitor = Visitor(
        Country.objects.get(code=country),
        of_visitor.get("size"),
        of_visitor.get("fields", ()),
        of_visitor.get("words", ""),
    )
    return [(reason.points, reason.text) for reason in reasons(visitor, listing)]


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("country", "wishes", "points", "text"),
    [
        ("FR", [{"country_id": "FR"}], 3, "It names France."),
        ("FR", [{"world_region": "europe"}], 2, "It wishes for Europe."),
        ("FR", [{"world_region": "asia"}, {"country_id": "FR"}], 3, "It names France."),
        ("IE", [{"language_area": "en"}], 2, "It wishes for English-speaking countries."),
        ("FR", [], 1, "It names no place."),
        ("FR", [{"text_en": "any"}], 0, "It names other places, and says: any."),
        ("CN", [{"world_region": "europe"}], -3, "It wishes for Europe; China is in Asia."),
        ("FR", [{"language_area": "en"}, {"country_id": "BR"}], -3,
         "It wishes for English-speaking countries, Brazil; France is in Europe."),
    ],
)  # fmt: skip
def test_the_reason_of_place(country: str, wishes: Any, points: int, text: str) -> None:
    assert given(country, wishes) == [(points, text)]


@pytest.mark.parametrize(
    ("values", "points", "text"),
    [
        ({"population": 10_000, "size": 15_000}, 2, "Its population, 10,000, is close to yours."),
        ({"population": 10_000, "size": 30_000}, 1, "Your population is 3 times its own."),
        ({"population": 10_000, "size": 49_000}, 0, "Your population is 4.9 times its own."),
        ({"population": 10_000, "size": 100_000}, -1, "Your population is 10 times its own."),
        ({"population": 52_000, "size": 10_000}, -1, "Its population is 5.2 times yours."),
        ({"population": 10_000, "size": 100_000, "wants_similar_size": True}, -2,
         "Your population is 10 times its own."),
        ({"population": None, "size": 100}, 0, "Its population is not recorded."),
        ({"population": 0, "size": 100}, 0, "Its population is not recorded."),
        ({"wanted_population_min": 100, "wanted_population_max": 200, "size": 200}, 2,
         "Your population is in the range that it wishes for."),
        ({"wanted_population_min": 100, "size": 99}, -2,
         "Your population is outside of the range that it wishes for."),
        ({"wanted_population_max": 100, "size": 101}, -2,
         "Your population is outside of the range that it wishes for."),
    ],
)  # fmt: skip
def test_the_reason_of_size(values: Any, points: int, text: str) -> None:
    assert given(**values)[1:] == [(points, text)]


@pytest.mark.parametrize(
    ("wants", "fields", "points", "text"),
    [
        ([], ("sports",), 0, "It names no fields of exchange."),
        (["culture"], ("sports",), -1, "It wishes for other fields: culture."),
        (["culture", "sports"], ("sports", "culture"), 2, "Fields of both: culture, sports."),
        (["culture", "sports", "health", "other"], ("sports", "culture", "health", "other"), 3,
         "Fields of both: culture, sports, health and welfare, other fields."),
    ],
)  # fmt: skip
def test_the_reason_of_fields(wants: Any, fields: Any, points: int, text: str) -> None:
    assert given(wants=wants, fields=fields)[1:] == [(points, text)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("rice ONSEN ski", [(2, "Its texts have: rice, ONSEN.")]),
        ("ｒｉｃｅ", [(1, "Its texts have: ｒｉｃｅ.")]),
        ("温泉", [(1, "Its texts have: 温泉.")]),
        ("rice onsen 温泉 school", [(3, "Its texts have: rice, onsen, 温泉, school.")]),
        ("ski", []),
        ("", []),
    ],
)
def test_the_reason_of_words(words: str, expected: Any) -> None:
    values = {"offers_en": "Rice, school", "looks_for_en": "Onsen", "offers_ja": "温泉"}

    assert given(words=words, **values)[1:] == expected


def text(row: Tag, selector: str) -> str:
    """Return the text of the one element that a selector finds."""
    (found,) = row.select(selector)
    return str(found.get_text())


def rows(client: Any, query: str) -> dict[str, list[tuple[str, str]]]:
    """Return the headings of the results, each with names and scores."""
    page = soup(get(client, f"{PATH}?{query}"))
    found: dict[str, list[tuple[str, str]]] = {}
    for row in page.select(".cards > li"):
        heading = row.find_previous("h2")
        assert heading
        found.setdefault(heading.get_text(), []).append((text(row, "h3"), text(row, "strong")))
    return found


@pytest.mark.real_data
def test_the_best_comes_first_and_the_sum_of_the_points_is_the_score(client: Any) -> None:
    found = rows(client, "country=au&population=7,000&field=education&q=rice+farming")

    assert found["1 open listing suits you"] == [("Goka Town", "Score: +7")]
    assert [name for name, _ in found["Open, but something is against it"]] == [
        "Zamami Village",
        "Hitachinaka City",
    ]
    assert found["1 listing that may have lapsed suits you"] == [("Nagi Town", "Score: +6")]
    earlier = found["7 earlier listings suit you"]
    assert earlier[0] == ("Shintoku Town", "Score: +7")
    points = [int(score.rpartition(" ")[2]) for _, score in earlier]
    assert points == sorted(points, reverse=True)
    assert min(points) > 0


@pytest.mark.real_data
def test_each_reason_stands_with_its_points(client: Any) -> None:
    page = soup(get(client, f"{PATH}?country=fr&population=80000"))

    shown = {
        text(row, "h3"): [" ".join(item.get_text().split()) for item in row.select("li")]
        for row in page.select(".cards > li")
    }

    assert shown["Goka Town"] == [
        "−1 Your population is 10 times its own.",
        "−3 It wishes for Asia, North America, Oceania; France is in Europe.",
    ]
    assert shown["Komaki City"] == ["+2 It wishes for Europe.", "0 Its population is not recorded."]


@pytest.mark.real_data
def test_it_says_when_only_earlier_ones_suit(client: Any) -> None:
    found = rows(client, "country=fr")

    assert "Only earlier listings suit you" in get(client, f"{PATH}?country=fr")
    assert len(found["Open, but something is against it"]) == 3
    assert {name for name, _ in found["3 earlier listings suit you"]} == {
        "Kohoku Town",
        "Komaki City",
        "Okegawa City",
    }


def test_it_says_when_none_suits(client: Any) -> None:
    Listing.objects.exclude(public_id=13).delete()

    page = get(client, f"{PATH}?country=fr")

    assert "0 open listings suit you" in page
    assert "No earlier listing suits you either" in page


@pytest.mark.real_data
def test_a_visitor_from_japan_sees_governments_overseas(client: Any) -> None:
    found = rows(client, "country=jp&population=100000&field=culture")

    assert list(found) == ["6 earlier listings suit you"]
    assert found["6 earlier listings suit you"][0] == ("Orkhon Province (Erdenet)", "Score: +3")


@pytest.mark.real_data
def test_words_in_the_other_language_are_marked(client: Any) -> None:
    Listing.objects.filter(public_id=10).update(population=5000)

    page = get(client, "/ja/partner-search/match/?country=fr&population=5000")

    assert '<span lang="en">New Zealand and others</span>' in page


def test_a_closed_listing_is_not_ranked(client: Any) -> None:
    Listing.objects.filter(public_id=13).update(closed_on="2025-01-01")

    assert "Goka Town" not in get(client, f"{PATH}?country=au")


@pytest.mark.sampled(12)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("population=5000", ["f-country"]),
        ("country=zz", ["f-country"]),
        ("country=fr&population=many", ["f-population"]),
        ("country=fr&population=0", ["f-population"]),
        ("country=fr&population=100000001", ["f-population"]),
        ("country=fr&population=-5", ["f-population"]),
        ("country=fr&population=1.5", ["f-population"]),
        ("country=fr&population=%00", ["f-population"]),
        ("country=fr&population=" + "9" * 30, ["f-population"]),
        ("country=fr&field=magic", ["f-field"]),
        ("country=fr&q=%00", ["f-q"]),
        ("country=fr&q=%CC%81", ["f-q"]),
        ("country=fr&q=a+b+c+d+e+f+g+h+i", ["f-q"]),
        ("country=fr&q=" + "x" * 101, ["f-q"]),
        ("country=fr&country=us", ["f-country"]),
        ("country=fr&colour=red", ["main"]),
        ("country=zz&population=many", ["f-country", "f-population"]),
    ],
)
def test_wrong_input_is_said_and_kept(
    client: Any, query: str, wrong: list[str], language: str
) -> None:
    page = soup(get(client, f"/{language}/partner-search/match/?{query}", 400))

    links = [str(link["href"]) for link in page.select(".error-summary a")]
    assert links == [f"#{name}" for name in wrong]
    for link in links:
        assert page.select(link)
    assert not page.select(".cards")
    if "population=many" in query:
        assert page.select_one("#f-population")["value"] == "many"  # type: ignore[index]
        assert page.select_one("#f-population")["aria-invalid"] == "true"  # type: ignore[index]


@pytest.mark.parametrize("typed", ["12,000", "１２０００", "12 000", "12000人", " 12000 "])
def test_a_population_may_be_written_in_any_way(client: Any, typed: str) -> None:
    found = client.get(PATH, {"country": "au", "population": typed})

    assert found.status_code == 200
    assert "Its population is 1.6 times yours" in found.content.decode()


def test_the_empty_form_asks_and_complains_of_nothing(client: Any) -> None:
    page = soup(get(client, PATH))

    assert not page.select(".error-summary, .cards, #results")
    assert "Japan" in page.select_one("#f-country").get_text()  # type: ignore[union-attr]


def test_what_was_typed_is_in_the_form(client: Any) -> None:
    page = soup(get(client, f"{PATH}?country=au&population=7%2C000&field=sports&q=rice"))

    assert page.select_one("#f-country option[selected]")["value"] == "au"  # type: ignore[index]
    assert page.select_one("#f-population")["value"] == "7,000"  # type: ignore[index]
    assert [box["value"] for box in page.select("input[checked]")] == ["sports"]
    assert page.select_one("#f-q")["value"] == "rice"  # type: ignore[index]
