"""The conferences among the results of the search; found when the app is loaded."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conferences.models import Conference
from places.finding import Found
from relationships.search.groups import Result, SearchGroup, register
from sistercity.printing import date, text


def conferences(found: Found) -> QuerySet[Conference]:
    """Return the public ones that a search names by a place, the series, or their words."""
    rows = Conference.objects.published(timezone.now()).matching(found.terms)
    return rows.with_hosts().newest()


def result(conference: Conference) -> Result:
    """Return a conference as it stands among the results."""
    names = (conference.where, conference.theme)
    facts = [date(conference.starts), *(text(name) for name in names if name.text)]
    return Result(conference.title, conference.get_absolute_url(), facts)


register(
    SearchGroup(
        name="conferences",
        label=_("Conferences"),
        order=60,
        find=conferences,
        result=result,
    )
)
