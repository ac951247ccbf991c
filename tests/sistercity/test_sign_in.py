"""Signing in: how many tries there are, what the answers tell, what is logged and kept."""

import datetime
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.desk import soup

pytestmark = pytest.mark.django_db
LOGIN, LOGGER = "/admin/login/", "sistercity.sign_in"
RIGHT, WRONG = "a right pass phrase", "a wrong pass phrase"
# Every kind of account, and a name that nobody has.
KINDS = ["staff", "superuser", "inactive", "visitor", "unusable", "nobody"]
NO_ENTRY = ["inactive", "visitor"]


@pytest.fixture(autouse=True)
def _accounts() -> None:
    user = User.objects.create_user("staff", password=RIGHT, is_staff=True)
    same: dict[str, Any] = {"password": user.password}
    User.objects.create(username="superuser", is_staff=True, is_superuser=True, **same)
    User.objects.create(username="inactive", is_staff=True, is_active=False, **same)
    User.objects.create(username="visitor", **same)
    User.objects.create_user("unusable", is_staff=True)


def sign_in(name: str, password: str = WRONG, address: str = "192.0.2.1", **more: Any) -> Any:
    """Send the form from a new browser."""
    data = {"username": name, "password": password, "next": "/admin/"}
    return Client(REMOTE_ADDR=address).post(LOGIN, data, **more)


def statuses(tries: Iterator[Any]) -> list[int]:
    return [one.status_code for one in tries]


def essence(response: Any, name: str) -> tuple[Any, ...]:
    """Return all of an answer but the token, the cookies' values, the time and the name typed."""
    body = re.sub(r'(name="csrfmiddlewaretoken" value=")\w+', r"\1", response.content.decode())
    cookies = {key: dict(cookie) for key, cookie in response.cookies.items()}
    headers = {
        key: value for key, value in response.items() if key not in ("Expires", "Content-Length")
    }
    return response.status_code, body.replace(f'value="{name}"', ""), headers, cookies


# How many tries there are


@pytest.mark.parametrize("name", KINDS)
def test_an_account_is_locked_after_five_failures_from_whatever_address_or_browser(
    name: str,
) -> None:
    tries = statuses(
        sign_in(
            name, address=f"192.0.2.{n}", headers={"User-Agent": f"Browser {n}", "Accept": str(n)}
        )
        for n in range(1, 7)
    )

    assert tries == [200, 200, 200, 200, 429, 429]
    assert sign_in(name, RIGHT, "198.51.100.1").status_code == 429


def test_an_address_is_locked_after_ten_failures_at_whatever_accounts() -> None:
    names = [*KINDS, *(f"other {n}" for n in range(5))]

    tries = statuses(sign_in(name) for name in names)

    assert tries == [200] * 9 + [429] * 2
    assert sign_in("staff", RIGHT).status_code == 429
    assert sign_in("staff", RIGHT, "198.51.100.1").status_code == 302


def test_the_address_is_the_one_that_the_proxy_tells_and_of_ipv6_its_network(settings: Any) -> None:
    settings.CLIENT_ADDRESS_HEADER = "X-Real-IP"

    tries = statuses(
        sign_in(f"other {n}", headers={"X-Real-IP": f"2001:db8:1:2::{n}"}) for n in range(11)
    )

    assert tries == [200] * 9 + [429] * 2
    elsewhere = {"X-Real-IP": "2001:db8:1:3::1"}
    assert sign_in("staff", RIGHT, headers=elsewhere).status_code == 302


def test_a_lock_ends_after_fifteen_minutes_however_often_it_was_tried_meanwhile() -> None:
    assert statuses(sign_in("staff") for _ in range(5))[-1] == 429
    age(minutes=14)
    assert statuses(sign_in("staff", RIGHT) for _ in range(3)) == [429] * 3

    age(minutes=1)

    assert sign_in("staff", RIGHT).status_code == 302


def age(**time: float) -> None:
    """Let what was counted have happened so much earlier."""
    attempts = apps.get_model("axes", "AccessAttempt")._default_manager
    attempts.update(attempt_time=models.F("attempt_time") - datetime.timedelta(**time))


def test_who_signs_in_has_all_tries_again() -> None:
    for _ in range(3):
        assert statuses(sign_in("staff") for _ in range(4)) == [200] * 4
        assert sign_in("staff", RIGHT).status_code == 302


def test_signing_in_gives_nobody_more_tries_at_another_account() -> None:
    statuses(sign_in("superuser") for _ in range(4))
    statuses(sign_in(f"other {n}") for n in range(4))
    assert sign_in("staff", RIGHT).status_code == 302

    assert sign_in("other 5").status_code == 200
    assert sign_in("other 6").status_code == 429
    assert sign_in("superuser", address="198.51.100.1").status_code == 429


@pytest.mark.parametrize("name", KINDS)
def test_tries_at_one_account_or_from_one_address_are_checked_one_after_another(
    name: str, hashes: list[int]
) -> None:
    """A program that sends many at once would get as many past the limit as there are threads."""
    sign_in(name)

    assert hashes == [2]


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that gets, for each hash of a password, the number of locks then held."""
    found: list[int] = []
    encode = PBKDF2PasswordHasher.encode

    def counting(self: Any, *args: Any, **kwargs: Any) -> str:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
                " AND pid = pg_backend_pid()"
            )
            found.append(cursor.fetchone()[0])
        return encode(self, *args, **kwargs)

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", counting)
    return found


# What the answers tell


def transcripts(measure: Callable[[str, str], Any]) -> list[list[Any]]:
    """Return what is measured of seven tries at each kind of account, from addresses of its own.

    Of accounts that may not sign in, the right password is tried as well.
    """
    tried = [(name, WRONG) for name in KINDS] + [(name, RIGHT) for name in NO_ENTRY]
    found = []
    for name, password in tried:
        apps.get_model("axes", "AccessAttempt")._default_manager.all().delete()
        found.append([measure(name, password) for _ in range(7)])
    return found


def test_no_answer_tells_whether_an_account_exists_is_active_or_may_sign_in() -> None:
    first, *others = transcripts(lambda name, word: essence(sign_in(name, word), name))

    assert [status for status, *_ in first] == [200] * 4 + [429] * 3
    assert others
    for other in others:
        assert other == first


def test_no_time_tells_it_either_as_each_try_computes_as_many_hashes(hashes: list[int]) -> None:
    def number(name: str, password: str) -> int:
        before = len(hashes)
        sign_in(name, password)
        return len(hashes) - before

    for found in transcripts(number):
        assert found == [1] * 5 + [0] * 2


def test_a_locked_answer_says_in_japanese_when_to_try_again_and_is_never_stored() -> None:
    for _ in range(5):
        response = sign_in("staff")

    assert response.status_code == 429
    assert response["Retry-After"] == "900"
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Language"] == "ja"
    page = soup(response)
    note = page.select_one(".errornote")
    assert note is not None
    assert "15分" in note.text
    assert page.select_one("#login-form [name=username]")["value"] == "staff"  # type: ignore[index]
    assert WRONG not in response.content.decode()


def test_right_and_wrong_tries_of_one_account_differ_in_nothing_once_it_is_locked() -> None:
    statuses(sign_in("staff") for _ in range(5))

    right, wrong = (essence(sign_in("staff", word), "staff") for word in (RIGHT, WRONG))

    assert right == wrong


@pytest.mark.parametrize("name", ["x" * 300, "x" * 9000, "a\0b", "a\r\nb", "名" * 200, "' OR 1=1"])
def test_no_name_that_can_be_typed_is_an_error_of_the_server_or_free_of_the_limit(
    name: str,
) -> None:
    tries = statuses(sign_in(name) for _ in range(6))

    assert set(tries) <= {200, 429}
    assert tries[-1] == 429 or "\0" in name  # such a name is refused before any password is read


@pytest.mark.parametrize(
    "address", ["", "nonsense", "unix:", "192.0.2.1, 198.51.100.1", "fe80::1%e"]
)
def test_no_address_that_can_be_told_is_an_error_of_the_server_or_free_of_the_limit(
    address: str, settings: Any
) -> None:
    settings.CLIENT_ADDRESS_HEADER = "X-Real-IP"

    tries = statuses(
        sign_in(f"other {n}", headers={"X-Real-IP": address}, REMOTE_ADDR=address)
        for n in range(11)
    )

    assert tries == [200] * 9 + [429] * 2


# What is logged and kept


def logged(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    return [(one.levelname, one.getMessage()) for one in caplog.records if one.name == LOGGER]


def test_sign_ins_sign_outs_failures_and_locks_are_a_line_each(
    caplog: pytest.LogCaptureFixture,
) -> None:
    client = Client(REMOTE_ADDR="192.0.2.1")
    data = {"username": "staff", "password": RIGHT}

    assert client.post(LOGIN, data).status_code == 302
    client.post("/admin/logout/")
    statuses(sign_in("staff") for _ in range(6))

    assert logged(caplog) == [
        ("INFO", "Signed in: user 'staff', address 192.0.2.1"),
        ("INFO", "Signed out: user 'staff', address 192.0.2.1"),
        *[("WARNING", "Sign-in failed: user 'staff', address 192.0.2.1")] * 4,
        *[("WARNING", "Sign-in locked: user 'staff', address 192.0.2.1")] * 2,
    ]


def test_a_name_cannot_forge_a_line_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    sign_in("a\r\nINFO Signed in: user 'staff'\x1b[2K\u202e\u2028" + "x" * 9000)

    ((_, line),) = logged(caplog)
    assert line.isprintable()
    assert line.startswith("Sign-in failed: user ")
    assert len(line) < 1000


def test_no_password_gets_into_a_log_or_the_database(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for word in (WRONG, RIGHT, WRONG):
        sign_in("staff", word, QUERY_STRING=f"password={WRONG}&next={WRONG}")
    statuses(sign_in("nobody") for _ in range(6))

    texts = "\n".join(one.getMessage() + repr(one.__dict__) for one in caplog.records)
    ours = [one for one in caplog.records if not one.name.startswith("django.db")]
    assert ours and WRONG not in texts and RIGHT not in texts
    assert stored(WRONG) == stored(RIGHT) == []


def stored(text: str) -> list[str]:
    """Return the tables in which a text stands in any column."""
    found = []
    with connection.cursor() as cursor:
        for name in ("auth_user", "django_session", "django_admin_log", *axes_tables()):
            cursor.execute(
                f'SELECT count(*) FROM "{name}" AS record WHERE strpos(record::text, %s) > 0',
                [text],
            )
            found += [name] * cursor.fetchone()[0]
    return found


def axes_tables() -> list[str]:
    return [model._meta.db_table for model in apps.get_app_config("axes").get_models()]


def test_of_a_failure_no_more_is_kept_than_account_address_and_number() -> None:
    sign_in("staff", headers={"User-Agent": "Browser", "Accept": "a/b"}, QUERY_STRING="a=b")

    (row,) = apps.get_model("axes", "AccessAttempt")._default_manager.values()
    assert (row["username"], row["ip_address"], row["failures_since_start"]) == (
        "staff",
        "192.0.2.1",
        1,
    )
    assert not any(row[name] for name in ("user_agent", "http_accept", "get_data", "post_data"))


def test_signing_in_and_out_leaves_nothing_but_the_session() -> None:
    client = Client()
    client.post(LOGIN, {"username": "staff", "password": RIGHT})
    client.post("/admin/logout/")

    tables = axes_tables()
    assert tables
    with connection.cursor() as cursor:
        for name in tables:
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            assert cursor.fetchone() == (0,), name


def test_the_daily_purge_removes_what_no_longer_counts() -> None:
    attempts = apps.get_model("axes", "AccessAttempt")._default_manager
    sign_in("old")
    age(minutes=15)
    attempts.create(username="new", ip_address="192.0.2.1", failures_since_start=1)

    call_command("purge_enquiries")
    assert attempts.count() == 2
    call_command("purge_enquiries", "--apply")

    assert [row.username for row in attempts.all()] == ["new"]


# Around it


def test_the_desk_does_not_show_the_tables_of_the_limit() -> None:
    assert not [model for model in admin.site._registry if model._meta.app_label == "axes"]


@pytest.mark.parametrize("path", ["/en/", "/ja/relationships/", "/en/enquiry/", "/nothing/"])
def test_public_pages_know_nothing_of_the_limit(client: Client, path: str) -> None:
    statuses(sign_in("staff", address="127.0.0.1") for _ in range(11))

    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(path)

    assert not [query["sql"] for query in queries if "axes" in query["sql"]]
    assert "Cookie" not in response.get("Vary", "") or "no-store" in response["Cache-Control"]
    assert response.status_code != 429
    assert "sessionid" not in response.cookies


def test_who_may_no_longer_sign_in_is_signed_out_at_once() -> None:
    client = Client()
    client.post(LOGIN, {"username": "staff", "password": RIGHT})
    assert client.get("/admin/").status_code == 200

    User.objects.filter(username="staff").update(is_staff=False)

    assert client.get("/admin/").status_code == 302
