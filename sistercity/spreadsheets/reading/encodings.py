"""The text of a file: its encoding is found out from all of it, never guessed from a part."""

import codecs

from django.utils.translation import gettext_lazy as _

from sistercity.spreadsheets import problems
from sistercity.spreadsheets.problems import FileRefused

UNDECODABLE = problems.error(
    "undecodable",
    _(
        "The file is neither in UTF-8 nor in the Japanese encoding of Windows: line %(line)s "
        "cannot be read (byte %(byte)s of the file). Save it as an Excel workbook (.xlsx) or "
        "as CSV UTF-8."
    ),
)
OTHER_ENCODING = problems.error(
    "other_encoding",
    _(
        "The file seems to be in the encoding %(encoding)s. Save it as an Excel workbook (.xlsx) "
        "or as CSV UTF-8."
    ),
)
NOT_PLAIN = problems.error(
    "not_text_file",
    _(
        "The file holds bytes that no text has (NUL, in line %(line)s). Save it as an Excel "
        "workbook (.xlsx) or as CSV UTF-8."
    ),
)

MARKS = {
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Sequences that switch to kanji in ISO-2022-JP.
ESCAPES = (b"\x1b$B", b"\x1b$@", b"\x1b(J", b"\x1b(I")


def decoded(data: bytes) -> str:
    """Return the text of a file; raise FileRefused where its encoding cannot be told."""
    marked = next((name for mark, name in MARKS.items() if data.startswith(mark)), None)
    if marked == "utf-32":
        raise FileRefused.because(OTHER_ENCODING, encoding="UTF-32")
    if marked != "utf-16":
        refuse_binary(data)
    first = attempt(data, marked or "utf-8")
    if isinstance(first, str):
        return without_nul(first)
    if marked or is_mostly_utf8(data):
        raise undecodable(data, first)
    # What can be EUC-JP is not Windows' encoding, though it can be read as if it were.
    euc = attempt(data, "euc_jp")
    if isinstance(euc, str):
        raise FileRefused.because(OTHER_ENCODING, encoding="EUC-JP")
    windows = attempt(data, "cp932")
    if isinstance(windows, int):
        # The attempt that came furthest is most likely what the file was meant to be.
        raise undecodable(data, max(first, euc, windows))
    return windows


def attempt(data: bytes, encoding: str) -> str | int:
    """Return the text in an encoding, or the index of the byte that cannot be read."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        # Python counts from behind the mark of UTF-8.
        return error.start + (len(codecs.BOM_UTF8) if encoding == "utf-8-sig" else 0)


def refuse_binary(data: bytes) -> None:
    """Raise FileRefused for bytes that no table has, and for ISO-2022-JP."""
    if b"\0" in data:
        raise FileRefused.because(NOT_PLAIN, line=line_of(data, data.index(b"\0")))
    if any(escape in data for escape in ESCAPES):
        raise FileRefused.because(OTHER_ENCODING, encoding="ISO-2022-JP")


def without_nul(text: str) -> str:
    """Return a text; raise FileRefused where it holds a NUL."""
    if "\0" in text:
        line = line_of(text.encode("utf-8", "replace"), text.encode("utf-8", "replace").index(0))
        raise FileRefused.because(NOT_PLAIN, line=line)
    return text


def is_mostly_utf8(data: bytes) -> bool:
    """Tell whether a file is UTF-8 with a few bytes damaged.

    Windows' encoding would make other, wrong characters of nearly all of its bytes.
    """
    text = data.decode("utf-8", "replace")
    # Each character of several bytes makes the text shorter than the file.
    return len(data) - len(text) > text.count("\ufffd")


def undecodable(data: bytes, offset: int) -> FileRefused:
    """Return the refusal of a file of which a byte cannot be read."""
    return FileRefused.because(UNDECODABLE, line=line_of(data, offset), byte=offset + 1)


def line_of(data: bytes, offset: int) -> int:
    """Return the number of the line that a byte is in, the first being 1."""
    before = data[:offset]
    return 1 + before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n")
