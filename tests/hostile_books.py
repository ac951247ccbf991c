"""Builds workbooks by hand, part by part, so that any part can be wrong."""

import datetime
import io
import struct
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

import xlwt

from sistercity.spreadsheets.letters import column_letters

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
TYPES = (
    f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
ROOT = (
    f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
# Style 1 shows a day; style 2 an era; 3 only looks like one.
STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}"><numFmts count="2">'
    '<numFmt numFmtId="164" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>'
    '<numFmt numFmtId="165" formatCode="[Red]0&quot;day&quot;"/></numFmts>'
    '<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs count="4">'
    '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>'
    "</cellXfs></styleSheet>"
)

Value = str | float | None


class Raw(str):
    """A cell as XML, in which {place} stands for its place."""

    __slots__ = ()


def cell_xml(value: Value, place: str) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, Raw):
        return value.replace("{place}", place)
    if isinstance(value, str):
        text = f'<t xml:space="preserve">{escape(value)}</t>'
        return f'<c r="{place}" t="inlineStr"><is>{text}</is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def row_xml(values: Sequence[Value], number: int, extra: str = "") -> str:
    cells = (cell_xml(value, f"{column_letters(i)}{number}") for i, value in enumerate(values))
    return f'<row r="{number}"{extra}>{"".join(cells)}</row>'


def sheet_xml(
    rows: Sequence[Sequence[Value]],
    *,
    before: str = "",
    after: str = "",
    more: str = "",
    first: int = 1,
) -> str:
    """A sheet of rows; ``before`` and ``after`` its data, and ``more`` rows as XML."""
    data = "".join(row_xml(row, number) for number, row in enumerate(rows, first))
    return (
        f'{XML}<worksheet xmlns="{MAIN}">{before}<sheetData>{data}{more}</sheetData>'
        f"{after}</worksheet>"
    )


def xlsx(
    sheets: dict[str, str] | str,
    *,
    states: dict[str, str] | None = None,
    date_1904: bool = False,
    parts: dict[str, str | bytes] | None = None,
) -> bytes:
    """A workbook of sheets by their names; ``parts`` replaces or adds parts."""
    if isinstance(sheets, str):
        sheets = {"Register": sheets}
    names, relations = "", ""
    content: dict[str, str | bytes] = {"[Content_Types].xml": TYPES, "_rels/.rels": ROOT}
    for number, (name, xml) in enumerate(sheets.items(), 1):
        state = f' state="{states[name]}"' if states and name in states else ""
        names += f'<sheet name="{escape(name)}" sheetId="{number}"{state} r:id="rId{number}"/>'
        relations += relation(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml")
        content[f"xl/worksheets/sheet{number}.xml"] = xml
    relations += relation("rId98", "styles", "styles.xml")
    relations += relation("rId99", "sharedStrings", "sharedStrings.xml")
    content["xl/styles.xml"] = STYLES
    content["xl/workbook.xml"] = (
        f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f'<workbookPr date1904="{int(date_1904)}"/><sheets>{names}</sheets></workbook>'
    )
    content["xl/_rels/workbook.xml.rels"] = (
        f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>'
    )
    return zipped(content | (parts or {}))


def relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def parts_of(data: bytes) -> dict[str, str | bytes]:
    """The parts of a workbook by their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """A workbook with text of a part replaced."""
    parts = parts_of(data)
    before = parts[part]
    assert isinstance(before, bytes) and old.encode() in before
    return zipped(parts | {part: before.replace(old.encode(), new.encode())})


def with_part_called(data: bytes, part: str, name: str) -> bytes:
    """A workbook with a part of the folder xl in a file of another name."""
    parts = parts_of(data)
    parts[f"xl/{name}"] = parts.pop(part)
    return changed(zipped(parts), "xl/_rels/workbook.xml.rels", part.removeprefix("xl/"), name)


def lying(data: bytes, part: str, size: int) -> bytes:
    """An archive that says another unpacked size of a part, in both places."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo(part)
    true, false = struct.pack("<L", info.file_size), struct.pack("<L", size)
    local = info.header_offset + 22
    assert data[local : local + 4] == true
    changed_data = data[:local] + false + data[local + 4 :]
    central = changed_data.rindex(part.encode()) - 46 + 24
    assert changed_data[central : central + 4] == true
    return changed_data[:central] + false + changed_data[central + 4 :]


def with_shared_strings(rows: Sequence[Sequence[Value]]) -> bytes:
    """A workbook that keeps its texts apart, in pieces and with furigana, as Excel does."""
    texts = sorted({str(value) for row in rows for value in row if value})
    index = {text: number for number, text in enumerate(texts)}
    items = "".join(
        f'<si><r><t xml:space="preserve">{escape(text[:1])}</t></r>'
        f'<r><rPr><b/></rPr><t xml:space="preserve">{escape(text[1:])}</t></r>'
        '<rPh sb="0" eb="1"><t>フリガナ</t></rPh><phoneticPr fontId="1"/></si>'
        for text in texts
    )
    cells = [
        [Raw(f'<c r="{{place}}" t="s"><v>{index[str(v)]}</v></c>') if v else None for v in row]
        for row in rows
    ]
    strings = f'{XML}<sst xmlns="{MAIN}">{items}</sst>'
    return xlsx(sheet_xml(cells), parts={"xl/sharedStrings.xml": strings})


def serial(day: str, *, date_1904: bool = False) -> int:
    epoch = datetime.date(1904, 1, 1) if date_1904 else datetime.date(1899, 12, 30)
    return (datetime.date.fromisoformat(day) - epoch).days


def xls(
    rows: Sequence[Sequence[Value | datetime.date]],
    *,
    error_at: tuple[int, int] | None = None,
    merged: tuple[int, int, int, int] | None = None,
    hidden: bool = False,
    date_1904: bool = False,
) -> bytes:
    """An old workbook; ``error_at`` and ``merged`` count rows and columns from 0."""
    book = xlwt.Workbook()
    book.dates_1904 = date_1904
    sheet = book.add_sheet("Register", cell_overwrite_ok=True)
    book.add_sheet("Empty")
    day = xlwt.XFStyle()
    day.num_format_str = "yyyy/m/d"
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            style = day if isinstance(value, datetime.date) else xlwt.Style.default_style
            if value not in (None, ""):
                sheet.write(number, column, value, style)
    if error_at:
        sheet.row(error_at[0]).set_cell_error(error_at[1], "#REF!")
    if merged:
        sheet.merge(*merged)
    if hidden:
        book.set_active_sheet(1)
        sheet.visibility = 1
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def renamed_stream(data: bytes, name: str) -> bytes:
    """An OLE container whose stream “Workbook” has another name."""
    old = "Workbook".encode("utf-16-le")
    at = next(
        at for at in range(0, len(data), 128) if data[at : at + len(old) + 2] == old + b"\0\0"
    )
    new = name.encode("utf-16-le")
    return data[:at] + new.ljust(64, b"\0") + struct.pack("<H", len(new) + 2) + data[at + 66 :]


def encrypted_xls(rows: Sequence[Sequence[Value]]) -> bytes:
    """An old workbook that says that what follows is encrypted (record FILEPASS)."""
    data = xls(rows)
    # After the first record of the stream comes the interface header, which readers skip.
    at = data.index(b"\xe1\x00\x02\x00")
    return data[:at] + b"\x2f\x00\x02\x00" + data[at + 4 :]
