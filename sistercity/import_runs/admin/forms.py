"""Forms of an import: the file, an export, reasons for alarms, places for names, the notes."""

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils import timezone

from sistercity.admin.inputs import PlaceSelect, ReasonField
from sistercity.forms import DayFormField, PartialDateFormField
from sistercity.import_runs.models import ImportEntry, ImportRun
from sistercity.imports.answers import Answer, Meaning, MissingAnswer, MissingVerdict
from sistercity.imports.merging import Verdict
from sistercity.imports.registry import IMPORTERS, importers

MB = 2**20
LARGEST = 20 * MB
SUFFIXES = (".csv", ".xlsx", ".xls")
CONFLICT_CHOICES = [
    (Verdict.KEEP.value, "登録簿の値を残す"),
    (Verdict.TAKE.value, "ファイルの値にする"),
]
MISSING_CHOICES = [
    (MissingVerdict.KEEP.value, "続いている（そのまま残す）"),
    (MissingVerdict.END.value, "解消した"),
    (MissingVerdict.SLIP.value, "はじめから提携ではなかった（公開を取り下げる）"),
]
MEANINGS = [
    (Meaning.OFFICIAL.value, "新しい正式名称（これまでの名称は旧名称として残す）"),
    (Meaning.OTHER.value, "別名（登録し、次回からは自動で分かる）"),
    (Meaning.SLIP.value, "誤記（登録しない）"),
]
LARGER = "より大きなファイルは、コマンド（manage.py）で取り込んでください。"


def kinds() -> list[tuple[str, str]]:
    """Return the name and the title of every import."""
    return [(importer.name, str(importer.title)) for importer in importers()]


class FileForm(forms.Form):
    """A file, and what day and sheet of it are meant."""

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


class UploadForm(FileForm):
    """A new import: a file, its kind, and what becomes of what it lacks."""

    importer = forms.ChoiceField(label="取込の種類", choices=kinds)
    end_missing = forms.BooleanField(
        label="ファイルにないものを解消とする",
        required=False,
        help_text="注意：提携中でファイルにないものが、すべて「解消」になります。"
        "一部だけを載せたファイルでは選ばないでください。一件ずつ答えることもできます。",
    )


class AlarmsForm(forms.Form):
    """A tick and a reason for each alarm.

    ``alarms`` are names with what accepting each means; ``run`` has the reasons so far, also those
    that were given to an alarm that says something else now: they are proposed again.
    """

    def __init__(self, alarms: dict[str, str], run: ImportRun, *args: Any) -> None:
        super().__init__(*args)
        self.alarms = alarms
        self.lapsed: dict[str, str] = run.head.get("lapsed", {})
        answers = run.answers
        for name in alarms:
            self.fields[f"accept-{name}"] = forms.BooleanField(
                label="正しいと確認しました", required=False, initial=name in answers
            )
            self.fields[f"reason-{name}"] = ReasonField(
                required=False,
                help_text="",
                initial=answers.get(name) or self.lapsed.get(name, ""),
            )

    def clean(self) -> dict[str, Any]:
        """Ask for a reason wherever there is a tick, and for a tick wherever there is a reason."""
        data = self.cleaned_data
        for name in self.alarms:
            accepted, reason = data.get(f"accept-{name}"), data.get(f"reason-{name}")
            if accepted and reason == "":
                self.add_error(f"reason-{name}", "理由を入力してください。")
            if reason and not accepted and reason != self.lapsed.get(name):
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
    """For each name that was asked about: the place, and what the name is to it.

    Several places of one name are candidates, others have a search box. What is left empty stays
    open; a place that is only proposed counts once somebody says what the name is.
    """

    def __init__(self, run: ImportRun, questions: Iterable[ImportEntry], *args: Any) -> None:
        super().__init__(*args)
        self.importer = IMPORTERS[run.importer]
        self.as_of = run.as_of
        given = {answer.question: answer for answer in map(Answer.of, run.names)}
        self.questions = {one.position: one.data for one in questions}
        for number, data in self.questions.items():
            answer = given.get(data["code"])
            place = answer.place if answer else data["suggested"]
            self.fields[f"place-{number}"] = self.choice(data, place)
            if data["has_meaning"]:
                self.add_meaning(number, data["side"], answer)

    def choice(self, data: dict[str, Any], place: int | None) -> "forms.ModelChoiceField[Any]":
        """Return the field for the place of a question."""
        column = self.importer.sides[data["side"]]
        remote = admin.site.get_model_admin(column.related_model)
        places = remote.model._default_manager.all()
        widget: forms.Widget = PlaceSelect(column, admin.site)
        if choices := data["problem"]["values"].get("choices"):
            places, widget = places.filter(pk__in=choices), forms.RadioSelect()
        choice = forms.ModelChoiceField(
            label=f"「{data['name']}」の{column.verbose_name}",
            queryset=places,
            required=False,
            initial=place,
            widget=widget,
        )
        choice.label_from_instance = remote.label  # type: ignore[method-assign, attr-defined]
        return choice

    def add_meaning(self, number: int, side: str, answer: Answer | None) -> None:
        """Add the fields for what a name is, and for the last day of the one that it replaces."""
        may_rename = side in self.importer.renamable
        self.fields[f"meaning-{number}"] = forms.ChoiceField(
            label="この名称は",
            choices=[one for one in MEANINGS if may_rename or one[0] != Meaning.OFFICIAL],
            required=False,
            initial=answer.meaning if answer else None,
            widget=forms.RadioSelect,
        )
        if may_rename:
            self.fields[f"day-{number}"] = DayFormField(
                label="これまでの名称の最終日",
                required=False,
                initial=answer.last_day if answer else None,
                help_text="新しい正式名称のときだけ。例：2026-03-31。分からなければ空欄。",
                widget=AdminTextInputWidget,
            )

    def clean(self) -> dict[str, Any]:
        """Ask for the place of a name, for what a name is, and for a day only where it counts."""
        data = self.cleaned_data
        for number in self.questions:
            place, meaning = data.get(f"place-{number}"), data.get(f"meaning-{number}")
            if meaning and not place and f"place-{number}" not in self.errors:
                self.add_error(f"place-{number}", "名称が指す場所を選んでください。")
            if place and meaning == "" and place.pk != self.questions[number]["suggested"]:
                self.add_error(f"meaning-{number}", "この名称が何かを選んでください。")
            day = data.get(f"day-{number}")
            if day and meaning != Meaning.OFFICIAL:
                self.add_error(f"day-{number}", "新しい正式名称のときだけ入力してください。")
            elif day and day > self.as_of:
                self.add_error(f"day-{number}", f"ファイルの基準日（{self.as_of}）より後の日です。")
        return data

    def names(self) -> list[Answer]:
        """Return the answers."""
        return [
            Answer(
                data["code"],
                self.cleaned_data[f"place-{number}"].pk,
                Meaning(self.cleaned_data.get(f"meaning-{number}") or Meaning.OTHER),
                self.cleaned_data.get(f"day-{number}"),
            )
            for number, data in self.questions.items()
            if self.cleaned_data[f"place-{number}"]
            and self.cleaned_data.get(f"meaning-{number}") != ""
        ]

    def fields_of(self, number: int) -> list[forms.BoundField]:
        """Return the fields of a question."""
        names = (f"{part}-{number}" for part in ("place", "meaning", "day"))
        return [self[name] for name in names if name in self.fields]


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


class SkipForm(forms.Form):
    """A reason for each row with errors that is to be skipped; others stay as they are."""

    def __init__(self, entries: Iterable[ImportEntry], *args: Any) -> None:
        super().__init__(*args)
        for one in entries:
            self.fields[one.data["code"]] = ReasonField(
                f"{one.data['row']}行目を飛ばす理由", required=False, help_text=""
            )

    def reasons(self) -> dict[str, str]:
        """Return the reasons by code of the row."""
        return {code: reason for code, reason in self.cleaned_data.items() if reason}


class MissingForm(forms.Form):
    """What becomes of each record that the file lacks; what is left open stays as it is."""

    def __init__(self, run: ImportRun, entries: Iterable[ImportEntry], *args: Any) -> None:
        super().__init__(*args)
        self.codes = {one.data["code"]: one.data["label"] for one in entries}
        for code, label in self.codes.items():
            answer = run.missing.get(code, {})
            self.fields[f"verdict-{code}"] = forms.ChoiceField(
                label=f"{label}は",
                choices=MISSING_CHOICES,
                required=False,
                initial=answer.get("verdict"),
                widget=forms.RadioSelect,
            )
            self.fields[f"day-{code}"] = PartialDateFormField(
                label="解消年月日",
                required=False,
                help_text="解消したときだけ。例：2026-03-31、2026-03、2026",
                widget=AdminTextInputWidget,
            )
            self.fields[f"reason-{code}"] = ReasonField(
                "取り下げる理由",
                required=False,
                help_text="はじめから提携ではなかったときだけ。公開のページに表示されます。",
                initial=answer.get("reason"),
            )

    def clean(self) -> dict[str, Any]:
        """Ask for the day of an end and the reason of a withdrawal, and for what they are of."""
        data = self.cleaned_data
        for code in self.codes:
            verdict, day = data.get(f"verdict-{code}"), data.get(f"day-{code}")
            reason, is_slip = data.get(f"reason-{code}"), verdict == MissingVerdict.SLIP
            if is_slip and not reason:
                self.add_error(f"reason-{code}", "取り下げる理由を入力してください。")
            if reason and not is_slip:
                self.add_error(
                    f"verdict-{code}",
                    "理由は「はじめから提携ではなかった」ときだけ入力します。",
                )
            if verdict == MissingVerdict.END and day is None and f"day-{code}" not in self.errors:
                self.add_error(f"day-{code}", "解消年月日を入力してください。")
            if day and verdict != MissingVerdict.END:
                self.add_error(
                    f"verdict-{code}", "解消年月日があります。「解消した」を選んでください。"
                )
        return data

    def answers(self) -> dict[str, dict[str, str]]:
        """Return the answers by code, as JSON holds them."""
        data = self.cleaned_data
        return {
            code: MissingAnswer(
                MissingVerdict(verdict), data[f"day-{code}"], data[f"reason-{code}"]
            ).as_data()
            for code in self.codes
            if (verdict := data[f"verdict-{code}"])
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
