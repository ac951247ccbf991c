"""The commendations among the results of the search; found when the app is loaded."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commendations.models import Commendation
from places.finding import Found
from relationships.search.groups import Result, SearchGroup, register


def commendations(found: Found) -> QuerySet[Commendation]:
    """Return the public ones that a search names by place, recipient, or what was done."""
    rows = Commendation.objects.published(timezone.now()).matching(found.terms)
    return rows.select_related("edition", "prefecture").newest()


def result(award: Commendation) -> Result:
    """Return a commendation as it stands among the results."""
    kind = str(award.get_kind_display())
    return Result(
        award.recipient,
        award.get_absolute_url(),
        [award.prefecture.name, award.edition.title, kind],
    )


register(
    SearchGroup(
        name="commendations",
        label=_("Commendations"),
        order=40,
        find=commendations,
        result=result,
    )
)
