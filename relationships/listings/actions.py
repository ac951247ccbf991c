"""Writes of listings."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from places.actions import next_public_id
from relationships.listings.models import Listing, ListingWish
from relationships.listings.models.wishes import TARGETS
from sistercity.models import broken_rule


@transaction.atomic
def add_listing(*, listing: Listing) -> Listing:
    """Store a new listing under the next public number."""
    listing.public_id = next_public_id(model=Listing)
    listing.save()
    return listing


@transaction.atomic
def write_listing(
    *,
    listing: Listing,
    values: Mapping[str, Any],
    wishes: Mapping[str, set[str]],
    words: Mapping[str, str],
) -> Listing:
    """Store a listing, new or not, with other values, wishes and words.

    ``wishes`` has for some of the targets (columns of a wish) all codes that are wished for: a wish
    that stays keeps its words. ``words`` are the texts of the wish that is for no place in
    particular. Raises ValidationError where a rule of the listing is broken.
    """
    for name, value in values.items():
        setattr(listing, name, value)
    listing.full_clean(exclude=["public_id"])
    try:
        with transaction.atomic():
            store(listing)
    except IntegrityError as error:  # with what was stored meanwhile
        raise ValidationError(broken_rule(Listing, error)) from error
    for target, codes in wishes.items():
        wish_for(listing, target, codes)
    if words:
        write_wish_text(listing, words)
    return listing


def store(listing: Listing) -> None:
    """Store a listing, new or not."""
    if listing._state.adding:  # noqa: SLF001  (Django's documented attribute)
        add_listing(listing=listing)
    else:
        listing.save()


def wish_for(listing: Listing, target: str, codes: set[str]) -> None:
    """Make a listing wish for exactly these places of a kind."""
    empty = {target: TARGETS[target]}
    found = {
        str(getattr(wish, of_target(target))): wish for wish in listing.wishes.exclude(**empty)
    }
    for code, wish in found.items():
        if code not in codes:
            wish.delete()
    for code in sorted(codes - found.keys()):
        ListingWish.objects.create(listing=listing, **{of_target(target): code})


def of_target(target: str) -> str:
    """Return the attribute with the code of what a wish is for."""
    return f"{target}_id" if TARGETS[target] is None else target


def write_wish_text(listing: Listing, words: Mapping[str, str]) -> None:
    """Change the texts of the wish that is for no place; without any text there is none."""
    wish = listing.wishes.filter(**TARGETS).first() or ListingWish(listing=listing)
    for name, text in words.items():
        setattr(wish, name, text)
    if wish.text_en or wish.text_ja:
        wish.save()
    elif wish.pk:
        wish.delete()
