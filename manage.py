#!/usr/bin/env python
"""Django's command-line entry point."""

import os
import sys
from typing import NoReturn


def main() -> None:
    """Run a command; say in a sentence what is wrong with the environment.

    Ctrl-C while Django is still being loaded leaves no traceback either.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sistercity.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415  (it is slow)
        from django.core.management import execute_from_command_line  # noqa: PLC0415
    except ModuleNotFoundError:
        sys.exit("This Python has no Django. Run bin/manage, which makes the project's .venv.")
    except KeyboardInterrupt:
        interrupted()
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        interrupted()


def interrupted() -> NoReturn:
    """End as a program that Ctrl-C has stopped."""
    sys.stderr.write("Interrupted.\n")
    sys.exit(130)


if __name__ == "__main__":
    main()
