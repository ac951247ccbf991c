"""Settings come from the environment; what is missing or unsafe is said in words."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
GIVEN = {
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    "SECRET_KEY": "x" * 50,
    "DJANGO_SETTINGS_MODULE": "sistercity.settings",
    "PATH": os.environ["PATH"],
    "PYTHONUTF8": "1",
}


def manage(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py in a process of its own that has this environment and no other."""
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def printed(environment: dict[str, str], expression: str) -> str:
    """Return an expression of Django's settings, evaluated in a process of its own."""
    code = f"from django.conf import settings; print({expression})"
    result = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return result.stdout.strip()


@pytest.mark.parametrize("name", ["DATABASE_URL", "SECRET_KEY"])
def test_a_missing_setting_is_named_with_where_to_read_on(name: str) -> None:
    rest = {key: value for key, value in GIVEN.items() if key != name}

    result = manage(rest, "check")

    assert result.returncode != 0
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"The environment variable {name} is not set. ")
    assert "bin/manage" in line and "README.md" in line


def test_a_python_without_the_packages_is_told_of_the_script_that_has_them() -> None:
    command = [sys.executable, "-S", "-E", str(ROOT / "manage.py"), "check"]

    result = subprocess.run(command, env=GIVEN, capture_output=True, text=True, check=False)

    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        "This Python has no Django. Run bin/manage, which makes the project's .venv."
    ]


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("DEBUG", "yes", "DEBUG is “yes”; it must be 0 or 1."),
        ("HTTPS", "true", "HTTPS is “true”; it must be 0 or 1."),
        ("PAGE_CACHE", "much", "PAGE_CACHE is “much”; it must be a whole number, such as 64."),
        ("DATABASE_URL", "not an address", "must look like postgres://"),
        ("DATABASE_URL", "mysql://user:hunter2@host/name", "must look like postgres://"),
        ("DATABASE_URL", "", "must look like postgres://"),
    ],
)
def test_a_wrong_setting_is_explained(name: str, value: str, message: str) -> None:
    result = manage(GIVEN | {name: value}, "check")

    assert result.returncode != 0
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert "hunter2" not in result.stderr


def test_development_settings_are_refused_for_a_public_host() -> None:
    unsafe = {"ALLOWED_HOSTS": "sister.example.jp", "DEBUG": "1", "SECRET_KEY": "short"}

    result = manage(GIVEN | unsafe, "check")

    assert result.returncode != 0
    assert all(f"sistercity.E01{number}" in result.stderr for number in (1, 2, 3))


def test_the_settings_of_a_public_host_pass_django_s_own_checks() -> None:
    safe = {
        "ALLOWED_HOSTS": "sister.example.jp",
        "EMAIL_URL": "smtp+tls://site:secret@mail.example.jp",
        "HTTPS": "1",
        "SECRET_KEY": "0aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0dF3gH6jK9mN2pQ5sT8vW",
    }

    result = manage(GIVEN | safe, "check", "--deploy", "--fail-level", "WARNING")

    assert result.returncode == 0, result.stderr


def test_without_https_nothing_redirects_and_with_it_everything_is_secure() -> None:
    expression = "settings.SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_SECURE"

    assert printed(GIVEN, expression) == "False False"
    assert printed(GIVEN | {"HTTPS": "1"}, expression) == "True True"


@pytest.mark.parametrize(
    ("megabytes", "application"), [("0", "WSGIHandler"), ("1", "PageCache"), (None, "PageCache")]
)
def test_the_page_cache_is_turned_off_by_one_setting(
    megabytes: str | None, application: str
) -> None:
    environment = GIVEN | ({"PAGE_CACHE": megabytes} if megabytes else {})
    expression = "type(__import__('sistercity.wsgi').wsgi.application).__name__"

    assert printed(environment, expression) == application


def test_lists_are_split_at_commas() -> None:
    hosts = printed(GIVEN | {"ALLOWED_HOSTS": "a.example, b.example,"}, "settings.ALLOWED_HOSTS")

    assert hosts == "['a.example', 'b.example']"


OPTIONS = "settings.DATABASES['default']['OPTIONS']"
WEB = f"__import__('sistercity.wsgi') and {OPTIONS}"


def test_only_the_web_server_s_connections_have_limits() -> None:
    web, command = (ast.literal_eval(printed(GIVEN, options)) for options in (WEB, OPTIONS))

    assert web == {
        "connect_timeout": 3,
        "options": "-c jit=off -c statement_timeout=10s -c lock_timeout=3s"
        " -c idle_in_transaction_session_timeout=60s",
    }
    assert command == {
        "connect_timeout": 10,
        "options": "-c jit=off -c statement_timeout=0s -c lock_timeout=0s"
        " -c idle_in_transaction_session_timeout=0s",
    }


@pytest.mark.parametrize("whose", [WEB, OPTIONS])
def test_options_of_the_database_s_address_are_kept_and_come_last(whose: str) -> None:
    query = "?connect_timeout=7&sslmode=prefer&options=-c%20statement_timeout%3D30s"
    url = GIVEN["DATABASE_URL"] + query

    options = ast.literal_eval(printed(GIVEN | {"DATABASE_URL": url}, whose))

    assert (options["connect_timeout"], options["sslmode"]) == (7, "prefer")
    assert options["options"].endswith("session_timeout=60s -c statement_timeout=30s") or (
        whose == OPTIONS and options["options"].endswith("=0s -c statement_timeout=30s")
    )
