"""One run of an import: a file is planned and, if asked for, published in one transaction."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from sistercity.imports.importer import Importer
from sistercity.imports.plan import EntryKind, Plan, Progress, PublicationDetails
from sistercity.locks import Work, hold_back_editors, lock_imports
from sistercity.models import DataVersion, broken_rule
from sistercity.spreadsheets.reading import open_table


class NotPublished(Exception):
    """The plan could not be written; nothing was."""


class DataChanged(NotPublished):
    """The data is not what it was when the plan was read."""


def import_file(
    *,
    importer: Importer,
    path: Path,
    name: str,
    sheet: str,
    publication: PublicationDetails | None,
    progress: Progress,
) -> tuple[Plan, Any]:
    """Plan the import of a file and, with a publication, write it.

    Returns the plan, and what was published: None without a publication, and where errors, open
    conflicts, alarms that nobody accepted, or a lack of changes stood against it. Raises
    FileRefused for a file that cannot be read, Busy where another import runs, NotPublished where
    the database refuses or changed since the plan was read, OperationalError where it cannot be
    reached.

    Editors are not held back while the file is compared, only while the plan is written; what
    they save in between makes another comparison.
    """

    def compared() -> Plan:
        plan = Plan(name, digest)
        with open_table(path, importer.layout, sheet=sheet, name=name) as table:
            importer.plan(table, plan, progress)
        return plan

    digest = sha256(path)
    connection.ensure_connection()
    try:
        with transaction.atomic():
            return written(importer, compared, publication, progress)
    except IntegrityError as error:
        raise NotPublished(
            _("A rule of the data refuses the change: %(reason)s. Nothing was written.")
            % {"reason": broken_rule(importer.model, error)}
        ) from error
    except DatabaseError as error:
        reason = str(error).partition("\n")[0]
        raise NotPublished(
            _("The database refuses the change: %(reason)s. Nothing was written.")
            % {"reason": reason}
        ) from error


def written(
    importer: Importer,
    compared: Callable[[], Plan],
    publication: PublicationDetails | None,
    progress: Progress,
) -> tuple[Plan, Any]:
    """Compare, and write the plan; return it, and what was published, if anything was."""
    if publication:
        lock_imports(Work.IMPORT, publication.who)
    version = data_version()
    plan = compared()
    if publication is None or not is_ready(plan, importer):
        return plan, None
    hold_back_editors()
    if data_version() != version:
        plan = compared()
        if not is_ready(plan, importer):
            return plan, None
    if publication.digest not in ("", plan.digest()):
        raise DataChanged(_("The data changed since this plan was made. Read the new plan first."))
    published = importer.publish(plan, publication, progress)
    publication.written(published)
    return plan, published


def is_ready(plan: Plan, importer: Importer) -> bool:
    """Whether nothing stands against writing a plan, and there is something to write."""
    unanswered = plan.unanswered(set(importer.options.accepted))
    conflicts = plan.counts[EntryKind.CONFLICT]
    return not (plan.has_errors or conflicts or unanswered or importer.is_empty(plan))


def data_version() -> int | None:
    """Return the number that every committed change of content moves on."""
    return DataVersion.objects.values_list("number", flat=True).first()


def sha256(path: Path) -> str:
    """Return the SHA-256 digest of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
