"""The staff desk's list of pairs that are two records, and the lists of pairs that may be one."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from places.models import LocalGovernment, Partner
from relationships.doubles import pages
from relationships.doubles.candidates import likely_doubles
from relationships.doubles.models import DistinctPair, PairKind
from relationships.doubles.sides import named
from relationships.register.models import Relationship
from sistercity.admin import PageAdmin, RestorableAdmin


@admin.register(DistinctPair)
class DistinctPairAdmin(PageAdmin, RestorableAdmin):
    """Pairs that are two records; its other pages list the pairs that may be one."""

    has_history = True
    position = 34
    search_help_text = "公開番号、相手先・自治体の名称"
    list_display = ("pair", "kind", "reason")
    list_filter = ("kind",)

    def get_urls(self) -> list[URLPattern]:
        """Add the lists of likely doubles."""
        view = self.admin_site.admin_view(self.likely_view)
        return [path("likely/<str:kind>/", view, name=self.url_name("likely")), *super().get_urls()]

    def likely_view(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Show the likely doubles of a kind; a POST tells a pair apart."""
        return pages.likely(self, request, kind)

    def task_group(self, request: HttpRequest) -> dict[str, Any]:
        """Return how many likely doubles of each kind wait, and their lists."""
        rows = [
            (label, len(likely_doubles(kind)), pages.likely_url(kind))
            for kind, label in pages.LABELS.items()
        ]
        return {"name": "重複の疑い", "rows": rows}

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody types a pair: it is told apart in the list of likely doubles."""
        return False

    def matching(self, queryset: QuerySet[Any], word: str) -> QuerySet[Any]:
        """Search the public numbers, and the names of both records."""
        partners = Partner.with_withdrawn.named(word)
        governments = LocalGovernment.with_withdrawn.named(word)
        ties = Relationship.with_withdrawn.filter(
            Q(partner__in=partners) | Q(local_government__in=governments)
        )
        found = Q()
        for kind, records in ((PairKind.PARTNER, partners), (PairKind.RELATIONSHIP, ties)):
            numbers = records.order_by().values("public_id")
            found |= Q(Q(one__in=numbers) | Q(other__in=numbers), kind=kind)
        number = word.removeprefix("no.")
        if number.isdecimal() and len(number) < 10:
            found |= Q(one=int(number)) | Q(other=int(number))
        return queryset.filter(found)

    def answer(self, request: HttpRequest, record: Any) -> HttpResponse:
        """Show a pair; a POST takes the decision back."""
        return pages.answer(self, request, record)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Name the records of the page."""
        listed = super().get_changelist_instance(request)
        listed.result_list = self.exported(listed.result_list)
        return listed

    def exported(self, queryset: Any) -> list[Any]:
        """Return decisions with the names of their records, in a query for each kind."""
        pairs = list(queryset)
        names = named(pairs)
        for pair in pairs:
            pair.names = names[pair.pk]
        return pairs

    @admin.display(description="組み合わせ")
    def pair(self, pair: DistinctPair) -> str:
        """Return the names and the numbers of both records."""
        return pair.names
