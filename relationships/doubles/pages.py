"""Pages of the staff desk: the likely doubles of a kind, and one pair that is two records."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from relationships.doubles import actions
from relationships.doubles.candidates import likely_doubles
from relationships.doubles.forms import CountryChoiceForm, TellApartForm
from relationships.doubles.models import DistinctPair, PairKind
from relationships.doubles.results import LikelyDouble
from relationships.doubles.sides import ComparedPair, comparisons
from sistercity.admin import PageAdmin
from sistercity.admin.conflicts import busy_or_raise
from sistercity.admin.inputs import ReasonForm

PER_PAGE = 20
LIST = "admin:doubles_distinctpair_changelist"
LABELS = {PairKind.PARTNER: "名称の近い相手先", PairKind.RELATIONSHIP: "同じ組み合わせの提携"}
TOLD_APART = "No.{}とNo.{}を別の記録としました。この一覧には表示しません。"
TAKEN_BACK = "判断を取り消しました。今も似ていれば、重複の疑いの一覧に再び表示します。"
NOT_LISTED = "この組は、もう一覧にありません。最新の一覧を確かめてください。"


@dataclass(frozen=True)
class ShownPair:
    """A likely double on a page: both records, the page that joins them, the form that does not."""

    pair: LikelyDouble
    compared: ComparedPair
    join_url: str
    form: TellApartForm


def likely_url(kind: str) -> str:
    """Return the list of likely doubles of a kind."""
    return reverse("admin:doubles_distinctpair_likely", args=[kind])


def join_page(request: Any) -> str:
    """Return the page that joins two records, "" where the user may not."""
    return reverse("admin:joins_join_add") if request.user.has_perm("joins.add_join") else ""


def join_url(page: str, kind: str, keys: tuple[int, int]) -> str:
    """Return the page that joins for two records, by primary key."""
    query = urlencode({"kind": kind, "one": str(keys[0]), "other": str(keys[1])})
    return f"{page}?{query}" if page else ""


def may(request: Any, action: str) -> bool:
    """Whether the user may tell records apart ("add"), or take that back ("delete")."""
    return bool(request.user.has_perm(f"doubles.{action}_distinctpair"))


def likely(admin: PageAdmin, request: HttpRequest, kind: str) -> HttpResponse:
    """Show the likely doubles of a kind; a POST tells a pair apart."""
    if kind not in PairKind.values:
        raise Http404
    if not admin.has_view_permission(request):
        raise PermissionDenied
    found = likely_doubles(PairKind(kind))
    posted = TellApartForm(request.POST) if request.method == "POST" else None
    if posted and tells_apart(request, kind, found, posted):
        return HttpResponseRedirect(request.get_full_path())
    filters = CountryChoiceForm(request.GET, found)
    chosen = filters.cleaned_data["country"] if filters.is_valid() else None
    pairs = [pair for pair in found if chosen in ("", pair.country)]
    page = Paginator(pairs, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": [(label, likely_url(one), one == kind) for one, label in LABELS.items()],
        "filters": filters,
        "chosen": chosen,
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number),
        "pairs": shown_pairs(request, kind, page.object_list, posted),
        "may_tell_apart": may(request, "add"),
    }
    title = f"重複の疑い：{LABELS[PairKind(kind)]}"
    status = 200 if filters.is_valid() else 400
    return admin.page(request, "doubles/likely", title, context, status)


def tells_apart(
    request: HttpRequest, kind: str, found: Iterable[LikelyDouble], form: TellApartForm
) -> bool:
    """Tell a listed pair apart; say what came of it, and return whether the form is done with."""
    if not may(request, "add"):
        raise PermissionDenied
    if not form.is_valid():
        messages.error(request, "理由を入力してください。まだ何も登録していません。")
        return False
    if form.numbers not in {pair.numbers for pair in found}:
        messages.error(request, NOT_LISTED)
        return True
    try:
        actions.tell_apart(kind=kind, numbers=form.numbers, reason=form.cleaned_data["reason"])
    except ValidationError as error:  # somebody was faster
        messages.error(request, " ".join(error.messages))
    except OperationalError as error:
        messages.error(request, busy_or_raise(error))
        return False
    else:
        messages.success(request, TOLD_APART.format(*form.numbers))
    return True


def shown_pairs(
    request: HttpRequest, kind: str, pairs: Iterable[LikelyDouble], posted: TellApartForm | None
) -> list[ShownPair]:
    """Return the pairs of a page; that of a form that was refused has the form as it was sent."""
    pairs = list(pairs)
    compared = comparisons(kind, [pair.numbers for pair in pairs])
    refused = posted.numbers if posted else None
    page = join_page(request)
    return [
        ShownPair(
            pair,
            compared[pair.numbers],
            join_url(page, kind, compared[pair.numbers].keys),
            posted if posted and pair.numbers == refused else TellApartForm.of(pair.numbers),
        )
        for pair in pairs
        if pair.numbers in compared
    ]


def answer(admin: PageAdmin, request: HttpRequest, record: DistinctPair) -> HttpResponse:
    """Show a pair that is two records, and why; a POST takes that back."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may(request, "delete"):
            raise PermissionDenied
        if form.is_valid() and took_back(request, record, form.cleaned_data["reason"]):
            return HttpResponseRedirect(reverse(LIST))
    numbers = record.one, record.other
    context = {
        "record": record,
        "compared": comparisons(record.kind, [numbers]).get(numbers),
        "form": form,
        "may_take_back": may(request, "delete"),
    }
    return admin.page(request, "doubles/pair", str(record), context)


def took_back(request: HttpRequest, record: DistinctPair, reason: str) -> bool:
    """Take a decision back; say what came of it, and return whether it was done."""
    try:
        actions.take_back(pair=record, reason=reason)
    except OperationalError as error:
        messages.error(request, busy_or_raise(error))
        return False
    messages.success(request, TAKEN_BACK)
    return True
