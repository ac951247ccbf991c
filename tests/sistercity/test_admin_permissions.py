"""Permissions in the forms of users and groups, and the pages of those who lack one."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.utils import translation

from sistercity import views
from tests.desk import content_text, editor, form_data, soup
from tests.pages import LANGUAGES

pytestmark = pytest.mark.django_db
JAPANESE = re.compile("[ぁ-ん]")
GROUPS, USERS = "/admin/auth/group/", "/admin/auth/user/"
PASSWORD = "a right pass phrase"


def chief() -> Client:
    """Return the browser of a superuser."""
    client = Client()
    client.force_login(
        User.objects.create_superuser("hanako", first_name="花子", password=PASSWORD)
    )
    return client


@pytest.mark.parametrize(("page", "name"), [(GROUPS, "permissions"), (USERS, "user_permissions")])
def test_permissions_are_told_in_japanese_and_only_those_of_the_desk(page: str, name: str) -> None:
    client = chief()
    record = Group.objects.create(name="x") if page == GROUPS else User.objects.get()

    shown = client.get(f"{page}{record.pk}/change/")

    names = [option.text for option in soup(shown).select(f"select[name={name}] option")]
    assert {"姉妹都市提携：追加できる", "取込：公開と取消ができる"} <= set(names)
    assert "海外の相手先：公開の取下げができる" in names
    assert not [one for one in names if re.search("[A-Za-z]", one)]
    assert not [one for one in names if "セッション" in one or "ログエントリー" in one]


def test_a_permission_that_is_not_offered_stays_where_it_was_given() -> None:
    client, group = chief(), Group.objects.create(name="x")
    held = Permission.objects.get(codename="add_session")
    group.permissions.add(held)
    address = f"{GROUPS}{group.pk}/change/"

    data = form_data(client.get(address), "group")
    saved = client.post(address, data | {"name": "y", "own_password": PASSWORD})

    assert saved.status_code == 302
    group.refresh_from_db()
    assert (group.name, list(group.permissions.all())) == ("y", [held])


def test_who_may_not_is_told_what_is_lacking_and_whom_to_ask() -> None:
    chief()
    reader = editor("places.view_partner")

    page = reader.get("/admin/places/partner/add/")

    text = content_text(page)
    assert page.status_code == 403
    assert "海外の相手先：追加できる" in text
    assert "閲覧できる" not in text
    assert "花子" in text
    assert soup(page).select("#content a[href='/admin/']")
    assert "no-store" in page["Cache-Control"]
    assert page["Content-Language"] == "ja"


@pytest.mark.parametrize("address", ["/admin/changes/", "/admin/places/partner/1/withdraw/"])
def test_pages_of_our_own_refuse_alike(address: str) -> None:
    page = editor().get(address)

    assert page.status_code == 403
    assert "権限がありません" in content_text(page)


def test_a_form_without_its_cookie_and_a_wrong_address_are_refused_at_the_desk() -> None:
    User.objects.create_superuser("hanako")
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get())

    without = client.post("/admin/places/partner/add/")
    wrong = client.get("/admin/places/partner/?_to_field=x")

    assert (without.status_code, wrong.status_code) == (403, 400)
    assert "もう一度送信" in content_text(without)
    assert "正しくない" in content_text(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages_refuse_in_their_layout_and_language(
    language: str, rf: RequestFactory
) -> None:
    without = Client(enforce_csrf_checks=True).post(f"/{language}/faq/")
    with translation.override(language):
        denied = views.permission_denied(rf.get(f"/{language}/"), PermissionDenied())

    for page in (without, denied):
        assert page.status_code == 403
        html: Any = soup(page).select_one("html")
        assert html["lang"] == language
        assert bool(JAPANESE.search(html.select_one("main h1 + p").text)) == (language == "ja")
        assert html.select('meta[name="robots"][content="noindex"]')
        assert not page.cookies
