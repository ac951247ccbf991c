"""The search of the site: every name that a place ever had leads to its page."""

from places.search.finding import find, suggest
from places.search.results import MOST_LETTERS, Correction, Found, Hit, Term

__all__ = ["MOST_LETTERS", "Correction", "Found", "Hit", "Term", "find", "suggest"]
