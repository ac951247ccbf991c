"""The releases of the register: their list, each one's change notice, and its files."""

from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from relationships.releases import notices
from relationships.releases.actions import dataset_file
from relationships.releases.models import ChangeKind, Release
from relationships.releases.readable import (
    Notice,
    ReleaseEntry,
    entries,
    first_changes,
    kept_entries,
)
from sistercity.downloads import download
from sistercity.lists.paging import PER_PAGE, page_of

CSV = "text/csv; charset=utf-8"


@dataclass(frozen=True)
class ChangeSection:
    """The relationships that a release changed in one way, or the first of them."""

    kind: ChangeKind
    number: int
    entries: list[ReleaseEntry]
    first: int  # position of the first entry among them all

    @property
    def last(self) -> int:
        """The position of the last entry."""
        return self.first + len(self.entries) - 1

    @property
    def is_cut(self) -> bool:
        """Whether there are more of them than the section holds."""
        return self.number > len(self.entries)


@dataclass(frozen=True)
class Download:
    """A file of a release, for the list of downloads."""

    label: str
    url: str
    rows: int | None = None
    format: str = "CSV"
    size: int | None = None
    date: None = None


@require_safe
def release_list(request: HttpRequest) -> HttpResponse:
    """Show every release, newest first, those that were undone too."""
    found = [Notice(release) for release in Release.objects.order_by("-as_of", "-number")]
    years = groupby(found, key=lambda notice: notice.release.as_of.year)
    context = {
        "years": [(year, list(group)) for year, group in years],
        "latest": next((n for n in found if not n.is_first and not n.release.undone_at), None),
        "breadcrumbs": [(_("Data"), reverse("data")), (_("Releases"), "")],
    }
    return render(request, "releases/list.html", context)


@require_safe
def release(request: HttpRequest, number: int) -> HttpResponse:
    """Show the change notice of a release: all kinds of change, or one of them in full."""
    record = get_object_or_404(Release.objects.select_related("previous"), number=number)
    try:
        kind = chosen_kind(request)
    except ValueError:
        reason = _("There is no change of this kind.")
        return render(request, "400.html", {"reason": reason}, status=400)
    notice = Notice(record)
    counts = {tally.kind: tally.number for tally in notice.tallies}
    # Without a kind each section holds its first relationships, and there is one page.
    page = page_of(request, range(counts.get(kind, 0) if kind else 0))
    context = {
        "change_notice": notice,
        "release": record,
        "kind": kind,
        "page": page,
        "sections": sections(record, counts, kind, page),
        "canonical": canonical(record, kind, page.number),
        "noindex": record.undone_at is not None,
        "files": files(notice),
        "kept": [] if kind else kept_entries(record, PER_PAGE),
        **neighbours(record),
        "breadcrumbs": [
            (_("Data"), reverse("data")),
            (_("Releases"), reverse("release_list")),
            (notice.name, ""),
        ],
    }
    return render(request, "releases/release.html", context)


def chosen_kind(request: HttpRequest) -> ChangeKind | None:
    """Return the one kind of change that the URL asks for; raise ValueError for any other."""
    (kind,) = request.GET.getlist("kind") or [""]
    return ChangeKind(kind) if kind else None


def canonical(record: Release, kind: ChangeKind | None, page: int) -> str:
    """Return the one URL of a notice, or of a page of one kind of its changes."""
    query = {"kind": kind.value} if kind else {}
    query |= {"page": str(page)} if page > 1 else {}
    return record.get_absolute_url() + (f"?{urlencode(query)}" if query else "")


def sections(
    record: Release, counts: dict[ChangeKind, int], kind: ChangeKind | None, page: Page[int]
) -> list[ChangeSection]:
    """Return the kinds of change to show, each with the relationships of this page."""
    changes = record.changes.all()
    if kind:
        changes = changes.filter(kind=kind)
    first, last = (page.start_index(), page.end_index()) if kind else (1, PER_PAGE)
    shown = entries(first_changes(changes, ["kind"], first, last))
    wanted = [kind] if kind else counts
    return [
        ChangeSection(
            one, counts.get(one, 0), [entry for entry in shown if entry.kind == one], first
        )
        for one in wanted
    ]


def neighbours(record: Release) -> dict[str, Notice | None]:
    """Return the release that this one follows, and the one in force that follows it."""
    following = record.following.standing().first()
    return {
        "previous": Notice(record.previous) if record.previous else None,
        "next": Notice(following) if following else None,
    }


def files(notice: Notice) -> list[Download]:
    """Return the files of a release; the first one has no differences."""
    number = notice.release.number
    whole = Download(
        _("The whole register of this release"),
        reverse("release_register", args=[number]),
        notice.release.counts.get("rows"),
    )
    if notice.is_first:
        return [whole]
    differences = Download(
        _("Differences from the release before"),
        reverse("release_changes", args=[number]),
    )
    return [differences, whole]


@require_safe
def changes_file(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """Send the differences of a release from the one before; the first one has none."""
    record = get_object_or_404(Release, number=number, previous__isnull=False)
    name = f"sister-cities-release-{number}-changes.csv"
    return download(notices.differences(record), name, CSV)


@require_safe
def register_file(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """Send the register as a release published it."""
    record = get_object_or_404(Release, number=number)
    return download(dataset_file(record), f"sister-cities-release-{number}-register.csv", CSV)
