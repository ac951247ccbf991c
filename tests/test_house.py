"""The house's aims that can be counted: short functions, short files, enough tests."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APP_FOLDERS = (
    "sistercity",
    "places",
    "relationships",
    "commendations",
    "seminars",
    "conferences",
)
OURS = (*APP_FOLDERS, "bin", "tests")
LONGEST_FUNCTION, LONGEST_FILE = 50, 500


def sources(*folders: str) -> list[Path]:
    """Return our Python files; migrations are generated."""
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(paths: list[Path]) -> Iterator[tuple[str, int]]:
    """Yield each function, named with its file, and the number of its lines."""
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                name = f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
                yield name, node.end_lineno - node.lineno + 1


def test_there_is_something_to_measure() -> None:
    assert len(sources(*APP_FOLDERS)) > 30


def test_no_function_is_long() -> None:
    measured = dict(functions(sources(*OURS)))

    assert {name: n for name, n in measured.items() if n > LONGEST_FUNCTION} == {}


def test_most_functions_are_very_short() -> None:
    lengths = sorted(length for _, length in functions(sources(*APP_FOLDERS)))

    assert lengths[len(lengths) // 2] <= 8
    assert lengths[len(lengths) * 9 // 10] <= 25


def test_no_file_is_long() -> None:
    measured = {str(path): lines(path) for path in sources(*APP_FOLDERS, "bin")}

    assert {name: n for name, n in measured.items() if n > LONGEST_FILE} == {}
