"""Edit conflicts: nobody overwrites at the desk what somebody else changed in the meantime.

A change page carries what it shows (``snapshots``). A save first locks the record, compares that
with what is stored now (``merging``), and is refused where others changed anything of it.
"""

import copy
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import TO_FIELD_VAR
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.crypto import salted_hmac
from psycopg.errors import LockNotAvailable

from sistercity.admin.merging import PageMerge, is_password, typed
from sistercity.admin.snapshots import Opened, page_of
from sistercity.locks import running_import

OPENED = "opened_page"  # the hidden input
CHANGED = (
    "この画面を開いた後に、ほかの担当者または取込などによって内容が変更されました。"
    "まだ保存していません。上の「開いた後の変更」を確かめて、もう一度保存してください。"
)
CHANGED_BEFORE_DELETION = (
    "この画面を開いた後に、内容または関連する記録が変更されました。まだ削除していません。"
    "下の内容を確かめて、もう一度削除してください。"
)
STILL_HERE = "入力した内容はこの画面に残っています。少し待ってから、もう一度保存してください。"
BUSY = f"ほかの担当者の保存が続いているため、まだ保存していません。{STILL_HERE}"
PUBLISHING = "%s。このため、まだ保存していません。"


class Gone(Exception):
    """The record that is to be saved was removed since its page was opened."""


class GuardedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # serves every model
    """A kind of record whose pages are saved only as they were opened.

    Its form is a ``RefusableForm``.
    """

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Tell the form why it was refused, if it was."""
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"refusal": getattr(request, "refusal", "")})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Save, or show the form again with what others changed or what the database refused."""
        arguments = (request, object_id, form_url, extra_context)
        if request.method != "POST":
            return super().changeform_view(*arguments)
        sent = request.POST
        opened = Opened.read(sent.get(OPENED, ""), self.salt(object_id))
        request.POST = opened.answer(sent)  # type: ignore[assignment]
        request.opened = Opened(opened.page)  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                self.guard(request, object_id)
                return super().changeform_view(*arguments)
        except Gone:
            return self.gone_page(request, str(object_id), sent)
        except IntegrityError as error:
            request.refusal = self.reason(error)  # type: ignore[attr-defined]
        except OperationalError as error:
            request.refusal = busy_or_raise(error)  # type: ignore[attr-defined]
        return super().changeform_view(*arguments)

    def guard(self, request: Any, object_id: str | None) -> None:
        """Lock the record, and have the save refused if the page was changed since.

        Raises Gone.
        """
        record = self.wanted(request, object_id)
        self.lock(record)
        record = self.wanted(request, object_id)  # as it is now that nobody else can save
        if not self.has_change_permission(request, record):
            return
        if record is None:
            self.check_gone(request, object_id)
            return
        merge = PageMerge(request.opened.page, *self.forms(request, record), request.POST)
        request.opened = merge.opened
        if merge.rows:
            request.POST, request.conflicts = merge.data, merge.rows
            request.refusal = CHANGED

    def check_gone(self, request: HttpRequest, object_id: str | None) -> None:
        """Raise Gone where a page is saved that was opened while there was a record."""
        was_opened = object_id is not None and OPENED in request.POST
        if was_opened and self.get_object(request, unquote(str(object_id))) is None:
            raise Gone

    def wanted(self, request: HttpRequest, object_id: str | None) -> Any:
        """Return the record of a page; None if there is none, or none is to be got that way."""
        to_field = request.POST.get(TO_FIELD_VAR, request.GET.get(TO_FIELD_VAR))
        if object_id is None or (to_field and not self.to_field_allowed(request, to_field)):
            return None
        return self.get_object(request, unquote(object_id), to_field)

    def removed(self, object_id: str) -> Any:
        """Return a record that is gone, as it was; None where nobody knows."""
        return None

    def gone_page(self, request: HttpRequest, object_id: str, sent: QueryDict) -> HttpResponse:
        """Refuse to save what is gone; show what was typed, to be saved once it is back."""
        record = self.removed(unquote(object_id))
        form, formsets = self.forms(request, record or self.model())
        secret = [name for name, field in form.fields.items() if is_password(field)]
        hidden = [
            (name, value)
            for name, values in sent.lists()
            for value in values
            if name not in (*secret, "csrfmiddlewaretoken")
        ]
        history = f"admin:{self.opts.app_label}_{self.opts.model_name}_history"
        context = {
            "opts": self.opts,
            "name": self.removed_label(record) if record else self.opts.verbose_name,
            "history_url": reverse(history, args=[object_id]) if record else "",
            "typed": [one for one in typed(form, formsets, sent) if one[1]],
            "hidden": hidden,
        }
        site: Any = self.admin_site
        answer: HttpResponse = site.page(
            request, "gone", "この記録は削除されています", context, status=410
        )
        return answer

    def removed_label(self, record: Any) -> str:
        """Return the name of a record that is gone."""
        return str(record)

    def lock(self, record: Any) -> None:
        """Make everybody else who would change the record wait until this transaction ends."""
        if record is not None:
            type(record)._base_manager.select_for_update().filter(pk=record.pk).first()

    def forms(self, request: HttpRequest, record: Any) -> tuple[Any, list[Any]]:
        """Return the form of a record's page and the formsets that the user may change."""
        opening = copy.copy(request)
        opening.method = "GET"
        fields = flatten_fieldsets(self.get_fieldsets(opening, record))
        form = self.get_form(opening, record, change=True, fields=fields)(instance=record)
        formsets, inlines = self._create_formsets(opening, record, change=True)  # type: ignore[attr-defined]
        return form, [
            formset
            for formset, inline in zip(formsets, inlines, strict=True)
            if inline.has_change_permission(request, record)
        ]

    def salt(self, object_id: str | None) -> str:
        """Return what ties a hidden input to its record."""
        return f"{self.opts.label}:{object_id}"

    def reason(self, error: IntegrityError) -> str:
        """Return why the database refused to save."""
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        return f"データの規則に反するため、保存できませんでした。{name or ''}"

    def render_change_form(
        self, request: Any, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Add what the page is opened with, and what others changed if a save was refused."""
        if context["original"]:
            opened = getattr(request, "opened", None) or Opened(
                page_of(
                    context["adminform"].form,
                    (
                        inline.formset
                        for inline in context["inline_admin_formsets"]
                        if inline.has_change_permission
                    ),
                )
            )
            context[OPENED] = opened.signed(self.salt(context["object_id"]))
            context["conflicts"] = getattr(request, "conflicts", ())
        return super().render_change_form(request, context, *args, **kwargs)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask whether to delete the record, again where what goes with it has changed."""
        with transaction.atomic():
            if request.method == "POST":
                self.lock(self.wanted(request, object_id))
            context = {**(extra_context or {})}
            record = self.wanted(request, object_id)
            if record is not None and self.has_delete_permission(request, record):
                context[OPENED] = self.digest(request, record)
                if request.POST and request.POST.get(OPENED) != context[OPENED]:
                    context["refusal"] = CHANGED_BEFORE_DELETION
                    request.POST = QueryDict()  # to Django, a page that was only opened
            return super().delete_view(request, object_id, context)

    def digest(self, request: HttpRequest, record: Any) -> str:
        """Return a digest of a record's page and of everything that is deleted with the record."""
        page = page_of(*self.forms(request, record))
        deleted = sorted(flat(self.get_deleted_objects([record], request)[0]))
        return salted_hmac(self.salt(str(record.pk)), f"{page} {deleted}").hexdigest()


def busy_or_raise(error: OperationalError) -> str:
    """Return why a save waited in vain: who publishes or undoes, and since when, if anybody.

    Raises the error where it is another one than that others hold the lock.
    """
    if not is_busy(error):
        raise error
    running = running_import()
    return PUBLISHING % running.in_words + STILL_HERE if running else BUSY


def is_busy(error: OperationalError) -> bool:
    """Whether others hold the lock, as an import that is being published does."""
    return isinstance(error.__cause__, LockNotAvailable)


def flat(names: Iterable[Any]) -> Iterator[str]:
    """Yield the names in the nested lists that a delete page shows."""
    for name in names:
        if isinstance(name, list):
            yield from flat(name)
        else:
            yield str(name)
