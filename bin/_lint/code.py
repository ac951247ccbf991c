"""Our Python files: functions and files are short, and names of classes are unique."""

import ast
from collections.abc import Iterator
from pathlib import Path

APPS = ("sistercity", "places", "relationships", "commendations", "seminars", "conferences")
LONGEST_FUNCTION, LONGEST_FILE = 50, 500
# In lines: half of all functions, and nine in ten.
MEDIAN, NINETIETH = 8, 25


def sources(root: Path, *folders: str) -> list[Path]:
    """Return the Python files of folders; migrations are generated."""
    found = [path for folder in folders for path in (root / folder).rglob("*.py")]
    assert found, f"no Python file in {', '.join(folders)} of {root}"
    return sorted(path for path in found if "migrations" not in path.parts)


def parsed(root: Path, *folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield the name and the syntax tree of each Python file of folders."""
    for path in sources(root, *folders):
        yield str(path.relative_to(root)), ast.parse(path.read_text(encoding="utf-8"))


def functions(root: Path, *folders: str) -> Iterator[tuple[str, int]]:
    """Yield each function as “file:line: name” with the number of its lines."""
    for file, tree in parsed(root, *folders):
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                yield f"{file}:{node.lineno}: {node.name}", node.end_lineno - node.lineno + 1


def long_functions(root: Path) -> Iterator[str]:
    """No function is long, in tests neither."""
    for name, length in functions(root, *APPS, "bin", "tests"):
        if length > LONGEST_FUNCTION:
            yield f"{name} has {length} lines; split it, {LONGEST_FUNCTION} at most"


def usual_length(root: Path) -> Iterator[str]:
    """Most functions of the site are very short."""
    lengths = sorted(length for _, length in functions(root, *APPS))
    for share, limit in ((0.5, MEDIAN), (0.9, NINETIETH)):
        length = lengths[int(len(lengths) * share)]
        if length > limit:
            yield f"apps: {share:.0%} of the functions have up to {length} lines, not {limit}"


def long_files(root: Path) -> Iterator[str]:
    """No file is long."""
    for path in sources(root, *APPS, "bin"):
        length = len(path.read_text(encoding="utf-8").splitlines())
        if length > LONGEST_FILE:
            file = path.relative_to(root)
            yield f"{file}:1: {length} lines; split it by subject, {LONGEST_FILE} at most"


def class_names(root: Path) -> Iterator[str]:
    """No two classes of the site have the same name, but for Django's Command."""
    seen: dict[str, str] = {}
    for file, tree in parsed(root, *APPS):
        for node in tree.body:
            if not isinstance(node, ast.ClassDef) or node.name == "Command":
                continue
            if node.name in seen:
                other = seen[node.name]
                yield f"{file}:{node.lineno}: {other} has a class {node.name} too; rename one"
            seen[node.name] = file
