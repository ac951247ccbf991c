"""Inputs of the staff desk: boxes that choose a record, and the forms around them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AutocompleteSelect

from sistercity.forms import StaffForm

LONGEST_REASON = 1000
KEPT = "履歴と変更記録に残ります。サイトには公開されません。"  # what becomes of a reason


class ReasonField(forms.CharField):
    """The input of a reason: the same wherever the desk asks for one."""

    def __init__(self, label: str = "理由", *, help_text: str = KEPT, **options: Any) -> None:
        box = AdminTextareaWidget(attrs={"rows": 2})
        super().__init__(
            label=label, help_text=help_text, max_length=LONGEST_REASON, widget=box, **options
        )


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = ReasonField()


class PlaceSelect(AutocompleteSelect):
    """A search box for a record; ``known`` is the chosen one where its form has it already."""

    known: tuple[str, str] | None = None

    @property
    def media(self) -> forms.Media:
        """Add the script that gives the box its name, for those who cannot see its label."""
        own = forms.Media(js=["admin/js/autocomplete.js", "admin-desk.js"])
        return super().media + own

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        """Return the chosen option, without a query where the record is known."""
        if self.known is None or list(value) != [self.known[0]]:
            return super().optgroups(name, [key for key in value if self.is_key(key)], attr)
        blank = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        chosen = self.create_option(name, *self.known, True, len(blank))
        return [(None, [*blank, chosen], 0)]

    def is_key(self, text: str) -> bool:
        """Whether a text from a URL or a form can be the key of a record at all."""
        try:
            self.field.target_field.get_prep_value(text or None)
        except ValueError:
            return False
        return "\0" not in text


class SearchBoxForm(StaffForm):
    """A form that tells each search box the record that it shows, where it has it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            select: Any = getattr(field.widget, "widget", field.widget)
            # The record behind a foreign key, if it was fetched: asking for it must cost no query.
            record = self.instance._state.fields_cache.get(name)  # noqa: SLF001
            if isinstance(select, PlaceSelect) and record:
                label = field.label_from_instance(record)  # type: ignore[attr-defined]
                select.known = (str(record.pk), label)


class RecordForm(SearchBoxForm):
    """A record's form; what is typed as the reason is kept with the history, not with the record.

    The input stands below the tables of the page: see templates/admin/change_form.html.
    """

    change_reason = ReasonField("変更の理由", required=False, help_text=f"任意。{KEPT}")


class RowForm(SearchBoxForm):
    """A row of a table within a page: the column heads are no labels, so each input has its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            select: Any = getattr(field.widget, "widget", field.widget)
            select.attrs["aria-label"] = field.widget.attrs["aria-label"] = str(field.label or "")


class RowFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    """Rows of a table within a page."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Label the box that deletes a row."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = "この行を削除"
