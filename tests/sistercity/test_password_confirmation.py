"""Whoever changes users, groups or permissions is asked for the password again, on every way."""

import logging
import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.template.response import SimpleTemplateResponse
from django.test import Client
from django.urls import URLPattern

from tests.desk import editor, errors, soup, value_of
from tests.sistercity.test_sign_in import stored

pytestmark = pytest.mark.django_db
RIGHT, WRONG, NEW = "a right pass phrase", "a wrong pass phrase", "a brand new pass phrase"
USERS, GROUPS = "/admin/auth/user/", "/admin/auth/group/"
TABLES = (
    "auth_user",
    "auth_group",
    "auth_group_permissions",
    "auth_user_groups",
    "auth_user_user_permissions",
)


@dataclass
class Door:
    """A page that changes who may do what: its address, what is typed, and the button."""

    path: str
    typed: dict[str, Any] = field(default_factory=dict)
    button: str = "_save"


DOORS = {
    "add a user": Door(USERS + "add/", {"username": "new", "password1": NEW, "password2": NEW}),
    "rename a user": Door(USERS + "{user}/change/", {"username": "renamed", "first_name": "花子"}),
    "make a superuser": Door(USERS + "{user}/change/", {"is_superuser": "on"}, "_continue"),
    "let a user in": Door(USERS + "{user}/change/", {"is_staff": "on"}, "_addanother"),
    "shut a user out": Door(USERS + "{user}/change/", {"is_active": ""}),
    "give a permission": Door(USERS + "{user}/change/", {"user_permissions": ["{permission}"]}),
    "put into a group": Door(USERS + "{user}/change/?_popup=1", {"groups": ["{group}"]}),
    "set a password": Door(
        USERS + "{user}/password/",
        {"usable_password": "true", "password1": NEW, "password2": NEW},
        "set-password",
    ),
    "take a password away": Door(
        USERS + "{user}/password/", {"usable_password": "false"}, "unset-password"
    ),
    "delete a user": Door(USERS + "{user}/delete/", {"post": "yes"}),
    "add a group": Door(GROUPS + "add/?_popup=1", {"name": "new"}),
    "rename a group": Door(GROUPS + "{group}/change/", {"name": "renamed"}),
    "give a group a permission": Door(
        GROUPS + "{group}/change/", {"permissions": ["{permission}"]}
    ),
    "delete a group": Door(GROUPS + "{group}/delete/?_popup=1", {"post": "yes"}),
}
every_door = pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
# One door for each form.
FORMS = [
    "add a user",
    "rename a user",
    "set a password",
    "delete a user",
    "add a group",
    "rename a group",
    "delete a group",
]
every_form = pytest.mark.parametrize("door", [DOORS[name] for name in FORMS], ids=FORMS)


@pytest.fixture
def keys(db: None) -> dict[str, int]:
    """Return the keys of a user, a group and a permission."""
    user = User.objects.create_user("victim", password="the victim's pass phrase")
    group = Group.objects.create(name="a group")
    permission = Permission.objects.get(codename="add_partner")
    return {"user": user.pk, "group": group.pk, "permission": permission.pk}


@pytest.fixture
def chief(db: None) -> Client:
    """Return the browser of a superuser who has a password."""
    client = Client()
    client.force_login(User.objects.create_superuser("chief", password=RIGHT))
    return client


def rows() -> list[str]:
    """Return all rows that say who may do what, without the time of the last sign-in."""
    found: list[str] = []
    with connection.cursor() as cursor:
        for name in TABLES:
            cursor.execute(f"SELECT (to_jsonb(record) - 'last_login')::text FROM {name} AS record")
            found += [f"{name} {text}" for (text,) in cursor.fetchall()]
    return sorted(found)


def typed(page: Any, door: Door, keys: dict[str, int]) -> dict[str, Any]:
    """Return what a browser sends for the form of a page once it was filled in."""
    form = soup(page).select("#content form[method=post]")[-1]
    data: dict[str, Any] = {}
    for one in form.select("input[name], textarea[name], select[name]"):
        name, chosen = str(one["name"]), one.select("option[selected]")
        if one.has_attr("multiple"):
            data[name] = [str(option["value"]) for option in chosen]
        else:
            data[name] = value_of(one) or data.get(name)
    for name, value in door.typed.items():
        is_text = isinstance(value, str)
        data[name] = value.format(**keys) if is_text else [one.format(**keys) for one in value]
    return {name: value for name, value in data.items() if value} | {door.button: "on"}


def send(client: Client, door: Door, keys: dict[str, int], **more: str) -> Any:
    """Fill in the form of a door and send it."""
    path = door.path.format(**keys)
    return client.post(path, typed(client.get(path), door, keys) | more)


@pytest.mark.sampled(4)
@every_door
def test_the_right_password_opens_the_door(door: Door, chief: Client, keys: dict[str, int]) -> None:
    before = rows()

    response = send(chief, door, keys, own_password=RIGHT)

    assert rows() != before, errors(response)


@pytest.mark.sampled(4)
@every_door
def test_without_the_password_nothing_is_written_and_the_form_is_shown_again_as_it_was_typed(
    door: Door, chief: Client, keys: dict[str, int]
) -> None:
    before, path = rows(), door.path.format(**keys)
    sent = typed(chief.get(path), door, keys)

    for password in (None, "", WRONG, f" {RIGHT}", "the victim's pass phrase"):
        own = {} if password is None else {"own_password": password}
        response = chief.post(path, sent | own)

        assert rows() == before, password
        assert not LogEntry.objects.exists()
        assert response.status_code == 200
        row = soup(response).select_one(".form-row:has(input[name=own_password])")
        assert row is not None
        if password:
            assert "あなたのパスワードが違います。何も変更していません" in row.text
        else:
            assert row.select(".errorlist")
        # Passwords are typed again, by everybody's convention, and buttons pressed again.
        again = typed(response, Door(path, button=door.button), keys)
        assert {name: again.get(name) for name in sent if name not in PASSWORDS} == {
            name: value for name, value in sent.items() if name not in PASSWORDS
        }
        assert not [word for word in (WRONG, RIGHT, NEW) if word in response.content.decode()]


PASSWORDS = {"password1", "password2", "csrfmiddlewaretoken"}


@pytest.mark.sampled(1)
@pytest.mark.parametrize("start", [USERS, GROUPS, ""])
def test_no_post_to_any_page_for_users_and_groups_changes_them_without_the_password(
    start: str, chief: Client, keys: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Walks every address of the desk that is not a record's of another kind."""
    # What the answers show takes nearly all of the time, and other tests look at it.
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")
    before, paths = rows(), addresses(start, keys)
    everything: dict[str, Any] = {
        name: value
        for door in DOORS.values()
        for name, value in typed_data(door, keys).items()
        if name not in ("usable_password", "is_active")
    }
    everything |= {
        "action": "delete_selected",
        "_selected_action": [keys["user"], keys["group"]],
        "select_across": "1",
        "index": "0",
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "1",
        "form-0-id": keys["user"],
        "form-0-is_superuser": "on",
        "old_password": WRONG,
        "new_password1": NEW,
        "new_password2": NEW,
    }

    assert len(paths) >= 6
    for path in paths:
        for more in ({}, {"usable_password": "false", "unset-password": "on"}, *BUTTONS):
            for password in ({}, {"own_password": WRONG}):
                unlock()
                chief.post(path, everything | more | password)
                assert rows() == before, (path, more, password)


BUTTONS = [{name: "1"} for name in ("_popup", "_saveasnew", "_addanother", "_continue")]


def typed_data(door: Door, keys: dict[str, int]) -> dict[str, Any]:
    """Return what is typed at a door, with its button."""
    page = type("Page", (), {"content": b"<div id=content><form method=post></form></div>"})
    return typed(page, door, keys)


def addresses(start: str, keys: dict[str, int]) -> list[str]:
    """Return the addresses of the desk below a start, or those that are of no kind of record."""
    found = []
    for pattern in admin.site.get_urls():
        parts = getattr(pattern, "url_patterns", None)
        path = "/admin/" + str(pattern.pattern)
        if parts is None:
            found += [] if start else [path]
        elif start == path:
            key = str(keys["user" if start == USERS else "group"])
            found += [start + filled(one, key) for one in parts]
    return [path for path in found if "logout" not in path and "(" not in path]


def filled(pattern: URLPattern, key: str) -> str:
    """Return an address with the key of a record in it."""
    return str(pattern.pattern).replace("<path:object_id>", key).replace("<id>", key)


def unlock() -> None:
    """Let nothing have been tried."""
    apps.get_model("axes", "AccessAttempt")._default_manager.all().delete()


@pytest.mark.sampled(2)
@every_form
def test_wrong_passwords_in_every_form_count_towards_the_limit_of_signing_in(
    door: Door, chief: Client, keys: dict[str, int]
) -> None:
    before, path = rows(), door.path.format(**keys)
    sent = typed(chief.get(path), door, keys)

    tries = [chief.post(path, sent | {"own_password": WRONG}) for _ in range(5)]
    locked = chief.post(path, sent | {"own_password": RIGHT})

    assert [one.status_code for one in tries] == [200] * 4 + [429]
    assert locked.status_code == 429
    assert locked["Retry-After"] == "900"
    assert "no-store" in locked["Cache-Control"]
    assert "15分" in errors(locked)
    assert rows() == before
    data = {"username": "chief", "password": RIGHT}
    assert Client(REMOTE_ADDR="192.0.2.1").post("/admin/login/", data).status_code == 429


def test_the_old_password_counts_towards_the_limit_when_one_s_own_is_changed(
    chief: Client,
) -> None:
    before = rows()

    def change(old: str) -> Any:
        data = {"old_password": old, "new_password1": NEW, "new_password2": NEW}
        return chief.post("/admin/password_change/", data)

    assert [change(WRONG).status_code for _ in range(5)] == [200] * 4 + [429]
    locked = change(RIGHT)
    assert locked.status_code == 429
    assert "15分" in errors(locked)
    assert rows() == before
    unlock()
    assert change(RIGHT).status_code == 302
    assert User.objects.get(username="chief").check_password(NEW)
    assert chief.get("/admin/").status_code == 200


def test_no_password_of_any_form_gets_into_a_log_or_the_database(
    chief: Client, keys: dict[str, int], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in FORMS:
        unlock()
        send(chief, DOORS[name], keys, own_password=WRONG)
        old = {"old_password": WRONG, "new_password1": NEW, "new_password2": NEW}
        chief.post("/admin/password_change/", old)
        assert [stored(word) for word in (WRONG, NEW, RIGHT)] == [[], [], []]
    send(chief, DOORS["set a password"], keys, own_password=RIGHT)

    assert [stored(word) for word in (WRONG, NEW, RIGHT)] == [[], [], []]
    # Statements of the database are logged in development only, with DEBUG.
    texts = [repr(one.__dict__) for one in caplog.records if not one.name.startswith("django.db")]
    assert texts
    assert not [text for text in texts for word in (WRONG, NEW, RIGHT) if word in text]


def test_the_history_of_a_user_does_not_name_the_password_as_changed(
    chief: Client, keys: dict[str, int]
) -> None:
    send(chief, DOORS["rename a user"], keys, own_password=RIGHT)

    (entry,) = LogEntry.objects.all()
    assert "パスワード" not in entry.get_change_message()


@pytest.mark.parametrize("kind", ["user", "group"])
def test_who_may_only_look_is_not_asked(kind: str, keys: dict[str, int]) -> None:
    client = editor(f"auth.view_{kind}")

    response = client.get(f"/admin/auth/{kind}/{keys[kind]}/change/")

    assert response.status_code == 200
    assert not soup(response).select("[name=own_password], .field-own_password")
    assert client.post(f"/admin/auth/{kind}/{keys[kind]}/change/", {}).status_code == 403


@pytest.mark.sampled(2)
@every_form
def test_the_box_is_one_for_passwords_with_a_label_and_every_help_is_japanese(
    door: Door, chief: Client, keys: dict[str, int]
) -> None:
    page = soup(chief.get(door.path.format(**keys)))

    (box,) = page.select("input[name=own_password]")
    assert (box["type"], box["autocomplete"]) == ("password", "current-password")
    assert not box.has_attr("value")
    label = page.select_one(f"label[for={box['id']}]")
    assert label is not None
    assert label.text.startswith("あなたのパスワード")
    helps = [help_.text for help_ in page.select(".help")]
    assert helps
    assert not [text for text in helps if not re.search("[ぁ-ん]", text)]
