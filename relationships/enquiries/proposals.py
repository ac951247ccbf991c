"""A listing as the public's form has it, what a proposal changes, and the change carried out.

A proposal keeps only what differs from the listing as it was, each with both values: what the staff
edit in the meantime is not undone by what nobody meant to change.
"""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from relationships.listings.actions import write_listing
from relationships.listings.models import Listing
from relationships.listings.models.wishes import TARGETS
from sistercity.dates import PartialDate
from sistercity.spreadsheets.letters import LINE_ENDS

# Name of a form's field: before and after, "" for nothing.
Changes = dict[str, list[Any]]

PLAIN = {
    "population": "population",
    "website": "website",
    "wants_similar_size": "wants_similar_size",
    "wanted_population_min": "wanted_population_min",
    "wanted_population_max": "wanted_population_max",
    "contact_languages": "contact_languages",
    "contact_email": "contact_email",
    "exchange": "fields",
}
# In the language of the form.
TEXTS = ("profile", "looks_for", "offers", "contact_office")
WISHES = {f"wish_{target}": target for target in TARGETS}
WORDS = "wish_words"
# Not public: a form never shows it, and an empty input means that it stays.
SECRET = "contact_email"  # noqa: S105  (the name of a field)
NAMES = (*PLAIN, "counted", "area_km2", *TEXTS, *WISHES, WORDS)


def current(listing: Listing, language: str) -> dict[str, Any]:
    """Return the values of a listing by the form's names, as JSON has them; empty ones left out."""
    found = {name: getattr(listing, column) for name, column in PLAIN.items() if name != SECRET}
    found |= {name: tidy(getattr(listing, f"{name}_{language}")) for name in TEXTS}
    found["counted"] = listing.counted.isoformat() if listing.counted else ""
    found["area_km2"] = f"{listing.area_km2.normalize():f}" if listing.area_km2 else ""
    for name in ("exchange", "contact_languages"):
        found[name] = sorted(found[name])
    if listing.pk:
        found |= wished(listing, language)
    return {
        name: value
        for name, value in found.items()
        if value not in (None, "", []) and value is not False
    }


def wished(listing: Listing, language: str) -> dict[str, Any]:
    """Return the wishes of a listing by the form's names; codes are in small letters there."""
    found: dict[str, Any] = {name: [] for name in WISHES}
    for wish in listing.wishes.all():
        target, code = target_of(wish)
        if target:
            found[f"wish_{target}"].append(code.lower())
        else:
            found[WORDS] = tidy(getattr(wish, f"text_{language}"))
    return {
        name: sorted(value) if isinstance(value, list) else value for name, value in found.items()
    }


def target_of(wish: Any) -> tuple[str, str]:
    """Return what a wish is for: the column and the code in it; nothing for words alone."""
    values = {
        "country": wish.country_id,
        "world_region": wish.world_region,
        "language_area": wish.language_area,
        "prefecture": wish.prefecture_id,
    }
    return next(((name, str(value)) for name, value in values.items() if value), ("", ""))


def tidy(text: str) -> str:
    """Return a stored text as a form gives it back."""
    return LINE_ENDS.sub("\n", text).strip()


def changes(listing: Listing, proposed: Mapping[str, Any], language: str) -> Changes:
    """Return what a form changes of a listing."""
    before = current(listing, language)
    found = {}
    for name in NAMES:
        old, new = before.get(name, ""), proposed.get(name, "")
        if name == SECRET:
            old, new = "", new if new != listing.contact_email else ""
        if old != new:
            found[name] = [old, new]
    return found


def of_submission(data: Mapping[str, Any]) -> Changes:
    """Return the changes that a proposal was sent with; a new listing changes nothing to all."""
    if "changes" in data:
        return dict(data["changes"])
    return {name: ["", data[name]] for name in NAMES if name in data}


def digest(values: Any) -> str:
    """Return what tells a state of things from any other, for forms that must not be overtaken."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def carry_out(listing: Listing, changes: Changes, language: str, **more: Any) -> None:
    """Write the changes into a listing, with values of further columns; a new one gets its number.

    Raises ValidationError where a rule of the listing is broken.
    """
    after, empty = {name: new for name, (_old, new) in changes.items()}, Listing()
    values: dict[str, Any] = {
        column: after[name] if after[name] != "" else getattr(empty, column)
        for name, column in PLAIN.items()
        if name in after
    }
    values |= {f"{name}_{language}": after[name] for name in TEXTS if name in after}
    if "counted" in after:
        values["counted"] = PartialDate.parse(after["counted"]) if after["counted"] else None
    if "area_km2" in after:
        values["area_km2"] = Decimal(after["area_km2"]) if after["area_km2"] else None
    wishes = {
        target: {code.upper() if target == "country" else code for code in after[name] or ()}
        for name, target in WISHES.items()
        if name in after
    }
    words = {f"text_{language}": after[WORDS]} if WORDS in after else {}
    write_listing(listing=listing, values=values | more, wishes=wishes, words=words)
