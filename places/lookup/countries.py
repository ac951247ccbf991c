"""Countries and regions by ISO code, by name in both languages, and by their short forms."""

from functools import cache

from django.utils.translation import gettext_lazy as _

from places.lookup.names import NameIndex, PlaceNotFound, only_place, places_of, stored_names
from places.models import Country
from sistercity.folding import fold
from sistercity.spreadsheets import problems

UNKNOWN = problems.error(
    "unknown_country",
    _(
        "“%(name)s” is no country or region that is known. Write the two letters of its ISO 3166-1"
        " code, such as US, or its name."
    ),
)
AMBIGUOUS = problems.error(
    "ambiguous_country",
    _("“%(name)s” can be several: %(candidates)s. Write the code of the one that is meant."),
)
CONTRADICTION = problems.error(
    "country_contradiction", _("“%(first)s” and “%(second)s” are two countries or regions.")
)


class Countries:
    """Every name of every country or region, in memory."""

    def __init__(self) -> None:
        self.labels: dict[str, str] = {}
        self.codes: dict[str, str] = {}
        self.names = NameIndex()
        self.of = cache(self._of)
        for code, name_en, name_ja in Country.with_withdrawn.values_list(
            "code", "name_en", "name_ja"
        ):
            self.labels[code] = f"{name_ja} ({name_en})"
            self.codes[fold(code)] = code
        for stored in stored_names("country"):
            self.names.add("", stored)

    def _of(self, name: str) -> str | None:
        """Return the code of a name; None for an unknown one, and for one that several have.

        A code is compared letter by letter: MP is not NP, which their keys as names would be.
        """
        code: str | None = self.codes.get(fold(name).strip())
        return code or only_place(self.names.whole("", name))

    def find(self, **cells: str) -> str:
        """Return the code of the country that every cell names, or "" where all are empty.

        ``cells`` are texts by name of the column. Raises PlaceNotFound for an unknown name, and
        where two cells name different ones.
        """
        found: dict[str, str] = {}
        for column, name in cells.items():
            if not name:
                continue
            code = self.of(name)
            if code is None:
                raise self.unknown(column, name)
            found[code] = name
            if len(found) > 1:
                first, second = found.values()
                raise PlaceNotFound(column, CONTRADICTION, first=first, second=second)
        return next(iter(found), "")

    def unknown(self, column: str, name: str) -> PlaceNotFound:
        """Return what is wrong with a name: several have it, or none."""
        several = sorted(places_of(self.names.whole("", name)))
        if several:
            labels = [f"{self.labels[code]} {code}" for code in several]
            return PlaceNotFound(column, AMBIGUOUS, name=name, candidates=labels)
        return PlaceNotFound(column, UNKNOWN, name=name)
