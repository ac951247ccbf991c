"""Listings that are proposed, and changes of those that are there: public once approved."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from places.models import LocalGovernment, Partner
from relationships.enquiries import actions, proposals
from relationships.enquiries.fields import JAPAN, Whole
from relationships.enquiries.models import Submission
from relationships.enquiries.submission_pages import named_place
from relationships.listings.models import Listing
from sistercity.dates import PartialDate
from tests import neighbours, posting
from tests.pages import get
from tests.posting import LISTING, SENDER, Reader

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("_no_neighbours"),
]
PROPOSE = "/en/partner-search/propose/"
CHANGE = "/en/partner-search/1/change/"
# Values of the form of a new listing, with the field that is named as wrong.
IMPOSSIBLE: list[tuple[dict[str, Any], str]] = [
    ({"population": "many"}, "population"),
    ({"population": "-5"}, "population"),
    ({"population": "9" * 5000}, "population"),
    ({"population": ""}, "population"),
    ({"counted": "yesterday"}, "counted"),
    ({"counted": "2023-02-30"}, "counted"),
    ({"area_km2": "0"}, "area_km2"),
    ({"area_km2": "NaN"}, "area_km2"),
    ({"wanted_population_min": "9", "wanted_population_max": "5"}, "wanted_population_max"),
    ({"website": "javascript:alert(1)"}, "website"),
    ({"website": "http://[::1"}, "website"),
    ({"wish_prefecture": ["99"]}, "wish_prefecture"),
    ({"exchange": ["nonsense"]}, "exchange"),
    ({"contact_email": ""}, "contact_email"),
    ({"country": ""}, "country"),
]


@pytest.mark.parametrize("typed", ["12,000", "１２０００", "12 000", "12000人"])
def test_a_population_is_taken_as_people_write_it(typed: str) -> None:
    assert Whole().clean(typed) == 12_000


def approve(submission: Submission, listing: Listing, **values: Any) -> Listing:
    """Approve a proposal as it stands."""
    standard = {"seen": actions.fingerprint(submission, listing), "who": "山田"}
    choices = {"confirm": False, "publish": False}
    return actions.approve(submission=submission, listing=listing, **(standard | choices | values))


def test_a_proposed_listing_is_stored_and_nothing_is_public(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    submission = Reader(monkeypatch, PROPOSE).send(LISTING)

    assert submission.kind == "listing"
    assert submission.listing is None
    assert not Listing.objects.exists()
    assert submission.data["population"] == 227_830
    assert submission.data["counted"] == "2023"


@pytest.mark.parametrize(
    ("government", "country", "found"),
    [
        ("Rennes", "fr", ("partner", "Rennes")),
        ("レンヌ市", "fr", ("partner", "Rennes")),
        ("Rennes", "us", None),
        ("Ohsaka-shi", JAPAN, ("local_government", "Osaka City")),
        ("大阪府", JAPAN, ("local_government", "Osaka Prefecture")),
        ("Nowhere at all", JAPAN, None),
        ("", JAPAN, None),
    ],
)
def test_the_place_of_a_proposal_is_found_as_the_search_finds_it(
    government: str, country: str, found: tuple[str, str] | None
) -> None:
    models = {"partner": Partner, "local_government": LocalGovernment}

    place = named_place({"government": government, "country": country})

    if found is None:
        assert place == {}
    else:
        column, name = found
        assert list(place) == [column]
        assert models[column]._default_manager.get(pk=place[column]).name_en == name


def test_an_approved_listing_has_all_that_was_proposed() -> None:
    submission = posting.proposal()

    listing = approve(submission, Listing(partner=neighbours.partner()), confirm=True, publish=True)

    listing = Listing.objects.get(pk=listing.pk)
    assert listing.is_published(timezone.now())
    assert listing.is_open(timezone.localdate())
    assert listing.population == 227_830
    assert listing.counted == PartialDate.parse("2023")
    assert str(listing.area_km2) == "50.39"
    assert listing.fields == ["culture", "education"]
    assert listing.contact_languages == ["en", "fr"]
    assert listing.contact_email == "office@rennes.example"
    assert (listing.looks_for_en, listing.looks_for_ja) == ("Exchange of students", "")
    assert listing.wants_similar_size
    wishes = {(wish.prefecture_id, wish.text_en) for wish in listing.wishes.all()}
    assert wishes == {("04", ""), (None, "a city with a university")}
    submission.refresh_from_db()
    assert (submission.status, submission.handled_by, submission.listing) == (
        "done",
        "山田",
        listing,
    )


def test_a_fact_that_cannot_be_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(monkeypatch, PROPOSE)
    data = reader.data | LISTING | {"step": "look"}

    for values, field in IMPOSSIBLE:
        reader.page = reader.client.post(PROPOSE, data | values)

        assert reader.page.status_code == 400, values
        tree = reader.tree
        links = [str(link["href"]) for link in tree.select(".error-summary a")]
        assert links == [f"#f-{field}"], values
        assert tree.select(f"#f-{field}"), values


def test_a_change_begins_as_the_listing_is(monkeypatch: pytest.MonkeyPatch) -> None:
    posting.listing()

    data = Reader(monkeypatch, CHANGE).data

    assert data["population"] == ["1097000"]
    assert data["offers"] == ["Jazz"]
    assert sorted(data["exchange"]) == ["culture", "education"]
    assert data["wish_country"] == ["fr"]
    assert "wish_prefecture" not in data


def test_the_office_s_mail_address_is_on_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    posting.listing()
    reader = Reader(monkeypatch, CHANGE)

    assert "kokusai@" not in reader.page.content.decode()
    assert "kokusai@" not in get(reader.client, "/en/partner-search/1/")
    page = reader.press("look", SENDER | {"contact_email": "kokusai@sendai.example"})
    assert "Nothing differs" in reader.errors[0], page.status_code


def test_a_change_that_changes_nothing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    posting.listing()
    reader = Reader(monkeypatch, CHANGE)

    page = reader.press("look", SENDER)

    assert page.status_code == 400
    assert "Nothing differs" in reader.errors[0]


def test_a_change_shows_what_stands_there_now(monkeypatch: pytest.MonkeyPatch) -> None:
    posting.listing()
    reader = Reader(monkeypatch, CHANGE)

    reader.press("look", SENDER | {"offers": "Jazz and a river"})

    text = reader.tree.select_one("dl.summary").get_text(" ", strip=True)  # type: ignore[union-attr]
    assert "Now: Jazz Jazz and a river" in text
    assert "1,097,000" not in text


def test_a_change_keeps_only_what_differs_and_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    listing = posting.listing()
    values = SENDER | {"offers": "", "wish_country": ["fr", "be"], "exchange": ["culture"]}

    submission = Reader(monkeypatch, CHANGE).send(values)

    assert submission.listing == listing
    assert submission.data["changes"] == {
        "offers": ["Jazz", ""],
        "wish_country": [["fr"], ["be", "fr"]],
        "exchange": [["culture", "education"], ["culture"]],
    }
    listing.refresh_from_db()
    assert listing.offers_en == "Jazz"


def test_an_approved_change_leaves_the_rest_as_the_staff_made_it() -> None:
    listing = posting.listing()
    submission = posting.change(listing, offers="A river", wish_country=["fr", "be"])
    Listing.objects.update(population=5, looks_for_ja="温泉")

    approve(submission, listing)

    listing = Listing.objects.get()
    assert (listing.offers_en, listing.population, listing.looks_for_ja) == ("A river", 5, "温泉")
    assert {wish.country_id: wish.text_en for wish in listing.wishes.all()} == {
        "FR": "Brittany",
        "BE": "",
    }
    assert listing.confirmed == PartialDate(neighbours.DAY)


def test_a_change_in_japanese_leaves_the_english_text(monkeypatch: pytest.MonkeyPatch) -> None:
    listing = posting.listing()
    reader = Reader(monkeypatch, CHANGE.replace("/en/", "/ja/"))
    assert reader.data["looks_for"] == ["生徒の交流"]

    approve(reader.send(SENDER | {"looks_for": "温泉の交流", "offers": "ジャズ"}), listing)

    listing = Listing.objects.get()
    assert (listing.looks_for_ja, listing.looks_for_en) == ("温泉の交流", "Exchange of pupils")
    assert (listing.offers_ja, listing.offers_en) == ("ジャズ", "Jazz")


def test_all_that_a_form_can_empty_is_emptied(monkeypatch: pytest.MonkeyPatch) -> None:
    listing = posting.listing(
        wants_similar_size=True,
        wanted_population_min=5,
        area_km2=Decimal("12.5"),
        counted_on=neighbours.DAY,
        counted_precision="day",
        website="https://example.org/",
    )
    listing.wishes.create(text_en="by the sea")
    reader = Reader(monkeypatch, CHANGE)
    nothing: dict[str, list[str]] = {
        name: [] for name in reader.data if name not in ("stamp", "csrfmiddlewaretoken")
    }

    approve(reader.send(nothing | SENDER), listing)

    listing = Listing.objects.get()
    empty = {name: value for name, value in proposals.current(listing, "en").items() if value}
    assert empty == {}
    assert listing.contact_email == "kokusai@sendai.example"
    assert not listing.wishes.exists()


def test_a_confirmation_by_approval_is_dated_to_the_day_it_came() -> None:
    listing = posting.listing()
    submission = posting.change(listing, offers="A river")
    submission.received_at -= datetime.timedelta(days=3)
    submission.save()

    approve(submission, listing, confirm=True)

    day = timezone.localdate() - datetime.timedelta(days=3)
    assert Listing.objects.get().confirmed == PartialDate(day)


def test_the_history_names_the_proposal() -> None:
    listing = posting.listing()
    submission = posting.change(listing, offers="A river")

    approve(submission, listing)

    event = listing.history.order_by("-pgh_id")[0]  # type: ignore[attr-defined]
    assert event.offers_en == "A river"
    assert event.pgh_context.metadata["reference"] == submission.reference
