"""Public records are withdrawn with a reason, never deleted, and come back as they were."""

import datetime
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.utils import timezone, translation
from pghistory.models import Context

from commendations.models import Commendation, Edition
from conferences.models import Conference, Series
from places.models import Country, LocalGovernment, Partner, Prefecture
from relationships.listings.models import Listing
from relationships.register.models import Relationship
from relationships.releases import actions
from relationships.releases.models import Change, Release
from seminars.models import Seminar
from sistercity.faq.models import Question
from sistercity.withdrawal import CannotWithdraw, Withdrawable, put_back, withdraw
from tests.desk import editor, errors, rows, soup
from tests.pages import LANGUAGES, get
from tests.pages import soup as parse

pytestmark = pytest.mark.django_db

LIST = "/admin/register/relationship/"
REASON, REASON_EN = "二重に登録していたため。", "It was recorded twice."
# Kinds of which each record has a page; those of the others stand on a page with others.
PAGES = (
    Country, LocalGovernment, Partner, Relationship, Listing, Edition, Seminar, Series, Conference,
)  # fmt: skip


@pytest.fixture
def relationship() -> Relationship:
    """One that the totals count."""
    return Relationship.objects.in_the_totals().listed().with_places().latest("public_id")


def path_of(record: Any, language: str) -> str:
    with translation.override(language):
        return str(record.get_absolute_url())


def page(client: Client, record: Any, language: str = "en", status: int = 410) -> str:
    return " ".join(parse(get(client, path_of(record, language), status)).text.split())


def links(html: str) -> set[str]:
    return {str(link["href"]) for link in parse(html).select("a[href]")}


def hide(record: Any) -> None:
    """Withdraw a record, whatever stands on it."""
    type(record).with_withdrawn.filter(pk=record.pk).update(
        withdrawn_at=timezone.now(), withdrawal_reason_ja=REASON
    )


def desk(client: Client, record: Any, step: str, **data: str) -> Any:
    options = record._meta
    address = f"/admin/{options.app_label}/{options.model_name}/{record.pk}/{step}/"
    return client.post(address, data, follow=True)


def totals(client: Client) -> list[str]:
    """The numbers of the home page and of the statistics, and the number of the list's rows."""
    found = []
    for path in ("", "statistics/", "relationships/"):
        shown = parse(get(client, f"/en/{path}"))
        found += [tag.text for tag in shown.select(".stats dd, #results, table td")]
    return found


def test_every_record_with_an_address_can_be_withdrawn() -> None:
    with_address = {
        model
        for model in apps.get_models()
        if hasattr(model, "get_absolute_url") and model._meta.app_config.name in settings.OWN_APPS
    }

    assert {model for model in with_address if not issubclass(model, Withdrawable)} == {
        Prefecture,
        Release,
    }
    assert with_address >= {*PAGES, Commendation, Question}


def test_a_relationship_goes_and_comes_back(client: Client, relationship: Relationship) -> None:
    """The desk withdraws it: 410 in both languages, no list or total has it. Then it is back."""
    staff = editor("register.view_relationship", "register.delete_relationship")
    before = {language: get(client, path_of(relationship, language)) for language in LANGUAGES}
    numbers = totals(client)

    desk(staff, relationship, "withdraw", reason=REASON, reason_en=REASON_EN)

    assert REASON in page(client, relationship, "ja")
    assert REASON_EN in page(client, relationship, "en")
    assert totals(client) != numbers
    place = relationship.local_government
    for path in ("/en/relationships/", place.get_absolute_url(), "/sitemap-relationships.xml"):
        assert f"/relationships/{relationship.public_id}/" not in get(client, path)
    assert not Relationship.objects.filter(pk=relationship.pk).exists()

    desk(staff, relationship, "put-back", reason="誤って取り下げたため。")

    for language in LANGUAGES:
        assert get(client, path_of(relationship, language)) == before[language]
    assert totals(client) == numbers


def test_the_history_has_who_and_why(relationship: Relationship) -> None:
    staff = editor("register.view_relationship", "register.delete_relationship")

    desk(staff, relationship, "withdraw", reason=REASON)
    desk(staff, relationship, "put-back", reason="確認できたため。")

    kept = relationship.history.filter(pgh_label="update").order_by("pgh_id")  # type: ignore[attr-defined]
    contexts = [Context.objects.get(pk=event.pgh_context_id).metadata for event in kept]
    assert [data["reason"] for data in contexts] == [REASON, "確認できたため。"]
    assert all(data["user"] for data in contexts)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("model", PAGES)
def test_the_address_of_each_kind_tells_that_and_why_it_was_withdrawn(
    client: Client, model: Any
) -> None:
    records = model.objects.order_by("pk")
    if model is LocalGovernment:
        records = records.exclude(kind="prefecture")
    if model is Country:
        records = records.with_partners()
    record = records.first()
    assert page(client, record, status=200)

    hide(record)

    for language in LANGUAGES:
        text = page(client, record, language)
        with translation.override(language):
            name = record.public_name
        assert str(getattr(name, "text", name)) in text
        assert REASON in text
        assert timezone.localdate().strftime("%Y") in text
        assert 'content="noindex' in get(client, path_of(record, language), 410)
    with translation.override("en"):
        listed = links(get(client, "/en/"))
    assert path_of(record, "en") not in listed


def test_a_draft_that_was_withdrawn_is_not_there(client: Client) -> None:
    seminar = Seminar.objects.first()
    assert seminar is not None
    Seminar.objects.filter(pk=seminar.pk).update(published_at=None)
    hide(seminar)

    get(client, seminar.get_absolute_url(), 404)


@pytest.mark.parametrize(
    "path",
    ["/en/partners/{}/", "/en/partners/{}-another-name/", "/ja/partners/{}/"],
)
def test_every_spelling_of_an_address_is_gone(client: Client, path: str) -> None:
    partner = Partner.objects.first()
    assert partner is not None
    hide(partner)

    response = client.get(path.format(partner.public_id))

    assert response.status_code == 410
    assert "ETag" not in response
    assert not response.cookies


def test_the_search_finds_nothing_that_was_withdrawn(client: Client) -> None:
    partner = Partner.objects.exclude(name_en="").latest("pk")
    address = partner.get_absolute_url()
    assert address in get(client, f"/en/search/?q={partner.name_en}")

    hide(partner)

    assert address not in get(client, f"/en/search/?q={partner.name_en}")
    assert address not in get(client, f"/en/search/suggest?q={partner.name_en}")


def test_what_others_stand_on_stays_and_the_desk_says_what_to_do_first(
    admin_client: Client, relationship: Relationship
) -> None:
    number = relationship.partner.relationships.count()

    response = desk(admin_client, relationship.partner, "withdraw", reason=REASON)

    assert f"姉妹都市提携：{number}件" in errors(response)
    assert "先に、それらを取り下げるか" in errors(response)
    assert REASON in response.content.decode()
    assert Partner.objects.filter(pk=relationship.partner_id).exists()


def test_a_place_that_a_withdrawn_record_names_can_go_and_must_be_back_first() -> None:
    partner = Partner.objects.create(
        public_id=99_999, country_id="FR", name_en="Newtown", level="local"
    )
    award = Commendation.objects.all()[0]
    award.named_partners.create(partner=partner)
    with pytest.raises(CannotWithdraw, match="1件"):
        withdraw(record=partner, reason=REASON)

    withdraw(record=award, reason=REASON)
    withdraw(record=partner, reason=REASON)

    with pytest.raises(CannotWithdraw, match="先に、その記録を公開に戻して"):
        put_back(record=award, reason=REASON)
    put_back(record=partner, reason=REASON)
    put_back(record=award, reason=REASON)
    assert Commendation.objects.filter(pk=award.pk).exists()


def test_a_withdrawal_needs_the_permission_a_reason_and_a_record_that_is_public(
    client: Client, admin_client: Client, relationship: Relationship
) -> None:
    reader = editor("register.view_relationship", "register.change_relationship")

    assert desk(reader, relationship, "withdraw", reason=REASON).status_code == 403
    assert desk(client, relationship, "withdraw", reason=REASON).redirect_chain
    assert errors(desk(admin_client, relationship, "withdraw", reason=" "))
    assert errors(desk(admin_client, relationship, "put-back", reason=REASON))
    assert Relationship.objects.filter(pk=relationship.pk).exists()
    desk(admin_client, relationship, "withdraw", reason=REASON)
    assert errors(desk(admin_client, relationship, "withdraw", reason="もう一度"))


def test_the_desk_lists_what_was_withdrawn_and_says_so_on_its_page(
    admin_client: Client, relationship: Relationship
) -> None:
    hide(relationship)
    address = f"{LIST}{relationship.pk}/change/"

    (listed,) = soup(admin_client.get(LIST, {"publication": "withdrawn"})).select("tbody tr")
    shown = soup(admin_client.get(address))

    assert listed.select_one(".field-state").text == "取下げ"  # type: ignore[union-attr]
    assert REASON in shown.select_one(".errornote").text  # type: ignore[union-attr]
    assert shown.select(f"a[href='{LIST}{relationship.pk}/put-back/']")
    number = f"No.{relationship.public_id}"
    assert rows(admin_client.get(LIST, {"q": number, "publication": "public"})) == []


def test_a_withdrawn_place_cannot_be_chosen(admin_client: Client) -> None:
    partner = Partner.objects.exclude(name_en="").latest("pk")
    hide(partner)
    field = {"app_label": "register", "model_name": "relationship", "field_name": "partner"}

    found = admin_client.get("/admin/autocomplete/", field | {"term": partner.name_en})

    assert str(partner.pk) not in {one["id"] for one in found.json()["results"]}


def test_the_next_notice_tells_of_the_removal_and_the_page_leads_to_it(
    client: Client, relationship: Relationship
) -> None:
    day = datetime.date(2026, 12, 1)
    actions.ensure_baseline(as_of=day, published_by="x")
    withdraw(record=relationship, reason=REASON, reason_en=REASON_EN)
    assert "/releases/" not in path_of(relationship, "en")

    release = actions.record_release(release=Release(as_of=day, published_by="x"))

    change = Change.objects.get(release=release)
    assert (change.kind, change.public_id) == ("removed", relationship.public_id)
    assert REASON_EN in get(client, path_of(release, "en"))
    assert path_of(release, "en") in links(get(client, path_of(relationship, "en"), 410))
    put_back(record=relationship, reason="誤り")
    assert get(client, path_of(relationship, "en"))
