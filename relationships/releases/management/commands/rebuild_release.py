"""Proves that a release's notice tells everything."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from relationships.releases.models import Release
from relationships.releases.notices import rebuild
from sistercity.management.base import SiteCommand


class Command(SiteCommand):
    """Rebuilds a release's dataset from the one before and its notice, and compares the two."""

    help = "Rebuild a release from the one before it and its change notice, byte for byte."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("number", type=int, help="number of the release")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild and compare; raise CommandError where they differ."""
        release = Release.objects.filter(number=options["number"]).first()
        if release is None:
            raise CommandError(f"There is no release {options['number']}.")
        try:
            digest, rows = rebuild(release)
        except ValueError as reason:
            raise CommandError(f"The notice does not fit: {reason}") from None
        if digest != release.dataset_sha256:
            raise CommandError(f"Not the same: {digest}, not {release.dataset_sha256}")
        before = release.previous.number if release.previous else 0
        self.stdout.write(
            f"Release {before} and notice {release.number} give release {release.number}:"
            f" {rows} rows, SHA-256 {digest}"
        )
