"""Listings that look for a partner, what they wish for, and where it is written."""

from relationships.listings.models.listings import Listing
from relationships.listings.models.wishes import ListingSource, ListingWish

__all__ = ["Listing", "ListingSource", "ListingWish"]
