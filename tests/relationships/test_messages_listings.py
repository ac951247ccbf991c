"""Listings that are proposed, and changes of those that are there: public once approved."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from places.models import Partner
from relationships.messages import actions, proposals
from relationships.models import PartnerSearch, Submission
from sistercity.dates import PartialDate
from tests import neighbours, posting
from tests.pages import get
from tests.posting import LISTING, Reader

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.django_db,
    pytest.mark.usefixtures("_no_neighbours"),
]
PROPOSE = "/en/partner-search/propose/"
CHANGE = "/en/partner-search/1/change/"
SENDER = {"person": "Hana", "mail": "hana@sendai.example"}


def approve(submission: Submission, search: PartnerSearch, **values: Any) -> PartnerSearch:
    """Approve a proposal as it stands."""
    standard = {"seen": actions.fingerprint(submission, search), "who": "山田"}
    choices = {"confirm": False, "publish": False}
    return actions.approve(submission=submission, search=search, **(standard | choices | values))


def test_a_proposed_listing_is_stored_and_nothing_is_public(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    submission = Reader(monkeypatch, PROPOSE).send(LISTING)

    assert submission.kind == "listing"
    assert submission.search is None
    assert not PartnerSearch.objects.exists()
    assert submission.data["population"] == 227_830
    assert submission.data["counted"] == "2023"


def test_an_approved_listing_has_all_that_was_proposed(monkeypatch: pytest.MonkeyPatch) -> None:
    submission = Reader(monkeypatch, PROPOSE).send(LISTING)

    search = approve(
        submission, PartnerSearch(partner=neighbours.partner()), confirm=True, publish=True
    )

    search = PartnerSearch.objects.get(pk=search.pk)
    assert search.is_published(timezone.now())
    assert search.is_open(timezone.localdate())
    assert search.population == 227_830
    assert search.counted == PartialDate.parse("2023")
    assert str(search.area_km2) == "50.39"
    assert search.fields == ["culture", "education"]
    assert search.contact_languages == ["en", "fr"]
    assert search.contact_email == "office@rennes.example"
    assert (search.looks_for_en, search.looks_for_ja) == ("Exchange of students", "")
    assert search.wants_similar_size
    wishes = {(wish.prefecture_id, wish.text_en) for wish in search.wishes.all()}
    assert wishes == {("04", ""), (None, "a city with a university")}
    submission.refresh_from_db()
    assert (submission.status, submission.handled_by, submission.search) == ("done", "山田", search)


@pytest.mark.parametrize(
    ("values", "field"),
    [
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
    ],
)
def test_a_fact_that_cannot_be_is_named(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, Any], field: str
) -> None:
    reader = Reader(monkeypatch, PROPOSE)

    page = reader.press("look", LISTING | values)

    assert page.status_code == 400
    links = [str(link["href"]) for link in reader.tree.select(".error-summary a")]
    assert links == [f"#f-{field}"]
    assert reader.tree.select(f"#f-{field}")


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
    search = posting.listing()
    values = SENDER | {"offers": "", "wish_country": ["fr", "be"], "exchange": ["culture"]}

    submission = Reader(monkeypatch, CHANGE).send(values)

    assert submission.search == search
    assert submission.data["changes"] == {
        "offers": ["Jazz", ""],
        "wish_country": [["fr"], ["be", "fr"]],
        "exchange": [["culture", "education"], ["culture"]],
    }
    search.refresh_from_db()
    assert search.offers_en == "Jazz"


def test_an_approved_change_leaves_the_rest_as_the_staff_made_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    search = posting.listing()
    values = SENDER | {"offers": "A river", "wish_country": ["fr", "be"]}
    submission = Reader(monkeypatch, CHANGE).send(values)
    PartnerSearch.objects.update(population=5, looks_for_ja="温泉")

    approve(submission, search)

    search = PartnerSearch.objects.get()
    assert (search.offers_en, search.population, search.looks_for_ja) == ("A river", 5, "温泉")
    assert {wish.country_id: wish.text_en for wish in search.wishes.all()} == {
        "FR": "Brittany",
        "BE": "",
    }
    assert search.confirmed == PartialDate(neighbours.DAY)


def test_a_change_in_japanese_leaves_the_english_text(monkeypatch: pytest.MonkeyPatch) -> None:
    search = posting.listing()
    reader = Reader(monkeypatch, CHANGE.replace("/en/", "/ja/"))
    assert reader.data["looks_for"] == ["生徒の交流"]

    approve(reader.send(SENDER | {"looks_for": "温泉の交流", "offers": "ジャズ"}), search)

    search = PartnerSearch.objects.get()
    assert (search.looks_for_ja, search.looks_for_en) == ("温泉の交流", "Exchange of pupils")
    assert (search.offers_ja, search.offers_en) == ("ジャズ", "Jazz")


def test_all_that_a_form_can_empty_is_emptied(monkeypatch: pytest.MonkeyPatch) -> None:
    search = posting.listing(
        wants_similar_size=True,
        wanted_population_min=5,
        area_km2=Decimal("12.5"),
        counted_on=neighbours.DAY,
        counted_precision="day",
        website="https://example.org/",
    )
    search.wishes.create(text_en="by the sea")
    reader = Reader(monkeypatch, CHANGE)
    nothing: dict[str, list[str]] = {
        name: [] for name in reader.data if name not in ("stamp", "csrfmiddlewaretoken")
    }

    approve(reader.send(nothing | SENDER), search)

    search = PartnerSearch.objects.get()
    empty = {name: value for name, value in proposals.current(search, "en").items() if value}
    assert empty == {}
    assert search.contact_email == "kokusai@sendai.example"
    assert not search.wishes.exists()


def test_a_confirmation_by_approval_is_dated_to_the_day_it_came(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    search = posting.listing()
    submission = Reader(monkeypatch, CHANGE).send(SENDER | {"offers": "A river"})
    submission.received_at -= datetime.timedelta(days=3)
    submission.save()

    approve(submission, search, confirm=True)

    day = timezone.localdate() - datetime.timedelta(days=3)
    assert PartnerSearch.objects.get().confirmed == PartialDate(day)


def test_an_approval_of_what_has_changed_meanwhile_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    search = posting.listing()
    submission = Reader(monkeypatch, CHANGE).send(SENDER | {"offers": "A river"})
    seen = actions.fingerprint(submission, search)
    PartnerSearch.objects.update(offers_en="Fireworks")

    with pytest.raises(actions.Overtaken):
        approve(submission, search, seen=seen)

    assert PartnerSearch.objects.get().offers_en == "Fireworks"
    assert Submission.objects.get().status == "new"


def test_a_proposal_is_approved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    search = posting.listing()
    submission = Reader(monkeypatch, CHANGE).send(SENDER | {"offers": "A river"})
    approve(submission, search)

    with pytest.raises(actions.Overtaken):
        approve(submission, PartnerSearch.objects.get())


@pytest.mark.parametrize("places", [{}, {"partner": True, "government": True}])
def test_a_new_listing_is_of_one_government(
    monkeypatch: pytest.MonkeyPatch, places: dict[str, bool]
) -> None:
    submission = Reader(monkeypatch, PROPOSE).send(LISTING)
    search = PartnerSearch(
        partner=neighbours.partner() if places else None,
        local_government=neighbours.government() if places else None,
    )

    with pytest.raises(ValidationError, match="one local government"):
        approve(submission, search)

    assert not PartnerSearch.objects.exists()
    assert Submission.objects.get().status == "new"


def test_a_government_has_one_listing(monkeypatch: pytest.MonkeyPatch) -> None:
    submission = Reader(monkeypatch, PROPOSE).send(LISTING)
    neighbours.search(partner=Partner.objects.get(name_en="Rennes"))

    with pytest.raises(ValidationError, match="has a listing already"):
        approve(submission, PartnerSearch(partner=neighbours.partner()))


def test_the_history_names_the_proposal_and_who_approved_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    search = posting.listing()
    submission = Reader(monkeypatch, CHANGE).send(SENDER | {"offers": "A river"})

    approve(submission, search)

    event = search.history.order_by("-pgh_id")[0]  # type: ignore[attr-defined]
    assert event.offers_en == "A river"
    assert event.pgh_context.metadata["source"] == "proposal"
    assert event.pgh_context.metadata["reference"] == submission.reference
