"""The gallery at /styleguide/: every component in each of its states, with made-up data."""

import datetime
from types import SimpleNamespace as Sample
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from sistercity.dates import PartialDate
from sistercity.languages import Localized
from sistercity.lists.panel import Choice, Field

DAY = datetime.date(2026, 3, 31)
HERE = "#main"
# name, number, row, column of some tiles
TILES = [
    ("Hokkaido", "北海道", 129, 1, 12),
    ("Aomori", "青森", 18, 2, 11),
    ("Tokyo", "東京", 132, 8, 12),
    ("Kanagawa", "神奈川", 61, 8, 11),
    ("Shizuoka", "静岡", 44, 8, 10),
    ("Aichi", "愛知", 70, 8, 9),
    ("Kagoshima", "鹿児島", 9, 12, 2),
    ("Okinawa", "沖縄", 31, 13, 1),
]


def local(english: str, japanese: str) -> Localized:
    """Return a text in the page's language."""
    return Localized(japanese, "ja") if get_language() == "ja" else Localized(english, "en")


def samples() -> dict[str, Any]:
    """Return what the components on the page are given, by component."""
    return {
        "crumbs": [(_("Prefectures"), HERE), (local("Setagaya City", "世田谷区"), "")],
        "tiles": stat_tiles(),
        "as_of": PartialDate(DAY),
        "bars": bars(),
        "decades": [Sample(year=y, label=decade(y), number=n, url=HERE) for y, n in DECADES],
        "years": [Sample(year=year, number=(year * 7919) % 61) for year in range(1955, 2026)],
        "map": [tile(*values) for values in TILES],
        "legend": [(1, "0–9"), (2, "10–19"), (3, "20–49"), (4, "50–99"), (5, "100–")],
        "pages": [Paginator(range(1788), 50).get_page(number) for number in (1, 12, 36)],
        "neighbours": {
            "previous": Sample(name=local("Saitama", "埼玉県"), get_absolute_url=lambda: HERE),
            "next": Sample(name=local("Kanagawa", "神奈川県"), get_absolute_url=lambda: HERE),
        },
        "applied": [(condition(), HERE), (local("Status: Active", "状態：活動中").text, HERE)],
        "panel": panel(),
        "wrong_panel": wrong_panel(),
        "sorts": sorts(),
        "headers": Sample(
            japan=Sample(url=HERE, direction=""),
            partner=Sample(url=HERE, direction=""),
            established=Sample(url=HERE, direction="descending"),
        ),
        "relationships": relationships(1),
        "partners": relationships(11),
        "japanese": relationships(21),
        "summary": summary(),
        "cards": cards(),
        "events": events(),
        "files": files(),
        "suggestions": [(condition(), 12, HERE), ("1955–1960", 1, HERE)],
    }


DECADES = [
    (1950, 21),
    (1960, 167),
    (1970, 188),
    (1980, 403),
    (1990, 508),
    (2000, 221),
    (2010, 174),
    (2020, 62),
]


def decade(year: int) -> str:
    """Return a decade in words."""
    return f"{year}年代" if get_language() == "ja" else f"{year}s"


def condition() -> str:
    """Return an applied filter."""
    return local("Prefecture: Tokyo", "都道府県：東京都").text


def stat_tiles() -> list[Sample]:
    """Return tiles with and without unit and link."""
    return [
        Sample(label=_("Relationships"), number=1788, url=HERE),
        Sample(label=_("Countries and regions"), number=74, url=HERE),
        Sample(label=_("Latest year"), number="2025", url=""),
    ]


def bars() -> list[Sample]:
    """Return rows from the largest to none."""
    rows = [
        (local("United States of America", "アメリカ合衆国"), 455),
        (local("China", "中華人民共和国"), 381),
        (local("Korea, Republic of", "大韓民国"), 167),
        (Localized("Österreich", "de"), 36),
        (local("Fiji", "フィジー"), 0),
    ]
    return [
        Sample(label=name, number=number, url=HERE, share=f"{number / 17.88:.1f}%")
        for name, number in rows
    ]


def tile(english: str, japanese: str, number: int, row: int, column: int) -> Sample:
    """Return one tile of the map, as dark as its number asks for."""
    step = sum(number >= least for least in (0, 10, 20, 50, 100))
    name = local(english, japanese)
    return Sample(name=name, number=number, url=HERE, row=row, column=column, step=step)


def choice(label: str, count: int, *, selected: bool = False) -> Choice:
    """Return one choice of a filter."""
    return Choice(value=label, label=label, count=count, selected=selected)


def panel() -> list[Field]:
    """Return a field of each kind, as they are filled in."""
    tokyo, akita = local("Tokyo", "東京都").text, local("Akita", "秋田県").text
    return [
        Field(kind="search", name="q", label=_("Search by place name"), value="San"),
        Field(
            kind="select",
            name="prefecture",
            label=_("Prefecture"),
            any=pgettext("any choice", "All"),
            groups=[
                (local("Tohoku", "東北").text, [choice(akita, 0)]),
                (local("Kanto", "関東").text, [choice(tokyo, 132, selected=True)]),
            ],
        ),
        Field(
            kind="checkboxes",
            name="status",
            label=_("Status"),
            hint=local("Several are joined by “or”.", "複数選ぶと「または」になります。").text,
            choices=[choice(_("Active"), 1204, selected=True), choice(_("Ended"), 3)],
        ),
        years("1955", "2025"),
    ]


def years(first: str, last: str, error: str = "") -> Field:
    """Return a range of years, its second field with or without an error."""
    names = ("signed", "signed_from", "signed_to") if error else ("years", "from", "to")
    return Field(
        kind="years",
        name=names[0],
        label=_("Established"),
        ends=[
            Field("year", name=names[1], label=_("From year"), value=first, error=""),
            Field("year", name=names[2], label=_("To year"), value=last, error=error),
        ],
    )


def wrong_panel() -> Sample:
    """Return a panel that was sent with an error."""
    error = local("The last year is before the first.", "終わりの年が始まりの年より前です。").text
    field = years("2000", "1990", error)
    return Sample(errors=[(f"f-{field.ends[1].name}", error)], fields=[field])


def sorts() -> list[Sample]:
    """Return the orders of a list."""
    return [
        Sample(value="-date", label=local("Newest first", "新しい順").text, selected=True),
        Sample(value="date", label=local("Oldest first", "古い順").text, selected=False),
    ]


def relationship(number: int, **values: Any) -> Sample:
    """Return something like a Relationship."""
    city = Sample(
        name=local("Yokohama City", "横浜市"),
        kind="designated_city",
        prefecture=Sample(name=local("Kanagawa", "神奈川県")),
        get_absolute_url=lambda: HERE,
    )
    partner = Sample(
        name=local("San Diego", "サンディエゴ市"),
        state=local("California", "カリフォルニア州"),
        country=Sample(name=local("United States of America", "アメリカ合衆国")),
        get_absolute_url=lambda: HERE,
    )
    standard = {
        "public_id": number,
        "local_government": city,
        "partner": partner,
        "established": PartialDate(datetime.date(1957, 10, 29)),
        "get_kind_display": lambda: _("Sister city"),
        "status": "active",
        "get_status_display": lambda: _("Active"),
        "counting": "counted",
        "get_absolute_url": lambda: HERE,
    }
    return Sample(**(standard | values))


def relationships(first: int) -> list[Sample]:
    """Return rows with ids from the first on: plain, not counted, undated with a foreign name."""
    other = Localized("Ordizia", "en") if get_language() == "ja" else Localized("龍井市", "ja")
    return [
        relationship(first),
        relationship(
            first + 1,
            established=PartialDate(datetime.date(1989, 1, 1), "year"),
            status="dormant",
            get_status_display=lambda: _("Dormant"),
            counting="no_agreement",
            get_counting_display=lambda: _("Not counted: no agreement signed by both heads"),
        ),
        relationship(
            first + 1041,
            established=None,
            get_kind_display=lambda: _("Not recorded"),
            status="ended",
            get_status_display=lambda: _("Ended"),
            partner=Sample(
                name=other,
                state=Localized("", ""),
                country=Sample(name=local("China", "中華人民共和国")),
                get_absolute_url=lambda: HERE,
            ),
        ),
    ]


def summary() -> list[Sample]:
    """Return facts: text, link, text in another language, nothing."""
    return [
        Sample(label=_("Kind"), value=_("Sister city"), url=""),
        Sample(label=_("Prefecture"), value=local("Kanagawa", "神奈川県"), url=HERE),
        Sample(label=_("Native name"), value=Localized("Österreich", "de"), url=""),
        Sample(label=_("Established"), value="", url=""),
    ]


def cards() -> list[Sample]:
    """Return list items with and without tags."""
    facts = [
        local("Nagano Prefecture", "長野県").text,
        local("Population 9,000", "人口9,000人").text,
    ]
    tags = [(_("Active"), "success"), (_("Oceania"), "")]
    title = local("Hakuba Village", "白馬村")
    return [
        Sample(title=title, url=HERE, facts=facts, tags=tags),
        Sample(title=title, url=HERE, facts=facts[:1], tags=[]),
    ]


def events() -> list[Sample]:
    """Return events whose date is known to the day, the month, and not at all."""
    visit = local("Delegation of citizens visits", "市民訪問団が訪問")
    month = PartialDate(datetime.date(1987, 5, 1), "month")
    return [
        Sample(date=PartialDate(DAY), text=visit, url=HERE),
        Sample(date=month, text=local("Agreement signed again", "再調印"), url=""),
        Sample(date=None, text=visit, url=""),
    ]


def files() -> list[Sample]:
    """Return files with all that can be known, and with little."""
    label = local("List of relationships", "提携一覧").text
    return [
        Sample(label=label, url=HERE, format="CSV", rows=1812, size=245760, date=DAY),
        Sample(label=label, url=HERE, format="JSON", rows=None, size=None, date=None),
    ]


class StyleguideView(TemplateView):
    """Shows every component in each state, for those who build the site."""

    template_name = "styleguide.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the samples; search engines are to leave the page out."""
        crumbs = [(_("Style guide"), "")]
        return super().get_context_data(
            samples=samples(), noindex=True, breadcrumbs=crumbs, **kwargs
        )
