"""Countries and regions overseas, and the prefectures of Japan."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from places.models.bases import BilingualName
from places.models.keys import CODE, KeepKeys, NameKind
from places.querysets import CountryQuerySet, PrefectureQuerySet
from sistercity.links import path_to
from sistercity.models import PublicContent, choices_constraint, with_history
from sistercity.withdrawal import PublicManager, Withdrawable


class WorldRegion(models.TextChoices):
    """Regions of the world, after the United Nations' M49 standard; Mexico is in Latin America."""

    ASIA = "asia", _("Asia")
    EUROPE = "europe", _("Europe")
    NORTH_AMERICA = "north_america", _("North America")
    LATIN_AMERICA = "latin_america", _("Latin America and the Caribbean")
    OCEANIA = "oceania", _("Oceania")
    AFRICA = "africa", _("Africa")


class Region(models.TextChoices):
    """The eight regions of Japan, in the order of the prefecture codes."""

    HOKKAIDO = "hokkaido", _("Hokkaido")
    TOHOKU = "tohoku", _("Tohoku")
    KANTO = "kanto", _("Kanto")
    CHUBU = "chubu", _("Chubu")
    KINKI = "kinki", _("Kinki (Kansai)")
    CHUGOKU = "chugoku", _("Chugoku")
    SHIKOKU = "shikoku", _("Shikoku")
    KYUSHU = "kyushu", _("Kyushu and Okinawa")


@with_history()
class Country(BilingualName, Withdrawable):
    """A country or region (国・地域) overseas, by its ISO 3166-1 alpha-2 code."""

    list_name = "country_list"
    code = models.CharField(_("ISO code"), max_length=2, primary_key=True)
    kana = models.CharField(_("reading (hiragana)"), max_length=100)
    world_region = models.CharField(_("region of the world"), max_length=20, choices=WorldRegion)

    objects = PublicManager.from_queryset(CountryQuerySet)()
    with_withdrawn = CountryQuerySet.as_manager()

    class Meta(BilingualName.Meta):
        verbose_name = _("country or region")
        verbose_name_plural = _("countries and regions")
        ordering = ["code"]
        triggers = [
            *PublicContent.Meta.triggers,
            KeepKeys(
                "country",
                {
                    "name_ja": NameKind.OFFICIAL,
                    "name_en": NameKind.OFFICIAL,
                    "kana": NameKind.KANA,
                    "code": CODE,
                },
                primary_key="code",
            ),
        ]
        constraints = [
            *BilingualName.Meta.constraints,
            *Withdrawable.Meta.constraints,
            choices_constraint("country", "world_region", WorldRegion),
            models.CheckConstraint(
                name="country_code_is_iso",
                condition=models.Q(code__regex=r"^[A-Z]{2}$"),
                violation_error_message=_("The code is two capital letters (ISO 3166-1 alpha-2)."),
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the country's page."""
        return path_to("country", self.code.lower())


@with_history()
class Prefecture(BilingualName):
    """One of the 47 prefectures, by its two-digit code (JIS X 0401)."""

    code = models.CharField(_("JIS code"), max_length=2, primary_key=True)
    kana = models.CharField(_("reading (hiragana)"), max_length=20)
    slug = models.SlugField(_("name in addresses"), max_length=20, unique=True)
    region = models.CharField(_("region"), max_length=10, choices=Region)
    row = models.PositiveSmallIntegerField(_("row on the tile map"))
    column = models.PositiveSmallIntegerField(_("column on the tile map"))

    objects = PrefectureQuerySet.as_manager()

    class Meta(BilingualName.Meta):
        verbose_name = _("prefecture")
        verbose_name_plural = _("prefectures")
        ordering = ["code"]
        triggers = [
            *PublicContent.Meta.triggers,
            KeepKeys(
                "prefecture",
                {
                    "name_ja": NameKind.OFFICIAL,
                    "name_en": NameKind.OFFICIAL,
                    "kana": NameKind.KANA,
                },
                primary_key="code",
            ),
        ]
        constraints = [
            *BilingualName.Meta.constraints,
            choices_constraint("prefecture", "region", Region),
            models.CheckConstraint(
                name="prefecture_code_is_jis",
                condition=models.Q(code__regex=r"^(0[1-9]|[1-3][0-9]|4[0-7])$"),
                violation_error_message=_("The code is a number from 01 to 47 (JIS X 0401)."),
            ),
            models.UniqueConstraint(
                name="prefecture_has_its_own_tile",
                fields=["row", "column"],
                violation_error_message=_("Another prefecture has this place on the map."),
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the prefecture's page."""
        return path_to("prefecture", self.slug)
