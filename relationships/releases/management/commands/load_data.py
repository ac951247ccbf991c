"""Loads the real data of ``fixtures/``."""

from collections import Counter
from pathlib import Path
from typing import Any

import pghistory
from django.core.management.base import CommandError, CommandParser
from django.db import connection, transaction

from places.loading import load_places
from places.neighbours import load_neighbours
from relationships.register.loading import load_relationships
from relationships.register.models import Relationship
from relationships.releases.actions import ensure_baseline
from relationships.releases.data_day import GATHERED_BY, gathered_until
from sistercity.faq.loading import load_questions
from sistercity.loading import Report
from sistercity.management.base import SiteCommand


class Command(SiteCommand):
    """Adds what the database lacks; records that are there are left as they are."""

    help = "Load the data of fixtures/: adds what is missing, changes nothing that is there."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when there are relationships"
        )
        parser.add_argument(
            "--left-out", type=Path, metavar="FILE", help="write there what was left out, and why"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load all files, then say what was loaded and what was left out."""
        if options["if_empty"] and Relationship.with_withdrawn.exists():
            return
        report = Report(say=self.stdout.write)
        try:
            self.load(report)
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.tell_left_out(report, options["left_out"], named=options["verbosity"] > 1)
        counts = Counter(Relationship.objects.values_list("counting", flat=True))
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in sorted(counts.items())))

    def tell_left_out(self, report: Report, file: Path | None, *, named: bool) -> None:
        """Say how many rows were left out and where they are listed, or name each."""
        lines = [f"{row}: {reason}\n" for row, reason in report.left_out]
        if file:
            file.write_text("".join(lines), encoding="utf-8")
        for line in lines if named else ():
            self.stdout.write(f"left out: {line}")
        if not named:
            where = f"listed in {file}" if file else "which --verbosity 2 lists"
            self.stdout.write(f"left out: {len(lines)} rows, {where}")

    def load(self, report: Report) -> None:
        """Load all files in one transaction; raise ValueError for one that cannot be read."""
        with transaction.atomic(), pghistory.context(source="load_data"):
            load_places(report)
            load_relationships(report)
            # What the register holds before its first import: later notices begin from it.
            ensure_baseline(as_of=gathered_until().last, published_by=GATHERED_BY)
            load_questions(report)
            load_neighbours(report)
            # PostgreSQL gathers statistics within a minute, and not at all before a server that
            # runs briefly ends; until then it reads whole tables where an index would do.
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
