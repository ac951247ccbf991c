"""What a file is, by its content: its name is only a hint, and often a wrong one."""

import re
from enum import StrEnum
from pathlib import Path, PurePath

from django.utils.translation import gettext_lazy as _

from sistercity.spreadsheets import problems
from sistercity.spreadsheets.problems import FileRefused, Problem


class Format(StrEnum):
    """The formats that are read."""

    TEXT = "CSV"
    XLSX = ".xlsx"
    XLS = ".xls"


EMPTY = problems.error("empty_file", _("The file is empty."))
IS_PDF = problems.error(
    "is_pdf",
    _(
        "This is a PDF document, not a table. Ask for the table itself, as an Excel workbook "
        "(.xlsx) or as CSV UTF-8."
    ),
)
IS_PICTURE = problems.error(
    "is_picture",
    _(
        "This is a picture, not a table. Ask for the table itself, as an Excel workbook (.xlsx) "
        "or as CSV UTF-8."
    ),
)
IS_HTML = problems.error(
    "is_html",
    _(
        "This is a web page, whatever its name says. Open it in Excel and save it as an Excel "
        "workbook (.xlsx)."
    ),
)
IS_XML = problems.error(
    "is_xml",
    _(
        "This is an XML file, perhaps an “XML Spreadsheet 2003”. Open it in Excel and save it as "
        "an Excel workbook (.xlsx)."
    ),
)
IS_RTF = problems.error(
    "is_rtf",
    _("This is a text document (RTF), not a table. Copy the table to Excel and save it as .xlsx."),
)
IS_ARCHIVE = problems.error(
    "is_archive", _("This is a packed archive. Unpack it and give the table that is inside.")
)
RENAMED = problems.notice(
    "renamed",
    _("The file is named “%(name)s”, but holds %(found)s data. It was read as what it holds."),
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
FOREIGN = {
    b"%PDF": IS_PDF,
    b"\x89PNG": IS_PICTURE,
    b"\xff\xd8\xff": IS_PICTURE,
    b"GIF8": IS_PICTURE,
    b"II*\x00": IS_PICTURE,
    b"MM\x00*": IS_PICTURE,
    b"\x1f\x8b": IS_ARCHIVE,
    b"7z\xbc\xaf": IS_ARCHIVE,
    b"Rar!": IS_ARCHIVE,
    b"BZh": IS_ARCHIVE,
    b"\xfd7zXZ": IS_ARCHIVE,
    b"{\\rtf": IS_RTF,
}
HTML = re.compile(rb"<(!doctype html|html|head|body|meta|table|style|script|div)\b", re.IGNORECASE)
SUFFIXES = {
    ".csv": Format.TEXT,
    ".tsv": Format.TEXT,
    ".txt": Format.TEXT,
    ".xlsx": Format.XLSX,
    ".xlsm": Format.XLSX,
    ".xls": Format.XLS,
}


def format_of(path: Path) -> Format:
    """Return the format of a file; raise FileRefused for one that is known to be something else."""
    with path.open("rb") as file:
        head = file.read(4096)
    if not head:
        raise FileRefused.because(EMPTY)
    if head.startswith(ZIP):
        return Format.XLSX
    if head.startswith(OLE):
        return Format.XLS
    for magic, code in FOREIGN.items():
        if head.startswith(magic):
            raise FileRefused.because(code)
    refuse_markup(head)
    return Format.TEXT


def refuse_markup(head: bytes) -> None:
    """Raise FileRefused for the beginning of a web page or of XML."""
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not plain.startswith(b"<"):
        return
    if HTML.match(plain) or (HTML.search(plain) and not plain.startswith(b"<?xml")):
        raise FileRefused.because(IS_HTML)
    if plain.startswith((b"<?xml", b"<Workbook", b"<!--")):
        raise FileRefused.because(IS_XML)


def renamed(name: str, found: Format) -> list[Problem]:
    """Return the notice of a name that says another format than the one found."""
    said = SUFFIXES.get(PurePath(name).suffix.lower())
    if said in (None, found):
        return []
    return [Problem(RENAMED, {"name": name, "found": str(found)})]
