"""Loads the real data of ``fixtures/``."""

from collections import Counter
from typing import Any

import pghistory
from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from places.loading import load_places
from places.neighbours import load_neighbours
from relationships.loading import load_relationships
from relationships.models import Relationship
from relationships.releases import ensure_baseline
from sistercity.faq_loading import load_questions
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

    def handle(self, *args: Any, **options: Any) -> None:
        """Load all files, then say what was loaded and what was left out."""
        if options["if_empty"] and Relationship.objects.exists():
            return
        report = Report(say=self.stdout.write)
        try:
            self.load(report)
        except ValueError as error:
            raise CommandError(str(error)) from error
        for row, reason in report.left_out:
            self.stdout.write(f"left out: {row}: {reason}")
        counts = Counter(Relationship.objects.values_list("counting", flat=True))
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in sorted(counts.items())))

    def load(self, report: Report) -> None:
        """Load all files in one transaction; raise ValueError for one that cannot be read."""
        with transaction.atomic(), pghistory.context(source="load_data"):
            load_places(report)
            load_relationships(report)
            # What the register holds before its first import: later notices begin from it.
            ensure_baseline(as_of=timezone.localdate(), published_by="load_data")
            load_questions(report)
            load_neighbours(report)
