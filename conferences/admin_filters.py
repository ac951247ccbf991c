"""The filters of the staff desk's lists of conferences and series."""

from django.db.models import Q

from places.admin import CountryListFilter, PrefectureFilter
from sistercity.admin import ConditionFilter, YearListFilter, only_in

TEXTS = ("theme", "city", "venue", "host_name", "participants", "declaration", "note")


class HeldFilter(YearListFilter):
    """The calendar year."""

    title = "開催年"
    column = "starts_on"


class VenuePrefectureFilter(PrefectureFilter):
    """The prefecture of the venue."""

    title = "開催地の都道府県"
    column = "prefecture"


class VenueCountryFilter(CountryListFilter):
    """The country or region of the venue."""

    title = "開催地の国・地域"
    column = "country"


class ConferenceGaps(ConditionFilter):
    """What is missing of a conference."""

    title = "不完全"
    parameter_name = "missing"
    conditions = {
        "days": ("開催日の年・月・日が不明", ~Q(starts_precision="day")),
        "theme": ("テーマなし", Q(theme_en="", theme_ja="")),
        "place": ("開催地なし", Q(prefecture=None, country=None)),
        "attendance": (
            "開催済みだが参加自治体なし",
            Q(status="held", named_governments=None),
        ),
        "source": ("出典なし", Q(source_url="")),
    }


class ConferenceTranslation(ConditionFilter):
    """Texts that stand in one language only."""

    title = "翻訳"
    parameter_name = "translation"
    conditions = {
        "no_english": ("英訳なし", only_in("ja", *TEXTS)),
        "no_japanese": ("和訳なし", only_in("en", *TEXTS)),
    }


class SeriesTranslation(ConditionFilter):
    """Series that are described in one language only."""

    title = "翻訳"
    parameter_name = "translation"
    conditions = {
        "no_english": ("英訳なし", only_in("ja", "about")),
        "no_japanese": ("和訳なし", only_in("en", "about")),
    }
