"""The README keeps up with the code: settings, commands, scripts, length."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

ROOT = Path(settings.BASE_DIR)
README = (ROOT / "README.md").read_text()
SETTING = re.compile(r'\b(?:environment|number|switch|words)\("([A-Z_]+)"')
# ${NAME:-…} and ${NAME-…}: a variable that a script takes from whoever calls it.
SHELL_VARIABLE = re.compile(r"\$\{([A-Z][A-Z_]+):?-")
PYTHON_VARIABLE = re.compile(r'os\.environ(?:\.get\(|\[)"([A-Z_]+)"(?:\)|\]|,)(?! =)')
# Passed from one of our scripts to the next.
INTERNAL = {"HEEDS_CTRL_C"}
OURS = ("sistercity", "places", "relationships", "commendations", "seminars", "conferences")


def scripts() -> list[Path]:
    return [path for path in sorted((ROOT / "bin").iterdir()) if path.is_file()]


def settings_of_the_code() -> set[str]:
    return set(SETTING.findall((ROOT / "sistercity" / "settings.py").read_text()))


def variables_of_the_scripts() -> set[str]:
    found: set[str] = set()
    for path in scripts():
        pattern = PYTHON_VARIABLE if path.suffix == ".py" else SHELL_VARIABLE
        found |= set(pattern.findall(path.read_text()))
    return found - INTERNAL


def variables_of_the_readme() -> set[str]:
    return set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))


def our_commands() -> list[str]:
    return sorted(name for name, app in get_commands().items() if app.startswith(OURS))


def test_the_patterns_find_what_they_look_for():
    assert {"DATABASE_URL", "SECRET_KEY", "DEBUG", "HTTPS"} <= settings_of_the_code()
    assert {"CHROME", "CI", "POSTGRES_BIN", "PYTHON"} <= variables_of_the_scripts()
    assert "load_data" in our_commands()


def test_every_variable_of_the_environment_is_in_the_readme():
    known = variables_of_the_readme()

    assert settings_of_the_code() | variables_of_the_scripts() <= known


def test_the_readme_names_no_variable_that_nothing_reads():
    read = settings_of_the_code() | variables_of_the_scripts()

    assert variables_of_the_readme() <= read


@pytest.mark.parametrize("name", our_commands())
def test_every_command_is_in_the_readme(name):
    assert f"`manage.py {name}`" in README


@pytest.mark.parametrize("path", scripts(), ids=lambda path: path.name)
def test_every_script_is_in_the_readme(path):
    assert f"`bin/{path.name}`" in README


def test_the_readme_is_short():
    assert len(README.splitlines()) <= 150


@pytest.mark.parametrize(
    "name",
    [
        *("README.md", "docs/decisions.md", "docs/deploy.md", "docs/development.md"),
        *("docs/import.md", "fixtures/README.md"),
    ],
)
def test_files_that_a_document_names_exist(name):
    text = (ROOT / name).read_text()
    folder = (ROOT / name).parent
    links = re.findall(r"\]\(([^):#]+)\)", text)
    named = re.findall(r"`((?:docs|fixtures|locks|\.ci)/[\w./-]+)`", text)

    missing = [link for link in links if not (folder / link).exists()]
    missing += [path for path in named if not (ROOT / path).exists()]

    assert missing == []
