"""The desk's pages of likely doubles: shown side by side, told apart, taken back."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError
from django.test import Client
from pghistory.models import Context
from psycopg.errors import LockNotAvailable

from places.models import Partner
from relationships.doubles import actions
from relationships.doubles.models import DistinctPair
from tests.desk import content_text, editor, errors, form_data, rows, soup
from tests.relationships.doubles.making import partner, relationship

pytestmark = pytest.mark.django_db
LIST, PAIRS = "/admin/doubles/distinctpair/likely/partner/", "/admin/doubles/distinctpair/"
REPEATED = "/admin/doubles/distinctpair/likely/relationship/"
SEES, TELLS, TAKES_BACK = (f"doubles.{name}_distinctpair" for name in ("view", "add", "delete"))
QUERIES = 11
REASON = "州が異なることを確認"


def doubles(number: int = 0) -> tuple[Partner, Partner]:
    """Store two partners that look like one."""
    return partner(f"Otaville{number * 'x'}"), partner(f"City of Otaville{number * 'x'}")


def sent(pair: tuple[Any, Any], reason: str = REASON) -> dict[str, Any]:
    one, other = pair
    return {"one": one.public_id, "other": other.public_id, "reason": reason}


def listed(client: Client, address: str = f"{LIST}?country=FR") -> list[str]:
    """Return the headings of the pairs of a page."""
    return [heading.text for heading in soup(client.get(address)).select("section h2")]


def test_both_records_stand_side_by_side_with_what_makes_them_near() -> None:
    one, other = doubles()
    tie = relationship(one, established="1980-04-01")
    tie.sources.create(url="https://example.org/a")
    one.names.create(text="Villota", kind="former", language="fr")

    page = soup(editor(SEES).get(f"{LIST}?country=FR"))

    section = page.select_one("section")
    assert section is not None
    cells = {
        row.th.text: [" ".join(cell.text.split()) for cell in row.select("td")]
        for row in section.select("tbody tr")
        if row.th
    }
    assert section.select_one(".tag").text == "名称が同じ：Otaville / City of Otaville"  # type: ignore[union-attr]
    assert cells["英語名相違"] == ["Otaville", "City of Otaville"]
    assert cells["その他の名称"] == ["Villota", "未登録"]
    assert cells["国・地域"] == ["フランス"] * 2
    assert cells["提携の件数相違"] == ["1件", "0件"]
    assert cells["提携"] == [f"仙台市 1980-04-01 活動中 No.{tie.public_id}", "未登録"]
    assert cells["提携の出典"] == ["example.org/a", "未登録"]
    links = [str(link["href"]) for link in section.select("a")]
    assert f"/admin/places/partner/{other.pk}/change/" in links
    assert f"/admin/register/relationship/{tie.pk}/change/" in links
    assert not section.select("form, button")


def test_the_relationships_of_one_pair_stand_side_by_side_too() -> None:
    place = partner()
    for status in ("ended", "active"):
        relationship(place, status=status, established="1980-04-01")

    text = content_text(editor(SEES).get(f"{REPEATED}?country=FR"))

    assert "提携日が同じ" in text
    assert "状況 相違 解消 活動中" in text


def test_a_pair_is_told_apart_with_a_reason_and_that_is_taken_back() -> None:
    pair = doubles()
    client = editor(SEES, TELLS, TAKES_BACK)

    told = client.post(f"{LIST}?country=FR", sent(pair), follow=True)

    assert (told.status_code, told.redirect_chain[-1][0]) == (200, f"{LIST}?country=FR")
    assert "別の記録としました" in told.content.decode()
    assert listed(client) == []
    record = DistinctPair.objects.get()
    history = content_text(client.get(f"{PAIRS}{record.pk}/history/"))
    assert "山田 花子" in history or "花子 山田" in history
    assert f"理由： {REASON}" in history
    row = soup(client.get(PAIRS)).select_one("#result_list tbody tr")
    assert row is not None
    assert f"Otaville No.{pair[0].public_id} / City of Otaville No." in row.text
    for word, number in (("otaville", 1), (f"No.{pair[1].public_id}", 1), ("zedeburg", 0)):
        assert len(rows(client.get(PAIRS, {"q": word}))) == number
    page = client.get(f"{PAIRS}{record.pk}/change/")
    assert REASON in content_text(page)

    client.post(f"{PAIRS}{record.pk}/change/", {"reason": "見直し"})

    assert not DistinctPair.objects.exists()
    assert len(listed(client)) == 1
    assert Context.objects.filter(metadata__reason="見直し").exists()
    assert "見直し" in content_text(client.get(f"{PAIRS}{record.pk}/history/"))


def test_without_a_reason_nothing_is_written_and_the_form_says_so() -> None:
    client, pair = editor(SEES, TELLS), doubles()

    response = client.post(f"{LIST}?country=FR", sent(pair, reason=" "))

    assert not DistinctPair.objects.exists()
    assert "このフィールドは必須です" in errors(response)
    assert len(soup(response).select("section")) == 1


@pytest.mark.parametrize("other", ["gone", "", "999999999999999999999"])
def test_a_pair_that_is_not_listed_is_not_told_apart(other: str) -> None:
    client, pair = editor(SEES, TELLS), doubles()
    values = sent(pair) | {"other": partner("Zedeburg").public_id if other == "gone" else other}

    response = client.post(LIST, values, follow=True)

    assert response.status_code == 200
    assert errors(response)
    assert not DistinctPair.objects.exists()


def test_a_pair_that_somebody_told_apart_meanwhile_is_said_to_be() -> None:
    client, pair = editor(SEES, TELLS), doubles()
    client.post(LIST, sent(pair))

    again = client.post(LIST, sent(pair), follow=True)

    assert "もう一覧にありません" in errors(again)
    assert DistinctPair.objects.count() == 1


def test_while_others_write_nothing_is_told_apart_or_taken_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client, pair = editor(SEES, TELLS, TAKES_BACK), doubles()
    record = DistinctPair.objects.create(kind="partner", one=1, other=2, reason="x")

    def wait_in_vain() -> None:
        raise OperationalError from LockNotAvailable()

    monkeypatch.setattr(actions, "lock_content", wait_in_vain)

    told = client.post(LIST, sent(pair))
    taken_back = client.post(f"{PAIRS}{record.pk}/change/", {"reason": "x"})

    assert "まだ保存していません" in errors(told)
    assert "まだ保存していません" in errors(taken_back)
    assert DistinctPair.objects.get() == record


def test_permissions_decide_who_sees_tells_apart_and_takes_back() -> None:
    pair = doubles()
    record = DistinctPair.objects.create(kind="partner", one=1, other=2, reason="x")
    page = f"{PAIRS}{record.pk}/change/"

    assert editor("places.view_partner").get(LIST).status_code == 403
    User.objects.all().delete()
    reader = editor(SEES)
    assert reader.get(LIST).status_code == reader.get(page).status_code == 200
    assert reader.post(LIST, sent(pair)).status_code == 403
    assert reader.post(page, {"reason": "x"}).status_code == 403
    assert DistinctPair.objects.get() == record


def test_the_list_is_narrowed_by_country_and_an_unknown_one_is_a_400() -> None:
    doubles()
    partner("Otaville", country_id="IT")
    partner("City of Otaville", country_id="IT")
    client = editor(SEES)

    options = [option.text for option in soup(client.get(LIST)).select("option")]

    assert {"フランス（1）", "イタリア（1）"} <= set(options)
    assert len(listed(client, f"{LIST}?country=IT")) == 1
    assert client.get(f"{LIST}?country=XX").status_code == 400
    assert client.get(LIST.replace("partner", "nonsense")).status_code == 404


def test_more_pairs_take_no_more_queries(django_assert_num_queries: Any) -> None:
    client = editor(SEES, TELLS)
    relationship(doubles()[0]).sources.create(url="https://example.org/a")
    client.get(LIST)
    with django_assert_num_queries(QUERIES):
        client.get(LIST)
    for number in range(1, 6):
        relationship(doubles(number)[0], status="ended")
    client.get(LIST)

    with django_assert_num_queries(QUERIES):
        client.get(LIST)


def test_who_may_join_them_finds_the_way_to_the_page_that_does(admin_client: Client) -> None:
    one, other = doubles()
    assert "統合の確認へ" not in content_text(editor(SEES).get(LIST))

    link = soup(admin_client.get(f"{LIST}?country=FR")).select_one("section a.button")

    assert link is not None
    assert f"No.{other.public_id}" in content_text(admin_client.get(str(link["href"])))
    assert f"one={one.pk}&other={other.pk}" in str(link["href"])


def test_a_new_partner_with_such_a_name_is_stored_with_a_warning(admin_client: Client) -> None:
    one = partner("Otaville")
    address = "/admin/places/partner/add/"
    data = form_data(admin_client.get(address), "partner")
    values = {"country": "FR", "level": "local", "name_en": "Zedeburg"}

    def added(**more: str) -> str:
        response = admin_client.post(address, data | values | more, follow=True)
        return " ".join(line.text for line in soup(response).select(".messagelist .warning"))

    assert added() == ""
    warning = added(name_en="Otavill")
    assert "名称の近い相手先" in warning
    assert f"No.{one.public_id}" in warning
    assert Partner.objects.filter(name_en="Otavill").exists()


def test_the_index_counts_the_pairs_that_nobody_told_apart(admin_client: Client) -> None:
    def counts() -> dict[str, str]:
        page = soup(admin_client.get("/admin/"))
        [group] = [one for one in page.select(".tasks table") if "重複の疑い" in one.text]
        return {row.th.text: row.td.text for row in group.select("tbody tr")}  # type: ignore[union-attr]

    before = int(counts()["名称の近い相手先"].removesuffix("件"))
    pair = doubles()
    assert counts()["名称の近い相手先"] == f"{before + 1}件"

    admin_client.post(LIST, sent(pair))
    assert counts()["名称の近い相手先"] == f"{before}件"
