"""A process that has read Django once, and runs each command that it is told in a process of its own.

Each line on its input is a JSON list: where the output goes, the number of the statement before
which the command kills itself (0: it says at its end how many there were), the command and its
arguments.
It answers with a line that holds the process's number; another one when that has ended, with its
exit code, negative for the signal that killed it.
"""  # noqa: E501

import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django
from django.core.management import ManagementUtility
from django.db import connection

EDITORS_WAIT = 3  # seconds that an import waits for editors, instead of ten


def warm_up() -> None:
    """Read what every command needs."""
    django.setup()
    from django.urls import get_resolver

    from relationships.imports import importer  # noqa: F401
    from relationships.releases import notices, undo  # noqa: F401
    from sistercity import locks

    locks.WAIT_FOR_EDITORS = f"{EDITORS_WAIT}s"
    get_resolver()


class Statements:
    """Counts the statements that a process sends to the database; kills it before one of them."""

    def __init__(self, last: int) -> None:
        self.number, self.last = 0, last

    def __call__(self, execute: Callable[..., Any], *statement: Any) -> Any:
        """Send a statement."""
        self.number += 1
        if self.number == self.last:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*statement)


def run(output: str, last: int, command: list[str]) -> None:
    """Run a command as its own script would; never return."""
    code = 1
    try:
        file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for stream in (1, 2):
            os.dup2(file, stream)
        statements = Statements(last)
        with connection.execute_wrapper(statements):
            ManagementUtility(["manage.py", *command]).execute()
        print(f"{statements.number} statements")
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    except KeyboardInterrupt:
        code = 130
    finally:
        sys.stdout.flush()
        os._exit(code)


def main() -> None:
    warm_up()
    print("ready", flush=True)
    for line in sys.stdin:
        output, last, *command = json.loads(line)
        child = os.fork()
        if not child:
            run(output, last, command)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
