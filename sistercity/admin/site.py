"""The staff desk's site: the page to begin at, and the search of the boxes that choose a record."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from django.conf import settings
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.views import PasswordChangeView
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from sistercity.admin.bases import DeskPages, StaffAdmin, is_too_long
from sistercity.admin.history import ACTIONS, EMPTY, Authors
from sistercity.admin.passwords import OwnPasswordChangeForm, SignInForm, for_request
from sistercity.admin.restoring import RestorableAdmin
from sistercity.folding import fold
from sistercity.withdrawal import Withdrawable

RECENT_LINES, RECENT_EVENTS = 12, 200


@dataclass
class RecentChange:
    """What one member of staff, or one run of a command, did to one kind of record at once."""

    when: datetime.datetime
    context: Any
    admin: StaffAdmin
    keys: set[str] = field(default_factory=set)
    actions: set[str] = field(default_factory=set)
    who: str = ""
    label: str = ""
    url: str = ""

    @property
    def action(self) -> str:
        """What was done, in a word."""
        only = next(iter(self.actions)) if len(self.actions) == 1 else "update"
        return ACTIONS.get(only, only)


class StaffAutocomplete(AutocompleteJsonView):
    """Finds records by any name, the ones whose own name begins with it first."""

    def get_queryset(self) -> QuerySet[Any]:
        """Return what matches, best first."""
        queryset: QuerySet[Any] = super().get_queryset()
        if issubclass(queryset.model, Withdrawable):
            queryset = queryset.filter(withdrawn_at=None)
        if not self.term or "\0" in self.term or is_too_long(self.term):
            return queryset
        rank = self.model_admin.rank(fold(self.term).strip())  # type: ignore[attr-defined]
        order = queryset.query.order_by or queryset.model._meta.ordering
        return queryset.order_by(rank, *order)

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        """Return key and label of a result."""
        label = self.model_admin.label(obj)  # type: ignore[attr-defined]
        return {"id": str(getattr(obj, to_field_name)), "text": label}


class StaffSite(AdminSite, DeskPages):
    """Django's admin under CLAIR's names, in the order of the work."""

    site_header = "姉妹都市データ 管理"
    site_title = "姉妹都市データ 管理"
    index_title = "作業一覧"
    empty_value_display = EMPTY
    # The lists need the width, and the page to begin at is one step away.
    enable_nav_sidebar = False
    login_form = SignInForm

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        # Deleting is rare and done one by one, after a look at what goes with it.
        self.disable_action("delete_selected")

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Add the word for a server that is not the public one, and the way to the public site."""
        environment = "開発環境" if settings.DEBUG else ""
        return {
            **super().each_context(request),
            "environment": environment,
            "site_url": reverse("home"),
        }

    def staff_admins(self, request: HttpRequest) -> list[StaffAdmin]:
        """Return the kinds of record that the user may see, in the order of the work."""
        admins = (entry for entry in self._registry.values() if isinstance(entry, StaffAdmin))
        seen = (entry for entry in admins if entry.has_view_permission(request))
        return sorted(seen, key=lambda entry: entry.position)

    def account_admins(self) -> list["ModelAdmin[Any]"]:
        """Return the admins of users and groups."""
        admins = self._registry.values()
        return [entry for entry in admins if entry.opts.app_label == "auth"]

    def labels(self, request: HttpRequest) -> Callable[[Any, Iterable[Any]], dict[Any, str]]:
        """Return the function from a model and keys to the labels of records by key."""

        def of_model(model: Any, keys: Iterable[Any]) -> dict[Any, str]:
            return cast("StaffAdmin", self.get_model_admin(model)).labels(request, keys)

        return of_model

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return the apps in the order of the work, then users and groups; nothing technical."""
        apps = []
        for app in self._build_app_dict(request, app_label).values():
            shown = [entry for entry in app["models"] if self.position(entry["model"]) is not None]
            if shown:
                shown.sort(key=lambda entry: self.position(entry["model"]) or 0)
                apps.append({**app, "models": shown})
        return sorted(apps, key=lambda app: self.position(app["models"][0]["model"]) or 0)

    def position(self, model: Any) -> int | None:
        """Return a model's place at the desk, or None for what the staff need not see."""
        if model._meta.app_label == "auth":
            return 1000
        return getattr(self._registry[model], "position", None)

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Show what needs attention, then what changed last, then every kind of record."""
        context = {
            "tasks": list(self.tasks(request)),
            "changes": self.recent_changes(request),
            **(extra_context or {}),
        }
        return super().index(request, context)

    def tasks(self, request: HttpRequest) -> Iterator[dict[str, Any]]:
        """Yield the groups of waiting work, each with its counts and the lists behind them."""
        for admin in self.staff_admins(request):
            if group := admin.task_group(request):
                yield group

    def recent_changes(self, request: HttpRequest) -> list[RecentChange]:
        """Return the last changes of everybody: a run of a command is one line, not thousands."""
        admins = self.staff_admins(request)
        groups: dict[tuple[Any, int], RecentChange] = {}
        for index, key, label, own, when, context in self.recent_events(admins):
            group = groups.setdefault(
                (context or when, index), RecentChange(when, context, admins[index])
            )
            group.keys.add(key)
            group.actions.add(label if own else "update")
        changes = sorted(groups.values(), key=lambda change: change.when, reverse=True)
        return self.described(request, changes[:RECENT_LINES])

    def recent_events(self, admins: list[StaffAdmin]) -> Iterable[Any]:
        """Return the newest events of each table of history, in one query.

        A row is: number of the admin, key of the record, label, whether the event is the
        record's own, time, context.
        """
        queries = [
            trace.events._default_manager.order_by("-pgh_id").values_list(
                Value(index),
                Cast(trace.column, CharField()),
                "pgh_label",
                Value(trace.is_own),
                "pgh_created_at",
                "pgh_context_id",
            )[:RECENT_EVENTS]
            for index, admin in enumerate(admins)
            for trace in admin.traces()
            if trace.is_own or trace.model not in self._registry
        ]
        return queries[0].union(*queries[1:], all=True) if queries else ()

    def described(self, request: HttpRequest, changes: list[RecentChange]) -> list[RecentChange]:
        """Add who, what and where to the changes."""
        authors = Authors(change.context for change in changes)
        for change in changes:
            change.who = authors.name(change.context)
        for admin in dict.fromkeys(change.admin for change in changes):
            single = [c for c in changes if c.admin is admin and len(c.keys) == 1]
            labels = {
                str(key): text
                for key, text in admin.labels(request, [k for c in single for k in c.keys]).items()
            }
            for change in single:
                describe(change, labels)
        return changes

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Change one's own password, with a form that counts what is tried as the old one."""
        view = PasswordChangeView.as_view(
            form_class=for_request(OwnPasswordChangeForm, request),
            success_url=reverse("admin:password_change_done"),
            extra_context={**self.each_context(request), **(extra_context or {})},
        )
        return cast("TemplateResponse", view(request))

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Answer the boxes that choose a record."""
        return cast("HttpResponse", StaffAutocomplete.as_view(admin_site=self)(request))


def describe(change: RecentChange, labels: dict[str, str]) -> None:
    """Name the one record of a change, and link its history."""
    key = next(iter(change.keys))
    change.label = labels.get(key, f"削除された記録（{key}）")
    if key in labels or isinstance(change.admin, RestorableAdmin):
        options = change.admin.opts
        change.url = reverse(f"admin:{options.app_label}_{options.model_name}_history", args=[key])
