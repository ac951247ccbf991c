"""The series of conferences that CLAIR reports on: an import makes those that are not there.

Names are those of CLAIR's pages; what a series is, the desk writes.
"""

from typing import NamedTuple


class KnownSeries(NamedTuple):
    """A series: its name in addresses, its names, the other countries or regions, further names."""

    slug: str
    name_en: str
    name_ja: str
    countries: tuple[str, ...]
    also: tuple[str, ...] = ()


SERIES = (
    KnownSeries(
        "trilateral",
        "Japan-China-South Korea Trilateral Local Government Exchange Conference",
        "日中韓3か国地方政府交流会議",
        ("CN", "KR"),
        ("日中韓３ヵ国地方政府交流会議", "日中韓三カ国地方政府交流会議"),
    ),
    KnownSeries(
        "japan-france",
        "Japan-France Local Government Exchange Conference",
        "日仏自治体交流会議",
        ("FR",),
    ),
    KnownSeries(
        "japan-china",
        "Japan-China Regional Exchange Promotion Seminar (CLAIR Beijing)",
        "日中地域間交流推進セミナー",
        ("CN",),
        ("Japan-China Regional Exchange Promotion Seminar",),
    ),
)
