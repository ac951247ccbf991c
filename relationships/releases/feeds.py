"""The change notices as an Atom feed, in each language (RFC 4287)."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from relationships.releases.models import Change, ChangeKind, Release
from relationships.releases.readable import Notice, ReleaseEntry, entries, first_changes

NEWEST = 24
# Relationships that an entry names; its page has them all.
AT_MOST = 100
# Ids of the feed and its entries (RFC 4151): whatever the site's URL becomes, they stay.
TAG = "tag:clair.or.jp,2026:sister-city-information"


class NoticeFeed(Atom1Feed):
    """An Atom feed whose entries have their content beside the summary."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Write an entry."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})

    def latest_post_date(self) -> datetime:
        """Return when the feed changed: without entries that is when the data last did."""
        if not self.items:
            changed_at: datetime = self.feed["changed_at"]
            return changed_at
        return super().latest_post_date()


@require_safe
def release_feed(request: HttpRequest) -> HttpResponse:
    """Show the newest notices. One that was undone stays and says so, for those who have it."""
    releases = list(Release.objects.filter(number__gt=1).order_by("-number")[:NEWEST])
    site_url = f"{request.scheme}://{request.get_host()}"
    address = site_url + reverse("release_feed")
    feed = NoticeFeed(
        title=f"{settings.SITE_NAME} – " + _("Changes of the register"),
        link=site_url + reverse("release_list"),
        description="",
        subtitle=_("What each release of the register changed."),
        language=get_language(),
        author_name=_("CLAIR"),
        feed_url=address,
        feed_guid=f"{TAG}/{get_language()}/releases",
        changed_at=request.data_version.changed_at,  # type: ignore[attr-defined]
    )
    shown = shown_entries(releases)
    for release in releases:
        add(feed, Notice(release), shown[release.pk], site_url)
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return response


def shown_entries(releases: list[Release]) -> dict[int, list[ReleaseEntry]]:
    """Return the first entries of each release, by its primary key."""
    changes = Change.objects.filter(release__in=releases)
    found: dict[int, list[ReleaseEntry]] = defaultdict(list)
    for entry in entries(first_changes(changes, ["release"], 1, AT_MOST)):
        found[entry.release_id].append(entry)
    return found


def add(feed: NoticeFeed, notice: Notice, shown: list[ReleaseEntry], site_url: str) -> None:
    """Add the entry of a notice."""
    release = notice.release
    title = notice.name
    if release.undone_at:
        title = _("Undone: %(release)s") % {"release": title}
    context = {
        "notice": notice,
        "release": release,
        "kinds": [(kind, [entry for entry in shown if entry.kind == kind]) for kind in ChangeKind],
        "is_cut": sum(tally.number for tally in notice.tallies) > len(shown),
        "site_url": site_url,
    }
    feed.add_item(
        title=title,
        link=site_url + notice.get_absolute_url(),
        description=notice.summary,
        unique_id=f"{TAG}/{get_language()}/releases/{release.number}",
        pubdate=release.published_at,
        updateddate=release.undone_at or release.published_at,
        content=render_to_string("releases/feed_entry.html", context),
    )
