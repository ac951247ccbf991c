"""The documents and scripts: they name what there is, and all of it."""

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from _lint.code import APPS

README, DEPLOY = "README.md", "docs/deploy.md"
LONGEST_README = 150
SETTING = re.compile(r'\b(?:environment|number|switch|words)\(\s*"([A-Z_]+)"')
# ${NAME:-…} and ${NAME-…}: a variable that a script takes from whoever calls it.
SHELL_VARIABLE = re.compile(r"\$\{([A-Z][A-Z_]+):?-")
PYTHON_VARIABLE = re.compile(r'os\.environ(?:\.get\(|\[)"([A-Z_]+)"(?:\)|\]|,)(?! =)')
# Passed from one of our scripts to the next.
INTERNAL = {"HEEDS_CTRL_C"}
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
INDENTED = re.compile(r"^    ((?:bin|docs|\.venv)/.*)$", re.MULTILINE)


def variables(root: Path) -> Iterator[str]:
    """The table of the README names every variable that something reads, and no other."""
    named = table(root / README)
    read = settings(root) | variables_of_the_scripts(root)
    yield from missing(README, "variable", read - named)
    yield from obsolete(README, "variable", named - read)


def settings_of_a_deployment(root: Path) -> Iterator[str]:
    """docs/deploy.md names every setting; its example sets those that are needed."""
    text, needed = (root / DEPLOY).read_text(encoding="utf-8"), set()
    rows = re.findall(r"^\| `([A-Z_]+)` \| (yes|no) \|", text, re.MULTILINE)
    named, needed = {name for name, _ in rows}, {name for name, must in rows if must == "yes"}
    yield from missing(DEPLOY, "setting", settings(root) - named)
    yield from obsolete(DEPLOY, "setting", named - settings(root))
    example = "docs/deploy/sister-city-information.env"
    set_there = re.findall(r"^([A-Z_]+)='", (root / example).read_text("utf-8"), re.MULTILINE)
    yield from missing(example, "needed setting", needed - set(set_there))
    yield from obsolete(example, "needed setting", set(set_there) - needed)


def commands(root: Path) -> Iterator[str]:
    """The README names every command of manage.py."""
    text = (root / README).read_text(encoding="utf-8")
    commands = "management/commands/[!_]*.py"
    found = sorted(path for app in APPS for path in (root / app).rglob(commands))
    assert found, "no command is found"
    names = (f"manage.py {path.stem}" for path in found)
    yield from missing(README, "command", (name for name in names if f"`{name}`" not in text))


def scripts(root: Path) -> Iterator[str]:
    """The README names everything in bin/."""
    text = (root / README).read_text(encoding="utf-8")
    names = (f"bin/{path.name}" for path in entries(root))
    yield from missing(README, "script", (name for name in names if f"`{name}`" not in text))


def length(root: Path) -> Iterator[str]:
    """The README is short."""
    count = len((root / README).read_text(encoding="utf-8").splitlines())
    if count > LONGEST_README:
        yield f"{README}: {count} lines, more than {LONGEST_README}; move some to docs/"


def links(root: Path) -> Iterator[str]:
    """A file that a document links to or names is there."""
    for document in documents(root):
        for number, line in enumerate(document.read_text(encoding="utf-8").splitlines(), 1):
            linked = re.findall(r"\]\(([^):#]+)\)", line)
            named = re.findall(r"`((?:docs|fixtures|locks|tests|\.ci)/[\w./-]+)`", line)
            for path in [*(document.parent / link for link in linked), *map(root.joinpath, named)]:
                if not path.exists():
                    name = os.path.relpath(path, root)
                    yield f"{document.relative_to(root)}:{number}: there is no {name}"


def programs(root: Path) -> Iterator[str]:
    """A program of ours that a document shows in a command can be run."""
    shown = sorted(command_lines(root))
    assert len(shown) > 10, "the documents show hardly a command"
    for line in shown:
        words = [word for word in shlex.split(line) if not re.match(r"[A-Z_]+=", word)]
        if "/" in words[0] and not shutil.which(root / words[0]):
            yield f"docs: “{line}” names {words[0]}, which cannot be run"


def shell(root: Path) -> Iterator[str]:
    """Every script is plain shell, which the strictest shell here can read."""
    reader = shutil.which("dash") or "sh"
    for path in shell_scripts(root):
        done = subprocess.run([reader, "-n", path], capture_output=True, text=True, check=False)
        if done.returncode:
            yield f"{path.relative_to(root)}: {done.stderr.strip()}"


def missing(document: str, what: str, names: Iterable[str]) -> Iterator[str]:
    """Yield a line for each name that a document lacks."""
    yield from (f"{document}: the {what} {name} is missing; describe it" for name in sorted(names))


def obsolete(document: str, what: str, names: Iterable[str]) -> Iterator[str]:
    """Yield a line for each name that only a document knows."""
    yield from (f"{document}: nothing reads the {what} {name}; drop it" for name in sorted(names))


def documents(root: Path) -> list[Path]:
    """Return what people read about this project."""
    return [root / README, *sorted((root / "docs").glob("*.md")), root / "fixtures" / "README.md"]


def entries(root: Path) -> list[Path]:
    """Return what is in bin/, generated folders aside."""
    return [path for path in sorted((root / "bin").iterdir()) if path.name != "__pycache__"]


def shell_scripts(root: Path) -> list[Path]:
    """Return every file that a shell reads."""
    deploy = root / "docs" / "deploy"
    programs = [root / ".ci" / "run", *(path for path in entries(root) if not path.suffix)]
    example = deploy / "sister-city-information.env"
    return [
        *(path for path in programs if path.is_file()),
        *(*sorted(deploy.glob("*.sh")), example),
    ]


def table(document: Path) -> set[str]:
    """Return the variables that the tables of a document name."""
    text = document.read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE))


def settings(root: Path) -> set[str]:
    """Return the variables of the environment that the settings read."""
    found = set(SETTING.findall((root / "sistercity" / "settings.py").read_text(encoding="utf-8")))
    assert found >= {"DATABASE_URL", "SECRET_KEY", "DEBUG", "HTTPS"}, "the pattern finds too little"
    return found


def variables_of_the_scripts(root: Path) -> set[str]:
    """Return the variables of the environment that scripts read."""
    found: set[str] = set()
    for path in filter(Path.is_file, entries(root)):
        pattern = PYTHON_VARIABLE if path.suffix == ".py" else SHELL_VARIABLE
        found |= set(pattern.findall(path.read_text(encoding="utf-8")))
    assert found >= {"CHROME", "CI", "POSTGRES_BIN", "PYTHON"}, "the patterns find too little"
    return found - INTERNAL


def command_lines(root: Path) -> set[str]:
    """Return the commands of a shell that documents and files of a deployment show."""
    files = [*documents(root), *(root / "docs" / "deploy").iterdir()]
    texts = [path.read_text(encoding="utf-8") for path in files if path.is_file()]
    shown = [match for text in texts for match in (*BLOCK.findall(text), *INDENTED.findall(text))]
    lines = (line for part in shown for line in part.splitlines())
    return {line.split(" #")[0].strip() for line in lines} - {""}
