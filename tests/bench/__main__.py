"""The work of bin/bench."""

import argparse

import django

django.setup()

from tests.bench import register  # noqa: E402  (models need Django)


def main() -> None:
    """Carry out what the command line asks for."""
    parser = argparse.ArgumentParser(prog="bin/bench")
    parser.add_argument("part", choices=["register"])
    parser.add_argument("--rows", type=int, default=1_632)
    options = parser.parse_args()
    print(register.make(options.rows))


main()
