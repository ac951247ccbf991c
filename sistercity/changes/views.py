"""The pages of the change log: the list, its files, and putting back what an entry shows."""

from itertools import chain, islice
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.urls import reverse
from psycopg.errors import QueryCanceled

from sistercity.admin import StaffSite
from sistercity.admin.conflicts import busy_or_raise
from sistercity.admin.history import HistoryWords, Version, with_previous
from sistercity.admin.restoring import CannotRestore, RestorableAdmin
from sistercity.changes.files import MOST, TITLE, change_log_file
from sistercity.changes.filters import LogFilters
from sistercity.changes.log import ChangeLog
from sistercity.changes.putting_back import PutBackForm, PuttingBack
from sistercity.changes.tables import (
    LogLine,
    LogTable,
    all_tables,
    history_url,
    log_tables,
    record_labels,
)
from sistercity.downloads import TYPES

CHANGED = (
    "この画面を開いた後に、この記録が変更されました。まだ元に戻していません。"
    "下の現在の内容を確かめて、もう一度操作してください。"
)
LATER = (
    "次の項目は、この変更の後にも変更されています：{}。まだ元に戻していません。"
    "その変更が失われてもよければ、下の確認に印を付けてください。"
)
TOO_SLOW = (
    "検索に時間がかかりすぎたため、中止しました。"
    "記録の種類か期間を選んで、もう一度絞り込んでください。"
)


def filters_of(site: StaffSite, request: HttpRequest) -> LogFilters:
    """Return the filters that a URL names; refuse those who may see no kind of record."""
    tables = all_tables(site, request)
    if not tables:
        raise PermissionDenied
    return LogFilters(request.GET, dict.fromkeys(table.admin for table in tables))


def change_log(site: StaffSite, request: HttpRequest) -> HttpResponse:
    """Show a page of the log."""
    filters = filters_of(site, request)
    if not filters.is_valid():
        return log_page(site, request, filters, status=400)
    log = ChangeLog(site, request, filters)
    try:
        with transaction.atomic():
            found = log.page(filters.cleaned_data["after"])
    except OperationalError as error:
        return too_slow(site, request, filters, error)
    return log_page(site, request, filters, found)


def too_slow(
    site: StaffSite, request: HttpRequest, filters: LogFilters, error: OperationalError
) -> HttpResponse:
    """Say that a search takes too long; raise the error where it is another one."""
    if not isinstance(error.__cause__, QueryCanceled):
        raise error
    messages.error(request, TOO_SLOW)
    return log_page(site, request, filters, status=503)


def log_page(
    site: StaffSite,
    request: HttpRequest,
    filters: LogFilters,
    found: tuple[list[LogLine], str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the page of the log: its lines and the position of the last, None if not searched."""
    lines, last = found or (None, "")
    chosen = {name: value for name, value in request.GET.items() if name != "after" and value}
    context = {
        "filters": filters,
        "is_filtered": bool(chosen),
        "lines": lines,
        "query": urlencode(chosen),
        "next": urlencode({**chosen, "after": last}) if last else "",
        "is_first": not request.GET.get("after"),
        "formats": TYPES,
        "most": MOST,
    }
    return site.page(request, "changes/log", TITLE, context, status)


def change_file(
    site: StaffSite, request: HttpRequest, ending: str
) -> HttpResponse | StreamingHttpResponse:
    """Send what the filters show as a file."""
    if ending not in TYPES:
        raise Http404
    filters = filters_of(site, request)
    if not filters.is_valid():
        return HttpResponseRedirect(f"{reverse('changes:log')}?{request.GET.urlencode()}")
    lines = ChangeLog(site, request, filters).all(MOST)
    try:
        with transaction.atomic():  # nothing is sent before the search has found something
            first = list(islice(lines, 1))
    except OperationalError as error:
        return too_slow(site, request, filters, error)
    return change_log_file(chain(first, lines), ending)


def put_back(site: StaffSite, request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Show what putting back would change, and do it."""
    table = next((one for one in log_tables(site, request) if one.name == name), None)
    if table is None or number >= 2**31:
        raise Http404
    page = PutBackPage(site, request, table, number)
    if request.method != "POST":
        return page.show()
    try:
        with transaction.atomic():
            table.admin.lock(None)
            return page.save()
    except CannotRestore as error:
        refusal = str(error)
    except IntegrityError as error:
        refusal = table.admin.reason(error)
    except OperationalError as error:
        refusal = busy_or_raise(error)
    return page.show([refusal])


class PutBackPage:
    """The page that asks before something is put back."""

    def __init__(self, site: StaffSite, request: HttpRequest, table: LogTable, number: int) -> None:
        self.site, self.request, self.table, self.number = site, request, table, number

    def read(self) -> None:
        """Read the entry and the record as they are now."""
        version = next(iter(with_previous(self.table.trace, [self.number])), None)
        if version is None:
            raise Http404
        self.version: Version = version
        self.back = PuttingBack(
            self.request, self.table, version, is_whole="whole" in self.request.GET
        )
        self.fields = self.back.fields(self.site.labels(self.request))

    def save(self) -> HttpResponse:
        """Put back what was chosen, if nothing speaks against it."""
        self.read()
        if self.request.POST.get("seen") != self.back.digest():
            return self.show([CHANGED])
        possible = [one for one in self.fields if one.is_open]
        form = PutBackForm(self.request.POST, possible)
        if not form.is_valid():
            return self.show([str(text) for texts in form.errors.values() for text in texts])
        chosen = [one for one in possible if one.name in form.cleaned_data["chosen"]]
        later = [one.label for one in chosen if one.is_later]
        if later and not form.cleaned_data["overwrite"]:
            return self.show([LATER.format("、".join(later))])
        saved = self.back.save(form.cleaned_data["chosen"], form.cleaned_data["change_reason"])
        if saved.errors:
            return self.show([str(text) for texts in saved.errors.values() for text in texts])
        owner = self.back.owner
        messages.success(self.request, f"「{self.table.admin.label(owner)}」を元に戻しました。")
        return HttpResponseRedirect(history_url(self.table.admin, owner.pk))

    def show(self, refusals: list[str] | None = None) -> HttpResponse:
        """Show the values, now and then, and why nothing was put back, if so."""
        self.read()
        if self.back.is_removed and self.is_restored_elsewhere:
            return HttpResponseRedirect(
                history_url(self.table.admin, self.version.event.pgh_obj_id)
            )
        labels = self.site.labels(self.request)
        [entry] = HistoryWords([self.version], labels).entries()
        owner, chosen = self.back.owner, self.chosen()
        context = {
            "entry": entry,
            "is_whole": self.back.is_whole,
            "is_removed": self.back.is_removed,
            "lost_owner": self.lost_owner(),
            "is_withdrawn": getattr(owner, "withdrawn_at", None),
            "record": self.table.admin.label(owner) if owner else "",
            "url": history_url(self.table.admin, owner.pk) if owner else "",
            "rows": [(one, one.name in chosen) for one in self.fields],
            "is_open": any(one.is_open for one in self.fields),
            "has_later": any(one.is_later and one.is_open for one in self.fields),
            "later": HistoryWords(self.back.later_versions(), labels).entries(),
            "form": PutBackForm(self.request.POST or None, self.fields),
            "seen": self.back.digest() if owner else "",
            "refusals": refusals or [],
        }
        title = "記録をこの時点に戻す" if self.back.is_whole else "変更前の値に戻す"
        title = "削除された行を元に戻す" if self.back.is_removed else title
        return self.site.page(self.request, "changes/put_back", title, context)

    @property
    def is_restored_elsewhere(self) -> bool:
        """Whether the record, once removed, is restored from the page of its own history."""
        return self.table.trace.is_own and isinstance(self.table.admin, RestorableAdmin)

    def lost_owner(self) -> tuple[str, str] | None:
        """Return name and URL of the record whose row it was, if that is gone too."""
        if not self.back.record or self.back.owner:
            return None
        key = self.table.key(self.back.record)
        [label] = record_labels(self.table.admin, self.request, [key]).values() or [str(key)]
        return label, history_url(self.table.admin, key)

    def chosen(self) -> set[str]:
        """Return the names of the fields that are ticked."""
        if self.request.method == "POST":
            return set(self.request.POST.getlist("chosen"))
        wanted = self.request.GET.getlist("field")
        if wanted:
            return set(wanted)
        return {one.name for one in self.fields if self.back.is_whole or not one.is_later}
