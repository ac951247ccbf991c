"""Work of the desk's imports: the worker plans or publishes one run at a time.

So a closed tab, or a web server that starts anew, stops no import. Twice a second it is written
how far it is, from a thread with a database connection of its own: what it writes there is seen
although the import itself is one transaction.
"""

import logging
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from django.db import DatabaseError, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone, translation
from django_tasks import task

from sistercity.import_runs.models import WORKING, ImportRun, RunStatus
from sistercity.import_runs.stored import store_plan, store_problems
from sistercity.imports.answers import Answer, MissingAnswer
from sistercity.imports.importer import Importer, Options
from sistercity.imports.merging import ConflictAnswers, Verdict
from sistercity.imports.plan import PublicationDetails
from sistercity.imports.publishing import DataChanged, NotPublished, import_file
from sistercity.imports.registry import IMPORTERS
from sistercity.locks import Busy
from sistercity.spreadsheets.problems import FileRefused

EVERY = 0.5  # seconds between two looks at the progress
ALIVE_EVERY = 5  # seconds after which a worker without progress says that it is there
FIRST_STEP = "plan"  # of the engine; publishing begins with it too
CHANGED = "読み込んだ後にデータが変わったため、もう一度比較してください。何も公開されていません。"
BROKEN = "システムの不具合のため中止しました。何も変更されていません。管理者に連絡してください。"

logger = logging.getLogger(__name__)


@transaction.atomic
def start(run: ImportRun, status: RunStatus, **values: Any) -> bool:
    """Hand a run to the worker, which plans or publishes it, with new values of its columns.

    Returns False where somebody else has changed or started it since ``run`` was read.
    """
    started = own(run).update(
        status=status,
        attempt=F("attempt") + 1,
        step="",
        fraction=0,
        rows=0,
        heartbeat=timezone.now(),
        message="",
        **values,
    )
    if started:
        work.enqueue(run.pk, run.attempt + 1)
    return bool(started)


@task()
def work(key: int, attempt: int) -> None:
    """Plan or publish a run, as its status says; every end of it is stored with the run.

    Its step is empty until then. A start that is handed out again, because the worker that had it
    was killed, does nothing: the run is interrupted, and the desk starts it anew.
    """
    waiting = ImportRun.objects.filter(pk=key, attempt=attempt, status__in=WORKING)
    now = timezone.now()
    if not waiting.filter(step="").update(step=FIRST_STEP, step_began_at=now, heartbeat=now):
        waiting.update(heartbeat=None)
        return
    run = waiting.get()
    do = publish if run.status == RunStatus.PUBLISHING else plan
    with translation.override("ja"):
        try:
            with Heartbeat(run) as heartbeat:
                values = do(run, heartbeat)
        except Exception:
            logger.exception("import %s failed", key)
            values = {"status": RunStatus.FAILED, "message": BROKEN}
    if values:
        own(run).update(**values)


def own(run: ImportRun) -> QuerySet[ImportRun]:
    """Return the row of a run, unless somebody has changed or started it since it was read."""
    return ImportRun.objects.filter(pk=run.pk, attempt=run.attempt, status=run.status)


class Heartbeat:
    """Says how far a worker is."""

    def __init__(self, run: ImportRun) -> None:
        self.run = run
        self.began = timezone.now()
        self.progress: tuple[str, float, int] = (FIRST_STEP, 0.0, 0)
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.beat, daemon=True)

    def show(self, step: str, fraction: float, rows: int) -> None:
        """Note the progress; it costs nothing, for it is called often."""
        if step != self.progress[0]:
            self.began = timezone.now()
        self.progress = (step, min(max(fraction, 0.0), 1.0), rows)

    def __enter__(self) -> Self:
        if not connection.in_atomic_block:  # else nobody sees the run, nor how far it is
            self.thread.start()
        return self

    def __exit__(self, *_args: object) -> None:
        self.stopped.set()
        if self.thread.is_alive():
            self.thread.join()

    def beat(self) -> None:
        """Write the progress until the work ends."""
        written, quiet = self.progress, 0.0
        while not self.stopped.wait(EVERY):
            quiet += EVERY
            if self.progress != written or quiet >= ALIVE_EVERY:
                written, quiet = self.progress, 0.0
                self.write(*written)
        connection.close()

    def write(self, step: str, fraction: float, rows: int) -> None:
        """Write the progress; one that cannot be written is no reason to stop."""
        try:
            own(self.run).update(
                step=step,
                step_began_at=self.began,
                fraction=fraction,
                rows=rows,
                heartbeat=timezone.now(),
            )
        except DatabaseError:
            logger.warning("the progress of import %s could not be written", self.run.pk)
            connection.close()


def importer_of(run: ImportRun) -> Importer:
    """Return the importer of a run, with what was decided about it."""
    options = Options(
        accepted=frozenset(run.answers),
        names=tuple(map(Answer.of, run.names)),
        conflicts=ConflictAnswers(
            single={code: Verdict(answer) for code, answer in run.conflicts.items()}
        ),
        skipped=run.skipped,
        missing={code: MissingAnswer.of(answer) for code, answer in run.missing.items()},
        end_missing=run.end_missing,
        as_of=run.as_of,
    )
    return IMPORTERS[run.importer](options)


@contextmanager
def file_of(run: ImportRun) -> Iterator[Path]:
    """Write the file of a run where the engine can read it; drop it afterwards."""
    with tempfile.NamedTemporaryFile(prefix="import-") as file:
        file.write(run.content)
        file.flush()
        yield Path(file.name)


def read(
    run: ImportRun, importer: Importer, heartbeat: Heartbeat, publication: PublicationDetails | None
) -> tuple[Any, Any]:
    """Plan a run, and with a publication write it; return the plan and what was published."""
    with file_of(run) as path:
        return import_file(
            importer=importer,
            path=path,
            name=run.file_name,
            sheet=run.sheet,
            publication=publication,
            progress=heartbeat.show,
        )


def plan(run: ImportRun, heartbeat: Heartbeat) -> dict[str, Any]:
    """Compare the file with the data, store the plan; return what becomes of the run."""
    importer = importer_of(run)
    try:
        found, _ = read(run, importer, heartbeat, None)
    except FileRefused as refused:
        head = {**store_problems(run, refused.problems), "lapsed": lapsed(run, {})}
        return {"status": RunStatus.REFUSED, "head": head, "digest": ""}
    except NotPublished as reason:
        return {"status": RunStatus.FAILED, "message": str(reason)}
    with transaction.atomic():
        head = store_plan(run, found, importer)
        values = {"status": RunStatus.PLANNED, "head": head, "digest": found.digest()}
        values["answers"] = still_answered(run, head, importer)
        head["lapsed"] = lapsed(run, values["answers"])
        # A later start of the run has made a plan of its own, or will.
        transaction.set_rollback(not own(run).update(**values))
    return {}


def still_answered(run: ImportRun, head: dict[str, Any], importer: Importer) -> dict[str, str]:
    """Return the answers that hold for a new plan: to alarms that say nothing new."""
    asked = {alarm.get("subject") for alarm in run.head.get("alarms", ())}
    new = {alarm["name"] for alarm in head["alarms"] if alarm["subject"] not in asked}
    # These were given beforehand, to errors; their alarms come only after.
    new -= set(importer.acceptable.values())
    return {name: reason for name, reason in run.answers.items() if name not in new}


def lapsed(run: ImportRun, answers: dict[str, str]) -> dict[str, str]:
    """Return the reasons that were written for alarms and do not count now: they are shown again.

    ``answers`` are those that count.
    """
    written = {**run.head.get("lapsed", {}), **run.answers}
    return {name: reason for name, reason in written.items() if name not in answers}


def publish(run: ImportRun, heartbeat: Heartbeat) -> dict[str, Any]:
    """Publish the plan that was read; return what becomes of the run where that cannot be."""

    def written(published: Any) -> None:
        """Mark the run in the transaction of the import: one is not without the other."""
        marked = own(run).update(
            status=RunStatus.PUBLISHED,
            published_at=timezone.now(),
            result=str(published)[:200],
            result_url=getattr(published, "get_absolute_url", str)(),
        )
        if not marked:
            raise DataChanged(CHANGED)

    publication = PublicationDetails(
        run.published_by,
        run.as_of,
        run.answers,
        run.note_en,
        run.note_ja,
        digest=run.digest,
        written=written,
    )
    try:
        _, published = read(run, importer_of(run), heartbeat, publication)
    except DataChanged:
        return {"status": RunStatus.OUTDATED, "message": CHANGED}
    except (Busy, NotPublished, FileRefused) as reason:
        return {"status": RunStatus.PLANNED, "message": str(reason)}
    return {} if published is not None else {"status": RunStatus.OUTDATED, "message": CHANGED}


@transaction.atomic
def discard(run: ImportRun) -> bool:
    """Drop the file and the plan of a run that was not published; return whether it could be."""
    if run.status == RunStatus.PUBLISHED or (run.is_working and not run.is_interrupted):
        return False
    if not own(run).update(status=RunStatus.DISCARDED, content=b"", attempt=F("attempt") + 1):
        return False
    run.entries.all().delete()
    return True
