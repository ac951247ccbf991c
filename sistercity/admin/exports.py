"""What a list of the desk shows, as a file: every row that is found, not only those of one page.

Records that have a public number are told by it: it comes first, whether the list shows it or not.
"""

import datetime
from collections.abc import Iterable
from html import unescape
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import display_for_field, label_for_field, lookup_field
from django.contrib.admin.views.main import ERROR_FLAG
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from sistercity.downloads import TYPES, download
from sistercity.spreadsheets.writing.tables import table_content

NUMBER = "public_id"
FORMATS = {"xlsx": "Excelで出力", "csv": "CSVで出力"}


class ExportAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # serves every model
    """A kind of record whose list can be saved as a file."""

    exports_list: ClassVar[bool] = True

    def get_urls(self) -> list[Any]:
        """Put the file before Django's own pages."""
        own = path(
            "export/<slug:suffix>/", self.admin_site.admin_view(self.export), name=self.export_name
        )
        return [own, *super().get_urls()] if self.exports_list else super().get_urls()

    @property
    def export_name(self) -> str:
        """The name of the file's URL."""
        return f"{self.opts.app_label}_{self.opts.model_name}_export"

    def export_links(self, request: HttpRequest) -> list[tuple[str, str]]:
        """Return words and URL of each kind of file, of the rows that the list shows."""
        if not self.exports_list:
            return []
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        name = f"admin:{self.export_name}"
        return [(FORMATS[one], reverse(name, args=[one]) + query) for one in FORMATS]

    def exported(self, queryset: QuerySet[Any]) -> Iterable[Any]:
        """Return the records of a file, with what their columns need."""
        return queryset

    def export(self, request: HttpRequest, suffix: str) -> HttpResponseBase:
        """Send the rows of the list, filtered and sorted as its URL says."""
        if suffix not in FORMATS:
            raise Http404
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            found = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
            return HttpResponseRedirect(f"{url}?{ERROR_FLAG}=1")
        title = str(self.opts.verbose_name_plural)
        number = [field.name for field in self.opts.fields if field.name == NUMBER]
        shown = [str(name) for name in found.list_display]
        columns = number + [name for name in shown if name not in ("action_checkbox", NUMBER)]
        headings = [str(label_for_field(name, self.model, self)) for name in columns]
        records = self.exported(found.queryset)
        rows = ([cell(self, record, name) for name in columns] for record in records)
        content = table_content(suffix, title, headings, rows)
        return download(content, f"{title}-{timezone.localdate()}.{suffix}", TYPES[suffix])


def cell(model_admin: Any, record: Any, column: str) -> str:
    """Return what a list shows in a column of a record, as plain text; "" for what is unknown."""
    field, _, value = lookup_field(column, record, model_admin)
    if field is not None and field.flatchoices:
        value = display_for_field(value, field, "")
    return plain(value)


def plain(value: Any) -> str:
    """Return a value as a file has it: days in ISO 8601, times in Japan's, no markup."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, datetime.datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, SafeString):
        return unescape(strip_tags(value.replace("<br>", " ")))
    return str(value)
