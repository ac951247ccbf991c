"""Permissions in the forms of users and groups."""

import re

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from tests.desk import form_data, soup

pytestmark = pytest.mark.django_db
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
