"""docs/deploy/backup.sh and restore.sh: what was backed up is what the site has afterwards."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.deploy import server as tools
from tests.deploy.server import FOLDER, NEW_SITE, OWN, SITE, Server

# so that there is a test database
pytestmark = pytest.mark.django_db
DATABASES = [f"{OWN}_{number}" for number in range(1, 6)]
BY_SITE, BY_SUPERUSER, OF_NEW_SITE, REFUSED, CLOSED = DATABASES


@pytest.fixture(scope="module")
def server(django_db_setup: None, django_db_blocker: Any) -> Iterator[Server]:
    """The server of the tests, with two ordinary roles, and without the databases made here."""
    with django_db_blocker.unblock():
        found = find_server()
    clean(found)
    for role in (SITE, NEW_SITE):
        found.execute(f"CREATE ROLE {role} LOGIN PASSWORD $${tools.PASSWORD}$$")
    yield found
    clean(found)


def find_server() -> Server:
    """Return the server, or skip the tests where something is missing."""
    with connection.cursor() as cursor:
        version = cursor.connection.info.server_version // 10000
    clients = tools.client_folder(version)
    if clients is None:
        pytest.skip(f"pg_dump and the like, {version} or newer, are not on this machine")
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = user")
        if not cursor.fetchone()[0]:
            pytest.skip("the tests' role may not make other roles")
    at = connection.settings_dict
    return Server(at["HOST"], str(at["PORT"] or 5432), at["USER"], at["PASSWORD"], clients)


def clean(server: Server) -> None:
    for database in DATABASES:
        server.execute(f"DROP DATABASE IF EXISTS {database}")
    for role in (SITE, NEW_SITE):
        server.execute(f"DROP ROLE IF EXISTS {role}")


@pytest.fixture(scope="module")
def original(server: Server) -> str:
    """The name of the test database."""
    return str(connection.settings_dict["NAME"])


@pytest.fixture(scope="module")
def backup(server: Server, original: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the test database, whose owner is a superuser."""
    file = tmp_path_factory.mktemp("backup") / "it's a backup.dump"
    done = server.run(FOLDER / "backup.sh", file, DATABASE_URL=server.url(original))
    assert done.returncode == 0, done.stderr
    assert file.stat().st_mode & 0o777 == 0o600
    return file


@pytest.fixture(scope="module")
def by_site(server: Server, backup: Path) -> str:
    """A database that the site's role made, restored and backed up."""
    server.execute(f"ALTER ROLE {SITE} CREATEDB")
    done = server.restore(backup, BY_SITE, SITE)
    server.execute(f"ALTER ROLE {SITE} NOCREATEDB")
    assert done.returncode == 0, done.stderr
    again = backup.with_name("again.dump")
    done = server.run(FOLDER / "backup.sh", again, DATABASE_URL=server.url(BY_SITE, SITE))
    assert done.returncode == 0, done.stderr
    return BY_SITE


@pytest.fixture(scope="module")
def plain(server: Server, original: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the test database as plain SQL."""
    file = tmp_path_factory.mktemp("plain") / "backup.sql"
    server.run("pg_dump", "--format=plain", f"--file={file}", f"--dbname={server.url(original)}")
    return file


@pytest.fixture(scope="module")
def by_superuser(server: Server, plain: Path) -> str:
    """A database that a superuser restored for the site's role, from plain SQL."""
    done = server.restore(plain, BY_SUPERUSER, SITE, ADMIN_URL=server.url("postgres"))
    assert done.returncode == 0, done.stderr
    return BY_SUPERUSER


@pytest.fixture(scope="module")
def of_new_site(server: Server, by_site: str, backup: Path) -> str:
    """A database that a superuser restored for a role of another name, from an archive.

    It has the extension already, which belongs to the superuser.
    """
    server.execute(f"CREATE DATABASE {OF_NEW_SITE} OWNER {NEW_SITE} TEMPLATE template0")
    with server.connect(OF_NEW_SITE) as new:
        new.execute("CREATE EXTENSION pg_trgm")
    file, admin = backup.with_name("again.dump"), server.url("postgres")
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
        expected, found = tools.definitions(one), tools.definitions(other)
        rows_expected, rows_found = tools.contents(one), tools.contents(other)
        owners = {owner for (owner,) in other.execute(tools.OWNERS)}

    assert all(expected.values())
    assert found == expected
    assert sum(number for number, _ in rows_expected.values()) > 1_000
    assert rows_found == rows_expected
    assert owners == {role}


def test_the_site_reads_searches_and_edits_a_restored_database(
    server: Server, of_new_site: str
) -> None:
    script = FOLDER.parents[1] / "tests" / "deploy" / "visit.py"

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


@pytest.mark.parametrize("name", ["cut.dump", "cut.sql", "other.txt"])
def test_a_backup_that_is_damaged_is_restored_in_no_part(
    server: Server, backup: Path, plain: Path, name: str
) -> None:
    whole = plain if name == "cut.sql" else backup
    file = backup.with_name(name)
    content = b"no backup\n" if name == "other.txt" else whole.read_bytes()
    file.write_bytes(content[: len(content) * 3 // 4])
    empty(server)

    done = server.restore(file, REFUSED, SITE)

    assert done.returncode == 1
    assert done.stderr
    assert tables(server, REFUSED) == 0


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
    manage = FOLDER.parents[1] / "manage.py"
    check = [sys.executable, manage, "check", "--database", "default"]

    done = server.run(*check, DATABASE_URL=server.url(CLOSED, SITE))

    assert done.returncode == 1
    assert "sistercity.E006" in done.stderr
    grant = done.stderr[done.stderr.index("GRANT ") :].splitlines()[0]
    with server.connect(CLOSED) as connected:
        connected.execute(grant)
    assert server.run(*check, DATABASE_URL=server.url(CLOSED, SITE)).returncode == 0


def test_a_backup_overwrites_nothing_and_leaves_nothing_half(
    server: Server, original: str, backup: Path
) -> None:
    before = backup.read_bytes()
    file = backup.with_name("none.dump")

    again = server.run(FOLDER / "backup.sh", backup, DATABASE_URL=server.url(original))
    closed = server.run(FOLDER / "backup.sh", file, DATABASE_URL=server.url(original, SITE))

    assert (again.returncode, closed.returncode) == (1, 1)
    assert "overwrites nothing" in again.stderr
    assert "permission denied" in closed.stderr
    assert backup.read_bytes() == before
    assert not list(backup.parent.glob("none*"))


@pytest.mark.sampled(3)
@pytest.mark.parametrize("name", ["backup.sh", "restore.sh"])
@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [
        ([], {}, "Usage: "),
        (["a", "b"], {}, "Usage: "),
        (["a"], {}, "DATABASE_URL is not set."),
        (["/dev/null/none"], {"DATABASE_URL": "mysql://u:secret@h/n"}, "cannot be read"),
    ],
)
def test_a_wrong_use_is_one_sentence_without_the_password(
    server: Server, name: str, arguments: list[str], environment: dict[str, str], said: str
) -> None:
    done = server.run(FOLDER / name, *arguments, **environment)

    assert done.returncode == 1
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "secret" not in done.stderr
