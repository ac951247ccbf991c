"""System checks: what the project relies on is missed with a message that says how to mend it."""

from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from sistercity import checks

SAFE = {
    "ALLOWED_HOSTS": ["sister.example.jp"],
    "DEBUG": False,
    "SECRET_KEY": "x" * 50,
    "HTTPS": True,
}
UNSAFE = {
    "sistercity.E011": ("DEBUG", True),
    "sistercity.E012": ("SECRET_KEY", "short"),
    "sistercity.E013": ("HTTPS", False),
}


def ids(messages: list[Any]) -> list[str]:
    return [message.id for message in messages]


def facts(monkeypatch: pytest.MonkeyPatch, *values: bool) -> None:
    """Let the database state these facts."""
    monkeypatch.setattr(checks, "FACTS", "SELECT " + ", ".join(map(str, values)))


@pytest.mark.django_db
def test_the_database_of_the_tests_is_sound() -> None:
    assert checks.check_database(databases=["default"]) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("position", "identifier", "mend"),
    [
        (0, "sistercity.E001", "PostgreSQL 15"),
        (1, "sistercity.E002", "--encoding=UTF8"),
        (2, "sistercity.E003", "--locale=C.UTF-8"),
        (3, "sistercity.E004", "contrib"),
    ],
)
def test_what_the_database_lacks_is_said_with_how_to_mend_it(
    monkeypatch: pytest.MonkeyPatch, position: int, identifier: str, mend: str
) -> None:
    facts(monkeypatch, *(number != position for number in range(4)))

    (error,) = checks.check_database(databases=["default"])

    assert error.id == identifier
    assert mend in str(error.hint)


@pytest.mark.django_db
def test_everything_that_is_missing_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    facts(monkeypatch, False, False, False, False)

    errors = checks.check_database(databases=["default"])

    assert ids(errors) == [f"sistercity.E00{number}" for number in (1, 2, 3, 4)]


def test_without_a_database_to_check_none_is_asked() -> None:
    assert checks.check_database(databases=None) == []


@pytest.mark.django_db
def test_migrating_a_database_that_will_not_do_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    facts(monkeypatch, True, True, False, True)

    with pytest.raises(SystemCheckError, match="knows ASCII letters only"):
        call_command("check", databases=["default"])


def apply(settings: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(settings, name, value)


def test_safe_settings_pass(settings: Any) -> None:
    apply(settings, SAFE)

    assert checks.check_settings() == []


@pytest.mark.parametrize("identifier", UNSAFE)
def test_each_unsafe_setting_is_refused_on_a_public_host(settings: Any, identifier: str) -> None:
    name, value = UNSAFE[identifier]
    apply(settings, SAFE | {name: value})

    (error,) = checks.check_settings()

    assert error.id == identifier
    assert name in str(error.hint) + error.msg


def test_one_public_host_among_local_ones_is_enough(settings: Any) -> None:
    apply(settings, SAFE | {"ALLOWED_HOSTS": ["localhost", "sister.example.jp"], "DEBUG": True})

    assert ids(checks.check_settings()) == ["sistercity.E011"]


def test_a_machine_of_one_s_own_may_do_as_it_likes(settings: Any) -> None:
    apply(settings, {"ALLOWED_HOSTS": ["127.0.0.1"], "DEBUG": True, "HTTPS": False})

    assert checks.check_settings() == []
