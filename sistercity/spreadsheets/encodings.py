"""Which encoding a text file is in: found out by reading all of it, never guessed from a part."""

import codecs
from pathlib import Path

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
# In this order. EUC-JP is never read, but tells its files from those that cp932 garbles.
TRIED = ("utf-8", "cp932", "euc_jp")
CHUNK = 2**20
# Sequences that switch to kanji in ISO-2022-JP.
ESCAPES = (b"\x1b$B", b"\x1b$@", b"\x1b(J", b"\x1b(I")


class Attempt:
    """A try to decode a file, a piece at a time: how far it came."""

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding
        self.decoder = codecs.getincrementaldecoder(encoding)("strict")
        self.failed_at: int | None = None  # the byte, from 0

    def feed(self, chunk: bytes, offset: int, *, final: bool) -> str:
        """Decode the next piece of the file; return its text, or "" when it failed."""
        if self.failed_at is not None:
            return ""
        pending = len(self.decoder.getstate()[0])
        try:
            return self.decoder.decode(chunk, final)
        except UnicodeDecodeError as error:
            self.failed_at = offset - pending + error.start
            return ""


def encoding_of(path: Path) -> str:
    """Return the name of the encoding of a text file; raise FileRefused for any other."""
    with path.open("rb") as file:
        head = file.read(4)
    marked = next((name for mark, name in MARKS.items() if head.startswith(mark)), None)
    if marked == "utf-32":
        raise FileRefused.because(OTHER_ENCODING, encoding="UTF-32")
    tried = [Attempt(marked)] if marked else [Attempt(name) for name in TRIED]
    decode(path, tried, wide=marked == "utf-16")
    whole = [attempt.encoding for attempt in tried if attempt.failed_at is None]
    if whole and whole[0] not in TRIED[1:]:
        return whole[0]
    if not marked and is_mostly_utf8(path):
        raise undecodable(path, tried[:1])
    # What can be EUC-JP is not Windows' encoding, though it can be read as if it were.
    if "euc_jp" in whole:
        raise FileRefused.because(OTHER_ENCODING, encoding="EUC-JP")
    if not whole:
        raise undecodable(path, tried)
    return whole[0]


def decode(path: Path, tried: list[Attempt], *, wide: bool) -> None:
    """Feed a whole file to the attempts; raise FileRefused for bytes that no table has."""
    offset = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            if not wide and b"\0" in chunk:
                raise nul(path, offset + chunk.index(b"\0"))
            if not wide and any(escape in chunk for escape in ESCAPES):
                raise FileRefused.because(OTHER_ENCODING, encoding="ISO-2022-JP")
            for attempt in tried:
                if "\0" in attempt.feed(chunk, offset, final=False):
                    raise nul(path, offset)
            offset += len(chunk)
    for attempt in tried:
        attempt.feed(b"", offset, final=True)


def is_mostly_utf8(path: Path) -> bool:
    """Tell whether a file is UTF-8 with a few bytes damaged.

    Windows' encoding would make other, wrong characters of nearly all of its bytes.
    """
    characters = damaged = 0
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        while text := file.read(CHUNK):
            damaged += text.count("\ufffd")
            characters += len(text)
    # Each character of several bytes makes the text shorter than the file.
    return path.stat().st_size - characters > damaged


def nul(path: Path, offset: int) -> FileRefused:
    """Return the refusal of a file with a NUL byte."""
    return FileRefused.because(NOT_PLAIN, line=line_of(path, offset))


def undecodable(path: Path, tried: list[Attempt]) -> FileRefused:
    """Return the refusal of a file that none of the attempts could decode."""
    # The attempt that came furthest is most likely what the file was meant to be.
    failed_at = max(attempt.failed_at or 0 for attempt in tried)
    return FileRefused.because(UNDECODABLE, line=line_of(path, failed_at), byte=failed_at + 1)


def line_of(path: Path, offset: int) -> int:
    """Return the number of the line that a byte is in, the first being 1."""
    line, last = 1, b""
    with path.open("rb") as file:
        while offset > 0 and (chunk := file.read(min(offset, CHUNK))):
            offset -= len(chunk)
            line += (last + chunk).count(b"\n") - last.count(b"\n")
            line += chunk.count(b"\r") - (last + chunk).count(b"\r\n")
            last = chunk[-1:]
    return line
