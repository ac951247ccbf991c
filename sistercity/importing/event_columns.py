"""The columns that seminars and conferences share: when, how, theme, status, remarks."""

from django.utils.translation import gettext_lazy as _

from sistercity.events import EventMode, EventStatus
from sistercity.importing import cells
from sistercity.importing.columns import Column, coded

DATE_HELP = _("1989, 1989-05 or 1989-05-01; also 1989年5月1日 and 平成元年5月1日")
PROSE_HELP = _("Plain text of up to 5,000 characters; it may have several lines.")
STATUS_HELP = _("Empty: stays as it is; a new one is planned.")

DATES = (
    Column(
        "starts", "First day", "開始日", cells.partial_date, cells.format_date, ("start_date",),
        help=DATE_HELP,
    ),
    Column(
        "ends", "Last day", "終了日", cells.partial_date, cells.format_date, ("end_date",),
        help=DATE_HELP,
    ),
)  # fmt: skip
MODE = coded("mode", "How it is held", "開催方法", EventMode, {})
STATUS = coded(
    "status",
    "Status",
    "状況",
    EventStatus,
    {"planned; outcome not found": "unknown", "中止": "cancelled", "開催": "held"},
    help=STATUS_HELP,
)
THEME = (
    Column("theme_ja", "Theme (Japanese)", "テーマ", cells.at_most(300, cells.one_line)),
    Column(
        "theme_en", "Theme", "テーマ（英語）", cells.at_most(300, cells.one_line), also=("theme",)
    ),
)
NOTES = (
    Column("note_ja", "Remark (Japanese)", "備考", cells.text, help=PROSE_HELP),
    Column("note_en", "Remark", "備考（英語）", cells.text, also=("note",), help=PROSE_HELP),
    Column("source_url", "Source", "出典", cells.url, also=("URL",)),
)
# Attributes of the columns above, by their names.
STORED = {column.name: column.name for column in (*DATES, MODE, STATUS, *THEME, *NOTES)}
# A cell left empty leaves these as they are; a new event gets what stands here.
USUAL = {"status": EventStatus.PLANNED}
