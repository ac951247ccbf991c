"""Withdrawing at the staff desk: with a reason, and back at any time. Nothing public is deleted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString

from sistercity.admin.bases import tag
from sistercity.admin.conflicts import busy_or_raise
from sistercity.admin.filters import ConditionFilter
from sistercity.admin.inputs import ReasonField, ReasonForm
from sistercity.admin.restoring import RestorableAdmin
from sistercity.withdrawal import CannotWithdraw, Withdrawable, put_back, withdraw

PERHAPS_WITHDRAWN = (
    "一覧に見当たらないときは、絞り込みの「公開」で「取下げ」を選び、"
    "取り下げた記録を確かめてください。"
)

# What apps above add to the buttons of a record's page: functions from the request and the record
# to a label and a URL, or to None.
RecordLink = Callable[[HttpRequest, Any], tuple[str, str] | None]
RECORD_LINKS: list[RecordLink] = []


class WithdrawalFilter(ConditionFilter):
    """Public, or withdrawn."""

    title = "公開"
    parameter_name = "publication"
    conditions: ClassVar[Mapping[str, tuple[str, Q]]] = {
        "public": ("公開中", Q(withdrawn_at=None)),
        "withdrawn": ("取下げ", Q(withdrawn_at__isnull=False)),
    }

    def records(self, model: type[models.Model]) -> models.QuerySet[Any]:
        """Return every record, the withdrawn ones too."""
        return model._base_manager.all()


class WithdrawalForm(ReasonForm):
    """Why a record is withdrawn."""

    reason = ReasonField(help_text="この記録のページに表示し、履歴にも残します。")
    reason_en = ReasonField(
        "理由（英語）",
        required=False,
        help_text="英語のページに表示します。空欄なら日本語の理由を表示します。",
    )


@dataclass(frozen=True)
class WithdrawalStep:
    """Withdrawing or putting back: its name in URLs, its words, its form, and what does it."""

    name: str
    label: str
    about: str
    done: str
    form: type[ReasonForm]
    act: Callable[..., None]


WITHDRAW = WithdrawalStep(
    "withdraw",
    "公開を取り下げる",
    "公開のページ、一覧、検索、集計、データから除きます。この記録のURLには、取り下げたことと理由を"
    "表示します。記録と履歴は残り、いつでも公開に戻せます。",
    "公開を取り下げました。",
    WithdrawalForm,
    withdraw,
)
PUT_BACK = WithdrawalStep(
    "put-back",
    "公開に戻す",
    "取り下げる前と同じURLで、公開のページ、一覧、検索、集計、データに再び含めます。",
    "公開に戻しました。",
    ReasonForm,
    put_back,
)


class WithdrawableAdmin(RestorableAdmin):
    """A kind of record that is withdrawn, not deleted.

    Who has the permission to delete it may withdraw it. It can still be corrected then.
    """

    def get_urls(self) -> list[URLPattern]:
        """Add the pages that ask for the reason."""
        return [
            path(
                f"<path:object_id>/{step.name}/",
                self.admin_site.admin_view(self.step_view),
                {"step": step},
                name=self.url_name(step.name),
            )
            for step in (WITHDRAW, PUT_BACK)
        ] + super().get_urls()

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        """Whether the user may withdraw records of this kind, and put them back."""
        codename = get_permission_codename("delete", self.opts)
        return bool(request.user.has_perm(f"{self.opts.app_label}.{codename}"))

    def step_view(self, request: HttpRequest, object_id: str, step: WithdrawalStep) -> HttpResponse:
        """Ask for the reason; withdraw the record or put it back."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        if not self.has_withdraw_permission(request):
            raise PermissionDenied
        form = step.form(request.POST if request.method == "POST" else None)
        if form.is_valid() and self.has_done(request, step, record, form.cleaned_data):
            return HttpResponseRedirect(self.page_url("change", record.pk))
        context = {
            "record": record,
            "change_url": self.page_url("change", record.pk),
            "step": step,
            "form": form,
        }
        title = f"{step.label}：{self.label(record)}"
        return self.page(request, "withdrawal", title, context)

    def has_done(
        self,
        request: HttpRequest,
        step: WithdrawalStep,
        record: Withdrawable,
        values: dict[str, str],
    ) -> bool:
        """Take a step; say what came of it, and return whether it was done."""
        try:
            step.act(record=record, **values)
        except CannotWithdraw as reason:
            messages.error(request, str(reason))
            return False
        except OperationalError as error:
            messages.error(request, busy_or_raise(error))
            return False
        messages.success(request, f"{self.label(record)}：{step.done}")
        return True

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        """Add the ways to what else is done with the record, such as withdrawing it."""
        record = context.get("original")
        links = (link(request, record) for link in RECORD_LINKS) if record else ()
        context["record_links"] = list(filter(None, links))
        if record and self.has_withdraw_permission(request):
            step = PUT_BACK if record.withdrawn_at else WITHDRAW
            context["withdrawal"] = (step.label, self.page_url(step.name, record.pk))
        return super().render_change_form(request, context, *args, **kwargs)

    def page_url(self, name: str, key: Any) -> str:
        """Return the URL of a page of a record."""
        return reverse(f"admin:{self.url_name(name)}", args=[quote(key)])

    def reason(self, error: IntegrityError) -> str:
        """Return the rule that was broken, perhaps by a record that was withdrawn."""
        return f"{super().reason(error)} {PERHAPS_WITHDRAWN}"

    @admin.display(description="公開", ordering="withdrawn_at")
    def publication(self, record: Any) -> SafeString:
        """Return whether the public sees it."""
        return withdrawn_tag() if record.withdrawn_at else tag("active", "公開中")


def withdrawn_tag() -> SafeString:
    """Return the state of a record that was withdrawn."""
    return tag("ended", "取下げ")
