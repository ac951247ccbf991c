"""Removes personal data that was kept long enough."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from relationships.enquiries import retention
from sistercity.management.base import SiteCommand


class Command(SiteCommand):
    """Shows what has to lose its personal data; --apply removes it."""

    help = "Show which submissions have to lose their personal data; --apply removes it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--apply", action="store_true", help="remove it")

    def handle(self, *args: Any, **options: Any) -> None:
        """List number, kind and dates of what is due, nothing of what it says."""
        now = timezone.now()
        for one in retention.due(now).order_by("received_at"):
            handled = timezone.localdate(one.handled_at) if one.handled_at else "never"
            received = timezone.localdate(one.received_at)
            self.stdout.write(f"{one.reference}  {one.kind}  {received}  handled: {handled}")
        if options["apply"]:
            self.stdout.write(f"{retention.purge(now)} purged")
        else:
            self.stdout.write("Nothing was removed: --apply removes it.")
