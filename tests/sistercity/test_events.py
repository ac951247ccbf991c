"""What the pages of seminars and conferences share: drafts, calendar files, few queries."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from icalendar import Calendar

from conferences.models import Conference
from seminars.models import Seminar
from sistercity.events import Event
from tests import neighbours
from tests.clock import japan, set_clock
from tests.conferences.test_pages import planned as planned_conference
from tests.pages import LANGUAGES, get
from tests.relationships.register.test_queries import queries
from tests.seminars.test_upcoming import planned as planned_seminar

pytestmark = pytest.mark.django_db
NOW = "2026-11-22"


def hosted_seminar(**values: Any) -> Seminar:
    """Store the planned seminar of Paris, with a theme and a host."""
    seminar = planned_seminar(**({"theme_en": "Tourism, culture"} | values))
    seminar.named_hosts.create(local_government=neighbours.government())
    return seminar


@dataclass(frozen=True)
class Kind:
    """A kind of event: what stores a planned one, its pages, and what its calendar file says."""

    planned: Callable[..., Event]
    page: str  # its address, below the language
    others: tuple[str, ...]  # pages that lead to it
    days: tuple[str, str]  # the first, and the one after the last
    place: dict[str, str]
    title: str

    @property
    def key(self) -> str:
        """What of its address no other page has."""
        return self.page.partition("/")[2]


KINDS = [
    Kind(
        hosted_seminar,
        page="seminars/2026-paris/",
        others=("/en/seminars/", "/en/seminars/offices/", "/sitemap-seminars.xml"),
        days=("2027-01-18", "2027-01-25"),
        place={"en": "Sendai City", "ja": "仙台市"},
        title="Tourism, culture",
    ),
    Kind(
        planned_conference,
        page="conferences/japan-france/10/",
        others=(
            "/en/conferences/japan-france/",
            "/en/conferences/japan-france/9/",
            "/sitemap-conferences.xml",
        ),
        days=("2028-10-03", "2028-10-06"),
        place={"en": "Culture Hall, Kanazawa", "ja": "Culture Hall、金沢"},
        title="10",
    ),
]
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.page.partition("/")[0])


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be a day when all that is loaded has been public for long."""
    for model in (Conference, Seminar):
        model.objects.update(published_at=japan("2026-01-01"))
    set_clock(monkeypatch, NOW)


@each_kind
def test_a_draft_is_nowhere_and_a_planned_page_appears_at_its_moment(
    client: Any, monkeypatch: pytest.MonkeyPatch, kind: Kind
) -> None:
    record = kind.planned()
    for published_at, now, status in (
        (None, NOW, 404),
        (japan("2026-11-23T09:00"), "2026-11-23T08:59", 404),
        (japan("2026-11-23T09:00"), "2026-11-23T09:00", 200),
    ):
        type(record)._default_manager.filter(pk=record.pk).update(published_at=published_at)
        set_clock(monkeypatch, now)
        for path in (f"/en/{kind.page}", f"/en/{kind.page}calendar.ics"):
            get(client, path, status=status)
        for path in kind.others:
            assert (kind.key in get(client, path)) is (status == 200), path


@pytest.mark.parametrize("language", LANGUAGES)
@each_kind
def test_the_calendar_file_is_read_back(client: Any, kind: Kind, language: str) -> None:
    kind.planned()

    response = client.get(f"/{language}/{kind.page}calendar.ics")

    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert tuple(event.decoded(name).isoformat() for name in ("DTSTART", "DTEND")) == kind.days
    assert str(event["LOCATION"]) == kind.place[language]
    assert str(event["URL"]).endswith(f"/{language}/{kind.page}")
    assert kind.title in str(event["SUMMARY"])


@each_kind
@pytest.mark.parametrize("dates", [{"starts_precision": "month", "starts_on": "2028-10-01"}, {}])
def test_without_days_there_is_no_calendar_file(
    client: Any, kind: Kind, dates: dict[str, str]
) -> None:
    nothing = {"starts_on": None, "starts_precision": "", "ends_on": None, "ends_precision": ""}
    kind.planned(**(nothing | dates))

    assert "calendar.ics" not in get(client, f"/en/{kind.page}")
    get(client, f"/en/{kind.page}calendar.ics", status=404)


def many_seminars() -> None:
    for sequence in range(2, 12):
        seminar = hosted_seminar(sequence=sequence)
        seminar.delegations.create(country=neighbours.country())


def many_conferences() -> None:
    for number in range(11, 21):
        planned_conference(number=number, host_government=neighbours.government())


@pytest.mark.parametrize(
    ("path", "more"),
    [("seminars/", many_seminars), ("conferences/japan-france/", many_conferences)],
)
def test_more_of_them_take_no_more_queries(
    client: Any, path: str, more: Callable[[], None]
) -> None:
    before = queries(client, f"/en/{path}")

    more()

    assert queries(client, f"/en/{path}") == before


@pytest.mark.real_data
@pytest.mark.parametrize(
    "path",
    [
        "seminars/?office=singapore",
        "seminars/offices/",
        "seminars/2019-singapore/",
        "conferences/",
        "conferences/trilateral/",
        "conferences/japan-france/7/",
        "conferences/trilateral/15/",
    ],
)
def test_a_page_asks_few_questions(client: Any, path: str) -> None:
    assert queries(client, f"/en/{path}") <= 14
