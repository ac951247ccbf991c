#!/usr/bin/env python
"""Django's command-line entry point."""

import os
import sys


def main() -> None:
    """Run a command; Ctrl-C while Django is still being loaded leaves no traceback either."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sistercity.settings")
    try:
        from django.core.management import execute_from_command_line  # noqa: PLC0415  (it is slow)

        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
