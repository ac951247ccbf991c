"""The seminars among the results of the search; found when the app is loaded."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from places.finding import Found
from relationships.search.groups import Result, SearchGroup, register
from seminars.models import Seminar
from sistercity.printing import date, text


def seminars(found: Found) -> QuerySet[Seminar]:
    """Return the public ones that a search names by host, country, office or theme."""
    rows = Seminar.objects.published(timezone.now()).matching(found.terms)
    return rows.with_hosts().newest()


def result(seminar: Seminar) -> Result:
    """Return a seminar as it stands among the results."""
    hosts = [host.label for host in seminar.named_hosts.all()]
    facts = [date(seminar.starts), *(text(name) for name in (*hosts, seminar.theme) if name.text)]
    return Result(seminar.title, seminar.get_absolute_url(), facts)


register(
    SearchGroup(
        name="seminars",
        label=_("Seminars"),
        order=50,
        find=seminars,
        result=result,
    )
)
