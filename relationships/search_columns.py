"""The columns of the file of partner searches, and what their cells mean."""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from places.models import PartnerLevel
from places.place_columns import country_names
from relationships.choices import ExchangeField, Language
from relationships.columns import DATE_HELP, NAME_HELP, PROSE_HELP, STATE_HELP, stored_name
from sistercity.dates import PartialDate
from sistercity.importing import cells, problems
from sistercity.importing.cells import Cell
from sistercity.importing.columns import Column, Layout, coded
from sistercity.importing.days import NOT_A_DATE
from sistercity.importing.lists import format_several, split
from sistercity.importing.problems import CellError

BAD_MAIL = problems.error("bad_mail", _("“%(text)s” is not a mail address."))

BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
YEARS = re.compile(r"(\d{4})-(\d{4})", re.ASCII)
UNTIL = re.compile(r"\s*[~～〜]\s*")
MOST = 2**31 - 1
WISHES_HELP = _(
    "Countries or regions, parts of the world, language areas or prefectures; words after a colon."
    " Several with ; or new lines between."
)
# What listings call fields of exchange.
FIELD_WORDS = {
    "economy": "economy",
    "tourism": "economy",
    "industry": "economy",
    "education": "education",
    "youth": "education",
    "student exchange": "education",
}
one_field = cells.choice(ExchangeField, also=FIELD_WORDS)


def fields_in(words: str) -> tuple[str, ...]:
    """Return the fields of exchange that words name; what is none of them is another field.

    What stands in brackets after a word is not looked at.
    """
    found: set[str] = set()
    for word in split(BRACKETS.sub("", words)):
        try:
            found.add(one_field(word))
        except CellError:
            found.add(ExchangeField.OTHER)
    return tuple(field for field in ExchangeField.values if field in found)


def square_kilometres(cell: Cell) -> Decimal | None:
    """Return an area with two decimals, as it is stored."""
    area = cells.decimal(Decimal("0.01"), 9_999_999)(cell)
    return None if area is None else Decimal(area).quantize(Decimal("0.01"))


def mail(cell: Cell) -> str:
    """Return a mail address, "" for an empty cell; raise CellError."""
    plain = cells.at_most(254, cells.one_line)(cell)
    try:
        if plain:
            validate_email(plain)
    except ValidationError:
        raise CellError(BAD_MAIL, text=plain) from None
    return plain


def span(cell: Cell) -> tuple[PartialDate | None, PartialDate | None] | None:
    """Return the first and the last date of 2016-2017 or 2016-05～2016-12; one date is both."""
    plain = cells.one_line(cell)
    years = YEARS.fullmatch(plain)
    ends = list(years.groups()) if years else UNTIL.split(plain)
    if not plain:
        return None
    if len(ends) > 2:
        raise CellError(NOT_A_DATE, text=plain)
    first, last = (cells.partial_date(end) for end in (ends[0], ends[-1]))
    return first, last


def format_span(value: tuple[PartialDate | None, PartialDate | None]) -> str:
    """Return two dates for a cell; the inverse of ``span``."""
    first, last = (cells.format_date(date) for date in value)
    return first if first == last else f"{first}～{last}"


GOVERNMENT = (
    Column(
        "government_code", "Local government code", "団体コード", cells.digits(6),
        also=("Code", "jp_code"), part_of="local_government",
        help=_("Six digits; of a Japanese government that looks for a partner."),
        example="082210",
    ),
    Column(
        "prefecture", "Prefecture", "都道府県", cells.name, also=("prefecture_code",),
        part_of="local_government", example="茨城県",
    ),
    Column(
        "government_ja", "Local government (Japanese)", "自治体名", cells.name,
        also=("jp_name_ja",), part_of="local_government", help=NAME_HELP, example="ひたちなか市",
    ),
    Column(
        "government_en", "Local government", "自治体名（英語）", cells.name,
        also=("jp_name_en",), part_of="local_government", help=NAME_HELP,
        example="Hitachinaka City",
    ),
)  # fmt: skip
PARTNER = (
    Column(
        "partner_id", "Partner ID", "相手先番号", cells.whole_number(1, MOST),
        cells.format_number, part_of="partner",
        help=_("The number of a government overseas, or give country and name."),
    ),
    Column(
        "country", "Country or region", "国・地域", cells.name, part_of="partner", example="KR"
    ),
    Column(
        "state_ja", "State or province (Japanese)", "州・省等", stored_name, part_of="partner",
        help=STATE_HELP,
    ),
    Column(
        "state_en", "State or province", "州・省等（英語）", stored_name, also=("region",),
        part_of="partner", help=STATE_HELP,
    ),
    Column("partner_ja", "Partner (Japanese)", "相手先名", stored_name, part_of="partner"),
    Column(
        "partner_en", "Partner", "相手先名（英語）", stored_name, also=("name_en",),
        part_of="partner", example="Nowon District",
    ),
    coded(
        "partner_level", "Partner level", "相手先の区分", PartnerLevel, {}, part_of="partner",
        help=_("Tells a state from a city of the same name."),
    ),
)  # fmt: skip
FACTS = (
    Column(
        "population", "Population", "人口", cells.whole_number(0, MOST), cells.format_number,
        example="19373",
    ),
    Column(
        "counted", "Date of the population", "人口の時点", cells.partial_date,
        cells.format_date, ("population_as_of",), help=DATE_HELP,
    ),
    Column(
        "area_km2", "Area (km²)", "面積（km²）", square_kilometres, cells.format_number,
        example="194.3",
    ),
    Column("profile_ja", "Outline (Japanese)", "概要", help=PROSE_HELP),
    Column("profile_en", "Outline", "概要（英語）", help=PROSE_HELP),
    Column("industries_ja", "Industries (Japanese)", "産業"),
    Column("industries_en", "Industries", "産業（英語）", also=("industries",)),
    Column("exchange_so_far_ja", "Exchange so far (Japanese)", "これまでの交流"),
    Column("exchange_so_far_en", "Exchange so far", "これまでの交流（英語）"),
    Column("offers_ja", "What it offers (Japanese)", "ＰＲ"),
    Column("offers_en", "What it offers", "ＰＲ（英語）", also=("offers",)),
    Column("looks_for_ja", "What it looks for (Japanese)", "希望する相手"),
    Column(
        "looks_for_en", "What it looks for", "希望する相手（英語）",
        also=("looks_for", "wanted_partner"),
    ),
    Column(
        "fields", "Fields of exchange", "交流分野", cells.choices(ExchangeField),
        cells.format_words, choices=ExchangeField,
        help=_("One or several, with ; or 、 or , or new lines between."),
    ),
    Column(
        "wants_similar_size", "Wishes for a similar size", "同規模を希望", cells.yes_no,
        cells.format_yes_no,
    ),
    Column(
        "wanted_population_min", "Wished-for population from", "希望人口（下限）",
        cells.whole_number(0, MOST), cells.format_number, example="10000",
    ),
    Column(
        "wanted_population_max", "Wished-for population to", "希望人口（上限）",
        cells.whole_number(0, MOST), cells.format_number, example="50000",
    ),
    Column("website", "Website", "ホームページ", cells.url, also=("official_url",)),
    Column(
        "contact_office_ja", "Contact office (Japanese)", "担当課",
        cells.at_most(300, cells.one_line),
    ),
    Column(
        "contact_office_en", "Contact office", "担当課（英語）",
        cells.at_most(300, cells.one_line), also=("contact_office",),
    ),
    Column("contact_address", "Postal address", "住所"),
    Column(
        "contact_email", "Mail address", "メールアドレス", mail,
        help=_("Not public: enquiries go through CLAIR."), example="city@example.jp",
    ),
    Column(
        "contact_languages", "Languages", "対応言語", cells.choices(Language),
        cells.format_words, choices=Language,
    ),
    Column(
        "posted", "Posted", "掲載日", cells.partial_date, cells.format_date, ("listed_in",),
        help=DATE_HELP,
    ),
    Column(
        "confirmed", "Last confirmed", "最終確認日", cells.partial_date, cells.format_date,
        help=_("A file without this column: the latest of the dates of page and posting."),
    ),
    Column(
        "closed_on", "Closed", "終了日", cells.day, cells.format_date,
        help=_("From this day on it is not looking any more."),
    ),
    Column("staff_note", "Note of the staff", "職員用メモ", help=_("Not public.")),
)  # fmt: skip
WISHES = (
    Column(
        "wish_countries", "Wished-for countries", "希望国コード", country_names, format_several,
        ("desired_countries_iso2",), part_of="wishes",
        help=_("Codes (ISO 3166-1), beside what the columns of wishes say."), example="DE; FR",
    ),
    Column(
        "wishes_ja", "Wishes (Japanese)", "希望する国・地域", part_of="wishes", help=WISHES_HELP,
        example="アジア",
    ),
    Column(
        "wishes_en", "Wishes", "希望する国・地域（英語）", also=("desired_areas_text",),
        part_of="wishes", help=WISHES_HELP, example="Asia; US: Boston",
    ),
    Column(
        "characteristics", "Wished-for characteristics", "希望する特徴",
        also=("desired_characteristics",), part_of="sources",
        help=_("Kept with the page that said it."),
    ),
    Column(
        "field_words", "Wished-for fields in words", "希望する交流",
        also=("desired_exchange_fields", "wanted_fields"), part_of="sources",
        help=_("Kept with the page; a file without fields of exchange gets them from it."),
        example="education (junior high school)",
    ),
)  # fmt: skip
SOURCE = (
    Column(
        "source_url", "Page", "掲載ページ", cells.url, part_of="sources",
        help=_("Each row has one page of the listing; a listing may have several rows."),
    ),
    Column(
        "page_language", "Language of the page", "ページの言語",
        cells.at_most(12, cells.one_line), part_of="sources", example="ja",
    ),
    Column(
        "seen", "Seen", "確認時期", span, format_span, ("listing_seen_in",), part_of="sources",
        help=_("When it stood on the page: a date, or two such as 2016～2017."),
        example="2016～2017",
    ),
    Column(
        "dated", "Date on the page", "ページの日付", cells.partial_date, cells.format_date,
        ("date_modified",), part_of="sources", help=DATE_HELP,
    ),
    Column("page_text_ja", "Text of the page (Japanese)", "掲載内容", part_of="sources"),
    Column(
        "page_text_en", "Text of the page", "掲載内容（英語）", part_of="sources",
        help=_("Where the file has no such column: wishes, characteristics and fields."),
    ),
)  # fmt: skip
LAYOUT = Layout(
    (
        Column(
            "id", "ID", "公開番号", cells.whole_number(1, MOST), cells.format_number,
            help=_("The listing's number. Leave it empty for a new one."), example="12",
        ),
        *GOVERNMENT,
        *PARTNER,
        *FACTS,
        *WISHES,
        *SOURCE,
    ),
    required=(
        ("id", "government_code", "government_ja", "government_en", "partner_id", "partner_ja",
         "partner_en"),
    ),
)  # fmt: skip
