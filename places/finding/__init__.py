"""The search of the site: every name that a place ever had leads to its page."""

from places.finding.results import MOST_LETTERS, Correction, Found, Hit, Term
from places.finding.words import find

__all__ = ["MOST_LETTERS", "Correction", "Found", "Hit", "Term", "find"]
