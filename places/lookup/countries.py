"""Countries and regions by ISO code, by name in both languages, and by their short forms."""

from django.utils.translation import gettext_lazy as _

from places.lookup.names import NotFound, key
from places.models import Country
from sistercity.importing import problems

UNKNOWN = problems.error(
    "unknown_country",
    _(
        "“%(name)s” is no country or region that is known. Write the two letters of its ISO 3166-1"
        " code, such as US, or its name."
    ),
)
CONTRADICTION = problems.error(
    "country_contradiction", _("“%(first)s” and “%(second)s” are two countries or regions.")
)
# What people write for the names of ISO 3166-1: usual short forms, and those of CLAIR's register.
SHORT_FORMS = {
    "AE": ("UAE",),
    "AU": ("豪州",),
    "BA": ("Bosnia and Herzegovina",),
    "CN": ("中華人民共和国", "People's Republic of China", "PRC"),
    "CZ": ("Czech Republic", "チェコ共和国"),
    "DE": ("ドイツ連邦共和国",),
    "GB": ("UK", "U.K.", "Great Britain", "England", "英国", "連合王国", "グレートブリテン"),
    "KP": ("北朝鮮", "North Korea", "朝鮮民主主義人民共和国"),
    "KR": ("大韓民国", "South Korea", "Republic of Korea", "R.O.K.", "韓国"),
    "MM": ("Burma",),
    "NL": ("Holland", "The Netherlands"),
    "RU": ("ロシア連邦", "Russian Federation"),
    "TR": ("Turkey", "トルコ共和国"),
    "TW": ("中華民国", "Chinese Taipei"),
    "US": ("USA", "U.S.A.", "U.S.", "United States of America", "米国", "アメリカ", "合衆国"),
    "VN": ("Viet Nam", "ヴェトナム"),
}


class Countries:
    """Every name of every country or region, in memory."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        for code, name_en, name_ja in Country.objects.values_list("code", "name_en", "name_ja"):
            self.labels[code] = f"{name_ja} ({name_en})"
            for name in (code, name_en, name_ja, *SHORT_FORMS.get(code, ())):
                self.names[key(name)] = code

    def find(self, **cells: str) -> str:
        """Return the code of the country that every cell names, or "" where all are empty.

        ``cells`` are texts by name of the column. Raises NotFound for an unknown name, and
        where two cells name different ones.
        """
        found: dict[str, str] = {}
        for column, name in cells.items():
            if not name:
                continue
            code = self.names.get(key(name))
            if code is None:
                raise NotFound(column, UNKNOWN, name=name)
            found[code] = name
            if len(found) > 1:
                first, second = found.values()
                raise NotFound(column, CONTRADICTION, first=first, second=second)
        return next(iter(found), "")
