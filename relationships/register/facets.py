"""The filter panel of the list of relationships."""

from types import SimpleNamespace

from django.utils.translation import gettext_lazy as _

from places.finding.reasons import heir, in_html, reason
from relationships.register.forms import DEFAULT_SORT, SORTS
from sistercity.lists.panel import ListPanel

MOST_FORMER = 3
# The columns of the table that sort the list; the date goes both ways.
COLUMN_SORTS = {"japan": "name", "partner": "country", "established": "date"}


class FilterPanel(ListPanel):
    """The filters of the list of relationships, its orders, and the headers that sort it."""

    url_name = "relationship_list"
    kinds = {
        "q": "search",
        "prefecture": "select",
        "country": "select",
        "region": "checkboxes",
        "level": "checkboxes",
        "kind": "checkboxes",
        "year_from": "year",
        "year_to": "year",
        "status": "checkboxes",
        "counting": "checkboxes",
    }
    years = _("Year of establishment")
    orders = SORTS
    default_order = DEFAULT_SORT

    def former_places(self) -> list[SimpleNamespace]:
        """Return what became of the former places that are searched for, and who follows them."""
        asked = self.filters.asked
        named = {pk for term in asked.terms for pk in term.governments}
        gone = [
            hit
            for hit in asked.hits
            if hit.via and (hit.is_exact or (len(asked.terms) > 1 and hit.via.pk in named))
        ]
        return [
            SimpleNamespace(heading=in_html(reason(hit)), body=in_html(heir(hit)))
            for hit in gone[:MOST_FORMER]
        ]

    def column_sorts(self) -> dict[str, SimpleNamespace]:
        """Return the links of the table's headers; a second click on the date turns the order."""
        current = self.chosen["sort"] or self.default_order
        links = {}
        for column, order in COLUMN_SORTS.items():
            target = "-date" if order == current == "date" else order
            pairs = self.conditions() + ([("sort", target)] if target != self.default_order else [])
            directions = {order: "ascending", f"-{order}": "descending"}
            links[column] = SimpleNamespace(
                url=self.path(pairs), direction=directions.get(current, "")
            )
        return links
