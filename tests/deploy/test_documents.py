"""The commands that the documents name take their arguments; the units start the site."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, get_commands, load_command_class
from django.core.management.base import BaseCommand

from tests.deploy.nginx import FOLDER
from tests.tasks import queued

ROOT = Path(settings.BASE_DIR)
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
WEB, WORKER = (FOLDER / f"sister-city-information{one}.service" for one in ("", "-worker"))
MANAGE = re.compile(r"(?:manage\.py|bin/manage) ([a-z_]+)((?: [^\s`|#;]+)*)")
PLACEHOLDERS = {"FILE": "register.xlsx", "N": "12"}


def texts() -> list[str]:
    """Return the documents, and the files of a deployment."""
    files = [path for path in FOLDER.iterdir() if path.is_file()]
    return [path.read_text() for path in [*DOCUMENTS, *files]]


def commands() -> list[tuple[str, str]]:
    """Return each command of manage.py that a document names, with its arguments."""
    found = {match for text in texts() for match in MANAGE.findall(text)}
    return sorted((name, arguments.removesuffix(" -->").strip()) for name, arguments in found)


def test_the_pattern_finds_what_it_looks_for() -> None:
    assert ("check", "--deploy --database default") in commands()
    assert ("load_data", "--if-empty") in commands()


@queued()  # else the worker refuses its backend
def test_every_documented_command_takes_its_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    wrong = []
    for name, arguments in commands():
        app = get_commands()[name]
        command = app if isinstance(app, BaseCommand) else load_command_class(app, name)
        words = [PLACEHOLDERS.get(word, word) for word in shlex.split(arguments)]
        try:
            if words:  # else its name alone, in a sentence
                command.create_parser("manage.py", name).parse_args(words)
        except (CommandError, SystemExit) as error:
            wrong.append(f"{name} {arguments}: {error} {capsys.readouterr().err}")

    assert wrong == []


def unit(file: Path) -> str:
    """Return a unit with the folder of this copy of the code."""
    return file.read_text().replace("/srv/sister-city-information", str(ROOT))


def test_gunicorn_takes_the_options_of_the_unit() -> None:
    (command,) = re.findall(r"^ExecStart=(.*?[^\\])$", unit(WEB), re.MULTILINE | re.DOTALL)
    gunicorn, *options = shlex.split(command.replace("\\\n", " "))

    check = [sys.executable, gunicorn, "--check-config", *options]
    done = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert options[options.index("--forwarder-headers") + 1] == ""
    assert "127.0.0.1:8000" in options
    assert "proxy_pass http://127.0.0.1:8000;" in (FOLDER / "nginx.conf").read_text()


def test_the_worker_s_unit_starts_what_the_desk_s_pages_look_for() -> None:
    (command,) = re.findall(r"^ExecStart=(.*)$", unit(WORKER), re.MULTILINE)

    assert shlex.split(command)[1:] == ["manage.py", "worker"]


def test_both_units_are_shut_in_alike() -> None:
    options = [
        set(re.findall(r"^(?:Private|Protect|NoNew).*", unit(one), re.MULTILINE))
        for one in (WEB, WORKER)
    ]

    assert options[0] == options[1] != set()


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not on this machine")
    units = [*FOLDER.glob("*.service"), *FOLDER.glob("*.timer")]
    assert len(units) >= 3
    for file in units:
        (tmp_path / file.name).write_text(unit(file))

    verify = ["systemd-analyze", "verify", *(str(tmp_path / file.name) for file in units)]
    done = subprocess.run(verify, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
