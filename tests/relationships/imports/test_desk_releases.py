"""Releases at the staff desk: the list, the notes, undoing the newest."""

import datetime
import uuid
from typing import Any

import pghistory
import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from places.models import Partner
from relationships.enquiries.mail import mail_over_limit
from relationships.register.models import Relationship
from relationships.releases.actions import NAMES, dataset_lines, filled
from relationships.releases.models import Release
from tests.desk import editor, errors, form_data, soup
from tests.relationships.imports.files import exported, state
from tests.relationships.imports.runs import (
    month,
    publish,
    publisher,
    uploaded,
)
from tests.tasks import do_tasks, queued

pytestmark = pytest.mark.django_db
LIST = "/admin/releases/release/"
PASSWORD = "password"  # of pytest-django's admin, and of our editor


@pytest.fixture
def release() -> Release:
    """The release of a month's file, published at the desk."""
    client = publisher()
    publish(client, uploaded(client, month()))
    return Release.objects.latest("number")


def send_undo(client: Client, release: Release, **data: Any) -> Any:
    """Send the form that undoes a release, with a reason and the password of the user."""
    data = {"own_password": PASSWORD, "reason": "誤り"} | data
    with queued():
        return client.post(f"{LIST}{release.pk}/undo/", data)


@queued()
def undo(client: Client, release: Release, **data: Any) -> Any:
    """Send the form, let a worker do what waits, and return the page where it leads."""
    response = send_undo(client, release, **data)
    do_tasks()
    return client.get(response["Location"]) if response.status_code == 302 else response


def test_the_list_says_who_when_and_what(admin_client: Client, release: Release) -> None:
    first = soup(admin_client.get(LIST)).select("#result_list tbody tr")[0].text

    for part in (f"第{release.number}版", "register.csv", "花子 山田", "解消1", "訂正1", "なし"):
        assert part in first


def test_a_release_links_its_notice_and_shows_the_reasons(
    admin_client: Client, release: Release
) -> None:
    Release.objects.filter(pk=release.pk).update(answers={"missing": "一部だけの月"})

    page = soup(admin_client.get(f"{LIST}{release.pk}/change/"))

    assert page.select_one(f"a[href='/ja/releases/{release.number}/']")
    assert "一部だけの月" in page.text


def test_only_the_notes_can_be_edited(admin_client: Client, release: Release) -> None:
    address = f"{LIST}{release.pk}/change/"
    data = form_data(admin_client.get(address), "release")
    assert set(data) == {
        "csrfmiddlewaretoken",
        "opened_page",
        "note_ja",
        "note_en",
        "change_reason",
    }

    response = admin_client.post(address, data | {"note_ja": "直しました。", "number": "99"})

    assert response.status_code == 302, errors(response)
    release.refresh_from_db()
    assert (release.note_ja, release.number) == ("直しました。", 2)
    history: Any = release.history  # type: ignore[attr-defined]
    assert history.latest("pgh_id").note_ja == "直しました。"


def test_the_newest_release_is_undone(release: Release) -> None:
    before = Relationship.objects.filter(status="ended").count()
    client = editor_again()
    page = soup(client.get(f"{LIST}{release.pk}/change/"))
    link = page.select_one(f"a[href='{LIST}{release.pk}/undo/']")
    assert link is not None
    asked = soup(client.get(str(link["href"])))
    assert [cell.text for cell in asked.select(".count")] == ["0件", "1件", "1件", "0件", "0件"]
    assert not asked.select("[name=edits]")

    response = undo(client, release, sure="on")

    release.refresh_from_db()
    assert release.undone_by == "花子 山田", errors(response)
    assert Relationship.objects.filter(status="ended").count() == before - 1
    assert release.previous is not None
    lines = [filled(NAMES, [*row.values()][:-1]) for row in exported().rows]  # without marks
    assert lines == list(dataset_lines(release.previous))
    page = soup(client.get(f"{LIST}{release.pk}/change/"))
    assert not page.select(f"a[href$='{release.pk}/undo/']")


@queued()
def test_the_page_of_an_undo_says_how_far_it_is(admin_client: Client, release: Release) -> None:
    url = send_undo(admin_client, release, sure="on")["Location"]

    waiting = admin_client.get(url)
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now())
    working = admin_client.get(url)
    DBTaskResult.objects.update(status="READY")
    do_tasks()
    done = admin_client.get(url)
    DBTaskResult.objects.update(status="FAILED")  # it was done, and could not say so
    again = admin_client.get(url)

    assert "開始を待っています" in waiting.content.decode()
    assert "変更を元に戻しています" in working.content.decode()
    assert waiting["Refresh"] == working["Refresh"] == "2"
    assert f"第{release.number}版は取り消されています" in done.content.decode()
    assert "何も変更されていません" not in again.content.decode()
    assert "誤り" in done.content.decode()
    assert "Refresh" not in done


@queued()
def test_an_undo_that_no_worker_takes_says_whom_to_tell(
    admin_client: Client, release: Release
) -> None:
    url = send_undo(admin_client, release, sure="on")["Location"]
    DBTaskResult.objects.update(enqueued_at=timezone.now() - datetime.timedelta(seconds=11))

    assert "ワーカーが止まっている" in admin_client.get(url).content.decode()


@queued()
def test_a_fault_of_an_undo_is_told_without_its_details(
    admin_client: Client, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_values: Any) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("relationships.releases.tasks.undo_release", fail)

    page = undo(admin_client, release, sure="on").content.decode()

    assert "システムの不具合" in page
    assert "secret" not in page


@queued()
def test_the_page_of_an_undo_is_for_those_who_may_undo_and_of_its_release(
    admin_client: Client, release: Release
) -> None:
    url = send_undo(admin_client, release, sure="on")["Location"]
    first = Release.objects.get(number=1)
    other = mail_over_limit.enqueue().id

    User.objects.filter(username="editor").delete()
    assert editor("releases.change_release").get(url).status_code == 403
    assert admin_client.get(url.replace(f"/{release.pk}/", f"/{first.pk}/")).status_code == 404
    for task in (other, uuid.uuid4()):
        assert admin_client.get(f"{LIST}{release.pk}/undo/{task}/").status_code == 404


def editor_again() -> Client:
    """Return the browser of the editor who published."""
    from django.contrib.auth.models import Permission

    user = User.objects.get(username="editor")
    user.set_password(PASSWORD)
    user.save()
    for codename in ("view_release", "change_release"):
        user.user_permissions.add(Permission.objects.get(codename=codename))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("missing", [{}, {"sure": "on", "reason": " 　"}])
def test_without_the_tick_or_a_reason_nothing_is_undone(
    admin_client: Client, release: Release, missing: dict[str, str]
) -> None:
    response = undo(admin_client, release, **missing)

    assert errors(response)
    release.refresh_from_db()
    assert release.undone_at is None


@pytest.mark.parametrize("password", ["", "wrong", "password "])
def test_without_the_own_password_nothing_is_undone_however_it_is_asked(
    admin_client: Client, release: Release, password: str
) -> None:
    before = state()
    posted = {"sure": "on", "edits": "undo", "own_password": password}

    response = undo(admin_client, release, **posted)

    release.refresh_from_db()
    assert release.undone_at is None
    assert state() == before
    page = soup(response)
    assert page.select_one("[name=sure][checked]")
    box = page.select_one("[name=own_password]")
    assert box is not None
    assert not box.has_attr("value")
    expected = "何も変更していません" if password else "必須"
    assert expected in errors(response)


def test_wrong_passwords_before_an_undo_count_towards_the_limit_of_signing_in(
    admin_client: Client, release: Release
) -> None:
    tries = [undo(admin_client, release, sure="on", own_password="wrong") for _ in range(5)]

    locked = undo(admin_client, release, sure="on")

    assert [one.status_code for one in tries] == [200] * 4 + [429]
    assert locked.status_code == 429
    assert "15分" in errors(locked)
    assert Release.objects.standing().filter(pk=release.pk).exists()


def test_edits_since_are_named_and_undone_if_that_is_chosen(
    admin_client: Client, release: Release
) -> None:
    number = release.changes.filter(kind="ended")[0].public_id
    with pghistory.context(user=1):
        Relationship.objects.filter(public_id=number).update(note="後から")
    edited = Relationship.objects.get(public_id=number)

    page = admin_client.get(f"{LIST}{release.pk}/undo/")
    assert str(edited) in page.content.decode()
    undo(admin_client, release, sure="on")
    assert Release.objects.standing().filter(pk=release.pk).exists()

    undo(admin_client, release, sure="on", edits="undo")

    edited.refresh_from_db()
    assert not Release.objects.standing().filter(pk=release.pk).exists()
    assert edited.note == ""


def test_what_refers_to_the_new_is_told(admin_client: Client) -> None:
    sheet = exported()
    sheet.add(Local_government_code="011002", Country_code="US", Partner="Windy Zqxborough")
    publish(admin_client, uploaded(admin_client, sheet))
    release = Release.objects.latest("number")
    partner = Partner.objects.get(name_en="Windy Zqxborough")
    with pghistory.context(user=1):
        other = Partner.objects.filter(country="US")[0]
        Partner.objects.filter(pk=other.pk).update(successor=partner)

    response = undo(admin_client, release, sure="on", edits="undo")

    assert errors(response)
    release.refresh_from_db()
    assert release.undone_at is None


def test_an_older_release_cannot_be_undone(admin_client: Client, release: Release) -> None:
    first = Release.objects.get(number=1)

    response = undo(admin_client, first, sure="on")

    assert "最新の公開版だけ" in errors(response)
    assert not Release.objects.filter(undone_at__isnull=False).exists()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("permission", "may"),
    [
        ("", False),
        ("releases.change_release", False),
        ("imports.add_importrun", False),
        ("imports.publish_importrun", True),
    ],
)
def test_taking_back_wants_the_permission_to_publish(
    method: str, permission: str, may: bool
) -> None:
    release = Release.objects.get(number=1)
    client = editor(*([permission] if permission else []))

    response = getattr(client, method)(f"{LIST}{release.pk}/undo/", {"sure": "on"})

    assert (response.status_code != 403) == may


@pytest.mark.parametrize("page", ["add/", "1/delete/"])
def test_releases_are_neither_added_nor_deleted(admin_client: Client, page: str) -> None:
    key = Release.objects.get(number=1).pk

    assert admin_client.get(LIST + page.replace("1/", f"{key}/")).status_code == 403


def test_history_names_the_import_and_who_published_it(
    admin_client: Client, release: Release
) -> None:
    number = release.changes.filter(kind="ended")[0].public_id
    relationship = Relationship.objects.get(public_id=number)

    page = admin_client.get(f"/admin/register/relationship/{relationship.pk}/history/")

    assert "登録簿の取込（花子 山田）" in page.content.decode()
    undo(admin_client, release, sure="on")
    page = admin_client.get(f"/admin/register/relationship/{relationship.pk}/history/")
    assert "公開版の取消（admin）" in page.content.decode()
