"""What the worker does for releases: their undo, which takes minutes for a large one."""

from django.utils.translation import override
from django_tasks import task

from relationships.releases.undo import CannotUndo, undo_release
from sistercity.changes.reverting import Edits
from sistercity.locks import Busy


@task()
def undo_at_desk(number: int, who: str, reason: str, edits: str) -> str:
    """Undo the newest release; return why that cannot be, in Japanese, or "" where it was done.

    The arguments are those of ``undo_release``. Started again after its worker was killed, it finds
    nothing half done.
    """
    with override("ja"):
        try:
            undo_release(number=number, who=who, reason=reason, edits=Edits(edits))
        except (CannotUndo, Busy) as refusal:
            return str(refusal)
    return ""
