"""Workbooks are archives of XML files: what is checked before any of it is believed."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from sistercity.spreadsheets import problems
from sistercity.spreadsheets.limits import MB, Limits
from sistercity.spreadsheets.problems import FileRefused, Problem

DAMAGED = problems.error(
    "damaged",
    _(
        "The file is damaged, or no workbook. Open it in Excel, save it again as an Excel "
        "workbook (.xlsx), and try once more."
    ),
)
PASSWORD = problems.error(
    "password",
    _("The file is protected by a password. Remove the password in Excel and save it again."),
)
UNPACKED = problems.error(
    "unpacked_too_large",
    _(
        "The workbook is larger than %(limit)s MB when it is unpacked. Often formatted rows "
        "without content are the cause: delete them, or save the sheet as CSV UTF-8."
    ),
)
TOO_MANY_IN_WORKBOOK = problems.error(
    "too_many_workbook_cells",
    _(
        "The workbook has too many cells; about %(limit)s can be read. Often formatted rows "
        "without content are the cause: delete them, or save the sheet as CSV UTF-8."
    ),
)
SUSPICIOUS = problems.error(
    "suspicious_archive",
    _(
        "The inside of the workbook is not as Excel makes it. Open it in Excel, save it again as "
        "an Excel workbook (.xlsx), and try once more."
    ),
)
DOCTYPE = problems.error(
    "document_type",
    _(
        "The workbook holds an XML document type, as no spreadsheet program writes it. It was "
        "not read, because such files are used for attacks."
    ),
)
IS_WORD = problems.error(
    "is_document",
    _(
        "This is a text document or a presentation, not a workbook. Copy the table to Excel and "
        "save it as .xlsx."
    ),
)
IS_ODS = problems.error(
    "is_ods",
    _("This is an OpenDocument file (.ods). Save it as an Excel workbook (.xlsx)."),
)
IS_XLSB = problems.error(
    "is_xlsb",
    _("This is a binary workbook (.xlsb). Save it as an Excel workbook (.xlsx)."),
)
IS_ZIP = problems.error(
    "is_zip", _("This is a ZIP archive, not a workbook. Unpack it and give the table inside.")
)
MACROS = problems.notice("macros", _("The workbook holds macros. They were not run."))

# Handlers of XML: of the beginning of an element, with its attributes; of its end, or of text.
Start = Callable[[str, dict[str, str]], object]
Text = Callable[[str], object]

CHUNK = 2**16
TAGS_OF_A_CELL = 5  # <c><v>1</v></c>, and its share of a row
WORKBOOK = "xl/workbook.xml"
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What any part of reading a broken archive or broken XML raises.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    UnicodeError,
    ValueError,
    LookupError,
)


@contextmanager
def refusing() -> Iterator[None]:
    """Turn whatever a damaged archive raises into FileRefused."""
    try:
        yield
    except BROKEN as error:
        raise FileRefused.because(DAMAGED) from error


class Archive:
    """The parts of a workbook, each read as a stream of XML, never as a whole."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.limits, self.tags = limits, 0
        self.checked: set[str] = set()
        with refusing():
            self.zip = zipfile.ZipFile(path)
        try:
            with refusing():
                self.check()
        except FileRefused:
            self.zip.close()
            raise

    def check(self) -> None:
        """Raise FileRefused for an archive that is no workbook, or not one of Excel's."""
        parts, limits = self.zip.infolist(), self.limits
        self.names = {part.filename for part in parts}
        if any(part.flag_bits & 1 for part in parts):
            raise FileRefused.because(PASSWORD)
        if len(parts) > limits.entries or len(self.names) < len(parts):
            raise FileRefused.because(SUSPICIOUS)
        if any(is_strange(part) for part in parts):
            raise FileRefused.because(SUSPICIOUS)
        self.refuse_others()
        if sum(part.file_size for part in parts) > limits.unpacked_bytes:
            raise FileRefused.because(UNPACKED, limit=limits.unpacked_bytes // MB)
        for name in sorted(self.names):
            if name.lower().endswith((".xml", ".rels")):
                self.refuse_bomb(name)

    def refuse_others(self) -> None:
        """Raise FileRefused for archives that are other documents."""
        if WORKBOOK in self.names:
            return
        if "xl/workbook.bin" in self.names:
            raise FileRefused.because(IS_XLSB)
        if "mimetype" in self.names and "content.xml" in self.names:
            raise FileRefused.because(IS_ODS)
        if any(name.startswith(("word/", "ppt/")) for name in self.names):
            raise FileRefused.because(IS_WORD)
        raise FileRefused.because(IS_ZIP)

    def refuse_bomb(self, name: str) -> None:
        """Unpack a part of XML once; raise FileRefused for too many cells and for a DOCTYPE.

        What the archive says about sizes is only believed where it says too much: zipfile never
        unpacks more of a part than the archive says, and compares its checksum.
        """
        self.checked.add(name)
        parser = strict_parser()
        for chunk in self.chunks(name):
            self.tags += chunk.count(b"<")
            if self.tags > self.limits.workbook_cells * TAGS_OF_A_CELL:
                cells = self.limits.workbook_cells
                raise FileRefused.because(TOO_MANY_IN_WORKBOOK, limit=cells)
            parser.Parse(chunk)
        parser.Parse(b"", True)

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a part."""
        with self.zip.open(name) as part:
            while chunk := part.read(CHUNK):
                yield chunk

    def parse(
        self,
        name: str,
        start: Start,
        end: Text | None = None,
        data: Text | None = None,
    ) -> Iterator[int]:
        """Read a part as XML, calling the handlers; yield the number of bytes after each piece.

        Raises FileRefused for too much: a part of values may have any name.
        """
        if name not in self.checked:
            self.refuse_bomb(name)
        parser = strict_parser()
        parser.buffer_text = True
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = data
        if self.is_prefixed(name):
            parser.StartElementHandler = lambda tag, values: start(local(tag), values)
            parser.EndElementHandler = end and (lambda tag: end(local(tag)))
        for chunk in self.chunks(name):
            parser.Parse(chunk)
            yield len(chunk)
        parser.Parse(b"", True)

    def is_prefixed(self, name: str) -> bool:
        """Tell whether the elements of a part have prefixes: few programs write them so."""
        found: list[str] = []
        parser = strict_parser()
        parser.StartElementHandler = lambda tag, _values: found.append(tag)
        for chunk in self.chunks(name):
            parser.Parse(chunk)
            if found:
                break
        return ":" in "".join(found[:1])

    def read(
        self, name: str, start: Start, end: Text | None = None, data: Text | None = None
    ) -> None:
        """Read a whole part as XML, calling the handlers; a part that is not there is empty."""
        if name in self.names:
            for _bytes in self.parse(name, start, end, data):
                pass

    def notices(self) -> list[Problem]:
        """Return what a user should know about the workbook."""
        macros = any(name.lower().endswith("vbaproject.bin") for name in self.names)
        return [Problem(MACROS)] if macros else []


def is_strange(part: zipfile.ZipInfo) -> bool:
    """Tell whether a part of an archive is one that no spreadsheet program makes."""
    name = part.orig_filename
    outside = name.startswith("/") or ".." in name.split("/") or "\\" in name or ":" in name
    return outside or "\0" in name or part.compress_type not in METHODS


def strict_parser() -> expat.XMLParserType:
    """Return an XML parser that refuses document types, and with them entities of any kind."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse_doctype
    return parser


def refuse_doctype(*_declared: object) -> None:
    """Raise FileRefused for a document type."""
    raise FileRefused.because(DOCTYPE)


def local(tag: str) -> str:
    """Return the name of an element without the prefix of its namespace."""
    return tag.rpartition(":")[2] if ":" in tag else tag
