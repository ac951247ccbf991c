"""System checks for what the project relies on: the database, and safe settings."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import WARNING, CheckMessage, Error, Tags, register
from django.db import connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models import GeneratedField

LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]", "testserver"}


CREATE_DATABASE = (
    "Create it with: createdb --encoding=UTF8 --locale=C.UTF-8 --template=template0 NAME"
)
FACTS = """
    SELECT current_setting('server_version_num')::int >= 150000,
           current_setting('server_encoding') = 'UTF8',
           'é' ~ '\\w',
           EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm'),
           current_schema() IS NOT NULL
"""
# In the order of FACTS: what is wrong when it is false, and how to mend it.
DATABASE_ERRORS = [
    Error("PostgreSQL is too old.", hint="Use PostgreSQL 15 or newer.", id="sistercity.E001"),
    Error("The database's encoding is not UTF-8.", hint=CREATE_DATABASE, id="sistercity.E002"),
    Error(
        "The database's character type (LC_CTYPE) knows ASCII letters only, so search would not"
        " find Japanese names.",
        hint=CREATE_DATABASE,
        id="sistercity.E003",
    ),
    Error(
        "The server does not offer the extension pg_trgm, which search needs.",
        hint="Install PostgreSQL's contrib modules (Debian: postgresql-contrib).",
        id="sistercity.E004",
    ),
    Error(
        "The database's user may use no schema, so it sees no tables.",
        hint="As the owner of the database: GRANT USAGE, CREATE ON SCHEMA public TO the user.",
        id="sistercity.E005",
    ),
]
# No privileges of sequences: numbers come from identity columns, which go with their table.
CLOSED_TABLES = """
    SELECT name
      FROM unnest(%s::text[]) AS name,
           LATERAL (SELECT to_regclass(quote_ident(name)) AS id) AS found
     WHERE id IS NOT NULL
       AND NOT (has_table_privilege(id, 'SELECT') AND has_table_privilege(id, 'INSERT')
                AND has_table_privilege(id, 'UPDATE') AND has_table_privilege(id, 'DELETE'))
     ORDER BY name
"""
# A trigger that is disabled does not count.
PRESENT_OBJECTS = """
    SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace
    UNION SELECT conname FROM pg_constraint WHERE connamespace = current_schema()::regnamespace
    UNION SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'
"""
# As PostgreSQL writes it, whoever wrote it.
EXPRESSION = """
    SELECT pg_get_expr(adbin, adrelid)
      FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
     WHERE adrelid = to_regclass(%s) AND attname = %s
"""
NAMED = 5  # so many tables or triggers of a long list are named

Outdated = tuple[str, str]  # the label of an app, and what of it is outdated


@register(Tags.database)
def check_database(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Check version, encoding, character type and the extension that search needs."""
    errors: list[CheckMessage] = []
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            cursor.execute(FACTS)
            facts = cursor.fetchone()
        errors += [error for fact, error in zip(facts, DATABASE_ERRORS, strict=True) if not fact]
    return errors


@register(Tags.database)
def check_objects(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Check that the database's user may use the tables, and that nothing is missing.

    A backup that another user restored has the first fault, one whose restore went on after
    errors the second.
    """
    errors: list[CheckMessage] = []
    for alias in databases or []:
        if closed := closed_tables(alias):
            errors.append(closed_error(closed, user=connections[alias].settings_dict["USER"]))
        elif missing := missing_objects(alias):
            errors.append(missing_error(missing))
    return errors


@register(Tags.database, deploy=True)
def check_migrations(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Warn of a database that is older than the code.

    With --deploy only: migrate runs the other checks of the database before it applies anything.
    """
    return [
        CheckMessage(
            WARNING,
            f"{count} migrations are not applied to the database {alias}.",
            hint="Run: manage.py migrate",
            id="sistercity.W015",
        )
        for alias in databases or []
        if not closed_tables(alias) and (count := unapplied(alias))
    ]


@register(Tags.database)
def check_known_migrations(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse a database that another version of the site made."""
    return [
        Error(
            f"The database {alias} has migrations that this code does not have: {listed(names)}.",
            hint=(
                "Another version of the site made this database: deploy that version, or restore a"
                " backup of this one with manage.py restore. To begin anew with bin/serve,"
                " remove var/postgres."
            ),
            id="sistercity.E009",
        )
        for alias in databases or []
        if not closed_tables(alias) and (names := unknown_migrations(alias))
    ]


def unknown_migrations(alias: str) -> list[str]:
    """Return the migrations of our apps that are applied and that the code does not have."""
    loader = MigrationLoader(connections[alias])
    own = {app.label for app in apps.get_app_configs() if app.name in settings.OWN_APPS}
    unknown = loader.applied_migrations.keys() - loader.disk_migrations.keys()
    return sorted(f"{app}.{name}" for app, name in unknown if app in own)


@register(Tags.database)
def check_generated_columns(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Check that generated columns hold what the code would put in them."""
    return outdated(databases, "generated columns", outdated_columns, "sistercity.E008")


def outdated_columns(alias: str) -> list[Outdated]:
    """Return the generated columns whose expression is not that of the code."""
    fields = [
        field
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, GeneratedField)
    ]
    return [
        (field.model._meta.app_label, f"{field.model._meta.db_table}.{field.column}")
        for field in fields
        if expression_of(alias, field, field.model._meta.db_table) != code_expression(alias, field)
    ]


def expression_of(alias: str, field: GeneratedField, table: str) -> str:
    """Return the expression of a generated column of a table, "" where there is none."""
    with connections[alias].cursor() as cursor:
        cursor.execute(EXPRESSION, [table, field.column])
        row = cursor.fetchone()
    return row[0] if row else ""


def code_expression(alias: str, field: GeneratedField) -> str:
    """Return the expression of the code as PostgreSQL writes it, from a table made with it."""
    connection = connections[alias]
    expression, values = field.generated_sql(connection)
    table = connection.ops.quote_name(field.model._meta.db_table)
    column = connection.ops.quote_name(str(field.column))
    kind = field.db_parameters(connection)["type"]
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE of_the_code (LIKE {table})")
        cursor.execute(
            f"ALTER TABLE of_the_code DROP COLUMN {column}, ADD COLUMN {column} {kind}"
            f" GENERATED ALWAYS AS ({expression}) STORED",
            values,
        )
        made = expression_of(alias, field, "of_the_code")
        cursor.execute("DROP TABLE of_the_code")
    return made


def outdated(
    databases: Sequence[str] | None,
    what: str,
    find: Callable[[str], list[Outdated]],
    identifier: str,
) -> list[CheckMessage]:
    """Return an error for each database where something is not as the code has it.

    ``find`` is not called while migrations wait: migrate runs the checks first, and the
    migrations may be what mends it.
    """
    return [
        Error(
            f"The {what} {listed([name for _app, name in found])} of the database are not those of"
            " the code.",
            hint=(
                "The change lacks its migration. Begin it with: manage.py makemigrations --empty"
                f" {' '.join(sorted({app for app, _name in found}))}"
                " (what goes into it: docs/development.md, “The search”)."
            ),
            id=identifier,
        )
        for alias in databases or []
        if is_migrated(alias) and (found := find(alias))
    ]


def closed_tables(alias: str) -> list[str]:
    """Return the tables that the database's user may not read and write, of those that exist."""
    names = connections[alias].introspection.django_table_names()
    with connections[alias].cursor() as cursor:
        cursor.execute(CLOSED_TABLES, [[*names, "django_migrations"]])
        return [name for (name,) in cursor]


def closed_error(tables: list[str], *, user: str) -> Error:
    """Return the error for tables that the user may not read and write."""
    return Error(
        f"The user {user} may not read and write {listed(tables)}.",
        hint=(
            "If the database was restored, restore the backup again with manage.py restore,"
            f" which gives everything to {user}. Else run as the owner of the tables: GRANT"
            f' SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "{user}"'
        ),
        id="sistercity.E006",
    )


def is_migrated(alias: str) -> bool:
    """Whether the tables may be used and are those of the code."""
    return not closed_tables(alias) and not unapplied(alias)


def unapplied(alias: str) -> int:
    """Return how many migrations of the code are not applied."""
    loader = MigrationLoader(connections[alias])
    return len(loader.graph.nodes.keys() - loader.applied_migrations.keys())


def missing_objects(alias: str) -> list[str]:
    """Return the names of what the applied migrations made and the database lacks."""
    with connections[alias].cursor() as cursor:
        cursor.execute(PRESENT_OBJECTS)
        return sorted(set(expected_objects(alias)) - {name for (name,) in cursor})


def expected_objects(alias: str) -> Iterator[str]:
    """Name the tables, indexes, constraints and triggers that the applied migrations made."""
    loader = MigrationLoader(connections[alias])
    state = loader.project_state([*loader.graph.nodes.keys() & loader.applied_migrations.keys()])
    for model in state.apps.get_models(include_auto_created=True):
        options = model._meta
        if options.managed and not options.proxy:
            yield options.db_table
            yield from (part.name for part in [*options.indexes, *options.constraints])
    for model_state in state.models.values():
        yield from (trigger.sql.pgid for trigger in model_state.options.get("triggers", []))


def missing_error(names: list[str]) -> Error:
    """Return the error for objects that are missing."""
    return Error(
        f"Tables, indexes, constraints or triggers are missing or disabled: {listed(names)}.",
        hint=(
            "Restore a backup into an empty database with manage.py restore, which stops at"
            " the first error."
        ),
        id="sistercity.E007",
    )


def listed(names: list[str]) -> str:
    """Return the first few names, and how many there are more."""
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


@register(Tags.security, deploy=True)
def check_mail(**kwargs: Any) -> list[CheckMessage]:
    """Warn of mail that nobody gets, and that a log keeps."""
    if set(settings.ALLOWED_HOSTS) <= LOCAL_HOSTS or settings.MAIL_SERVER:
        return []
    message = "Mail is printed, not sent: what people write to the staff ends in a log."
    hint = "Set EMAIL_URL to a mail server."
    return [CheckMessage(WARNING, message, hint=hint, id="sistercity.W014")]


@register(Tags.security)
def check_settings(**kwargs: Any) -> list[CheckMessage]:
    """Refuse development settings on a public host."""
    if set(settings.ALLOWED_HOSTS) <= LOCAL_HOSTS:
        return []
    errors: list[CheckMessage] = []
    if settings.DEBUG:
        errors.append(
            Error(
                "DEBUG is on for a public host.",
                hint="Unset DEBUG.",
                id="sistercity.E011",
            )
        )
    if len(settings.SECRET_KEY) < 50:
        errors.append(
            Error(
                "SECRET_KEY is too short for a public host.",
                hint="Set it to 50 random characters or more.",
                id="sistercity.E012",
            )
        )
    if not settings.HTTPS:
        errors.append(
            Error(
                "A public host is served without HTTPS.",
                hint="Set HTTPS=1 behind a proxy that ends TLS and sets X-Forwarded-Proto.",
                id="sistercity.E013",
            )
        )
    return errors
