"""Finding places by every name that they ever had, as people type it."""

from places.finding.results import MOST_LETTERS, Correction, Found, Hit, Term
from places.finding.words import find

__all__ = ["MOST_LETTERS", "Correction", "Found", "Hit", "Term", "find"]
