"""The command of an import: reads a file, shows the plan, and applies it if told."""

import datetime
import getpass
import sys
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, ClassVar, Self

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sistercity.dates import Precision
from sistercity.imports import reports
from sistercity.imports.answer_files import (
    CONFLICT_ANSWERS,
    FileAnswers,
    UnreadableAnswers,
    read_answers,
)
from sistercity.imports.importer import Importer, Options
from sistercity.imports.merging import ConflictAnswers, Verdict
from sistercity.imports.plan import EntryKind, Plan, PublicationDetails
from sistercity.imports.publishing import NotPublished, import_file
from sistercity.locks import Busy
from sistercity.management.base import INTERRUPTED, SiteCommand, reason_of
from sistercity.spreadsheets.days import partial_date
from sistercity.spreadsheets.grouping import grouped
from sistercity.spreadsheets.problems import CellError, FileRefused, quoted
from sistercity.spreadsheets.writing.replacing import Replacement

NOT_REPORTED = 4  # published, but the report of it could not be written
REPORTS = {".json": reports.as_json, ".csv": reports.as_csv, ".html": reports.as_html}
BAR = 30


class ImportCommand(SiteCommand):
    """Reads a file and shows what it would change; writes only with --apply."""

    importer: ClassVar[type[Importer]]
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options; each alarm has one that accepts it."""
        parser.add_argument("file", type=Path, help="CSV, .xlsx or .xls")
        parser.add_argument("--apply", action="store_true", help="write the changes")
        parser.add_argument("--sheet", default="", help="name of the worksheet")
        parser.add_argument(
            "--as-of",
            default="",
            metavar="YYYY-MM-DD",
            help="the day that the file describes; --apply needs it",
        )
        parser.add_argument(
            "--format", choices=("text", "json"), default="text", help="how the plan is printed"
        )
        parser.add_argument(
            "--report", type=Path, help="also write the whole plan to a .html, .csv or .json file"
        )
        parser.add_argument("--all", action="store_true", help="print every entry of the plan")
        parser.add_argument(
            "--language", choices=("en", "ja"), default="en", help="of what is printed"
        )
        parser.add_argument("--who", default=getpass.getuser(), help="whose name the change gets")
        parser.add_argument("--note-en", default="", help="a note for the public, in English")
        parser.add_argument("--note-ja", default="", help="the same in Japanese")
        parser.add_argument(
            "--missing",
            choices=("keep", "end"),
            default="keep",
            help="what becomes of records that the file lacks",
        )
        parser.add_argument(
            "--conflicts",
            default="",
            metavar="keep|take|FILE",
            help="keep what people wrote meanwhile, take what the file says, or go by a report's"
            " answers to conflicts",
        )
        parser.add_argument(
            "--answers",
            type=Path,
            metavar="FILE",
            help="an answer for each question: a report in .csv whose last column is filled in",
        )
        for name, meaning in self.importer.alarm_names.items():
            parser.add_argument(f"--accept-{name}", action="store_true", help=f"accept: {meaning}")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the file, show the plan, apply it; raise CommandError where it is refused."""
        self.published: Any = None
        self.is_written = False
        with translation.override(options["language"]):
            try:
                self.run(options)
            except FileRefused as refused:
                reasons = "\n".join(f"  {group}" for group in grouped(refused.problems))
                raise CommandError(_("The file is refused:") + f"\n{reasons}") from None
            except (Busy, NotPublished) as reason:
                raise CommandError(str(reason), returncode=3) from None
            except KeyboardInterrupt as error:
                raise CommandError(self.interrupted(), returncode=INTERRUPTED) from error

    def interrupted(self) -> str:
        """Return what Ctrl-C left behind."""
        if self.published is not None:
            told = _("Published: %(what)s") % {"what": self.published}
            return told + ". " + _("It was interrupted before all was shown.")
        if self.is_written:
            return _(
                "Interrupted at the last moment: look whether the import was published before you "
                "repeat it."
            )
        return _("Interrupted. Nothing was written.")

    def written(self, _published: Any) -> None:
        """Note that only the end of the transaction is left."""
        self.is_written = True

    def run(self, options: dict[str, Any]) -> None:
        """Read, show and apply."""
        options["as_of"] = day_of(options["as_of"])
        self.refuse_what_cannot_be(options)
        as_of = options["as_of"] or timezone.localdate()
        accepted = [
            name
            for name in self.importer.alarm_names
            if options[f"accept_{name.replace('-', '_')}"]
        ]
        answered = self.read_answers(options["answers"])
        importer = self.importer(
            Options(
                frozenset(accepted),
                names=tuple(answered.names.values()),
                conflicts=self.conflict_answers(options["conflicts"], answered.conflicts),
                skipped=answered.skipped,
                missing=answered.missing,
                end_missing=options["missing"] == "end",
                as_of=as_of,
            )
        )
        answers = dict.fromkeys(accepted, "accepted on the command line")
        publication = PublicationDetails(
            options["who"],
            as_of,
            answers,
            options["note_en"],
            options["note_ja"],
            written=self.written,
        )
        with self.opened(options["report"]) as report:
            with Bar(self.stderr) as bar:
                plan, self.published = import_file(
                    importer=importer,
                    path=options["file"],
                    name=options["file"].name,
                    sheet=options["sheet"],
                    publication=publication if options["apply"] else None,
                    progress=bar.show,
                )
            failed = self.put_out(plan, importer, report, options)
        self.report_outcome(plan, importer, failed, options)

    def read_answers(self, path: Path | None) -> FileAnswers:
        """Return the answers of a report; raise CommandError where it cannot be read."""
        try:
            return read_answers(path, self.importer) if path else FileAnswers()
        except UnreadableAnswers as reason:
            raise CommandError(str(reason)) from None

    def conflict_answers(self, word: str, single: dict[str, Verdict]) -> ConflictAnswers:
        """Return the answers to conflicts: one for all others than the single ones, or a report's.

        Raises CommandError for a report that cannot be read, or answers no conflict.
        """
        if word in ("", *CONFLICT_ANSWERS):
            return ConflictAnswers(Verdict(word or Verdict.ASK), single)
        path = Path(word)
        if not path.exists():
            raise CommandError(
                _("Say --conflicts keep, --conflicts take, or a report: there is no file %(path)s.")
                % {"path": path}
            )
        found = self.read_answers(path).conflicts
        if not found:
            raise CommandError(
                _("%(path)s answers no conflict. Fill in its last column, “%(answer)s”.")
                % {"path": path, "answer": _("Answer")}
            )
        return ConflictAnswers(single=single | found)

    def opened(self, path: Path | None) -> AbstractContextManager[Replacement | None]:
        """Return the report, which is opened before anything is written to the database."""
        return Replacement(path) if path else nullcontext()

    def refuse_what_cannot_be(self, options: dict[str, Any]) -> None:
        """Raise CommandError for a file, a day or a report that cannot be."""
        if options["apply"] and not options["as_of"]:
            raise CommandError(_("Say which day the file describes: --as-of YYYY-MM-DD."))
        if options["as_of"] and options["as_of"] > timezone.localdate():
            raise CommandError(
                _("The day of the file, %(day)s, is yet to come.") % {"day": options["as_of"]}
            )
        if not options["file"].exists():
            raise CommandError(_("There is no file %(path)s.") % {"path": options["file"]})
        if not options["file"].is_file():
            raise CommandError(
                _("A folder, a device or a pipe cannot be imported: %(path)s")
                % {"path": options["file"]}
            )
        report = options["report"]
        if report and (report.suffix not in REPORTS or not report.parent.is_dir()):
            raise CommandError(
                _("A report is a .html, .csv or .json file in a folder that exists: %(path)s")
                % {"path": report}
            )

    def put_out(
        self,
        plan: Plan,
        importer: Importer,
        report: Replacement | None,
        options: dict[str, Any],
    ) -> str:
        """Write the report and print the plan; return why that cannot be, "" if it is done."""
        failed = ""
        try:
            if report:
                write = REPORTS[options["report"].suffix]
                with report.part.open("w", encoding="utf-8", newline="") as file:
                    file.writelines(write(plan, importer))
                report.complete()
        except OSError as error:
            failed = reason_of(error)
        try:
            self.show(plan, importer, options)
            self.stdout.flush()
        except OSError as error:
            failed = failed or reason_of(error)
        return failed

    def show(self, plan: Plan, importer: Importer, options: dict[str, Any]) -> None:
        """Print the plan."""
        if options["format"] == "json":
            for part in reports.as_json(plan, importer):
                self.stdout.write(part, ending="")
        else:
            for line in reports.text(plan, importer, everything=options["all"]):
                self.stdout.write(line)

    def report_outcome(
        self, plan: Plan, importer: Importer, failed: str, options: dict[str, Any]
    ) -> None:
        """Say what was done; raise CommandError where it is not all that was asked for."""
        say = self.stderr.write if options["format"] == "json" else self.stdout.write
        unanswered = plan.unanswered(set(importer.options.accepted))
        reasons = []
        if failed:
            reasons = [_("The report could not be written: %(reason)s") % {"reason": failed}]
        if plan.has_errors:
            reasons.append(_("The file has errors: correct them first. Nothing was written."))
            raise CommandError(" ".join([*reasons, *self.ways_out(plan, importer)]))
        if conflicts := plan.counts[EntryKind.CONFLICT]:
            reasons.append(open_conflicts(conflicts))
        if unanswered:
            flags = " ".join(dict.fromkeys(alarm.flag for alarm in unanswered))
            reasons.append(
                _("The plan looks wrong. To accept it, say: %(flags)s. Nothing was written.")
                % {"flags": flags}
            )
        if conflicts or unanswered:
            raise CommandError(" ".join(reasons), returncode=2)
        if self.published is not None:
            told = _("Published: %(what)s") % {"what": self.published}
            if failed:
                raise CommandError(f"{told}. {reasons[0]}", returncode=NOT_REPORTED)
            say(told)
            return
        if failed:
            raise CommandError(reasons[0])
        if not plan.changes_nothing or plan.is_answered:
            say(_("Nothing was written. Say --apply to publish this plan."))

    def ways_out(self, plan: Plan, importer: Importer) -> list[str]:
        """Return what else than a correction helps against errors, if anything."""
        flags = dict.fromkeys(
            f"--accept-{importer.acceptable[problem.code]}"
            for problem in plan.problems
            if problem.code in importer.acceptable
        )
        told = []
        if flags:
            told = [
                _("What is new and right can be accepted: %(flags)s.") % {"flags": " ".join(flags)}
            ]
        if plan.rejected:
            told.append(
                _("Names can be answered, and rows skipped, in a report: --report, then --answers.")
            )
        return told


def day_of(text: str) -> datetime.date | None:
    """Return the day of --as-of, written in any way that a file may write it; None for none."""
    try:
        date = partial_date(text)
    except CellError:
        date = None
    if text and (date is None or date.precision != Precision.DAY):
        raise CommandError(
            _("“%(text)s” is no day. Write year, month and day, as in --as-of 2026-10-31.")
            % {"text": quoted(text)}
        )
    return date.first if date else None


def open_conflicts(number: int) -> str:
    """Return what to do about conflicts."""
    return ngettext(
        "%(number)s record has values that both the file and a person changed. Nothing was written."
        " Decide with --conflicts keep, --conflicts take, or a report with an answer for each"
        " (--report, then --conflicts FILE).",
        "%(number)s records have values that both the file and a person changed. Nothing was"
        " written. Decide with --conflicts keep, --conflicts take, or a report with an answer for"
        " each (--report, then --conflicts FILE).",
        number,
    ) % {"number": number}


class Bar:
    """A line in the terminal that shows how far an import is, and its rows per second."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.step, self.started, self.shown, self.drawn = "", 0.0, 0.0, False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_args: object) -> None:
        if self.drawn:
            self.stream.write("")

    def show(self, step: str, fraction: float, rows: int) -> None:
        """Draw the line again, ten times a second; where nobody looks, nothing is drawn."""
        now = time.monotonic()
        if not sys.stderr.isatty() or (step == self.step and now - self.shown < 0.1):
            return
        if step != self.step:
            self.step, self.started = step, now
        self.shown = now
        speed = rows / max(now - self.started, 0.001)
        done = round(BAR * fraction)
        bar = "█" * done + "·" * (BAR - done)
        self.stream.write(f"\r{step:8} {bar} {rows:>9,} rows {speed:>9,.0f}/s ", ending="")
        self.drawn = True
