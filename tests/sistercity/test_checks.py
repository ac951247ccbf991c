"""System checks: what the project relies on is missed with a message that says how to mend it."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.checks import registry
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

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
    found = [
        check(databases=["default"])
        for check in (
            checks.check_database,
            checks.check_objects,
            checks.check_known_migrations,
            checks.check_generated_columns,
        )
    ]

    assert found == [[], [], [], []]


@pytest.mark.django_db
def test_a_database_of_another_version_is_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('places', '0099_later', now()), ('axes', '0099_not_ours', now())"
        )

    (error,) = checks.check_known_migrations(databases=["default"])

    assert error.id == "sistercity.E009"
    assert "does not have: places.0099_later." in error.msg
    assert "var/postgres" in str(error.hint)


@pytest.mark.django_db
def test_a_generated_column_of_another_expression_is_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE seminars_seminar DROP COLUMN search_text, ADD COLUMN search_text text"
            " GENERATED ALWAYS AS (lower(theme_en)) STORED"
        )

    (error,) = checks.check_generated_columns(databases=["default"])

    assert error.id == "sistercity.E008"
    assert "columns seminars_seminar.search_text of the database are not" in error.msg
    assert "manage.py makemigrations --empty seminars" in str(error.hint)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("position", "identifier", "mend"),
    [
        (0, "sistercity.E001", "PostgreSQL 15"),
        (1, "sistercity.E002", "--encoding=UTF8"),
        (2, "sistercity.E003", "--locale=C.UTF-8"),
        (3, "sistercity.E004", "contrib"),
        (4, "sistercity.E005", "GRANT USAGE"),
    ],
)
def test_what_the_database_lacks_is_said_with_how_to_mend_it(
    monkeypatch: pytest.MonkeyPatch, position: int, identifier: str, mend: str
) -> None:
    facts(monkeypatch, *(number != position for number in range(5)))

    (error,) = checks.check_database(databases=["default"])

    assert error.id == identifier
    assert mend in str(error.hint)


@pytest.mark.django_db
def test_everything_that_is_missing_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    facts(monkeypatch, False, False, False, False, False)

    errors = checks.check_database(databases=["default"])

    assert ids(errors) == [f"sistercity.E00{number}" for number in (1, 2, 3, 4, 5)]


def test_without_a_database_to_check_none_is_asked() -> None:
    assert checks.check_database(databases=None) == []


@pytest.mark.django_db
def test_migrating_a_database_that_will_not_do_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    facts(monkeypatch, True, True, False, True, True)

    with pytest.raises(SystemCheckError, match="knows ASCII letters only"):
        call_command("check", databases=["default"])


@pytest.fixture
def other_user() -> str:
    """A user of the database who owns nothing and may do nothing with the tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = user")
        if not cursor.fetchone()[0]:
            pytest.skip("the database's user may not make another one")
        cursor.execute("CREATE ROLE checks_other_user")  # gone with the test's transaction
    return "checks_other_user"


def as_user(user: str, *statements: str) -> list[Any]:
    """Return the errors that a user of the database gets, after what the owner runs first."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        cursor.execute(f"SET LOCAL ROLE {user}")
        errors = checks.check_objects(databases=["default"])
        warnings = checks.check_migrations(databases=["default"])
        cursor.execute("RESET ROLE")
    assert warnings == []
    return errors


@pytest.mark.django_db
def test_tables_that_belong_to_somebody_else_are_named_with_how_to_mend_it(other_user: str) -> None:
    (error,) = as_user(other_user)

    assert error.id == "sistercity.E006"
    assert "auth_group, " in error.msg
    assert "more" in error.msg
    assert "manage.py restore" in error.hint
    assert "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES" in error.hint


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("privilege", "table"),
    [
        ("SELECT", "auth_user_groups"),
        ("INSERT", "django_migrations"),
        ("UPDATE", "places_country"),
        ("DELETE", "sistercity_dataversion"),
    ],
)
def test_one_privilege_that_is_missing_of_one_table_is_noticed(
    other_user: str, table: str, privilege: str
) -> None:
    (error,) = as_user(
        other_user,
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {other_user}",
        f"REVOKE {privilege} ON {table} FROM {other_user}",
    )

    assert error.msg.endswith(f"may not read and write {table}.")


@pytest.mark.django_db
def test_what_the_hint_grants_is_enough_to_read_and_to_add_rows(other_user: str) -> None:
    grant = f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {other_user}"

    assert as_user(other_user, grant) == []

    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {other_user}")
        group = Group.objects.create(name="added")
        cursor.execute("RESET ROLE")
    assert group.pk


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("DROP TABLE auth_user_groups", "auth_user_groups"),
        ("DROP TABLE sistercity_dataversion", "sistercity_dataversion"),
        ("DROP INDEX search_key_slips", "search_key_slips"),
        (
            "ALTER TABLE places_placename DROP CONSTRAINT place_name_is_of_one_place",
            "place_name_is_of_one_place",
        ),
        ("ALTER TABLE places_country DISABLE TRIGGER {trigger}", "{trigger}"),
        ("DROP TRIGGER {trigger} ON places_country", "{trigger}"),
    ],
)
def test_whatever_a_restore_left_out_is_named(statement: str, name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = 'places_country'::regclass"
            " AND tgname LIKE 'pgtrigger_%' ORDER BY tgname LIMIT 1"
        )
        (trigger,) = cursor.fetchone()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement.format(trigger=trigger))

    (error,) = checks.check_objects(databases=["default"])

    assert error.id == "sistercity.E007"
    assert name.format(trigger=trigger) in error.msg


@pytest.mark.django_db
def test_a_database_older_than_the_code_is_a_warning_of_a_deployment_only() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'conferences'")

    assert checks.check_objects(databases=["default"]) == []
    (warning,) = checks.check_migrations(databases=["default"])

    assert warning.id == "sistercity.W015"
    assert warning.hint == "Run: manage.py migrate"
    registered = registry.registry
    assert checks.check_migrations in registered.deployment_checks
    assert checks.check_migrations not in registered.registered_checks


@pytest.mark.django_db
def test_an_empty_database_may_be_migrated() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA empty_one")
        cursor.execute("SET LOCAL search_path TO empty_one")
        errors = checks.check_database(databases=["default"])
        errors += checks.check_objects(databases=["default"])
        cursor.execute("SET LOCAL search_path TO DEFAULT")

    assert errors == []


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


@pytest.mark.parametrize(
    ("hosts", "server", "warnings"),
    [
        (["sister.example.jp"], "", ["sistercity.W014"]),
        (["sister.example.jp"], "mail.example.jp", []),
        (["localhost"], "", []),
    ],
)
def test_a_public_host_without_a_mail_server_is_warned_of_at_a_deployment(
    settings: Any, hosts: list[str], server: str, warnings: list[str]
) -> None:
    apply(settings, {"ALLOWED_HOSTS": hosts, "MAIL_SERVER": server})

    assert ids(checks.check_mail()) == warnings
    assert checks.check_mail in registry.registry.deployment_checks
