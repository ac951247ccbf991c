"""Filters of the list of relationships: what to look at, what is missing, what is untranslated."""

from django.db.models import Exists, F, OuterRef, Q

from places.admin import CountryListFilter, PrefectureFilter
from places.querysets import gone
from relationships.register.models import RelationshipSource
from sistercity.admin import ConditionFilter, YearListFilter


class SidePrefectureFilter(PrefectureFilter):
    """The prefecture of the Japanese side."""

    column = "local_government__prefecture"


class PartnerCountryListFilter(CountryListFilter):
    """The country or region of the partner."""

    column = "partner__country"


class EstablishedFilter(YearListFilter):
    """The year of establishment."""

    title = "提携年"
    column = "established_on"


def disputed() -> Q:
    """Return the condition that a source states another date than the one recorded.

    Dates differ only as far as both are known: 1989 and 1989-05-01 agree.
    """
    own, precision = "relationship__established_on", Q(relationship__established_precision="year")
    both_have_months = ~Q(stated_precision="year") & ~precision
    both_have_days = Q(stated_precision="day", relationship__established_precision="day")
    other = (
        ~Q(stated_on__year=F(f"{own}__year"))
        | (both_have_months & ~Q(stated_on__month=F(f"{own}__month")))
        | (both_have_days & ~Q(stated_on=F(own)))
    )
    known = Q(stated_on__isnull=False, relationship__established_on__isnull=False)
    sources = RelationshipSource.objects.filter(known & other, relationship=OuterRef("pk"))
    return Q(Exists(sources))


class AttentionFilter(ConditionFilter):
    """What an editor should look at."""

    title = "要確認"
    parameter_name = "check"
    conditions = {
        "unconfirmed": (
            "未確認（確度C、または集計が未確認）",
            Q(confidence="C") | Q(counting="unconfirmed"),
        ),
        "disputed": ("出典の提携日が食い違う", disputed()),
        "gone": (
            "消滅した自治体・相手先との提携",
            ~Q(status="ended") & (gone("local_government__") | gone("partner__")),
        ),
        "never": ("最終確認日なし", Q(last_confirmed_on=None)),
    }


class GapsFilter(ConditionFilter):
    """What is missing: each is a fact that the site shows and that a reader would look for."""

    title = "不完全"
    parameter_name = "missing"
    conditions = {
        "date": ("提携日なし", Q(established_on=None)),
        "day": ("提携日が年・月のみ", Q(established_precision__in=["year", "month"])),
        "source": ("出典なし", Q(sources=None)),
        "kind": ("種類が不明", Q(kind="")),
        "partner": ("相手先に和名なし", Q(partner__name_ja="")),
        "end": ("解消だが解消日なし", Q(status="ended", ended_on=None)),
    }


class TranslationFilter(ConditionFilter):
    """Texts that stand in one language only, or that are translations."""

    title = "翻訳"
    parameter_name = "translation"
    conditions = {
        "no_english": (
            "英訳なし",
            (~Q(story_ja="") & Q(story_en="")) | (~Q(end_reason_ja="") & Q(end_reason_en="")),
        ),
        "no_japanese": (
            "和訳なし",
            (~Q(story_en="") & Q(story_ja="")) | (~Q(end_reason_en="") & Q(end_reason_ja="")),
        ),
        "translated": ("日本語の経緯が翻訳", Q(story_ja_is_translated=True)),
    }
