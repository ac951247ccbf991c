"""The filters of the lists of listings: what each finds, and that the numbers beside them hold."""

from typing import Any

import pytest
from django.http import QueryDict

from places.models import LocalGovernment
from relationships.listings.filters import JapaneseListingFilter, OverseasListingFilter
from relationships.listings.models import Listing
from relationships.listings.wanted import countries_speaking, languages_of
from tests import neighbours
from tests.pages import LANGUAGES, applied, choice_counts, get, soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_in_november")]

LISTS = ("partner-search/", "partner-search/overseas/")
# Filters in force when the numbers are read.
COMBINATIONS = [
    ("partner-search/", ""),
    ("partner-search/", "country=au"),
    ("partner-search/", "region=oceania&region=europe&state=earlier"),
    ("partner-search/", "size=0&field=education"),
    ("partner-search/", "prefecture=08&state=open"),
    ("partner-search/overseas/", ""),
    ("partner-search/overseas/", "country=kr&field=culture"),
]


def path(query: str, of: str = LISTS[0], language: str = "en") -> str:
    return f"/{language}/{of}" + (f"?{query}" if query else "")


def listed(of: str, query: QueryDict) -> list[Any]:
    """Return the rows of a list."""
    is_japanese = of == LISTS[0]
    rows = Listing.objects.japanese() if is_japanese else Listing.objects.overseas()
    return list((JapaneseListingFilter if is_japanese else OverseasListingFilter)(query, rows).qs)


def names(client: Any, query: str, of: str = LISTS[0]) -> list[str]:
    """Return the names of the listings in a list."""
    page = soup(get(client, path(query, of)))
    return [heading.get_text().removesuffix(" Town") for heading in page.select(".cards h3")]


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # By name; by its part of the world; by its language.
        ("country=be", {"Hitachinaka City", "Komaki City"}),
        ("country=ie", {"Komaki City", "Ibara City", "Shintoku", "Ujitawara"}),
        ("country=KR", {"Goka", "Manno"}),
        ("country=br", set()),
        ("region=europe", {"Hitachinaka City", "Komaki City", "Kohoku", "Shintoku"}),
        ("region=asia", {"Goka", "Manno"}),
        ("region=unknown", {"Okegawa City"}),
        ("prefecture=33", {"Nagi", "Ibara City"}),
        ("field=economy", {"Goka"}),
        ("field=economy&field=culture", {"Goka", "Shintoku"}),
        ("field=culture&country=us", {"Shintoku"}),
        ("size=0", {"Goka", "Nagi", "Shintoku", "Ujitawara"}),
        ("size=10000&size=50000", {"Manno", "Ibara City", "Okegawa City"}),
        ("state=open", {"Zamami Village", "Goka", "Hitachinaka City"}),
        ("state=open&country=us", {"Zamami Village", "Goka", "Hitachinaka City"}),
        ("state=unsure", {"Nagi"}),
        ("utm_source=x&country=", None),
    ],
)
def test_a_filter_of_the_japanese_ones(client: Any, query: str, expected: set[str] | None) -> None:
    found = names(client, query)

    assert len(found) == 14 if expected is None else set(found) == expected


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("country=mn", {"Bornuur", "Orkhon Province (Erdenet)"}),
        ("region=europe", {"Sant'Alfio", "Lichfield District"}),
        ("field=administration", {"Nowon District", "Gangnam District"}),
        ("size=200000", {"Nowon District", "Gangnam District", "Guro District"}),
        ("size=unknown", set()),
        ("state=open", set()),
    ],
)
def test_a_filter_of_the_ones_overseas(client: Any, query: str, expected: set[str]) -> None:
    assert set(names(client, query, LISTS[1])) == expected


def test_a_wish_for_a_prefecture_is_found_by_it(client: Any) -> None:
    Listing.objects.get(partner__name_en="Nowon District").wishes.create(prefecture_id="13")

    assert names(client, "prefecture=13", LISTS[1]) == ["Nowon District"]


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("population", "size"),
    [(0, "0"), (9_999, "0"), (10_000, "10000"), (49_999, "10000"), (50_000, "50000"),
     (199_999, "50000"), (200_000, "200000")],
)  # fmt: skip
def test_the_bands_of_population_begin_where_they_say(
    client: Any, population: int, size: str
) -> None:
    Listing.objects.filter(public_id=13).update(population=population)

    assert "Goka" in names(client, f"size={size}")


@pytest.mark.sampled(2)
@pytest.mark.parametrize(("of", "query"), COMBINATIONS)
def test_the_number_beside_a_choice_is_what_choosing_it_gives(
    client: Any, of: str, query: str
) -> None:
    counts = choice_counts(soup(get(client, path(query, of))))
    kept = QueryDict(query)

    some_zeros = [choice for choice, number in counts.items() if not number][::40]
    for name, value in [*(choice for choice, number in counts.items() if number), *some_zeros]:
        chosen = kept.copy()
        chosen[name] = value
        assert len(listed(of, chosen)) == counts[name, value], (name, value)
    assert len(names(client, query, of)) == len(listed(of, kept))


@pytest.mark.parametrize("of", LISTS)
def test_the_numbers_are_the_same_in_japanese(client: Any, of: str) -> None:
    english, japanese = (
        choice_counts(soup(get(client, path("field=culture", of, language))))
        for language in LANGUAGES
    )

    assert english == japanese


@pytest.mark.parametrize("of", LISTS)
@pytest.mark.parametrize(
    "query",
    ["country=zz", "prefecture=48", "field=magic", "size=big", "state=closed", "colour=red",
     "country=us&country=fr", "region=%00"],
)  # fmt: skip
def test_a_wrong_value_is_refused_with_a_summary(client: Any, of: str, query: str) -> None:
    page = soup(get(client, path(query, of), 400))

    assert len(page.select(".error-summary li a")) == 1
    assert not page.select(".cards")
    assert str(page.title).startswith("<title>Check the filters")


def test_a_page_that_is_not_there_is_a_404(client: Any) -> None:
    get(client, path("page=2"), 404)


@pytest.mark.real_data
def test_an_empty_list_says_which_condition_to_drop(client: Any) -> None:
    page = soup(get(client, path("country=br&field=education")))

    links = page.select(".empty li a")

    assert [link.get_text() for link in links] == [
        "Without “Wished-for country or region: Brazil”: 3 results"
    ]
    assert len(names(client, str(links[0]["href"]).partition("?")[2])) == 3


@pytest.mark.real_data
def test_where_only_earlier_ones_match_the_open_part_says_so(client: Any) -> None:
    page = soup(get(client, path("country=ie")))

    assert "None of the listings that are open now meets" in page.get_text()
    assert page.select_one("#results").get_text().startswith("0 ")  # type: ignore[union-attr]
    assert len(applied(page)) == 1


@pytest.mark.real_data
def test_a_choice_of_state_leaves_the_other_part_out(client: Any) -> None:
    earlier, unsure, now = (
        soup(get(client, path(f"state={state}"))) for state in ("earlier", "unsure", "open")
    )

    assert earlier.select_one("#results").get_text() == "10 earlier listings"  # type: ignore[union-attr]
    assert unsure.select_one("#results").get_text() == "1 listing that may have lapsed"  # type: ignore[union-attr]
    for page in (earlier, unsure):
        assert "looking for a partner now" not in page.select_one("main").get_text()  # type: ignore[union-attr]
    assert not now.select(".earlier, [aria-labelledby=unsure]")


@pytest.mark.parametrize(
    ("query", "is_indexed"), [("", True), ("country=us", True), ("country=us&size=0", False)]
)
def test_lists_with_two_conditions_are_not_indexed(
    client: Any, query: str, is_indexed: bool
) -> None:
    assert ('content="noindex' not in get(client, path(query))) is is_indexed


@pytest.mark.real_data
def test_a_long_list_has_pages_and_each_listing_stands_on_one(client: Any) -> None:
    for place in LocalGovernment.objects.of_today().filter(listings=None)[:60]:
        neighbours.listing(local_government=place, published_at="2025-01-01T00:00:00+09:00")

    pages = [soup(get(client, path(query))) for query in ("", "page=2")]

    links = [[str(link["href"]) for link in page.select(".cards h3 a")] for page in pages]
    assert [len(found) for found in links] == [50, 24]
    assert len({*links[0], *links[1]}) == 74
    assert "looking for a partner now" not in pages[1].get_text()


def test_language_areas_are_what_the_countries_use_officially() -> None:
    assert {"US", "GB", "CA", "AU", "NZ", "IE"} <= countries_speaking("en")
    assert not {"FR", "KR", "BR", "MN"} & countries_speaking("en")
    assert languages_of("BE") == {"nl", "fr", "de"}
    assert "zh" in languages_of("TW")
