"""Why a search found a place: the name that was typed, where it is not the one that is shown."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from places.finding import Hit
from places.keys import bare
from places.models import LocalGovernment, NameKind, Partner, SuccessionKind
from places.models.keys import CODE
from sistercity.dates import PartialDate, Precision
from sistercity.languages import Localized
from sistercity.printing import text

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
KANA, HAN, HANGUL = re.compile("[ぁ-ヺー]"), re.compile("[㐀-鿿々]"), re.compile("[가-힣]")
CHINESE = ("CN", "TW", "HK", "MO")
# What to say of a name by its kind; the name is not one of the two that stand on the page.
SENTENCES = {
    NameKind.FORMER: _("%(name)s is a former name of %(place)s."),
    NameKind.KANA: _("%(name)s is the reading of %(place)s."),
    NameKind.ROMANISATION: _("%(name)s is another spelling of %(place)s."),
    NameKind.EXONYM: _("%(name)s is another name of %(place)s."),
    NameKind.NATIVE: _("%(name)s is the native name of %(place)s."),
    NameKind.ABBREVIATION: _("%(name)s is an abbreviation of %(place)s."),
    NameKind.OFFICIAL: _("%(name)s is the official name of %(place)s."),
    NameKind.SHORT: _("%(name)s is a short form of %(place)s."),
    CODE: _("%(name)s is the code of %(place)s."),
}


class Piece(NamedTuple):
    """A part of a sentence: its language where it may be another one, a link where it is one."""

    text: str
    language: str = ""
    url: str = ""


def reason(hit: Hit) -> list[Piece]:
    """Return the sentence that says why a place was found; empty where its names show it."""
    if hit.via is not None:
        return became(hit, hit.via)
    place = hit.place
    shown = [place.name_en, place.name_ja]
    if isinstance(place, Partner):
        shown += [place.state_en, place.state_ja]
    if bare(hit.name) in map(bare, shown):
        return []
    name = Piece(hit.name, language_of(hit.name, getattr(place, "country_id", "")))
    return pieces(str(SENTENCES[hit.kind]), name=name, place=Piece(*place.name))


def became(hit: Hit, former: LocalGovernment | Partner) -> list[Piece]:
    """Return the sentence that says what became of a former place, with a link to its page."""
    values = {"former": Piece(*former.name, former.get_absolute_url())}
    values["place"] = Piece(*hit.place.name)
    succession = hit.succession
    if succession is None:
        return pieces(str(_("%(former)s is %(place)s today.")), **values)
    values["day"] = Piece(str(PartialDate(succession.on, Precision.DAY)))
    merged = succession.kind == SuccessionKind.MERGED
    if succession.successor_id != hit.place.pk:
        values["next"] = Piece(*succession.successor.name)
        sentence = (
            _("%(former)s merged into %(next)s on %(day)s, which is %(place)s today.")
            if merged
            else _("%(former)s became %(next)s on %(day)s, which is %(place)s today.")
        )
    elif merged:
        sentence = _("%(former)s merged into %(place)s on %(day)s.")
    else:
        sentence = _("%(former)s became %(place)s on %(day)s.")
    return pieces(str(sentence), **values)


def heir(hit: Hit) -> list[Piece]:
    """Return the sentence that says whose a former place's relationships are, if they passed on."""
    if hit.succession is not None and not hit.succession.has_passed_on:
        return []
    place = Piece(*hit.place.name, hit.place.get_absolute_url())
    return pieces(str(_("Its relationships are now those of %(place)s.")), place=place)


def pieces(sentence: str, **values: Piece) -> list[Piece]:
    """Return a sentence in pieces, the values in the places of their names."""
    words = PLACEHOLDER.split(sentence)
    found = [values[word] if n % 2 else Piece(word) for n, word in enumerate(words)]
    return [piece for piece in found if piece.text]


def in_html(sentence: Iterable[Piece]) -> SafeString:
    """Return a sentence as HTML, each piece in its language and with its link."""
    return format_html_join("", "{}", ((linked(piece),) for piece in sentence))


def linked(piece: Piece) -> str:
    """Return a piece as HTML."""
    shown = text(Localized(piece.text, piece.language))
    return format_html('<a href="{}">{}</a>', piece.url, shown) if piece.url else shown


def language_of(name: str, country: str = "") -> str:
    """Return the language of a name as far as its letters, and its country, tell (BCP 47)."""
    if HANGUL.search(name):
        return "ko"
    if KANA.search(name) or (HAN.search(name) and country not in CHINESE):
        return "ja"
    if HAN.search(name):
        return "zh"
    return "en" if name.isascii() else "und"


def quoted(words: str) -> Localized:
    """Return what a reader typed, with the language that its letters tell."""
    return Localized(words, language_of(words))
