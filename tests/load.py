"""Runs the loader again and reads what it says."""

import io
import re
from dataclasses import dataclass

from django.core.management import call_command

ADDED = re.compile(r"^(\w+): (\d+) added, (\d+) already there$", re.MULTILINE)
LEFT_OUT = re.compile(r"^left out: (R\d{4}) (.*?): (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Loaded:
    """What a run of load_data printed."""

    text: str

    @property
    def added(self) -> dict[str, int]:
        """How many records it added, by model."""
        return {model: int(number) for model, number, _ in ADDED.findall(self.text)}

    @property
    def left_out(self) -> dict[str, str]:
        """The reason why a row was left out, by its id."""
        return {row: reason for row, _, reason in LEFT_OUT.findall(self.text)}


def load(*arguments: str) -> Loaded:
    """Run load_data so that it names what it leaves out."""
    output = io.StringIO()
    call_command("load_data", "--verbosity", "2", *arguments, stdout=output)
    return Loaded(output.getvalue())
