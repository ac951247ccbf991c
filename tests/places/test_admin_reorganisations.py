"""The staff desk's pages of reorganisations."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from psycopg.errors import LockNotAvailable

from places.models import LocalGovernment, Reorganisation
from relationships.register.models import Relationship
from tests.clock import set_clock
from tests.desk import content_text, editor, errors, soup
from tests.places.reorganising import ADD, LIST, NOVEMBER, filled_in, merger, page_of, place

pytestmark = pytest.mark.django_db


def seen(response: Any) -> str:
    """Return what the button to enter it sends."""
    button = soup(response).select_one("button[name=seen]")
    assert button is not None, errors(response)
    return str(button["value"])


def test_a_merger_is_shown_before_it_is_entered_and_can_be_taken_back(
    admin_client: Client,
) -> None:
    data = filled_in(admin_client)
    before = Relationship.objects.count()

    shown = admin_client.post(ADD, data)
    text = content_text(shown)
    assert "No.16" in text
    assert "No.24に統合" in text  # both have Yuzhno-Sakhalinsk
    assert not Reorganisation.objects.exists()
    assert not LocalGovernment.objects.filter(code="012998").exists()

    entered = admin_client.post(ADD, data | {"seen": seen(shown)}, follow=True)
    record = Reorganisation.objects.get()
    assert (record.state, record.title) == ("planned", "旭川市・函館市 → 港湾市")
    assert "No.24に統合" in content_text(entered)
    assert Relationship.objects.get(public_id=16).status == "active"
    assert "admin" in content_text(admin_client.get(f"{LIST}{record.pk}/history/"))
    government = content_text(
        admin_client.get(f"/admin/places/localgovernment/{place('012025').pk}/change/")
    )
    assert "旭川市・函館市 → 港湾市" in government

    address = page_of(record)
    admin_client.post(address, {"action": "take_back"})
    record.refresh_from_db()
    assert record.state == "taken_back"
    assert place("012025").exists_until is None
    assert Relationship.objects.count() == before
    again = admin_client.post(address, {"action": "take_back"}, follow=True)
    assert "取り消されています" in errors(again)


def test_what_changed_since_it_was_seen_is_shown_again(admin_client: Client) -> None:
    data = filled_in(admin_client)
    button = seen(admin_client.post(ADD, data))
    Relationship.objects.filter(public_id=16).update(status="ended")

    response = admin_client.post(ADD, data | {"seen": button})

    assert response.status_code == 200
    assert "もう一度確かめてください" in response.content.decode()
    assert not Reorganisation.objects.exists()


def test_while_others_write_nothing_is_entered_or_taken_back(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = filled_in(admin_client)
    record = merger(monkeypatch)

    def wait_in_vain() -> None:
        raise OperationalError from LockNotAvailable()

    for module in ("places.admin.reorganisations", "places.reorganisations"):
        monkeypatch.setattr(f"{module}.lock_content", wait_in_vain)

    entered = admin_client.post(ADD, data)
    taken_back = admin_client.post(page_of(record), {"action": "take_back"}, follow=True)

    assert "まだ保存していません" in errors(entered)
    assert "まだ保存していません" in errors(taken_back)
    assert "確かめられません" in content_text(taken_back)
    assert Reorganisation.objects.get().state == "planned"


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"predecessors": "府中町町"}, "現存の自治体はありません"),
        ({"predecessors": "府中市"}, "1つに決まりません"),
        ({"predecessors": ""}, "必須"),
        ({"kind": "renamed"}, "前身は1つです"),
        ({"new-0-code": "012084"}, "団体コード"),
        ({"new-0-code": "992084"}, "都道府県の番号"),
        ({"new-0-code": "012991"}, "正しくは012998です"),
        ({"new-0-code": "", "new-0-name_ja": ""}, "必須"),
        ({"remains": "on"}, "分割・分立のときだけ"),
        ({"successors": "012025"}, "前身と承継先の両方"),
        ({"on": "2027"}, "年・月・日まで"),
        ({"predecessors": "a\0b"}, "何か文字"),
        ({"on": "1900-04-01"}, "期日は1947-05-03から"),
        ({"on": "2199-04-01"}, "までの日を入力"),
        ({"kind": "became_city", "predecessors": "旭川市"}, "「市制施行」と種別（市から市へ）"),
        ({"kind": "renamed", "predecessors": "012041", "new-0-kind": "town"}, "種別は変わりません"),
        ({"predecessors": "北海道"}, "都道府県の廃置分合は登録できません"),
        ({"new-0-code": "022993"}, "別の都道府県"),
    ],
)
def test_what_cannot_be_is_an_error_in_the_form(
    admin_client: Client, values: dict[str, str], reason: str
) -> None:
    response = admin_client.post(ADD, filled_in(admin_client, **values))

    assert response.status_code == 200
    assert reason in errors(response)
    assert not soup(response).select("button[name=seen]")


def test_a_predecessor_named_twice_is_one(admin_client: Client) -> None:
    data = filled_in(admin_client, predecessors="旭川市\n012041\n012025")

    admin_client.post(ADD, data | {"seen": seen(admin_client.post(ADD, data))})

    assert Reorganisation.objects.get().title == "旭川市・函館市 → 港湾市"


def test_a_relationship_that_began_after_the_day_is_marked(admin_client: Client) -> None:
    shown = admin_client.post(ADD, filled_in(admin_client, on="1960-04-01"))

    assert "要確認" in content_text(shown)
    assert "期日を確かめてください" in content_text(shown)


def test_who_may_only_look_changes_nothing(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = filled_in(admin_client)
    record = merger(monkeypatch)
    reader = editor("places.view_reorganisation")
    address = page_of(record)

    assert "小樽市" in content_text(reader.get(address))
    assert not soup(reader.get(address)).select("#content [type=submit]")
    assert reader.post(address, {"action": "take_back"}).status_code == 403
    assert reader.post(ADD, data).status_code == 403
    record.refresh_from_db()
    assert record.state == "planned"


def test_the_days_of_a_planned_merger_are_changed_on_its_page_only(
    admin_user: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    merger(monkeypatch)
    set_clock(monkeypatch, NOVEMBER)
    client = Client()
    client.force_login(admin_user)

    page = soup(client.get(f"/admin/places/localgovernment/{place('012033').pk}/change/"))

    assert not page.select("[name=exists_until]")
    assert page.select("[name=name_ja]")


def test_the_check_digit_of_a_new_local_government_is_checked(admin_client: Client) -> None:
    page = "/admin/places/localgovernment/add/"

    assert "正しくは012998です" in errors(admin_client.post(page, {"code": "012991"}))
    assert "正しくは" not in errors(admin_client.post(page, {"code": "012998"}))
    assert "正しくは" not in errors(admin_client.post(page, {"code": "x12991"}))
