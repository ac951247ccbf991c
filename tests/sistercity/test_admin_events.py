"""The staff desk's pages of commendations, seminars and conferences: dates, places, addresses."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from commendations.models import Commendation, Edition
from conferences.models import Conference
from places.models import LocalGovernment
from seminars.models import Seminar
from sistercity.dates import PartialDate
from tests import neighbours
from tests.desk import errors, form_data, soup, total
from tests.relationships.listings.test_admin import rows

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("_no_neighbours"),
]
PUBLIC = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
EDITIONS, AWARDS = "/admin/commendations/edition/", "/admin/commendations/commendation/"
SEMINARS, CONFERENCES = "/admin/seminars/seminar/", "/admin/conferences/conference/"


def add(client: Client, listing: str, **values: Any) -> Any:
    """Send the form of a new record."""
    name = listing.split("/")[3]
    return client.post(f"{listing}add/", form_data(client.get(f"{listing}add/"), name) | values)


def test_an_edition_is_added_with_both_dates(admin_client: Client) -> None:
    response = add(
        admin_client,
        EDITIONS,
        number="3",
        fiscal_year="2008",
        announced="2009年1月20日",
        ceremony="2009-01",
    )

    assert response.status_code == 302, errors(response)
    edition = Edition.objects.get(number=3)
    assert edition.announced == PartialDate.parse("2009-01-20")
    assert edition.ceremony == PartialDate.parse("2009-01")


def test_a_commendation_is_added_with_its_places(admin_client: Client) -> None:
    response = add(
        admin_client,
        AWARDS,
        edition=neighbours.edition().pk,
        recipient_ja="横須賀市",
        recipient_kinds=["government"],
        prefecture="14",
        **rows("named_governments", {"local_government": neighbours.government().pk}),
        **rows(
            "named_partners",
            {"partner": neighbours.partner().pk, "name_en": "Rennes"},
            {"country": "AU"},
        ),
    )

    assert response.status_code == 302, errors(response)
    award = Commendation.objects.get()
    assert list(award.local_governments.all()) == [neighbours.government()]
    assert list(award.partners.all()) == [neighbours.partner()]
    assert award.named_partners.count() == 2


@pytest.mark.parametrize(
    "places",
    [
        rows("named_partners", {"partner": "partner", "country": "FR"}),
        rows("named_partners", {"country": "FR"}, {"country": "FR"}),
        rows("named_governments", {"local_government": "999999999"}),
    ],
)
def test_a_place_that_breaks_a_rule_is_an_error_in_the_form(
    admin_client: Client, places: dict[str, Any]
) -> None:
    places = {
        name: neighbours.partner().pk if value == "partner" else value
        for name, value in places.items()
    }
    response = add(
        admin_client,
        AWARDS,
        edition=neighbours.edition().pk,
        recipient_ja="横須賀市",
        prefecture="14",
        **places,
    )

    assert response.status_code == 200
    assert errors(response)
    assert not Commendation.objects.exists()


def test_a_seminar_is_added_with_host_and_countries(admin_client: Client) -> None:
    response = add(
        admin_client,
        SEMINARS,
        fiscal_year="2018",
        office="singapore",
        starts="2018-08-26",
        ends="2018-09",
        status="held",
        **rows(
            "named_hosts", {"local_government": neighbours.government().pk}, {"name_en": "Okayama"}
        ),
        **rows("delegations", {"country": "FR", "text_en": "Brittany"}),
    )

    assert response.status_code == 302, errors(response)
    seminar = Seminar.objects.get()
    assert (seminar.starts, seminar.ends) == (
        PartialDate.parse("2018-08-26"),
        PartialDate.parse("2018-09"),
    )
    assert list(seminar.hosts.all()) == [neighbours.government()]
    assert list(seminar.countries.all()) == [neighbours.country()]


def test_a_conference_is_added_with_all_its_parts(admin_client: Client) -> None:
    response = add(
        admin_client,
        CONFERENCES,
        series=neighbours.series().pk,
        number="1",
        status="held",
        starts="2008-10-27",
        country="FR",
        host_partner=neighbours.partner().pk,
        **rows("sub_themes", {"text_en": "Economy"}, {"text_en": "Culture"}),
        **rows("named_governments", {"local_government": neighbours.government().pk}),
        **rows("named_partners", {"name_en": "Val-d'Oise (department)"}),
        **rows("documents", {"url": "https://example.org/", "title_ja": "宣言"}),
    )

    assert response.status_code == 302, errors(response)
    conference = Conference.objects.get()
    assert [str(theme) for theme in conference.sub_themes.all()] == ["Economy", "Culture"]
    assert conference.host_partner == neighbours.partner()
    assert conference.named_partners.get().partner is None


@pytest.mark.parametrize(
    ("listing", "record", "change"),
    [
        (SEMINARS, neighbours.seminar, {"starts": "2024-05", "ends": "2024-04"}),
        (CONFERENCES, neighbours.conference, {"country": "FR"}),
        (CONFERENCES, neighbours.conference, {"latitude": "91", "longitude": "0"}),
        (EDITIONS, neighbours.edition, {"fiscal_year": ""}),
        (EDITIONS, neighbours.edition, {"applicant_count": "1", "recipient_count": "2"}),
    ],
)
def test_a_broken_rule_is_an_error_in_the_form(
    admin_client: Client, listing: str, record: Any, change: dict[str, str]
) -> None:
    page = f"{listing}{record().pk}/change/"
    data = form_data(admin_client.get(page), listing.split("/")[3])

    response = admin_client.post(page, data | change)

    assert response.status_code == 200
    assert errors(response)


@pytest.mark.parametrize(
    ("listing", "record", "fixed"),
    [
        (EDITIONS, neighbours.edition, {"number"}),
        (SEMINARS, neighbours.seminar, {"fiscal_year", "office", "sequence"}),
        (CONFERENCES, neighbours.conference, {"series", "number"}),
    ],
)
def test_what_an_address_is_made_of_is_fixed_once_it_is_public(
    admin_client: Client, listing: str, record: Any, fixed: set[str]
) -> None:
    made = record()
    page = f"{listing}{made.pk}/change/"
    name = listing.split("/")[3]
    assert fixed <= set(form_data(admin_client.get(page), name))

    made.published_at = PUBLIC
    made.save()
    assert not fixed & set(form_data(admin_client.get(page), name))


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"starts_on": -1}, True),
        ({"starts_on": -5, "ends_on": -1}, True),
        ({"starts_on": -5, "ends_on": 0}, False),
        ({"starts_on": 0}, False),
        ({}, True),
        ({"fiscal_year": 2200}, False),
        ({"starts_on": -1, "status": "held"}, False),
    ],
)
def test_an_event_that_is_over_but_planned_is_found(
    admin_client: Client, values: dict[str, Any], found: bool
) -> None:
    today = timezone.localdate()
    for name in ("starts", "ends"):
        if f"{name}_on" in values:
            values = values | {
                f"{name}_on": today + datetime.timedelta(values[f"{name}_on"]),
                f"{name}_precision": "day",
            }
    neighbours.seminar(**({"status": "planned"} | values))

    assert total(admin_client.get(f"{SEMINARS}?check=over")) == int(found)


@pytest.mark.sampled(2)
@pytest.mark.parametrize(("years", "check"), [(-1, "over"), (0, "perhaps"), (1, None)])
@pytest.mark.parametrize("listing", [SEMINARS, CONFERENCES])
def test_what_is_planned_for_a_year_may_be_over_in_it_and_is_after_it(
    admin_client: Client, listing: str, years: int, check: str | None
) -> None:
    january = datetime.date(timezone.localdate().year + years, 1, 1)
    dates = {"starts_on": january, "starts_precision": "year"}
    make = neighbours.seminar if listing == SEMINARS else neighbours.conference
    make(status="planned", **dates)

    for name in ("over", "perhaps"):
        assert total(admin_client.get(f"{listing}?check={name}")) == int(name == check)


def test_a_cancelled_seminar_lacks_nothing(admin_client: Client) -> None:
    seminar = neighbours.seminar(source_url="https://example.org/")
    assert total(admin_client.get(f"{SEMINARS}?missing=hosts")) == 1

    seminar.status = "cancelled"
    seminar.save()
    for gap in ("hosts", "theme", "days", "origin", "source"):
        assert total(admin_client.get(f"{SEMINARS}?missing={gap}")) == 0


def test_two_hosts_of_one_prefecture_are_one_seminar(admin_client: Client) -> None:
    seminar = neighbours.seminar()
    for place in LocalGovernment.objects.of_today().filter(prefecture="23")[:2]:
        seminar.named_hosts.create(local_government=place)

    response = admin_client.get(f"{SEMINARS}?prefecture=23")

    assert total(response) == 1
    assert "愛知県（1）" in soup(response).select_one("select[name=prefecture]").text  # type: ignore[union-attr]


def test_the_recipients_of_an_edition_are_one_click_away(admin_client: Client) -> None:
    award = neighbours.commendation()
    page = soup(admin_client.get(f"{EDITIONS}{award.edition_id}/change/"))

    link = page.select_one(".field-recipients a")
    assert link is not None
    assert link.text == "1件"
    assert total(admin_client.get(str(link["href"]))) == 1


def test_a_commendation_is_filtered_by_a_country_without_a_partner(admin_client: Client) -> None:
    neighbours.commendation().named_partners.create(country_id="AU")

    assert total(admin_client.get(f"{AWARDS}?country=AU")) == 1
    assert total(admin_client.get(f"{AWARDS}?country=FR")) == 0


def test_an_edition_is_chosen_by_number_and_year(admin_client: Client) -> None:
    neighbours.edition()

    options = soup(admin_client.get(f"{AWARDS}add/")).select("select[name=edition] option")

    assert [option.text for option in options[1:]] == ["第5回（2010年度）"]


@pytest.mark.parametrize(
    ("listing", "record"),
    [
        (EDITIONS, neighbours.edition),
        (AWARDS, neighbours.commendation),
        (SEMINARS, lambda: neighbours.seminar(fiscal_year=2010)),
    ],
)
def test_fiscal_years_are_a_range(admin_client: Client, listing: str, record: Any) -> None:
    record()

    assert total(admin_client.get(f"{listing}?year_from=2010&year_to=2010")) == 1
    assert total(admin_client.get(f"{listing}?year_from=2011")) == 0
    assert total(admin_client.get(f"{listing}?year_to=2009")) == 0
