"""Keeps the Japanese catalogue in step with the code: bin/messages [--check].

Without an option it brings locale/ja/LC_MESSAGES/django.po up to date: new texts are added
untranslated, texts that no longer exist are dropped. With --check it writes nothing and fails,
naming each text that is missing, untranslated, unsure (“fuzzy”), obsolete, or translated with
other placeholders. The English text is the key, so there is no English catalogue.

Runs with the Python of .venv. Django's own texts are Django's to translate.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import PoFileError, read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "ja" / "LC_MESSAGES" / "django.po"
NO_SOURCES = {".venv", "var", "tests", "bin", "migrations", "node_modules"}
# No dates and no names: the file changes when a text changes, and only then.
HEADER = """\
# Japanese texts of Sister City Information; bin/messages keeps this file.
msgid ""
msgstr ""
"Language: ja\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
PLAIN, PLURAL = None, (1, 2)
CONTEXT, CONTEXT_PLURAL = ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    "_": PLAIN,
    "gettext": PLAIN,
    "gettext_lazy": PLAIN,
    "gettext_noop": PLAIN,
    "ngettext": PLURAL,
    "ngettext_lazy": PLURAL,
    "pgettext": CONTEXT,
    "pgettext_lazy": CONTEXT,
    "npgettext": CONTEXT_PLURAL,
    "npgettext_lazy": CONTEXT_PLURAL,
}
# As sistercity/jinja.py sets Jinja2 up; a template with a wrong syntax is an error.
OPTIONS: dict[str, dict[str, str]] = {
    "python": {},
    "jinja2": {
        "trimmed": "true",
        "newstyle_gettext": "true",
        "trim_blocks": "true",
        "lstrip_blocks": "true",
        "silent": "false",
    },
}
# %(name)s, %s, {name}: what the code fills in. “%%” is a percent sign.
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|(?<!%)%[sd]|\{\w*\}")


def sources(root: Path) -> Iterator[tuple[Path, str, bytes]]:
    """Yield each file with texts, the method of Babel that reads it, and its content for that."""
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if NO_SOURCES.intersection(parts):
            continue
        if path.suffix == ".py":
            yield path, "python", path.read_bytes()
        elif path.suffix in (".html", ".txt") and parts[:2] == ("templates", "public"):
            yield path, "jinja2", path.read_bytes()
        elif path.suffix == ".html" and parts[0] == "templates":
            # Brackets: in them Python does not mind how a line is indented.
            code = templatize(path.read_text(), origin=str(path))
            yield path, "python", f"(\n{code}\n)".encode()


def extracted(root: Path) -> Catalog:
    """Return a catalogue of all texts in the code, untranslated."""
    found = Catalog(locale="ja")
    for path, method, code in sources(root):
        found_in_file = extract(method, io.BytesIO(code), KEYWORDS, options=OPTIONS[method])
        for line, text, _comments, context in found_in_file:
            found.add(text, context=context, locations=[(str(path.relative_to(root)), line)])
    return found


def texts(catalogue: Catalog) -> dict[tuple[str | None, str], Message]:
    """Return the messages by context and English text, without the header."""
    return {(message.context, english(message)): message for message in catalogue if message.id}


def english(message: Message) -> str:
    """Return the English text; of a text with a plural the singular, its key."""
    return message.id if isinstance(message.id, str) else message.id[0]


def japanese(message: Message) -> str:
    """Return the translation; '' when there is none. Japanese has one form for all numbers."""
    return (
        message.string if isinstance(message.string, str) else "".join((message.string or ())[:1])
    )


def place(message: Message) -> str:
    """Return where the text stands first in the code."""
    return next((f"{file}:{line}" for file, line in message.locations), "code")


def placeholders(message: Message) -> set[str]:
    """Return what the translation must hold: the plural form names its number for sure."""
    text = message.id if isinstance(message.id, str) else message.id[-1]
    return set(PLACEHOLDER.findall(text))


def updated(code: Catalog, translated: Catalog) -> Catalog:
    """Return the texts of the code with the translations that exist for exactly them."""
    known, new = texts(translated), Catalog(locale="ja")
    for (context, key), message in texts(code).items():
        old = known.get((context, key))
        text = japanese(old) if old else ""
        new.add(
            message.id,
            text if isinstance(message.id, str) else (text,),
            context=context,
            flags=old.flags & {"fuzzy"} if old else (),
            user_comments=old.user_comments if old else (),
        )
    return new


def problems(code: Catalog, translated: Catalog) -> Iterator[str]:
    """Yield a line for each text that is not translated as it should be."""
    wanted, known = texts(code), texts(translated)
    for key, message in wanted.items():
        where = place(message)
        if key not in known:
            yield f"missing: “{key[1]}” ({where}); bin/messages adds it"
        elif not japanese(known[key]):
            yield f"untranslated: “{key[1]}” ({where})"
        elif known[key].fuzzy:
            yield f"fuzzy: “{key[1]}” ({where})"
        elif set(PLACEHOLDER.findall(japanese(known[key]))) != placeholders(message):
            wrong = ", ".join(sorted(placeholders(message))) or "none"
            yield f"placeholders: “{key[1]}” ({where}); the translation must hold: {wrong}"
    for key in known.keys() - wanted.keys():
        yield f"obsolete: “{key[1]}”; bin/messages drops it"


def read(path: Path) -> Catalog:
    """Return the catalogue in a file; an empty one when there is no file."""
    if not path.exists():
        return Catalog(locale="ja")
    with path.open("rb") as file:
        return read_po(file, locale="ja", abort_invalid=True)


def write(catalogue: Catalog, path: Path) -> None:
    """Write the catalogue, sorted by its English texts."""
    out = io.BytesIO()
    write_po(
        out,
        catalogue,
        omit_header=True,
        no_location=True,
        sort_output=True,
        ignore_obsolete=True,
        width=100,
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + out.getvalue().decode().strip() + "\n")


def main(*options: str) -> int:
    """Check or update the catalogue; return the exit code."""
    if options not in ((), ("--check",)):
        print("Usage: bin/messages [--check]", file=sys.stderr)
        return 2
    try:
        code, translated = extracted(ROOT), read(CATALOGUE)
    except PoFileError as error:
        print(f"{CATALOGUE} cannot be read: {error}", file=sys.stderr)
        return 1
    if not options:
        write(updated(code, translated), CATALOGUE)
        translated = read(CATALOGUE)
    found = sorted(problems(code, translated))
    print("\n".join(found) or f"All {len(texts(code))} texts are translated.")
    return 1 if found and options else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
