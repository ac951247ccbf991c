"""Records that nobody edits: each has a page of its own at the desk in place of a form."""

from typing import Any, ClassVar

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from sistercity.admin.bases import StaffAdmin
from sistercity.admin.history import Trace


class PageAdmin(StaffAdmin):
    """A kind of record with such a page, and without a history unless it says otherwise."""

    has_history: ClassVar[bool] = False

    def answer(self, request: HttpRequest, record: Any) -> HttpResponse:
        """Return a record's page; a POST does what one of its buttons says."""
        raise NotImplementedError

    def traces(self) -> list[Trace]:
        """Return nothing where there is no history of such records."""
        return super().traces() if self.has_history else []

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """Show the page to those who may see the record."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        return self.answer(request, record)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Answer that there is none, unless there is."""
        if not self.has_history:
            raise Http404
        return super().history_view(request, object_id, extra_context)
