"""The base of every management command: what goes wrong outside the code is one sentence.

The exit codes are listed in docs/import.md.
"""

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.db import InterfaceError, OperationalError

NO_DATABASE = 5
INTERRUPTED = 130  # as shells number a program that Ctrl-C ended: 128 and the signal


class Output(OutputWrapper):
    """An output whose reader may go away, as that of ``| head`` does: the command goes on."""

    def write(self, *args: Any, **options: Any) -> None:  # type: ignore[override]
        """Write; raise OSError where the output is full."""
        try:
            super().write(*args, **options)
        except OSError as error:
            self.lose(error)

    def flush(self) -> None:
        """Send what was written; raise OSError where the output is full."""
        try:
            super().flush()
        except OSError as error:
            self.lose(error)

    def lose(self, error: OSError) -> None:
        """Lead the output to nowhere: Python would try it again at its end, and fail."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.fileno())
        os.close(nowhere)
        if not isinstance(error, BrokenPipeError):
            raise OSError(error.errno, error.strerror, "standard output") from error


class SiteCommand(BaseCommand):
    """A command that ends with one sentence where a file, the database or a person stops it.

    ``--traceback`` shows where it was.
    """

    def __init__(self, stdout: Any = None, stderr: Any = None, **options: Any) -> None:
        super().__init__(stdout, stderr, **options)
        style = self.stderr.style_func
        self.stdout, self.stderr = Output(stdout or sys.stdout), Output(stderr or sys.stderr)
        self.stderr.style_func = style

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run the command; raise CommandError instead of what comes from outside."""
        try:
            result: str | None = super().execute(*args, **options)
            self.stdout.flush()
        except KeyboardInterrupt as error:
            text = "Interrupted. A change that was not complete was undone."
            raise CommandError(text, returncode=INTERRUPTED) from error
        except (OperationalError, InterfaceError) as error:
            text = f"The database cannot be reached, or gave up: {first_line(error)}"
            raise CommandError(text, returncode=NO_DATABASE) from error
        except OSError as error:
            raise CommandError(reason_of(error)) from error
        return result


def reason_of(error: OSError) -> str:
    """Return in one sentence what the system refused, and of which file."""
    reason = error.strerror or first_line(error) or type(error).__name__
    return f"{os.fsdecode(error.filename)}: {reason}." if error.filename else f"{reason}."


def first_line(error: Exception) -> str:
    """Return the first line of what an error says."""
    return str(error).strip().partition("\n")[0]
