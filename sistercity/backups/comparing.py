"""A restored database compared with the manifest of its backup, and with the code."""

from django.core.management import call_command
from django.db import connection, transaction

from sistercity.backups.contents import (
    Contents,
    TableContent,
    read_contents,
    read_definitions,
    read_owners,
)
from sistercity.backups.restoring import connected_to, role, scratch_database

NONE = TableContent(0, "")


def contents_of(name: str) -> Contents:
    """Read a database as the site's role."""
    with connected_to(name), transaction.atomic(), connection.cursor() as cursor:
        return read_contents(cursor)


def compare_contents(expected: Contents, found: Contents) -> dict[str, str]:
    """Return what differs between a manifest and a restored database, by table or sequence."""
    differences = {}
    for name in sorted(expected.tables.keys() | found.tables.keys()):
        one, other = expected.tables.get(name, NONE), found.tables.get(name, NONE)
        if one.rows != other.rows:
            differences[name] = f"{other.rows:,} rows, not {one.rows:,}"
        elif one != other:
            differences[name] = f"other contents in its {one.rows:,} rows"
    for name, value in expected.sequences.items():
        # It moved on while the backup was made, where somebody wrote meanwhile.
        if found.sequences.get(name, -1) < value:
            differences[name] = f"at {found.sequences.get(name)}, before {value}"
    return differences


def compare_with_code(name: str) -> dict[str, str]:
    """Migrate a restored database, and return how it differs from one that the code makes anew.

    Raises CommandError where migrations fail, or another version of the code made the backup.
    """
    with scratch_database("code") as new:
        found, expected = migrated_definitions(name), migrated_definitions(new)
    differing = sorted({key for key, _made in found.items() ^ expected.items()})
    differences = {key: how(found.get(key), expected.get(key)) for key in differing}
    with connected_to(name), connection.cursor() as cursor:
        others = read_owners(cursor) - {role()}
    return differences | {f"owner {other}": f"not {role()}" for other in sorted(others)}


def migrated_definitions(name: str) -> dict[str, str]:
    """Apply the migrations that a database lacks, and return its definitions."""
    with connected_to(name):
        call_command("migrate", verbosity=0)
        with connection.cursor() as cursor:
            return read_definitions(cursor)


def how(found: str | None, expected: str | None) -> str:
    """Say how one definition differs from the one that the code makes."""
    if found is None:
        return "is missing"
    return "is not of this code" if expected is None else "is not as this code makes it"
