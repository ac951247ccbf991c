"""Asks the contacts of listings whether they are still right."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from relationships.enquiries import reminders
from sistercity.management.base import SiteCommand


class Command(SiteCommand):
    """Shows whom it would ask; --send mails each a signed link."""

    help = "Show whose listings were last confirmed 11 months ago; --send mails each a signed link."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--send", action="store_true", help="send the mails")
        parser.add_argument(
            "--listing",
            type=int,
            action="append",
            default=[],
            metavar="NUMBER",
            help="only this listing, however long ago it was confirmed; can be repeated",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a table: number, last confirmation, what was done, the government."""
        asked = 0
        for reminder in reminders.due(timezone.now(), options["listing"]):
            what = reminder.why_not or "to be asked"
            if options["send"] and not reminder.why_not:
                is_sent = reminders.send(reminder.listing)
                what = "asked" if is_sent else "the mail was not sent"
            asked += what in ("asked", "to be asked")
            listing = reminder.listing
            confirmed = listing.confirmed.isoformat() if listing.confirmed else "never"
            self.stdout.write(f"{listing.public_id:>5}  {confirmed:<10}  {what:<30}  {listing}")
        end = "asked." if options["send"] else "to be asked. Nothing was sent: --send sends it."
        self.stdout.write(f"{asked} {end}")
