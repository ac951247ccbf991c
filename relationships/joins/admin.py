"""The staff desk's pages of joins: two records joined with a preview, listed, parted again."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError, transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from places.admin.reorganisations import digest
from places.models import LocalGovernment, Partner
from relationships.joins import actions, parting
from relationships.joins.comparison import Foreseen, foresee
from relationships.joins.models import Join, JoinKind
from sistercity.admin import ConditionFilter, PageAdmin, tag
from sistercity.admin.conflicts import busy_or_raise
from sistercity.admin.history import person_name
from sistercity.admin.inputs import ReasonForm
from sistercity.admin.withdrawal import RECORD_LINKS
from sistercity.changes.edits import RevertForm, shown_edits
from sistercity.changes.reverting import edited_records
from sistercity.models import lock_content

MODELS: dict[str, Any] = {kind: joinable.model for kind, joinable in actions.JOINABLE.items()}
KIND_NAMES = {JoinKind.PARTNER: "相手先", JoinKind.RELATIONSHIP: "提携"}
KEEPS = [("one", "1つ目"), ("other", "2つ目")]
# What is changed with records of a kind: whoever joins or parts them needs these permissions.
NEEDED = {
    JoinKind.PARTNER: ("places.change_partner", "register.change_relationship"),
    JoinKind.RELATIONSHIP: ("register.change_relationship",),
}
LACKING = (
    "統合と分離には、統合の記録の権限のほかに、統合する記録の権限（相手先と姉妹都市提携の「変更」。"
    "提携どうしなら姉妹都市提携の「変更」だけ）が必要です。"
)
CHANGED = (
    "表示した後に、選択または関連する記録が変わりました。まだ統合していません。"
    "もう一度確かめてください。"
)
JOINED = "統合しました。統合した記録のURLは、残した記録のページに移動します。"
PARTED = "分離しました。どちらの記録も、もとのURLで公開されます。"


class PairForm(forms.Form):
    """Which two records are joined, by their public numbers, and which of them is kept."""

    kind = forms.ChoiceField(label="種類", choices=list(KIND_NAMES.items()))
    one = forms.IntegerField(label="1つ目の記録の公開番号", min_value=1, max_value=2**31 - 1)
    other = forms.IntegerField(label="2つ目の記録の公開番号", min_value=1, max_value=2**31 - 1)
    keeps = forms.ChoiceField(
        label="残す記録",
        choices=KEEPS,
        widget=forms.RadioSelect,
        initial="one",
    )

    def clean(self) -> dict[str, Any]:
        """Find both records."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("one", "other"):
            if name in data and "kind" in data:
                records = MODELS[data["kind"]].with_withdrawn
                record = records.filter(public_id=data[name]).first()
                if record is None:
                    self.add_error(name, "この公開番号の記録はありません。")
                data[f"{name}_record"] = record
        return data

    def records(self) -> tuple[Any, Any]:
        """Return both records, in the order of their inputs."""
        return self.cleaned_data["one_record"], self.cleaned_data["other_record"]

    def sides(self) -> tuple[Any, Any]:
        """Return the record that is kept, and the other one."""
        one, other = self.records()
        return (one, other) if self.cleaned_data["keeps"] == "one" else (other, one)

    def name_records(self, labels: Iterable[str]) -> None:
        """Say beside each choice which record it is."""
        named = zip(KEEPS, labels, strict=True)
        choices = [(value, f"{word}：{label}") for (value, word), label in named]
        self.fields["keeps"].choices = choices  # type: ignore[attr-defined]


class JoinFilter(ConditionFilter):
    """Joins in force, and those that were parted."""

    title = "状態"
    parameter_name = "state"
    conditions = {
        "standing": ("統合中", Q(parted_at=None)),
        "parted": ("分離済み", Q(parted_at__isnull=False)),
    }


class KindFilter(ConditionFilter):
    """Joins of partners, and of relationships."""

    title = "種類"
    parameter_name = "kind"
    conditions = {
        "partner": (KIND_NAMES[JoinKind.PARTNER], Q(kept_partner__isnull=False)),
        "relationship": (KIND_NAMES[JoinKind.RELATIONSHIP], Q(kept_relationship__isnull=False)),
    }


@admin.register(Join)
class JoinAdmin(PageAdmin):
    """Joins: entered with a preview, then listed, and parted again where they were wrong."""

    has_history = True
    position = 32
    ordering = ("-joined_at", "-pk")
    related = (
        "kept_partner",
        "joined_partner",
        *(
            f"{side}_relationship__{place}"
            for side in ("kept", "joined")
            for place in ("local_government", "partner")
        ),
    )
    search_help_text = "自治体名、相手先名、理由"
    list_display = ("records", "kind", "joined_at", "joined_by", "state")
    list_filter = (JoinFilter, KindFilter)

    def matching(self, queryset: QuerySet[Any], word: str) -> QuerySet[Any]:
        """Search the names of both records, and the reason."""
        partners = Partner.with_withdrawn.named(word).values("pk")
        governments = LocalGovernment.with_withdrawn.named(word).values("pk")
        found = Q(reason__icontains=word)
        for side in ("kept", "joined"):
            found |= Q(**{f"{side}_partner__in": partners})
            found |= Q(**{f"{side}_relationship__partner__in": partners})
            found |= Q(**{f"{side}_relationship__local_government__in": governments})
        return queryset.filter(found)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes one: the two are parted."""
        return False

    def view_on_site(self, record: Any) -> str:
        """Return the public page of the kept record."""
        return str(record.kept.get_absolute_url())

    # columns

    @admin.display(description="統合した記録 → 残した記録")
    def records(self, record: Join) -> str:
        """Return both records."""
        return str(record)

    @admin.display(description="種類")
    def kind(self, record: Join) -> str:
        """Return what kind of record it is of."""
        return KIND_NAMES[record.kind]

    @admin.display(description="状態", ordering="parted_at")
    def state(self, record: Join) -> SafeString:
        """Return whether the two were parted again."""
        return tag("ended", "分離済み") if record.parted_at else tag("active", "統合中")

    # joining

    def may_join(self, request: HttpRequest, kind: JoinKind) -> bool:
        """Whether the user may join records of a kind."""
        return self.has_add_permission(request) and may_change(request, kind)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Ask for the two records, show what joining them will do, and do it once that was seen."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        is_sent = request.method == "POST"
        proposed = request.POST if is_sent else proposal(request)
        form = PairForm(proposed) if is_sent or "other" in proposed else PairForm(initial=proposed)
        reason = ReasonForm(request.POST if "seen" in request.POST else None)
        context: dict[str, Any] = {"form": form, "reason": reason}
        if form.is_bound and form.is_valid():
            try:
                with transaction.atomic():
                    lock_content()
                    context |= self.foreseen(request, form)
                    if request.POST.get("seen") == context["seen"] and reason.is_valid():
                        return self.join(request, form, reason.cleaned_data["reason"])
            except ValidationError as error:
                form.add_error(None, error.messages)
            except OperationalError as error:
                form.add_error(None, busy_or_raise(error))
            else:
                if request.POST.get("seen", context["seen"]) != context["seen"]:
                    messages.warning(request, CHANGED)
        return self.page(request, "joins/add", "記録の統合", context)

    def foreseen(self, request: HttpRequest, form: PairForm) -> dict[str, Any]:
        """Return what joining the records of a form would do, and its digest."""
        kind = JoinKind(form.cleaned_data["kind"])
        if not self.may_join(request, kind):
            raise PermissionDenied(LACKING)
        form.name_records(self.link(kind, record)[0] for record in form.records())
        kept, joined = form.sides()
        labels = self.admin_site.labels(request)  # type: ignore[attr-defined]
        found: Foreseen = foresee(labels, kind, kept, joined)
        seen = digest(kind, kept.pk, joined.pk, found.fields, found.effects)
        sides = [self.link(kind, one) for one in (kept, joined)]
        return {"foreseen": found, "seen": seen, "sides": sides}

    def join(self, request: HttpRequest, form: PairForm, reason: str) -> HttpResponse:
        """Join what was seen, and show the page of the join."""
        kept, joined = form.sides()
        kind = JoinKind(form.cleaned_data["kind"])
        who = person_name(request.user)
        record, _effects = actions.join(kind=kind, kept=kept, joined=joined, who=who, reason=reason)
        messages.success(request, JOINED)
        return HttpResponseRedirect(desk_page(record))

    def link(self, kind: JoinKind, record: Any) -> tuple[str, str]:
        """Return the label of a record, and its page at the desk."""
        remote: Any = self.admin_site.get_model_admin(MODELS[kind])
        return remote.label(record), remote.page_url("change", record.pk)

    # parting

    def answer(self, request: HttpRequest, record: Any) -> HttpResponse:
        """Show a join; part its records on a POST."""
        context: dict[str, Any] = {
            "record": record,
            "kind": KIND_NAMES[record.kind],
            "sides": [self.link(record.kind, one) for one in (record.kept, record.joined)],
        }
        may_part = self.has_change_permission(request, record) and may_change(request, record.kind)
        if request.method == "POST" and not may_part:
            raise PermissionDenied(LACKING)
        if record.parted_at is None and may_part:
            tables = parting.tables_of(record)
            try:
                parting.refuse_what_came_since(record, tables)
            except parting.CannotPart as refusal:
                context["refusal"] = refusal
            else:
                edited = edited_records(tables)
                sent = request.POST if request.method == "POST" else None
                form = RevertForm(sent, edited=bool(edited))
                if form.is_valid() and self.part(request, record, form):
                    return HttpResponseRedirect(desk_page(record))
                context |= {"form": form, **shown_edits(request, edited, record.joined_at)}
        return self.page(request, "joins/join", f"統合：{record}", context)

    def part(self, request: HttpRequest, record: Join, form: RevertForm) -> bool:
        """Part two records; say what came of it, and return whether it was done."""
        act = partial(parting.part, record=record, who=person_name(request.user))
        try:
            act(reason=form.cleaned_data["reason"], edits=form.chosen)
        except parting.CannotPart as reason:
            messages.error(request, str(reason))
            return False
        except OperationalError as error:
            messages.error(request, busy_or_raise(error))
            return False
        messages.success(request, PARTED)
        return True


def proposal(request: HttpRequest) -> dict[str, Any]:
    """Return what a link proposes: the kind, and the public numbers of the records of its keys."""
    found: dict[str, Any] = {"kind": request.GET.get("kind", JoinKind.PARTNER), "keeps": "one"}
    model = MODELS.get(found["kind"], Partner)
    for name in ("one", "other"):
        key = request.GET.get(name, "")
        if key.isdecimal() and len(key) < 10:
            record = model.with_withdrawn.filter(pk=int(key)).first()
            if record is not None:
                found[name] = record.public_id
    return found


def may_change(request: HttpRequest, kind: JoinKind) -> bool:
    """Whether the user may change what is joined with records of a kind."""
    return request.user.has_perms(NEEDED[kind])


def desk_page(record: Join) -> str:
    """Return the page of a join at the desk."""
    return reverse("admin:joins_join_change", args=[record.pk])


def join_link(request: HttpRequest, record: Any) -> tuple[str, str] | None:
    """Return the button that joins a record with another one, or leads to the join that did so."""
    kind = next((kind for kind, model in MODELS.items() if isinstance(record, model)), None)
    entry: Any = admin.site.get_model_admin(Join)
    if kind is None:
        return None
    if record.joined_to_id:
        found = Join.objects.that_joined(record)
        if found is None or not entry.has_view_permission(request):
            return None
        return "統合の記録", desk_page(found)
    if record.withdrawn_at or not entry.may_join(request, kind):
        return None
    query = urlencode({"kind": kind, "one": record.pk})
    return "別の記録と統合する", f"{reverse('admin:joins_join_add')}?{query}"


RECORD_LINKS.append(join_link)
