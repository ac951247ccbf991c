"""System checks for what the project relies on: the database, and safe settings."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import WARNING, CheckMessage, Error, Tags, register
from django.db import connections

LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]", "testserver"}


CREATE_DATABASE = (
    "Create it with: createdb --encoding=UTF8 --locale=C.UTF-8 --template=template0 NAME"
)
FACTS = """
    SELECT current_setting('server_version_num')::int >= 150000,
           current_setting('server_encoding') = 'UTF8',
           'é' ~ '\\w',
           EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm')
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
]


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
