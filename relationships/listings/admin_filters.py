"""Filters of the list of listings: what is due, what is missing, whose it is."""

from django.db.models import Q
from django.db.models.functions import Now, TruncDate

from places.admin import CountryListFilter, PrefectureFilter
from relationships.listings.facts import TEXTS
from sistercity.admin import ConditionFilter, only_in
from sistercity.dates import later

# In Japanese time, whatever the clock of the database says.
TODAY = TruncDate(Now())
STANDS = Q(closed_on=None) | Q(closed_on__gt=TODAY)


class ListingSideFilter(ConditionFilter):
    """Who looks for whom."""

    title = "募集する側"
    parameter_name = "side"
    conditions = {
        "japanese": ("日本の自治体", Q(local_government__isnull=False)),
        "overseas": ("海外の自治体", Q(partner__isnull=False)),
    }


class ListingPrefectureFilter(PrefectureFilter):
    """The prefecture of a Japanese government that looks for a partner."""

    column = "local_government__prefecture"


class WishedCountryFilter(CountryListFilter):
    """A country or region that is wished for."""

    title = "希望する国・地域"
    column = "wishes__country"


class DueFilter(ConditionFilter):
    """Listings by their last confirmation: they lapse 12 months after it."""

    title = "要確認"
    parameter_name = "check"
    conditions = {
        "lapsed": ("最終確認から12か月超", STANDS & Q(lapses_on__lte=TODAY)),
        "unsure": (
            "12か月を超えた可能性あり（確認日の月・日が不明）",
            STANDS & Q(may_lapse_on__lte=TODAY, lapses_on__gt=TODAY),
        ),
        "lapsing": (
            "60日以内に12か月",
            STANDS & Q(may_lapse_on__gt=TODAY, may_lapse_on__lte=later(TODAY, interval="60 days")),
        ),
        "never": ("最終確認日なし", STANDS & Q(confirmed_on=None)),
        "closed": ("募集終了", ~STANDS),
    }


class ListingGaps(ConditionFilter):
    """What is missing of a listing."""

    title = "不完全"
    parameter_name = "missing"
    conditions = {
        "wish": ("希望の国・地域なし", Q(wishes=None)),
        "content": ("求める内容なし", Q(looks_for_en="", looks_for_ja="")),
        "office": ("連絡先なし", Q(contact_office_en="", contact_office_ja="")),
        "answers": ("回答できる言語なし", Q(contact_languages=[])),
        "people": ("人口なし", Q(population=None)),
        "pages": ("出典なし", Q(sources=None)),
    }


class ListingTranslation(ConditionFilter):
    """Texts that stand in one language only."""

    title = "翻訳"
    parameter_name = "translation"
    conditions = {
        "no_english": ("英訳なし", only_in("ja", *TEXTS)),
        "no_japanese": ("和訳なし", only_in("en", *TEXTS)),
    }
