"""Two records of one partner, or two relationships of one pair, become one, and two again."""

import datetime
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pghistory.models import Context

from commendations.models import CommendationPartner
from places import reorganisations
from places.loading import load_places
from places.models import LocalGovernment, Partner, PlaceName, Reorganisation
from relationships.joins.models import Join, JoinKind
from relationships.joins.parting import CannotPart
from relationships.listings.models import Listing
from relationships.register.models import Relationship
from sistercity.changes.reverting import Edits
from sistercity.loading import Report
from sistercity.withdrawal import CannotWithdraw, put_back, withdraw
from tests import neighbours
from tests.databases import WORLDS
from tests.pages import LANGUAGES, get, row_numbers
from tests.relationships.imports.files import end_of_transaction
from tests.relationships.joins.joining import REASON, Pair, everything, part, third

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_of_the_other_leads_to_the_kept_one_until_they_are_parted(
    client: Client, pair: Pair, language: str
) -> None:
    record = pair.joined()

    moved = client.get(pair.path(pair.other, language))
    assert moved.status_code == 301
    assert moved["Location"].startswith(pair.path(pair.kept, language)[:-1])
    get(client, moved["Location"])

    part(record)
    answer = client.get(pair.path(pair.other, language), follow=True)
    assert answer.status_code == 200
    assert str(pair.other.public_id) in answer.request["PATH_INFO"]


def test_parting_makes_every_row_what_it_was(pair: Pair) -> None:
    before = everything()
    record = pair.joined()
    assert everything() != before

    part(record)

    assert everything() == before
    record.refresh_from_db()
    assert (record.parted_by, record.parting_reason) == ("花子", "別の市だったため")
    with pytest.raises(CannotPart, match="すでに分離"):
        part(record)


def test_the_history_says_who_joined_and_why(pair: Pair) -> None:
    record = pair.joined()

    context = Context.objects.get(pk=record.history_context)
    assert (context.metadata["source"], context.metadata["reason"]) == ("join", REASON)
    assert context.metadata["who"] == record.joined_by == "花子"
    assert {event.pgh_context_id for event in pair.other.history.order_by("-pgh_id")[:1]} == {
        record.history_context
    }


def test_the_kept_partner_gets_names_relationships_and_mentions_and_what_it_lacks(
    partners: Pair,
) -> None:
    kept, other = partners.kept, partners.other

    partners.joined()

    assert kept.website == "https://example.org/"
    names = set(kept.names.values_list("text", "kind"))
    assert names >= {
        ("Juschno-Sachalinsk", "exonym"),
        ("ユジノ市", "exonym"),
        ("Toyohara", "former"),
    }
    assert not other.relationships.exists()
    assert not other.names.exists()
    assert not CommendationPartner.objects.filter(partner=other).exists()
    in_force = Relationship.objects.in_force().filter(partner=kept)
    governments = in_force.values_list("local_government", flat=True)
    assert len(set(governments)) == len(governments)
    older = in_force.get(established_on="1950-01-01")
    assert Relationship.objects.get(public_id=24).joined_to == older
    assert "古い経緯" in older.story_ja


def test_a_withdrawn_relationship_passes_to_the_kept_partner_beside_its_own(
    partners: Pair,
) -> None:
    record = Relationship.objects.get(established_on="1950-01-01")
    withdraw(record=record, reason="誤り")

    _join, effects = partners.join()

    record.refresh_from_db()
    assert (record.partner, record.status) == (partners.kept, "active")
    assert Relationship.objects.get(public_id=24).joined_to is None
    (effect,) = (one for one in effects if one.subject.endswith(f"No.{record.public_id}"))
    assert effect.becomes.startswith("取下げのまま")
    with pytest.raises(CannotWithdraw, match=r"No\. 24"):
        put_back(record=record, reason="x")


def test_the_joined_partner_is_in_no_list_and_search_finds_the_kept_one(
    client: Client, partners: Pair
) -> None:
    partners.joined()
    number = f"/{partners.other.public_id}-"

    for path in ("/ja/countries/ru/", "/ja/relationships/?country=ru", "/sitemap-partners.xml"):
        assert number not in get(client, path)
    found = get(client, "/ja/search/?q=Juschno-Sachalinsk")
    assert f"/partners/{partners.kept.public_id}-" in found
    assert number not in found
    assert partners.other not in Partner.objects.all()


def test_a_mention_or_a_listing_that_both_have_does_not_stay_twice(partners: Pair) -> None:
    kept, other = partners.kept, partners.other
    mention = CommendationPartner.objects.get(partner=other)
    mention.commendation.named_partners.create(partner=kept)
    listings = [neighbours.listing(partner=one) for one in (kept, other)]
    before = everything()

    record, effects = partners.join()

    assert [one.kind for one in effects if one.collides]
    assert not CommendationPartner.objects.filter(pk=mention.pk).exists()
    assert list(Listing.objects.filter(pk__in=[one.pk for one in listings])) == listings[:1]
    part(record)
    assert everything() == before


def test_the_kept_relationship_is_in_force_with_the_older_date_and_what_both_say(
    client: Client, relationships: Pair
) -> None:
    kept, other = relationships.kept, relationships.other
    relationships.kind, relationships.kept, relationships.other = (
        JoinKind.RELATIONSHIP, other, kept,
    )  # fmt: skip

    relationships.joined()

    assert (other.status, other.established.isoformat()) == ("active", "1950")
    assert "古い経緯" in other.story_ja
    assert (kept.status, kept.joined_to) == ("ended", other)
    assert set(other.events.values_list("kind", flat=True)) >= {"renewed", "other"}
    assert f"No. {kept.public_id}" in get(client, f"/en/relationships/{other.public_id}/")
    assert row_numbers(get(client, "/en/relationships/?country=ru")).count(other.public_id) == 1


def test_a_chain_leads_to_its_end_and_is_parted_from_its_end(client: Client, pair: Pair) -> None:
    one, two, three = pair.other, pair.kept, third(pair)
    first = pair.joined()
    second = Pair(pair.kind, three, two).joined()

    for record in (one, two):
        assert client.get(pair.path(record))["Location"].startswith(pair.path(three)[:-1])
        record.refresh_from_db()
        if pair.kind == JoinKind.RELATIONSHIP:
            assert record.end_reason_ja == f"提携No.{three.public_id}に統合"
    with pytest.raises(CannotPart, match="先に"):
        part(first)

    part(second)
    assert client.get(pair.path(one))["Location"].startswith(pair.path(two)[:-1])
    part(first)
    assert client.get(pair.path(one), follow=True).status_code == 200


def edit(pair: Pair) -> str:
    """Edit what a join changed in the kept record, and what it did not; return a name of it."""
    name = "website" if pair.kind == JoinKind.PARTNER else "story_ja"
    setattr(pair.kept, name, "https://example.org/new")
    if pair.kind == JoinKind.PARTNER:
        pair.kept.name_native = "Южно"
    else:
        pair.kept.note = "メモ"
    pair.kept.save()
    return name


@pytest.mark.parametrize("edits", [Edits.KEEP, Edits.UNDO])
def test_what_was_edited_since_is_kept_or_undone_as_asked(pair: Pair, edits: Edits) -> None:
    before = everything()
    record = pair.joined()
    name = edit(pair)
    with pytest.raises(CannotPart, match="編集された"):
        part(record)

    part(record, edits)

    pair.kept.refresh_from_db()
    pair.other.refresh_from_db()
    assert pair.other.joined_to is None
    if edits == Edits.UNDO:
        assert everything() == before
    else:
        assert getattr(pair.kept, name) == "https://example.org/new"
        others = {key: rows for key, rows in everything().items() if key != pair.kept._meta.label}
        assert others.items() <= before.items()


def test_what_stands_in_the_way_of_parting_is_told(partners: Pair) -> None:
    record = partners.joined()
    double = Partner.objects.get(pk=partners.kept.pk)
    double.pk, double.public_id = None, 99_999
    double.name_en, double.name_ja = partners.other.name_en, partners.other.name_ja
    double.state_en = double.state_ja = double.wikidata_id = ""
    double.save()

    with pytest.raises(CannotPart, match="両立しない"):
        part(record)

    partners.other.refresh_from_db()
    assert partners.other.joined_to == partners.kept


def test_the_kept_partner_gives_a_name_back_before_the_other_needs_it(partners: Pair) -> None:
    # The older record is found first, and would get its name while the other one still has it.
    kept, other = partners.other, partners.kept
    Partner.objects.filter(pk=kept.pk).update(name_en=other.name_en, name_ja="")
    end_of_transaction()
    before = everything()
    record = Pair(partners.kind, kept, other).joined()
    assert (kept.name_en, kept.name_ja) == (other.name_en, other.name_ja)

    part(record)

    assert everything() == before


def test_a_joined_partner_is_not_put_back_without_parting(partners: Pair) -> None:
    partners.joined()

    with pytest.raises(CannotWithdraw, match="joined"):
        put_back(record=partners.other, reason="x")


def test_what_cannot_be_one_is_refused(pair: Pair) -> None:
    with pytest.raises(ValidationError, match="同じ記録"):
        Pair(pair.kind, pair.kept, pair.kept).join()
    field, message = ("country_id", "国・地域") if pair.kind == JoinKind.PARTNER else (
        "partner", "相手先が違う",
    )  # fmt: skip
    value = "US" if field == "country_id" else Partner.objects.exclude(pk=pair.kept.partner_id)[0]
    type(pair.other).objects.filter(pk=pair.other.pk).update(**{field: value})
    with pytest.raises(ValidationError, match=message):
        pair.join()
    if pair.kind == JoinKind.RELATIONSHIP:
        withdraw(record=pair.other, reason="x")
        with pytest.raises(ValidationError, match="取り下げ"):
            pair.join()
    assert not Join.objects.exists()


def test_a_partner_is_not_joined_with_what_it_became(partners: Pair) -> None:
    partners.other.successor = partners.kept
    partners.other.save()

    with pytest.raises(ValidationError, match="承継先"):
        partners.join()


def test_the_loader_gives_what_files_say_of_the_other_partner_to_the_kept_one(
    settings: Any,
) -> None:
    settings.FIXTURES = WORLDS["small"]
    other = Partner.objects.filter(names__isnull=False, country="US").first()
    assert other is not None
    kept = Partner.objects.filter(country="US").exclude(pk=other.pk)[0]
    Pair(JoinKind.PARTNER, kept, other).joined()
    names = PlaceName.objects.count()

    load_places(Report(print))

    assert (PlaceName.objects.count(), other.names.count()) == (names, 0)


def test_of_two_records_joined_into_one_the_later_is_parted_first(pair: Pair) -> None:
    another = third(pair)
    first = pair.joined()
    second = Pair(pair.kind, pair.kept, another).joined()

    with pytest.raises(CannotPart, match="先に"):
        part(first)

    part(second)
    part(first)
    assert not Join.objects.standing().exists()


def test_what_a_merger_passed_on_since_is_not_parted(partners: Pair) -> None:
    record = partners.joined()
    # In a test all is one transaction, whose beginning is the time of all history.
    Join.objects.update(joined_at=record.joined_at - datetime.timedelta(days=1))
    moved = Relationship.objects.in_force().get(established_on="1950-01-01")
    municipalities = LocalGovernment.objects.of_today().exclude(kind="prefecture")
    successor = municipalities.exclude(relationships__partner=partners.kept)[0]
    reorganisations.plan(
        reorganisation=Reorganisation(kind="merged", on=timezone.localdate()),
        predecessors=[moved.local_government],
        successors=[successor],
    )
    end_of_transaction()

    with pytest.raises(CannotPart, match="廃置分合"):
        part(record, Edits.KEEP)

    partners.other.refresh_from_db()
    assert partners.other.joined_to == partners.kept


def test_a_joined_relationship_is_withdrawn_only_with_the_kept_one(
    client: Client, relationships: Pair
) -> None:
    relationships.joined()
    with pytest.raises(CannotWithdraw, match="統合"):
        withdraw(record=relationships.other, reason="x")

    withdraw(record=relationships.kept, reason="誤り")

    moved = client.get(relationships.path(relationships.other))
    assert moved.status_code == 301
    assert client.get(moved["Location"]).status_code == 410


def entries(client: Client) -> set[int]:
    """Return how many entries the page of the data speaks of: in its sentence and its tables."""
    page = BeautifulSoup(client.get("/en/data/").content, "html.parser")
    (said,) = re.findall(r"All ([\d,]+) entries", page.text)
    columns = page.select("#confidence + .columns > div")
    sums = [sum(whole(cell.text) for cell in column("td")) for column in columns]
    return {whole(said), *sums}


def whole(text: str) -> int:
    return int(text.replace(",", ""))


def test_the_page_of_the_data_counts_only_what_has_a_page(
    client: Client, relationships: Pair
) -> None:
    (before,) = entries(client)

    relationships.joined()

    assert entries(client) == {before - 1}


def test_nothing_says_after_parting_that_they_are_one(relationships: Pair) -> None:
    record = relationships.joined()
    told = relationships.kept.events.get(kind="other")
    told.happened_on = datetime.date(2020, 1, 1)
    told.save()

    part(record, Edits.KEEP)

    assert not relationships.kept.events.filter(kind="other").exists()


def test_a_corrected_end_of_the_joined_relationship_is_kept_where_they_are_parted(
    relationships: Pair,
) -> None:
    kept, joined = relationships.other, relationships.kept
    record = Pair(relationships.kind, kept, joined).joined()
    joined.refresh_from_db()
    joined.ended_on = datetime.date(2020, 1, 1)
    joined.save()

    part(record, Edits.KEEP)

    joined.refresh_from_db()
    assert (joined.status, joined.ended.isoformat(), joined.joined_to) == (
        "ended", "2020-01-01", None,
    )  # fmt: skip
