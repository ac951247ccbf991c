"""The columns of the register's file, and what their cells mean."""

from django.utils.translation import gettext_lazy as _

from places.lookup import written_code
from places.models import PartnerLevel
from relationships.register.choices import Basis, Confidence, Counting, ExchangeField, Kind, Status
from sistercity.spreadsheets import cells
from sistercity.spreadsheets.columns import Column, Layout, coded

IMPORTER = "relationships"  # the name of the import that reads the file

DATE_HELP = _("1989, 1989-05 or 1989-05-01; also 1989年5月1日 and 平成元年5月1日")
NAME_HELP = _("Any name that is known; a former municipality leads to its successor.")
STATE_HELP = _("Tells places of one name apart; a new partner gets it.")
PARTNER_HELP = _("Any name that is known; a former partner leads to its successor.")
KIND_HELP = _("What the agreement calls the relationship.")
TERM_HELP = _("The last day of an agreement that has a term: year, month and day.")
PROSE_HELP = _("Plain text of up to 5,000 characters; it may have several lines.")

# As much as the database has room for.
stored_name = cells.at_most(100, cells.name)

COLUMNS = (
    Column(
        "id",
        "ID",
        "公開番号",
        cells.whole_number(1, 2**31 - 1),
        cells.format_number,
        ("No.", "番号"),
        help=_("The relationship's number. Leave it empty for a new relationship."),
        example="12",
    ),
    Column(
        "government_code",
        "Local government code",
        "団体コード",
        written_code,
        also=(
            "Code",
            "自治体コード",
            "市町村コード",
            "市区町村コード",
            "全国地方公共団体コード",  # 自治体標準オープンデータセット
            "都道府県コード又は市区町村コード",  # 推奨データセット, before it
            "地方公共団体コード",
            "標準地域コード",  # e-Stat
            "jp_code",
        ),
        part_of="local_government",
        help=_("Six digits, the last a check digit; or give prefecture and name."),
        example="011002",
    ),
    Column(
        "prefecture_ja",
        "Prefecture (Japanese)",
        "都道府県",
        cells.name,
        also=("都道府県名",),
        part_of="local_government",
        example="北海道",
    ),
    Column(
        "prefecture_en",
        "Prefecture",
        "都道府県（英語）",
        cells.name,
        part_of="local_government",
        example="Hokkaido",
    ),
    Column(
        "government_ja",
        "Local government (Japanese)",
        "自治体名",
        cells.name,
        also=(
            "自治体",
            "団体名",
            "市区町村名",
            "地方公共団体名",
            "地方公共団体名称",
            "自治体名称",
            "団体名称",
            "市区町村名称",
            "jp_name_ja",
        ),
        part_of="local_government",
        help=NAME_HELP,
        example="札幌市",
    ),
    Column(
        "government_en",
        "Local government",
        "自治体名（英語）",
        cells.name,
        also=("jp_name_en",),
        part_of="local_government",
        help=NAME_HELP,
        example="Sapporo",
    ),
    Column(
        "former",
        "Former municipality",
        "旧自治体名",
        stored_name,
        also=("提携時の自治体名", "jp_former_name"),
        help=_("The municipality that began the relationship, where it is gone."),
    ),
    Column(
        "partner_id",
        "Partner ID",
        "相手先番号",
        cells.whole_number(1, 2**31 - 1),
        cells.format_number,
        part_of="partner",
        help=_("The partner's number, or give country and name."),
    ),
    Column(
        "country_code",
        "Country code",
        "国・地域コード",
        cells.name,
        also=("ISO 3166-1", "partner_country"),
        part_of="partner",
        help=_("Two letters, ISO 3166-1."),
        example="US",
    ),
    Column(
        "country_ja",
        "Country or region (Japanese)",
        "国・地域名",
        cells.name,
        also=("国・地域", "国名", "国"),
        part_of="partner",
        example="アメリカ合衆国",
    ),
    Column(
        "country_en",
        "Country or region",
        "国・地域名（英語）",
        cells.name,
        also=("Country",),
        part_of="partner",
        example="United States",
    ),
    Column(
        "state_ja",
        "State or province (Japanese)",
        "州・省等",
        stored_name,
        also=("州・省",),
        part_of="partner",
        help=STATE_HELP,
        example="オレゴン州",
    ),
    Column(
        "state_en",
        "State or province",
        "州・省等（英語）",
        stored_name,
        also=("State", "Province", "partner_region_en"),
        part_of="partner",
        help=STATE_HELP,
        example="Oregon",
    ),
    Column(
        "partner_ja",
        "Partner (Japanese)",
        "相手先名",
        stored_name,
        also=("相手先", "相手都市名", "提携先", "partner_name_ja"),
        part_of="partner",
        help=PARTNER_HELP,
        example="ポートランド",
    ),
    Column(
        "partner_en",
        "Partner",
        "相手先名（英語）",
        stored_name,
        also=("Sister city", "partner_name_en"),
        part_of="partner",
        help=PARTNER_HELP,
        example="Portland",
    ),
    coded(
        "partner_level",
        "Partner level",
        "相手先の区分",
        PartnerLevel,
        {"州": "region", "省": "region", "state": "region", "市": "local", "city": "local"},
        part_of="partner",
        help=_("Tells a state from a city of the same name."),
    ),
    coded("kind", "Kind", "種別", Kind, {"姉妹": "sister", "友好": "friendship"}, help=KIND_HELP),
    coded(
        "status",
        "Status",
        "状況",
        Status,
        {"継続": "active", "交流中": "active", "解消済": "ended"},
        help=_("Empty: stays as it is; a new relationship is active."),
    ),
    Column(
        "established",
        "Established",
        "提携年月日",
        cells.partial_date,
        cells.format_date,
        ("提携日", "Date", "date_established"),
        help=DATE_HELP,
    ),
    coded(
        "established_basis",
        "Basis of the date",
        "提携日の根拠",
        Basis,
        {"議決日": "assembly_resolution"},
        also=("date_basis",),
        help=_("The act that the date of establishment goes by."),
    ),
    Column(
        "re_signed",
        "Re-signed",
        "再提携年月日",
        cells.partial_date,
        cells.format_date,
        help=DATE_HELP,
    ),
    Column(
        "ended",
        "Ended",
        "解消年月日",
        cells.partial_date,
        cells.format_date,
        ("解消日", "end_date"),
        help=DATE_HELP,
    ),
    Column("end_reason_ja", "Reason of the end (Japanese)", "解消の理由", cells.text),
    Column("end_reason_en", "Reason of the end", "解消の理由（英語）", cells.text),
    Column("term_ends_on", "End of the term", "期限", cells.day, cells.format_date, help=TERM_HELP),
    coded(
        "counting",
        "Counted",
        "集計",
        Counting,
        {"対象": "counted", "yes": "counted"},
        help=_("Empty: stays as it is; a new relationship is counted."),
    ),
    coded(
        "confidence",
        "Confidence",
        "確度",
        Confidence,
        {},
        help=_("Empty: stays as it is; a new relationship is of confidence A."),
    ),
    Column(
        "agreement_exists",
        "Written agreement",
        "提携書",
        cells.yes_no,
        cells.format_yes_no,
        help=_("Whether there is one. Empty: not known."),
    ),
    Column(
        "agreement_title",
        "Title of the agreement",
        "提携書の名称",
        cells.at_most(200, cells.one_line),
    ),
    Column(
        "fields",
        "Fields of exchange",
        "交流分野",
        cells.choices(ExchangeField),
        cells.format_words,
        choices=ExchangeField,
        help=_("One or several, with ; or 、 or , or new lines between."),
    ),
    Column("story_ja", "History (Japanese)", "経緯", cells.text, help=PROSE_HELP),
    Column(
        "story_en", "History", "経緯（英語）", cells.text, also=("history_en",), help=PROSE_HELP
    ),
    Column(
        "story_ja_is_translated",
        "Japanese history is a translation",
        "経緯は翻訳",
        cells.yes_no,
        cells.format_yes_no,
        help=_("Empty: stays as it is; of a new relationship, no."),
    ),
    Column(
        "last_confirmed_on",
        "Last confirmed",
        "最終確認日",
        cells.day,
        cells.format_date,
        help=_("The day on which a source was last seen to say so: year, month and day."),
    ),
    Column(
        "sources",
        "Sources",
        "出典",
        cells.urls,
        cells.format_words,
        ("Source", "source_url"),
        help=_("Addresses of pages, with spaces or new lines between."),
    ),
)
# What is compared, in the order of reports: two sides, and the columns that are fields themselves.
OWN = tuple(column.name for column in COLUMNS if not column.part_of and column.name != "id")
FIELDS = tuple(dict.fromkeys(("local_government", "former", "partner", *OWN)))
# In exports only, not in the datasets of releases.
MARK = Column(
    "mark",
    "Export mark",
    "出力時の控え",
    cells.text,
    also=("Mark",),
    is_hidden=True,
    help=_("Written by exports, for an import to tell what was changed since. Leave it as it is."),
)
LAYOUT = Layout(
    (*COLUMNS, MARK),
    required=(
        ("id", "government_code", "government_ja", "government_en"),
        ("id", "partner_id", "partner_ja", "partner_en"),
    ),
)
