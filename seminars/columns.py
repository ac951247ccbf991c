"""The columns of the seminars' file, and what their cells mean."""

from django.utils.translation import gettext_lazy as _

from places.place_columns import Headings, government_columns
from seminars.delegations import delegations, format_delegations
from seminars.offices import Office
from sistercity.importing import cells
from sistercity.importing.columns import Column, Layout, coded
from sistercity.importing.event_columns import DATES, MODE, NOTES, PROSE_HELP, STATUS, THEME

ORIGIN_HELP = _(
    "Countries or regions (ISO 3166-1 codes), each with the places in brackets, and ; or new lines"
    " between."
)

COLUMNS = (
    Column(
        "fiscal_year",
        "Fiscal year",
        "年度",
        cells.whole_number(1988, 2200),
        cells.format_number,
        help=_("From April; named by its first calendar year."),
        example="2026",
    ),
    coded("office", "Overseas office", "海外事務所", Office, {}, also=("clair_office", "Office")),
    Column(
        "sequence",
        "Which of the year",
        "回",
        cells.whole_number(1, 99),
        cells.format_number,
        help=_("2 for the second seminar of the office in the year. Empty: the first."),
        example="1",
    ),
    *DATES,
    MODE,
    STATUS,
    *government_columns(
        "hosts",
        Headings("Host codes", "受入自治体コード", ("host_codes",)),
        Headings("Hosts (Japanese)", "受入自治体", ("host_ja",)),
        Headings("Hosts", "受入自治体（英語）", ("host_en",)),
    ),
    *THEME,
    Column("tokyo_programme_ja", "Programme in Tokyo (Japanese)", "東京プログラム"),
    Column(
        "tokyo_programme_en",
        "Programme in Tokyo",
        "東京プログラム（英語）",
        also=("tokyo_programme",),
        help=PROSE_HELP,
    ),
    Column(
        "participant_count",
        "Number of participants",
        "参加者数",
        cells.whole_number(0, 32_767),
        cells.format_number,
        also=("participants",),
        example="12",
    ),
    Column(
        "delegations_ja",
        "Participants from (Japanese)",
        "参加者の国・地域",
        delegations,
        format_delegations,
        part_of="delegations",
        help=ORIGIN_HELP,
        example="FR（ブルターニュ）",
    ),
    Column(
        "delegations_en",
        "Participants from",
        "参加者の国・地域（英語）",
        delegations,
        format_delegations,
        ("participants_from",),
        part_of="delegations",
        help=ORIGIN_HELP,
        example="FR (Brittany)",
    ),
    Column("apply_ja", "How to apply (Japanese)", "申込方法", help=PROSE_HELP),
    Column("apply_en", "How to apply", "申込方法（英語）", help=PROSE_HELP),
    Column("apply_url", "Page of the application", "申込ページ", cells.url),
    Column("apply_by", "Deadline", "申込期限", cells.day, cells.format_date),
    *NOTES,
)
LAYOUT = Layout(COLUMNS, required=(("fiscal_year",), ("office",)))
