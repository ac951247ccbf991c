"""The relationships among the results of the search; found when the app is loaded."""

from django.db.models import Case, QuerySet, When
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from places.finding import Found, Term
from places.finding.results import keys_of
from relationships.register.choices import Counting, Status
from relationships.register.models import Relationship
from relationships.register.querysets import INDEX, RelationshipQuerySet
from relationships.search.groups import Result, SearchGroup, register
from sistercity.folding import fold
from sistercity.kept import kept_for_version
from sistercity.languages import Localized
from sistercity.lists.forms import MOST_WORDS
from sistercity.printing import date, text

# The list leaves these out unless it is asked for them; those under review stay out.
EVERY_STATUS = [("status", status) for status in Status.values]
EVERY_COUNTING = [("counting", rule) for rule in Counting.values if rule != Counting.UNCONFIRMED]


def relationships(found: Found) -> QuerySet[Relationship]:
    """Return what the list shows of the places searched for, those of the very name first.

    Where that is nothing: those that ended, or that the totals do not count.
    """
    rows = shown(tuple(found.terms)).newest()
    if not found.exact:
        return rows
    exact = INDEX.of_places(keys_of(hit.place)[0] for hit in found.hits[: found.exact])
    exactly = Case(When(pk__in=sorted(exact), then=0), default=1)
    return rows.order_by(exactly, *rows.query.order_by)


def shown(terms: tuple[Term, ...]) -> RelationshipQuerySet:
    """Return what the list shows for these words without any other choice, else all of them."""
    rows = Relationship.objects
    return (rows.in_the_totals() if number_in_the_list(terms) else rows.listed()).matching(terms)


def number(found: Found) -> int:
    """Return how many there are."""
    terms = tuple(found.terms)
    return number_in_the_list(terms) or shown(terms).count()


@kept_for_version(200)
def number_in_the_list(terms: tuple[Term, ...]) -> int:
    """Return how many rows the list has for these words without any other choice."""
    return Relationship.objects.in_the_totals().matching(terms).count()


def result(relationship: Relationship) -> Result:
    """Return a relationship as it stands among the results."""
    government, partner = relationship.local_government, relationship.partner
    title = format_html("{} – {}", text(government.name), text(partner.name))
    day = [date(relationship.established)] if relationship.established else []
    facts: list[Localized | str] = [*day, government.prefecture.name, partner.country.name]
    if not relationship.is_in_the_totals:
        ended = relationship.status == Status.ENDED
        shown = relationship.get_status_display if ended else relationship.get_counting_display
        facts.append(str(shown()))
    return Result(title, relationship.get_absolute_url(), facts)


def list_url(found: Found) -> str:
    """Return the URL of the list with the same rows; "" where it takes fewer words."""
    if len(fold(found.text).split()) > MOST_WORDS:
        return ""
    query = [("q", found.text)]
    if not number_in_the_list(tuple(found.terms)):
        query += [*EVERY_STATUS, *EVERY_COUNTING]
    return f"{reverse('relationship_list')}?{urlencode(query)}"


register(
    SearchGroup(
        name="relationships",
        label=_("Relationships"),
        order=20,
        find=relationships,
        result=result,
        read=RelationshipQuerySet.filled,
        number=number,
        all_url=list_url,
    )
)
