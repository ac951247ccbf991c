"""The columns of the conferences' file, and what their cells mean."""

from django.utils.translation import gettext_lazy as _

from places.place_columns import Headings, government_columns, partner_columns, source_name
from sistercity.importing import cells
from sistercity.importing.columns import Column, Layout
from sistercity.importing.event_columns import DATES, MODE, NOTES, PROSE_HELP, STATUS, THEME
from sistercity.importing.lists import format_several, several

HOST_HELP = _("As the source writes it; the record is found by it within prefecture or country.")
SESSIONS_HELP = _("Several with ; or new lines between.")

theme = cells.at_most(300, cells.one_line)

PLACE = (
    Column("city_ja", "City (Japanese)", "開催都市", source_name),
    Column("city_en", "City", "開催都市（英語）", source_name, also=("venue_city_en",)),
    Column("venue_ja", "Venue (Japanese)", "会場", theme),
    Column("venue_en", "Venue", "会場（英語）", theme),
    Column(
        "prefecture",
        "Prefecture",
        "都道府県",
        cells.name,
        help=_("Where it is held, in Japan: code or name. Empty: that of the host."),
        example="石川県",
    ),
    Column(
        "country",
        "Country or region",
        "国・地域",
        cells.name,
        help=_("Where it is held: code (ISO 3166-1) or name. JP, or empty with a prefecture."),
        example="FR",
    ),
    Column(
        "latitude", "Latitude", "緯度", cells.decimal(-90, 90), cells.format_number,
        example="48.69",
    ),
    Column(
        "longitude", "Longitude", "経度", cells.decimal(-180, 180), cells.format_number,
        example="6.18",
    ),
)  # fmt: skip
HOST = (
    Column(
        "host_code",
        "Host code",
        "主催自治体コード",
        cells.digits(6),
        also=("host_jp_code",),
        part_of="host_government",
        help=_("Six digits, of a Japanese host."),
        example="172014",
    ),
    Column(
        "host_partner_id",
        "Host number",
        "主催相手先番号",
        cells.whole_number(1, 2**31 - 1),
        cells.format_number,
        part_of="host_partner",
        help=_("The partner's number, of a host overseas."),
        example="12",
    ),
    Column("host_name_ja", "Host (Japanese)", "主催", source_name, help=HOST_HELP),
    Column("host_name_en", "Host", "主催（英語）", source_name, also=("host_en",), help=HOST_HELP),
)
SUB_THEMES = (
    Column(
        "sub_themes_ja", "Sub-themes (Japanese)", "分科会テーマ", several(theme), format_several,
        part_of="sub_themes", help=SESSIONS_HELP,
    ),
    Column(
        "sub_themes_en", "Sub-themes", "分科会テーマ（英語）", several(theme), format_several,
        ("sub_themes",), part_of="sub_themes", help=SESSIONS_HELP,
    ),
)  # fmt: skip

COLUMNS = (
    Column(
        "series",
        "Series",
        "会議",
        cells.name,
        help=_("The name of the series in either language, or its name in addresses."),
        example="日仏自治体交流会議",
    ),
    Column(
        "number",
        "Edition",
        "回",
        cells.whole_number(1, 32_767),
        cells.format_number,
        help=_("The number of the edition."),
        example="9",
    ),
    *DATES,
    Column(
        "year",
        "Year",
        "開催年",
        cells.whole_number(1868, 2200),
        cells.format_number,
        part_of="starts",
        help=_("Where not even the month of the first day is known."),
        example="2026",
    ),
    MODE,
    STATUS,
    *HOST,
    *PLACE,
    *THEME,
    *SUB_THEMES,
    Column("participants_ja", "Participants (Japanese)", "参加者", cells.text),
    Column(
        "participants_en", "Participants", "参加者（英語）", cells.text, also=("participants",)
    ),
    Column("declaration_ja", "Declaration (Japanese)", "宣言", cells.text, help=PROSE_HELP),
    Column(
        "declaration_en", "Declaration", "宣言（英語）", cells.text, also=("declaration",),
        help=PROSE_HELP,
    ),
    *government_columns(
        "governments",
        Headings("Japanese participants' codes", "参加自治体コード"),
        Headings("Japanese participants (Japanese)", "参加自治体", ("jp_governments_ja",)),
        Headings("Japanese participants", "参加自治体（英語）"),
    ),
    *partner_columns(
        "partners",
        Headings("Participants overseas, numbers", "参加相手先番号"),
        Headings("Participants overseas, countries or regions", "参加相手先の国・地域"),
        Headings("Participants overseas (Japanese)", "参加相手先"),
        Headings("Participants overseas", "参加相手先（英語）", ("partner_governments",)),
    ),
    *NOTES,
)  # fmt: skip
LAYOUT = Layout(COLUMNS, required=(("series",), ("number",)))
