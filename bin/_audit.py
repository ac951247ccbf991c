"""Holds the locked packages against the advisories of known vulnerabilities; bin/test runs it.

It fails where a vulnerability is known, and never for lack of a network: then it says that nothing
was audited. pip-audit is installed in var/audit, apart from the packages that are tested.
"""

import json
import subprocess
import sys
import threading
import tomllib
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCKS = [ROOT / "locks" / "test.txt", ROOT / "locks" / "postgres.txt"]  # with what is served
HOME = ROOT / "var" / "audit"
ADVISORIES = "https://api.osv.dev/v1/query"
SECONDS = 5
UNREACHABLE = "no index of advisories was reachable: pip-audit was not run"


def advisories_answer() -> bool:
    """Say whether the index of advisories answers within a few seconds, looking up its name too."""
    answers: list[Any] = []
    asking = threading.Thread(target=lambda: answers.extend(asked()), daemon=True)
    asking.start()
    asking.join(SECONDS)
    return bool(answers)


def asked() -> list[Any]:
    """Ask about one package; return the answer, or nothing where it is none of such an index."""
    package = {"package": {"name": "django", "ecosystem": "PyPI"}, "version": "5.2"}
    request = urllib.request.Request(ADVISORIES, json.dumps(package).encode())
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return [json.load(answer)]
    except (OSError, ValueError):
        return []


def installed() -> Path | None:
    """Return the program, installed if it is missing; None where that cannot be."""
    program = HOME / "bin" / "pip-audit"
    if not program.exists():
        groups = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
        make = [sys.executable, "-m", "venv", "--clear", str(HOME)]
        fill = [str(HOME / "bin" / "pip"), "install", "--quiet", *groups["audit"]]
        for command in (make, fill):
            if subprocess.run(command, capture_output=True, check=False).returncode:
                return None
    return program


def audited(program: Path) -> dict[str, Any] | None:
    """Return what pip-audit finds, or None where it could not finish."""
    command = [str(program), *(f"--requirement={lock}" for lock in LOCKS)]
    command += ["--require-hashes", "--disable-pip"]
    command += ["--vulnerability-service", "osv", "--osv-url", ADVISORIES]
    command += ["--format", "json", "--progress-spinner", "off"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        found: dict[str, Any] = json.loads(run.stdout)
    except ValueError:
        return None
    return found


def vulnerabilities(found: dict[str, Any]) -> Iterator[str]:
    """Yield a line for each known vulnerability: package, version, name, versions without it."""
    for package in found["dependencies"]:
        for known in package.get("vulns", ()):
            mended = ", ".join(known["fix_versions"]) or "no version yet"
            yield f"{package['name']} {package['version']}: {known['id']}; mended in: {mended}"


def main() -> int:
    """Audit the packages; return 1 where a vulnerability is known."""
    if not advisories_answer():
        print(UNREACHABLE)
        return 0
    program = installed()
    found = audited(program) if program else None
    if found is None:
        print("pip-audit could not be installed or did not finish: nothing was audited")
        return 0
    lines = list(vulnerabilities(found))
    print(*lines, sep="\n", end="\n" if lines else "")
    print(f"{len(found['dependencies'])} packages audited, {len(lines)} vulnerabilities known")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
