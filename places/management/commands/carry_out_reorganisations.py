"""Carries out the mergers and the like of which the day has come."""

from typing import Any

from places import reorganisations
from sistercity.management.base import SiteCommand


class Command(SiteCommand):
    """Does what the first request of the day does, for a site that nobody visits at night."""

    help = "Carry out the reorganisations of which the day has come, and name them."

    def handle(self, *args: Any, **options: Any) -> None:
        """Name what was carried out."""
        done = reorganisations.carry_out_due(waits=True) or []
        for one in done:
            self.stdout.write(f"{one.on}  {one}")
        self.stdout.write(f"{len(done)} carried out")
