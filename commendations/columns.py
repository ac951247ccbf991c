"""The columns of the commendations' file: first the edition's, then the recipient's."""

from django.utils.translation import gettext_lazy as _

from commendations.choices import AwardKind, RecipientKind
from places.place_columns import Headings, government_columns, partner_columns, source_name
from sistercity.importing import cells
from sistercity.importing.columns import Column, Layout, coded
from sistercity.importing.event_columns import DATE_HELP, PROSE_HELP

EDITION_HELP = _("Of the edition: the same in each of its rows, or only in one of them.")

EDITION = (
    Column(
        "fiscal_year", "Fiscal year", "年度", cells.whole_number(2006, 2200),
        cells.format_number, help=EDITION_HELP, example="2024",
    ),
    Column(
        "award_name_ja", "Name of the award (Japanese)", "表彰の名称", source_name,
        help=EDITION_HELP,
    ),
    Column(
        "award_name_en", "Name of the award", "表彰の名称（英語）", source_name, help=EDITION_HELP
    ),
    Column(
        "announced", "Announced", "発表日", cells.partial_date, cells.format_date, help=DATE_HELP
    ),
    Column(
        "ceremony", "Ceremony", "表彰式", cells.partial_date, cells.format_date,
        also=("event_date",), help=DATE_HELP,
    ),
    Column(
        "applicant_count", "Number of applicants", "応募数", cells.whole_number(0, 32_767),
        cells.format_number, help=EDITION_HELP, example="24",
    ),
    Column(
        "recipient_count", "Number of recipients", "受賞数", cells.whole_number(0, 32_767),
        cells.format_number, help=EDITION_HELP, example="3",
    ),
    Column("edition_note_ja", "Remark on the edition (Japanese)", "回の備考", help=EDITION_HELP),
    Column("edition_note_en", "Remark on the edition", "回の備考（英語）", help=EDITION_HELP),
    Column(
        "edition_source", "Source of the edition", "回の出典", cells.url, help=EDITION_HELP
    ),
)  # fmt: skip

RECIPIENT = (
    coded("kind", "Award", "表彰の種類", AwardKind, {}, also=("award_kind",)),
    Column("recipient_ja", "Recipient (Japanese)", "受賞団体", source_name),
    Column("recipient_en", "Recipient", "受賞団体（英語）", source_name),
    Column(
        "recipient_kinds", "Kind of recipient", "団体の種別", cells.choices(RecipientKind),
        cells.format_words, choices=RecipientKind,
        help=_("One or several, with ; or 、 or , or new lines between."),
    ),
    Column(
        "prefecture", "Prefecture", "都道府県", cells.name,
        also=("recipient_prefecture_code",), help=_("Where the recipient is: code or name."),
        example="新潟県",
    ),
    *government_columns(
        "governments",
        Headings("Local government code", "団体コード", ("jp_code",)),
        Headings("Local governments (Japanese)", "自治体"),
        Headings("Local governments", "自治体（英語）"),
    ),
    *partner_columns(
        "partners",
        Headings("Partner ID", "相手先番号"),
        Headings("Country or region", "国・地域", ("partner_country",)),
        Headings("Partners (Japanese)", "相手先"),
        Headings("Partners", "相手先（英語）", ("partner",)),
    ),
    Column("summary_ja", "What they did (Japanese)", "取組内容", help=PROSE_HELP),
    Column(
        "summary_en", "What they did", "取組内容（英語）", also=("summary",), help=PROSE_HELP
    ),
    Column("note_ja", "Remark (Japanese)", "備考", help=PROSE_HELP),
    Column("note_en", "Remark", "備考（英語）", also=("note",), help=PROSE_HELP),
    Column("source_url", "Source", "出典", cells.url),
)  # fmt: skip

LAYOUT = Layout(
    (
        Column(
            "edition", "Edition", "回", cells.whole_number(1, 32_767), cells.format_number,
            help=_("The number of the edition. Empty where nobody knows it."), example="19",
        ),
        *EDITION,
        *RECIPIENT,
    ),
    required=(("edition",), ("recipient_ja", "recipient_en"), ("prefecture",)),
)  # fmt: skip
