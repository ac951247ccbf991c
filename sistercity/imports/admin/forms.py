"""Forms of an import: the file, an export, reasons for alarms, places for names, the notes."""

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils import timezone

from sistercity.admin.inputs import PlaceSelect
from sistercity.forms import DayFormField
from sistercity.imports.answers import Answer
from sistercity.imports.merging import Verdict
from sistercity.imports.models import ImportEntry, ImportRun
from sistercity.imports.registry import IMPORTERS, importers

MB = 2**20
LARGEST = 20 * MB
SUFFIXES = (".csv", ".xlsx", ".xls")
REASON_LENGTH = 1000
CONFLICT_CHOICES = [
    (Verdict.KEEP.value, "登録簿の値を残す"),
    (Verdict.TAKE.value, "ファイルの値にする"),
]
LARGER = "より大きなファイルは、コマンド（manage.py）で取り込んでください。"


def kinds() -> list[tuple[str, str]]:
    """Return the name and the title of every import."""
    return [(importer.name, str(importer.title)) for importer in importers()]


class UploadForm(forms.Form):
    """A file, and what it is."""

    importer = forms.ChoiceField(label="取込の種類", choices=kinds)
    file = forms.FileField(
        label="ファイル",
        max_length=255,
        help_text=f"CSV（UTF-8・Shift_JIS）またはExcel（.xlsx・.xls）、{LARGEST // MB} MBまで",
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
    )
    as_of = DayFormField(
        label="基準日",
        help_text="ファイルの内容がいつ現在のものか。例：2026-05-01、令和8年5月1日",
        widget=AdminTextInputWidget,
    )
    sheet = forms.CharField(
        label="シート名",
        required=False,
        max_length=100,
        help_text="Excelのみ。空欄なら、見出しの合う最初のシートを読みます。",
        widget=AdminTextInputWidget,
    )
    end_missing = forms.BooleanField(
        label="ファイルにないものを解消とする",
        required=False,
        help_text="注意：提携中でファイルにないものが、すべて「解消」になります。"
        "一部だけを載せたファイルでは選ばないでください。",
    )

    def clean_as_of(self) -> Any:
        """Refuse a day that has not come."""
        day = self.cleaned_data["as_of"]
        if day > timezone.localdate():
            raise ValidationError("基準日が未来の日付です。")
        return day

    def clean_file(self) -> Any:
        """Refuse what cannot be read, by its name and its size; the rest its content tells."""
        file = self.cleaned_data["file"]
        if PurePath(file.name).suffix.lower() not in SUFFIXES:
            raise ValidationError(
                "CSV（.csv）またはExcel（.xlsx・.xls）のファイルを選んでください。"
            )
        if file.size > LARGEST:
            raise ValidationError(f"ファイルが{LARGEST // MB} MBを超えています。{LARGER}")
        return file


class ExportForm(forms.Form):
    """Which records are exported, as what kind of file, and in which language."""

    importer = forms.ChoiceField(label="出力するもの", choices=kinds)
    suffix = forms.ChoiceField(
        label="ファイルの形式",
        choices=[("xlsx", "Excel（.xlsx）"), ("csv", "CSV（UTF-8）")],
        widget=forms.RadioSelect,
        initial="xlsx",
    )
    language = forms.ChoiceField(
        label="見出しと区分の言語",
        choices=[("ja", "日本語"), ("en", "英語")],
        widget=forms.RadioSelect,
        initial="ja",
    )


class AlarmsForm(forms.Form):
    """A tick and a reason for each alarm.

    ``alarms`` are names with what accepting each means; ``answers`` the reasons so far.
    """

    def __init__(self, alarms: dict[str, str], answers: dict[str, str], *args: Any) -> None:
        super().__init__(*args)
        self.alarms = alarms
        for name in alarms:
            self.fields[f"accept-{name}"] = forms.BooleanField(
                label="正しいと確認しました", required=False, initial=name in answers
            )
            self.fields[f"reason-{name}"] = forms.CharField(
                label="理由",
                required=False,
                max_length=REASON_LENGTH,
                initial=answers.get(name, ""),
                widget=AdminTextareaWidget(attrs={"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        """Ask for a reason wherever there is a tick, and for a tick wherever there is a reason."""
        data = self.cleaned_data
        for name in self.alarms:
            accepted, reason = data.get(f"accept-{name}"), data.get(f"reason-{name}")
            if accepted and reason == "":
                self.add_error(f"reason-{name}", "理由を入力してください。")
            if reason and not accepted:
                self.add_error(f"accept-{name}", "確認のうえ、チェックを入れてください。")
        return data

    def answers(self) -> dict[str, str]:
        """Return the reasons of the alarms that are accepted."""
        return {
            name: self.cleaned_data[f"reason-{name}"]
            for name in self.alarms
            if self.cleaned_data[f"accept-{name}"]
        }


class NamesForm(forms.Form):
    """The candidates for each ambiguous name, a search box for the place of each unknown one.

    What is left empty stays unknown.
    """

    def __init__(self, run: ImportRun, questions: Iterable[ImportEntry], *args: Any) -> None:
        super().__init__(*args)
        self.sides = IMPORTERS[run.importer].sides
        known = {answer.question: answer.place for answer in map(Answer.of, run.names)}
        self.questions = {f"place-{one.position}": one.data for one in questions}
        for field, data in self.questions.items():
            question = (data["side"], data["name"], *data.get("asked", ()))
            self.fields[field] = self.choice(data, known.get(question))

    def choice(self, data: dict[str, Any], known: int | None) -> "forms.ModelChoiceField[Any]":
        """Return the field of a question."""
        column = self.sides[data["side"]]
        remote = admin.site.get_model_admin(column.related_model)
        places = remote.model._default_manager.all()
        widget: forms.Widget = PlaceSelect(column, admin.site)
        if choices := data["problem"]["values"].get("choices"):
            places, widget = places.filter(pk__in=choices), forms.RadioSelect()
        choice = forms.ModelChoiceField(
            label=f"「{data['name']}」の{column.verbose_name}",
            queryset=places,
            required=False,
            initial=known,
            widget=widget,
        )
        choice.label_from_instance = remote.label  # type: ignore[method-assign, attr-defined]
        return choice

    def names(self) -> list[Answer]:
        """Return the answers."""
        return [
            Answer(
                data["side"],
                data["name"],
                self.cleaned_data[field].pk,
                tuple(data.get("asked", ())),
            )
            for field, data in self.questions.items()
            if self.cleaned_data[field]
        ]


class ConflictsForm(forms.Form):
    """The value to go on with, for each field that both the file and a person changed.

    What is left open stays so. ``every`` is one answer for all, whatever else was chosen.
    """

    every = forms.ChoiceField(choices=CONFLICT_CHOICES, required=False)

    def __init__(self, run: ImportRun, entries: Iterable[ImportEntry], *args: Any) -> None:
        super().__init__(*args)
        changes = [(one.data["label"], change) for one in entries for change in one.data["changes"]]
        for label, change in changes:
            self.fields[change["code"]] = forms.ChoiceField(
                label=f"{label}の「{change['label']}」",
                choices=CONFLICT_CHOICES,
                required=False,
                initial=run.conflicts.get(change["code"]),
                widget=forms.RadioSelect,
            )

    def answers(self) -> dict[str, str]:
        """Return the answers by code."""
        chosen = self.cleaned_data["every"]
        return {
            code: chosen or answer
            for code, answer in self.cleaned_data.items()
            if code != "every" and (chosen or answer)
        }


class NotesForm(forms.Form):
    """What the public reads beside the change notice."""

    note_ja = forms.CharField(
        label="お知らせ（日本語）",
        required=False,
        max_length=5000,
        help_text="変更のお知らせのページに載ります。なくてもかまいません。",
        widget=AdminTextareaWidget(attrs={"rows": 3, "lang": "ja"}),
    )
    note_en = forms.CharField(
        label="お知らせ（英語）",
        required=False,
        max_length=5000,
        widget=AdminTextareaWidget(attrs={"rows": 3, "lang": "en"}),
    )
