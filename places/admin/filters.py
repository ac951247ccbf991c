"""Filters of the lists of places: what is incomplete, untranslated, of today or gone."""

from collections.abc import Iterable

from django.db.models import Q

from places.models import Country, Prefecture
from places.querysets import gone, of_today, to_come
from sistercity.admin import ConditionFilter, Option, SelectFilter
from sistercity.dates import Today

LIVES, GONE = of_today(), gone()


class PrefectureFilter(SelectFilter):
    """One of the 47 prefectures, by region."""

    title = "都道府県"
    parameter_name = "prefecture"
    column = "prefecture"

    def options(self) -> Iterable[Option]:
        """Return the prefectures in the order of their codes."""
        for prefecture in Prefecture.objects.order_by("code"):
            yield Option(prefecture.code, str(prefecture), prefecture.get_region_display())


class CountryListFilter(SelectFilter):
    """One of the countries and regions that have a partner, by region of the world."""

    title = "国・地域"
    parameter_name = "country"
    column = "country"

    def options(self) -> Iterable[Option]:
        """Return the countries by region of the world, in the order of their readings."""
        countries = Country.objects.filter(partners__isnull=False).distinct()
        for country in countries.order_by("world_region", "kana"):
            yield Option(country.code, str(country), country.get_world_region_display())


class CountryGaps(ConditionFilter):
    """What a country or region lacks."""

    title = "不完全"
    parameter_name = "missing"
    conditions = {
        "name_ja": ("和名なし", Q(name_ja="")),
        "name_en": ("英語名なし", Q(name_en="")),
        "partners": ("相手先なし", Q(partners=None)),
    }


class TodayFilter(ConditionFilter):
    """Of today, gone by merger or a new name, or yet to come."""

    title = "現存・消滅"
    parameter_name = "today"
    conditions = {
        "yes": ("現存", LIVES),
        "no": ("消滅（合併など）", GONE),
        "planned": ("今後の新設・消滅", to_come() | Q(exists_until__gt=Today())),
    }


class GovernmentTranslation(ConditionFilter):
    """Local governments whose name is missing in a language or in kana."""

    title = "翻訳・読み"
    parameter_name = "translation"
    conditions = {
        "no_english": ("英語名なし", Q(name_en="")),
        "no_reading": ("読み仮名なし", Q(kana="")),
        "no_macron": ("長音記号付きローマ字なし（現存）", LIVES & Q(name_en_macron="")),
    }


class GovernmentGaps(ConditionFilter):
    """What is missing of a local government; a gone one needs a successor, no point and no page."""

    title = "不完全"
    parameter_name = "missing"
    conditions = {
        "point": ("緯度・経度なし（現存）", LIVES & Q(latitude=None)),
        "website": ("ウェブサイトなし（現存）", LIVES & Q(website="")),
        "population": ("人口なし（現存）", LIVES & Q(population=None)),
        "source": ("出典なし", Q(source_url="")),
        "successor": ("消滅したが承継先なし", GONE & Q(successions=None)),
    }


class PairedFilter(ConditionFilter):
    """Whether a place has a relationship, ended ones included."""

    title = "提携"
    parameter_name = "paired"
    conditions = {
        "yes": ("あり", Q(relationships__isnull=False)),
        "no": ("なし", Q(relationships=None)),
    }


class PartnerTranslation(ConditionFilter):
    """Partners whose name, or whose state's name, is known in one language only."""

    title = "翻訳"
    parameter_name = "translation"
    conditions = {
        "no_japanese": ("和名なし", Q(name_ja="")),
        "no_english": ("英語名なし", Q(name_en="")),
        "no_state_ja": ("州・省の和名なし", ~Q(state_en="") & Q(state_ja="")),
    }


class PartnerGaps(ConditionFilter):
    """What is missing of a partner; the state only matters for cities and the like."""

    title = "不完全"
    parameter_name = "missing"
    conditions = {
        "point": ("緯度・経度なし", Q(latitude=None)),
        "state": ("州・省なし（市町など）", Q(level="local", state_en="", state_ja="")),
        "wikidata": ("ウィキデータ番号なし", Q(wikidata_id="")),
        "website": ("ウェブサイトなし", Q(website="")),
        "name_source": ("和名の出典なし", ~Q(name_ja="") & Q(name_ja_source="")),
        "successor": ("消滅したが承継先なし", GONE & Q(successor=None)),
    }


class SideFilter(ConditionFilter):
    """Whose name it is."""

    title = "対象"
    parameter_name = "side"
    conditions = {
        "government": ("自治体", Q(local_government__isnull=False)),
        "partner": ("海外の相手先", Q(partner__isnull=False)),
        "country": ("国・地域", Q(country__isnull=False)),
        "prefecture": ("都道府県", Q(prefecture__isnull=False)),
    }


class NameGaps(ConditionFilter):
    """What is missing of a name."""

    title = "不完全"
    parameter_name = "missing"
    conditions = {
        "source": ("出典なし", Q(source="")),
        "language": ("言語が不明", Q(language__startswith="und")),
    }
