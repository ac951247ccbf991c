"""manage.py restore: what was backed up is what the site has afterwards, or nothing is."""

import json
import sys
from pathlib import Path

import pytest

from sistercity.backups.contents import read_contents, read_definitions, read_owners
from sistercity.backups.manifest import path_beside
from tests.sistercity.backups.server import NEW_SITE, OWN, SITE, Server, only_backup

# so that there is a test database
pytestmark = pytest.mark.django_db
BY_SITE, BY_SUPERUSER, OF_NEW_SITE, REFUSED, CLOSED = (f"{OWN}_{n}" for n in range(1, 6))


@pytest.fixture(scope="module")
def by_site(server: Server, backup: Path) -> str:
    """A database that the site's role made and restored."""
    server.execute(f"ALTER ROLE {SITE} CREATEDB")
    done = server.restore(backup, BY_SITE, SITE)
    server.execute(f"ALTER ROLE {SITE} NOCREATEDB")
    assert done.returncode == 0, done.stderr
    return BY_SITE


@pytest.fixture(scope="module")
def by_superuser(server: Server, backup: Path) -> str:
    """A database that a superuser restored for the site's role."""
    done = server.restore(backup, BY_SUPERUSER, SITE, ADMIN_URL=server.url("postgres"))
    assert done.returncode == 0, done.stderr
    return BY_SUPERUSER


@pytest.fixture(scope="module")
def of_new_site(server: Server, by_site: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A backup of the site's role, which a superuser restored for a role of another name.

    The database has the extension already, which belongs to the superuser.
    """
    folder = tmp_path_factory.mktemp("of_site") / "new"
    done = server.manage("backup", folder, DATABASE_URL=server.url(by_site, SITE))
    assert done.returncode == 0, done.stderr
    server.execute(f"CREATE DATABASE {OF_NEW_SITE} OWNER {NEW_SITE} TEMPLATE template0")
    with server.connect(OF_NEW_SITE) as new:
        new.execute("CREATE EXTENSION pg_trgm")
    file, admin = only_backup(folder), server.url("postgres")
    done = server.restore(file, OF_NEW_SITE, NEW_SITE, ADMIN_URL=admin)
    assert done.returncode == 0, done.stderr
    return OF_NEW_SITE


@pytest.fixture(scope="module", params=["by_site", "by_superuser", "of_new_site"])
def restored(request: pytest.FixtureRequest) -> tuple[str, str]:
    """A restored database and the site's role, for each way to restore one."""
    role = NEW_SITE if request.param == "of_new_site" else SITE
    return request.getfixturevalue(request.param), role


@pytest.mark.sampled(1)
def test_every_object_and_row_is_as_it_was_and_belongs_to_the_site_s_role(
    server: Server, original: str, restored: tuple[str, str]
) -> None:
    database, role = restored
    with server.connect(original) as one, server.connect(database) as other:
        expected, found = read_definitions(one.cursor()), read_definitions(other.cursor())
        owners = read_owners(other.cursor())
        contents_expected, contents_found = (
            read_contents(cursor) for cursor in (one.cursor(), other.cursor())
        )

    kinds = {name.partition(" ")[0] for name in expected}
    assert kinds == {"column", "constraint", "index", "trigger", "function", "extension"}
    assert found == expected
    assert contents_expected.rows > 1_000
    assert contents_found.tables == contents_expected.tables  # other tests move the sequences on
    assert owners == {role}


def test_the_site_reads_searches_and_edits_a_restored_database(
    server: Server, of_new_site: str
) -> None:
    script = Path(__file__).with_name("visit.py")

    done = server.run(sys.executable, script, DATABASE_URL=server.url(of_new_site, NEW_SITE))

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert set(found["statuses"].values()) == {200}
    assert found["problems"] == ""
    assert found["versions"] == 2
    assert found["data version moves"]
    assert found["found"]


def tables(server: Server, database: str) -> int:
    with server.connect(database) as connected:
        query = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        return int(connected.execute(query).fetchone()[0])


def empty(server: Server) -> None:
    """Make an empty database of the site's role, into which nothing must come."""
    server.execute(f"DROP DATABASE IF EXISTS {REFUSED}")
    server.execute(f"CREATE DATABASE {REFUSED} OWNER {SITE} TEMPLATE template0")


def test_a_database_that_has_tables_is_never_overwritten(server: Server, backup: Path) -> None:
    empty(server)
    with server.connect(REFUSED) as connected:
        connected.execute("CREATE TABLE kept AS SELECT 1")

    done = server.restore(backup, REFUSED, SITE)

    assert done.returncode == 1
    assert "has tables already, and nothing was changed" in done.stderr
    assert tables(server, REFUSED) == 1


@pytest.mark.parametrize("manifest", [True, False])
def test_a_backup_that_is_damaged_is_restored_in_no_part(
    server: Server, backup: Path, tmp_path: Path, manifest: bool
) -> None:
    file = tmp_path / backup.name
    file.write_bytes(backup.read_bytes()[:-1000])
    if manifest:
        path_beside(file).write_bytes(path_beside(backup).read_bytes())
    empty(server)

    done = server.restore(file, REFUSED, SITE)

    assert done.returncode == 1
    assert ("its SHA-256 is not that of its manifest" in done.stderr) == manifest
    assert ("pg_restore failed" in done.stderr) != manifest
    assert tables(server, REFUSED) == 0


def test_a_file_that_is_no_backup_is_named(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "backup.sql"
    file.write_text("-- PostgreSQL database dump")

    done = server.restore(file, REFUSED, SITE)

    assert done.returncode == 1
    assert f"{file} is no backup in the custom format of pg_dump." in done.stderr


def test_a_database_that_belongs_to_somebody_else_is_refused(server: Server, backup: Path) -> None:
    server.execute(f"DROP DATABASE IF EXISTS {REFUSED}", f"CREATE DATABASE {REFUSED}")

    done = server.restore(backup, REFUSED, SITE, ADMIN_URL=server.url("postgres"))

    assert done.returncode == 1
    assert f'ALTER DATABASE "{REFUSED}" OWNER TO "{SITE}"' in done.stderr
    assert tables(server, REFUSED) == 0


def test_a_database_that_somebody_else_restored_is_reported_and_may_be_mended(
    server: Server, backup: Path
) -> None:
    server.execute(f"CREATE DATABASE {CLOSED} TEMPLATE template0")
    to = f"--dbname={server.url(CLOSED)}"
    server.run("pg_restore", "--no-owner", "--schema-only", "--exit-on-error", to, backup)
    check = ["check", "--database", "default"]

    done = server.manage(*check, DATABASE_URL=server.url(CLOSED, SITE))

    assert done.returncode == 1
    assert "sistercity.E006" in done.stderr
    grant = done.stderr[done.stderr.index("GRANT ") :].splitlines()[0]
    with server.connect(CLOSED) as connected:
        connected.execute(grant)
    assert server.manage(*check, DATABASE_URL=server.url(CLOSED, SITE)).returncode == 0


def test_a_role_that_may_not_make_databases_is_told_of_one_who_may(
    server: Server, backup: Path
) -> None:
    done = server.restore(backup, f"{OWN}_none", SITE)

    assert done.returncode == 1
    assert "Set ADMIN_URL to the connection of a superuser" in done.stderr


def test_a_wrong_admin_url_is_one_sentence_without_the_password(
    server: Server, backup: Path
) -> None:
    done = server.restore(backup, REFUSED, SITE, ADMIN_URL="postgres://u:secret@h:x y/n")

    assert done.returncode == 1
    assert "ADMIN_URL cannot be read" in done.stderr
    assert "secret" not in done.stderr


def test_a_server_that_does_not_answer_is_one_sentence(server: Server, backup: Path) -> None:
    done = server.restore(backup, REFUSED, SITE, ADMIN_URL="postgres://u:secret@127.0.0.1:1/n")

    assert done.returncode == 5
    assert "The database cannot be reached" in done.stderr
    assert "secret" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.full
def test_a_backup_is_verified_in_scratch_databases_that_are_dropped(
    server: Server, backup: Path
) -> None:
    before, admin = server.own_databases(), server.url("postgres")

    done = server.restore(backup, f"{OWN}_none", SITE, "--verify", ADMIN_URL=admin)

    assert done.returncode == 0, done.stderr
    assert "public.places_partner  equal" in done.stdout
    assert "restores to what it was made of" in done.stdout
    assert server.own_databases() == before
