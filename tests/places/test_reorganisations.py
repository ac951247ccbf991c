"""Mergers and the like happen on their day, though nothing runs at midnight."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client

from commendations.models import Edition
from places import reorganisations
from places.finding import find
from places.lookup import Governments, PlaceNotFound
from places.models import LocalGovernment, Reorganisation, Succession
from relationships.listings.models import Listing
from relationships.register.models import Relationship
from tests import neighbours
from tests.clock import set_clock
from tests.databases import copied, default_database, server
from tests.pages import LANGUAGES, get, row_numbers, soup
from tests.places.reorganising import DAY, EVE, MORNING, NOVEMBER, enter, merger, new_place, place

pytestmark = pytest.mark.django_db
OTARU, MURORAN = [20, 21, 22], [29, 30]


def notices(client: Client, path: str) -> list[str]:
    """Return the notices of a page."""
    return [one.get_text(" ", strip=True) for one in soup(get(client, path)).select(".notice")]


def test_the_pages_change_on_the_day_by_themselves(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    merger(monkeypatch)
    old, new = "/en/municipalities/012033-otaru/", "/en/municipalities/012998-kowan/"

    set_clock(monkeypatch, EVE)
    before = client.get(old)
    (notice,) = notices(client, old)
    assert notice.startswith("Otaru City will become part of Kowan City on 1 April 2027")
    assert "Kowan City will have its relationships from that day on." in notice
    assert notices(client, new)[0] == "Kowan City will exist from 1 April 2027"
    assert get(client, new).count("will exist from") == 1
    assert sorted(row_numbers(get(client, old))) == OTARU
    assert row_numbers(get(client, new)) == []

    set_clock(monkeypatch, MORNING)
    after = client.get(old, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    (notice,) = notices(client, old)
    assert notice.startswith("Otaru City merged into Kowan City On 1 April 2027")
    assert notices(client, new) == []
    assert sorted(row_numbers(get(client, new))) == [*OTARU, *MURORAN]
    assert Relationship.objects.get(public_id=20).former_local_government == place("012033")
    again = client.get(old, headers={"If-None-Match": after["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_are_those_of_the_day(
    client: Client, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    merger(monkeypatch)
    prefecture, sitemap = f"/{language}/prefectures/01-hokkaido/", "/sitemap-municipalities.xml"
    pages = [f"/{language}/municipalities/{slug}/" for slug in ("012033-otaru", "012998-kowan")]

    for moment, there in ((EVE, [True, False]), (MORNING, [False, True])):
        set_clock(monkeypatch, moment)
        get(client, f"/{language}/")  # the first request of the day
        links = {link["href"] for link in soup(get(client, prefecture)).select("main a[href]")}
        assert [page in links for page in pages] == there
        listed = get(client, sitemap)
        assert [page in listed for page in pages] == there
        found = get(client, f"/{language}/relationships/?q=小樽")
        assert set(OTARU) <= set(row_numbers(found))
    assert set(MURORAN) <= set(row_numbers(found))


def test_a_search_leads_to_the_places_of_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    merger(monkeypatch)

    set_clock(monkeypatch, EVE)
    assert find("小樽").hits[0].place == place("012033")
    assert find("港湾市").hits == []

    set_clock(monkeypatch, MORNING)
    hit = find("小樽").hits[0]
    assert (hit.place, hit.via) == (place("012998"), place("012033"))
    assert find("港湾市").hits[0].place == place("012998")


def test_the_admin_finds_the_places_of_the_day(
    admin_user: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    merger(monkeypatch)

    for moment, codes in ((EVE, ["012033"]), (MORNING, ["012998"])):
        set_clock(monkeypatch, moment)
        client = Client()
        client.force_login(admin_user)
        listed = client.get("/admin/places/localgovernment/?q=小樽&today=yes")
        assert [one.code for one in listed.context["cl"].result_list] == codes


def test_a_file_names_the_places_of_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    merger(monkeypatch)

    set_clock(monkeypatch, EVE)
    assert Governments().find("012033", "", "", "小樽市", "").pk == place("012033").pk
    for cells in (("012998", "", "", "", ""), ("", "北海道", "", "港湾市", "")):
        with pytest.raises(PlaceNotFound) as error:
            Governments().find(*cells)
        assert error.value.code == "government_to_come"

    set_clock(monkeypatch, MORNING)
    found = Governments().find("012033", "", "", "小樽市", "")
    assert (found.pk, found.former) == (place("012998").pk, place("012033").pk)


def test_two_relationships_with_one_partner_become_the_older_one(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    older, newer = (Relationship.objects.get(public_id=number) for number in (24, 16))
    assert older.established_on and newer.established_on  # Yuzhno-Sakhalinsk, twice
    assert older.established_on < newer.established_on
    Relationship.objects.filter(pk=older.pk).update(story_ja="旭川の経緯", story_en="")
    Relationship.objects.filter(pk=newer.pk).update(story_ja="函館の経緯", story_en="Hakodate's")
    newer.sources.create(url="https://example.org/hakodate")
    enter(monkeypatch, [place("012041")], [place("012025")])  # 旭川市 into 函館市

    set_clock(monkeypatch, MORNING)
    moved = client.get("/en/relationships/16/")
    kept = Relationship.objects.get(public_id=24)

    assert (moved.status_code, moved["Location"]) == (301, "/en/relationships/24/")
    assert (kept.local_government, kept.established_on) == (place("012025"), older.established_on)
    assert (kept.story_ja, kept.story_en) == ("旭川の経緯\n\n函館の経緯", "Hakodate's")
    assert kept.sources.filter(url="https://example.org/hakodate").exists()
    joined = Relationship.objects.get(public_id=16)
    assert (joined.status, joined.ended_on, joined.joined_to) == ("ended", DAY, kept)
    listed = row_numbers(get(client, "/en/relationships/?q=Yuzhno&status=ended&status=active"))
    assert 24 in listed
    assert 16 not in listed
    assert 16 not in row_numbers(get(client, "/en/municipalities/012025-hakodate/"))


@pytest.mark.parametrize(
    ("predecessors", "successor"), [(["012041"], "012025"), (["012025", "012041"], "")]
)
def test_the_preview_tells_of_a_join_on_the_row_of_the_one_that_is_joined(
    monkeypatch: pytest.MonkeyPatch, predecessors: list[str], successor: str
) -> None:
    set_clock(monkeypatch, NOVEMBER)
    effects = reorganisations.plan(
        reorganisation=Reorganisation(kind="merged", on=DAY),
        predecessors=[place(code) for code in predecessors],
        successors=[place(successor) if successor else new_place()],
        foresees=True,
    )

    (collision,) = (one for one in effects if one.collides)
    assert collision.subject.startswith("函館市 – ")
    assert collision.subject.endswith(" No.16")
    assert "旭川市 – " in collision.becomes
    assert collision.becomes.endswith("No.24に統合")
    assert [one.collides for one in effects if one.number in (16, 24)].count(False) == 1


def test_a_listing_passes_on_or_ends_beside_the_successor_s(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    neighbours.empty()
    first, second = (
        neighbours.listing(local_government=place(code)) for code in ("012033", "012050")
    )
    merger(monkeypatch)

    set_clock(monkeypatch, MORNING)
    get(client, "/en/")

    first, second = (Listing.objects.get(pk=one.pk) for one in (first, second))
    assert (first.local_government, first.closed_on) == (place("012998"), None)
    assert (second.local_government, second.closed_on) == (place("012050"), DAY)


def test_an_award_keeps_its_name_and_is_shown_of_the_successor(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    neighbours.empty()
    award = neighbours.commendation(recipient_en="Friends of Otaru")
    award.named_governments.create(local_government=place("012033"))
    Edition.objects.update(published_at="2020-01-01T00:00Z")
    merger(monkeypatch)

    set_clock(monkeypatch, MORNING)

    assert "Friends of Otaru" in get(client, "/en/municipalities/012998-kowan/")
    assert award.named_governments.get().local_government == place("012033")


def test_a_plan_can_be_taken_back_before_its_day(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = merger(monkeypatch)
    reorganisations.take_back(reorganisation=record)

    set_clock(monkeypatch, MORNING)

    assert notices(client, "/en/municipalities/012033-otaru/") == []
    assert sorted(row_numbers(get(client, "/en/municipalities/012033-otaru/"))) == OTARU
    assert not LocalGovernment.objects.filter(code="012998").exists()
    assert Reorganisation.objects.get().state == "taken_back"
    assert not Succession.objects.filter(on=DAY).exists()
    assert Reorganisation.pgh_event_model.objects.count() == 2  # type: ignore[attr-defined]


def test_a_plan_for_a_new_name_is_taken_back_though_the_code_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old, renamed = (
        place("012033"),
        new_place(code="012033", name_ja="北小樽市", name_en="Kita City"),
    )
    record = enter(monkeypatch, [old], [renamed], "renamed")

    reorganisations.take_back(reorganisation=record)

    assert place("012033").exists_until is None
    assert not LocalGovernment.objects.filter(name_ja="北小樽市").exists()


def test_what_was_carried_out_cannot_be_taken_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = merger(monkeypatch)
    set_clock(monkeypatch, MORNING)
    get(client, "/en/")

    with pytest.raises(ValidationError):
        reorganisations.take_back(reorganisation=record)


def test_a_new_name_leaves_the_code_as_it_is(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = place("012033")
    renamed = new_place(code="012033", name_ja="北小樽市", name_en="Kitaotaru City")
    enter(monkeypatch, [old], [renamed], "renamed")

    set_clock(monkeypatch, EVE)
    assert client.get("/en/municipalities/012033/")["Location"].endswith("/012033-otaru/")
    assert Governments().find("012033", "", "", "", "").pk == old.pk
    assert notices(client, "/en/municipalities/012033-otaru/")[0].startswith(
        "Otaru City will become Kitaotaru City on 1 April 2027"
    )

    set_clock(monkeypatch, MORNING)
    location = client.get("/en/municipalities/012033/")["Location"]
    assert location.endswith("/012033-kitaotaru/")
    assert Governments().find("012033", "", "", "小樽市", "").pk == renamed.pk
    assert sorted(row_numbers(get(client, location))) == OTARU
    assert LocalGovernment.objects.get(pk=renamed.pk).latitude == old.latitude


def test_a_code_is_not_given_twice_before_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    merger(monkeypatch)

    with pytest.raises(ValidationError, match=r"code|団体コード"):
        enter(monkeypatch, [place("012084")], [new_place(name_en="Other City")], "renamed")


@pytest.mark.parametrize("remains", [True, False])
def test_a_division_has_one_heir(
    client: Client, monkeypatch: pytest.MonkeyPatch, remains: bool
) -> None:
    parts = [
        new_place(code=code, name_en=name, name_ja=name)
        for code, name in (("012998", "Minato City"), ("012980", "Yama City"))
    ]
    enter(monkeypatch, [place("012033")], parts, "divided", remains=remains)
    pages = ("012033-otaru", "012998-minato", "012980-yama")

    set_clock(monkeypatch, EVE)
    assert len(notices(client, "/en/municipalities/012033-otaru/")) == 2

    set_clock(monkeypatch, MORNING)
    found = [sorted(row_numbers(get(client, f"/en/municipalities/{one}/"))) for one in pages]
    # What began them lists them too once it is gone.
    assert found == ([OTARU, [], []] if remains else [OTARU, OTARU, []])
    heir = place("012033" if remains else "012998")
    assert Relationship.objects.get(public_id=20).local_government == heir
    assert place("012033").is_gone is not remains


def test_the_command_does_it_once_and_the_history_names_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    merger(monkeypatch)

    call_command("carry_out_reorganisations")
    set_clock(monkeypatch, MORNING)
    call_command("carry_out_reorganisations")
    call_command("carry_out_reorganisations")

    said = capsys.readouterr().out.splitlines()
    assert [line for line in said if "carried out" in line] == [
        "0 carried out",
        "1 carried out",
        "0 carried out",
    ]
    event = Relationship.objects.get(public_id=20).history.latest("pgh_id")  # type: ignore[attr-defined]
    assert event.pgh_context.metadata["source"] == "reorganisation"


def test_requests_at_once_do_it_once_and_wait_for_no_other_writer(
    django_db_setup: None, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def visit(_: int = 0) -> int:
        with default_database(name):
            return Client().get("/en/municipalities/012033-otaru/").status_code

    def versions() -> list[int]:
        with default_database(name):
            moved: Any = Relationship.objects.get(public_id=20)
            return [moved.local_government_id, moved.history.count()]

    with django_db_blocker.unblock(), copied("reorganised") as name:
        with default_database(name):
            merger(monkeypatch)
        before = versions()
        set_clock(monkeypatch, MORNING)
        with server(name) as other, other.transaction():
            other.execute("SELECT * FROM sistercity_dataversion FOR UPDATE")
            assert visit() == 200
        assert versions() == before
        with ThreadPoolExecutor() as threads:
            assert list(threads.map(visit, range(4))) == [200] * 4
        after = versions()

    assert after[0] != before[0]
    assert after[1] == before[1] + 1


def test_a_day_that_has_passed_is_carried_out_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, "2027-05-01")
    record = Reorganisation(kind="merged", on=DAY)

    effects = reorganisations.plan(
        reorganisation=record, predecessors=[place("012033")], successors=[place("012050")]
    )

    assert len(effects) == len(OTARU)
    assert record.state == "carried_out"


def test_one_that_cannot_be_carried_out_keeps_no_page_away(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = merger(monkeypatch)
    monkeypatch.setattr(reorganisations, "TRANSFERS", [broken])

    set_clock(monkeypatch, MORNING)

    assert client.get("/en/").status_code == 200
    record.refresh_from_db()
    assert record.state == "planned"
    assert Relationship.objects.get(public_id=20).local_government == place("012033")
    (notice,) = notices(client, "/en/municipalities/012033-otaru/")
    assert "On 1 April 2027" in notice
    assert "has its relationships now" not in notice
    assert "now those of" not in get(client, "/en/relationships/?q=小樽市")


def broken(predecessors: list[LocalGovernment], *_: Any) -> list[reorganisations.Effect]:
    """Break a rule of the database."""
    LocalGovernment.objects.filter(pk=predecessors[0].pk).update(code="x")
    return []


def test_a_future_succession_is_entered_as_a_reorganisation() -> None:
    step = Succession(
        predecessor=place("012033"),
        successor=place("012050"),
        on=datetime.date(2999, 1, 1),
        kind="merged",
    )

    with pytest.raises(ValidationError, match="reorganisation"):
        step.full_clean()
