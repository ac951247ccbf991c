"""The staff desk's pages of reorganisations: entered with a preview, listed, taken back."""

import datetime
import hashlib
import re
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError, transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from places import reorganisations
from places.admin.governments import checked_code
from places.models import (
    GovernmentKind,
    LocalGovernment,
    Prefecture,
    Reorganisation,
    ReorganisationState,
    SuccessionKind,
)
from places.querysets import gone
from places.reorganisations import Effect
from sistercity.admin import ConditionFilter, PageAdmin, Task, tag
from sistercity.admin.conflicts import busy_or_raise, is_busy
from sistercity.dates import Today
from sistercity.forms import DayFormField
from sistercity.models import lock_content

NEW_PLACES = 3  # that the form has room for
FIRST_DAY = datetime.date(1947, 5, 3)  # of the Local Autonomy Act
MOST_DAYS_AHEAD = 10 * 366
CODE = re.compile(r"[0-9]{6}")
PLANNED = Q(state=ReorganisationState.PLANNED)
TAGS = {
    ReorganisationState.PLANNED: "unconfirmed",
    ReorganisationState.CARRIED_OUT: "active",
    ReorganisationState.TAKEN_BACK: "ended",
}
ENTERED = "登録しました。{}に実施されます。"
CHANGED = "入力または関連する記録が変わりました。まだ登録していません。もう一度確かめてください。"
DONE = "登録し、実施しました。"
TAKEN_BACK = "取り消しました。前身の自治体は存続し、新しい自治体は登録から外れました。"


class GovernmentsField(forms.CharField):
    """Local governments, one on each line, by their code or their Japanese name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=AdminTextareaWidget(attrs={"rows": 4}),
            help_text="1行に1つ、団体コードまたは名称。同じ名称がいくつもあるときは団体コード。",
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        """Return the local governments; raise ValidationError for a line that tells none."""
        lines = [line.strip() for line in super().clean(value).splitlines()]
        return list(dict.fromkeys(self.named(line) for line in filter(None, lines)))

    def named(self, text: str) -> LocalGovernment:
        """Return the local government of today, or yet to come, that a line tells."""
        places = LocalGovernment.objects.exclude(gone()).select_related("prefecture")
        name = Q(code=text) if CODE.fullmatch(text) else Q(name_ja=text)
        found = list(places.filter(name).order_by("code"))
        if not found:
            raise ValidationError(f"「{text[:50]}」という現存の自治体はありません。")
        if len(found) > 1:
            which = "、".join(f"{one.prefecture}{one} {one.code}" for one in found)
            raise ValidationError(f"「{text[:50]}」は1つに決まりません（{which}）。")
        return found[0]


class ReorganisationForm(forms.Form):
    """What happens, on which day, to whom."""

    kind = forms.ChoiceField(label="内容", choices=SuccessionKind.choices)
    on = DayFormField(label="期日", help_text="承継先の最初の日。前身はその前の日までです。")
    predecessors = GovernmentsField(label="前身")
    successors = GovernmentsField(label="承継先（登録済みの自治体）", required=False)
    remains = forms.BooleanField(label="前身は存続する（分立）", required=False)
    source_url = forms.URLField(
        label="出典", required=False, assume_scheme="https", widget=AdminTextInputWidget
    )
    note = forms.CharField(
        label="メモ（非公開）", required=False, widget=AdminTextareaWidget(attrs={"rows": 2})
    )

    def clean_on(self) -> datetime.date:
        """Refuse a day that is far off."""
        day: datetime.date = self.cleaned_data["on"]
        last = timezone.localdate() + datetime.timedelta(days=MOST_DAYS_AHEAD)
        if not FIRST_DAY <= day <= last:
            raise ValidationError(f"期日は{FIRST_DAY}から{last}までの日を入力してください。")
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse that any but a divided one remains."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("remains") and data.get("kind") != SuccessionKind.DIVIDED:
            self.add_error("remains", "前身が存続するのは、分割・分立のときだけです。")
        return data

    def record(self) -> Reorganisation:
        """Return a new record of what happens, without its sides."""
        names = ("kind", "on", "source_url", "note")
        return Reorganisation(**{name: self.cleaned_data[name] for name in names})


class NewGovernmentForm(forms.Form):
    """A successor that is not in the register yet."""

    name_ja = forms.CharField(label="名称", max_length=100, widget=AdminTextInputWidget)
    kana = forms.CharField(label="読み（ひらがな）", max_length=100, widget=AdminTextInputWidget)
    name_en = forms.CharField(label="英語名", max_length=100, widget=AdminTextInputWidget)
    kind = forms.ChoiceField(
        label="種別",
        choices=[one for one in GovernmentKind.choices if one[0] != GovernmentKind.PREFECTURE],
        initial=GovernmentKind.CITY,
    )
    code = forms.RegexField(CODE, label="団体コード", widget=AdminTextInputWidget)

    def clean_code(self) -> str:
        """Refuse a code that begins with no prefecture's."""
        code = str(self.cleaned_data["code"])
        if not Prefecture.objects.filter(pk=code[:2]).exists():
            raise ValidationError("先頭の2桁は都道府県の番号です。")
        return checked_code(code)

    def record(self) -> LocalGovernment:
        """Return the record, not stored yet."""
        data = self.cleaned_data
        return LocalGovernment(prefecture_id=data["code"][:2], **data)


NewGovernments = forms.formset_factory(NewGovernmentForm, extra=NEW_PLACES, max_num=NEW_PLACES)


class ReorganisationFilter(ConditionFilter):
    """Reorganisations by how far they are."""

    title = "状態"
    parameter_name = "state"
    conditions = {
        "planned": ("予定", PLANNED),
        "late": ("期日を過ぎて未実施", PLANNED & Q(on__lte=Today())),
        "done": ("実施済み", Q(state=ReorganisationState.CARRIED_OUT)),
        "taken_back": ("取消", Q(state=ReorganisationState.TAKEN_BACK)),
    }


@admin.register(Reorganisation)
class ReorganisationAdmin(PageAdmin):
    """Mergers and the like: entered once, then carried out on their day or taken back."""

    has_history = True
    position = 22
    ordering = ("-on", "-pk")
    search_help_text = "前身・承継先の名称"
    list_display = ("title", "kind", "on", "how_far")
    list_filter = (ReorganisationFilter, "kind")
    tasks = (Task(ReorganisationFilter, "planned"), Task(ReorganisationFilter, "late"))

    def matching(self, queryset: QuerySet[Any], word: str) -> QuerySet[Any]:
        """Search the names as they stood."""
        named = LocalGovernment.objects.bearing(word).values("pk")
        sides = Q(successions__predecessor__in=named) | Q(successions__successor__in=named)
        found = Reorganisation.objects.filter(sides | Q(title__icontains=word))
        return queryset.filter(pk__in=found.values("pk"))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes one: a plan is taken back."""
        return False

    def view_on_site(self, record: Any) -> None:
        """Return nothing: what is planned stands on the pages of the local governments."""

    @admin.display(description="状態", ordering="state")
    def how_far(self, reorganisation: Reorganisation) -> SafeString:
        """Return how far it is."""
        state = ReorganisationState(reorganisation.state)
        return tag(TAGS[state], str(state.label))

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Ask what happens, show what it will do, and enter it once that was seen."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        sent = request.POST if request.method == "POST" else None
        form, new = ReorganisationForm(sent), NewGovernments(sent, prefix="new")
        context: dict[str, Any] = {"form": form, "new": new}
        if sent and form.is_valid() and new.is_valid():
            try:
                with transaction.atomic():
                    lock_content()
                    foreseen = partial(entered, form.record(), form, new, foresees=True)
                    context["effects"] = effects = reorganisations.preview(foreseen)
                    context["seen"] = seen = digest(form.cleaned_data, new.cleaned_data, effects)
                    if request.POST.get("seen") == seen:
                        return self.enter(request, form, new)
            except ValidationError as error:
                form.add_error(None, error.messages)
            except OperationalError as error:
                form.add_error(None, busy_or_raise(error))
            else:
                if "seen" in request.POST:
                    messages.warning(request, CHANGED)
        return self.page(request, "places/reorganisation_add", "廃置分合の登録", context)

    def enter(self, request: HttpRequest, form: Any, new: Any) -> HttpResponse:
        """Enter what was seen, and show its page."""
        record = form.record()
        entered(record, form, new)
        done = record.state == ReorganisationState.CARRIED_OUT
        messages.success(request, DONE if done else ENTERED.format(record.on))
        return HttpResponseRedirect(desk_page(record))

    def answer(self, request: HttpRequest, record: Any) -> HttpResponse:
        """Show what happens, or do what a button says."""
        if request.method == "POST":
            return self.act(request, record)
        context = {"record": record, "sides": sides(record)}
        if record.state == ReorganisationState.PLANNED:
            try:
                context["effects"] = effects_of(record)
            except ValidationError as error:
                context["obstacle"] = " ".join(error.messages)
            context["may_change"] = self.has_change_permission(request, record)
        return self.page(request, "places/reorganisation", record.title, context)

    def act(self, request: HttpRequest, record: Reorganisation) -> HttpResponse:
        """Take a plan back."""
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        if request.POST.get("action") != "take_back":
            return HttpResponse("400", status=400)
        try:
            reorganisations.take_back(reorganisation=record)
            messages.success(request, TAKEN_BACK)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        except OperationalError as error:
            messages.error(request, busy_or_raise(error))
        return HttpResponseRedirect(desk_page(record))


def entered(record: Reorganisation, form: Any, new: Any, *, foresees: bool = False) -> list[Effect]:
    """Enter what the forms say; return what becomes of records then, or on the day if foreseen."""
    data = form.cleaned_data
    return reorganisations.plan(
        reorganisation=record,
        predecessors=data["predecessors"],
        successors=[*data["successors"], *(one.record() for one in new if one.has_changed())],
        remains=data["remains"],
        foresees=foresees,
    )


def effects_of(record: Reorganisation) -> list[Effect] | None:
    """Return what a plan will do on its day; None where others hold the lock for too long."""
    try:
        act = partial(reorganisations.carry_out, reorganisation=record)
        return reorganisations.preview(act)
    except OperationalError as error:
        if not is_busy(error):
            raise
        return None
    finally:
        record.state = ReorganisationState.PLANNED


def digest(*seen: Any) -> str:
    """Return what tells whether what was seen is still what would happen."""
    return hashlib.blake2s(repr(seen).encode(), digest_size=16).hexdigest()


def sides(record: Reorganisation) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the predecessors and the successors, each with name, code and page at the desk."""
    steps = record.successions.select_related("predecessor", "successor").order_by("pk")
    found: list[tuple[str, list[tuple[str, str]]]] = []
    for label, side in (("前身", "predecessor"), ("承継先", "successor")):
        places = dict.fromkeys(getattr(step, side) for step in steps)
        page = partial(reverse, "admin:places_localgovernment_change")
        found.append((label, [(f"{one} {one.code}", page(args=[one.pk])) for one in places]))
    return found


def desk_page(record: Reorganisation) -> str:
    """Return the page of a reorganisation at the desk."""
    return reverse("admin:places_reorganisation_change", args=[record.pk])
