"""Drafts, and from which moment on the public sees a record."""

import datetime
from functools import cache
from typing import Self, TypeVar

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from sistercity.kept import KeptForVersion
from sistercity.models import DataVersion
from sistercity.withdrawal import Withdrawable

Record_co = TypeVar("Record_co", bound=models.Model, covariant=True)


class PublicationQuerySet(models.QuerySet[Record_co]):
    """Reads of records that may be drafts."""

    def published(self, at: datetime.datetime) -> Self:
        """Keep what is public at a moment (with its time zone): no draft, nothing planned."""
        return self.filter(published_at__lte=at)


class Publication(Withdrawable):
    """Base of every model whose records are drafts until somebody publishes them."""

    published_at = models.DateTimeField(
        _("public from"),
        null=True,
        blank=True,
        help_text=_("Empty: a draft. In the future: a draft until then."),
    )

    class Meta(Withdrawable.Meta):
        abstract = True

    def is_published(self, at: datetime.datetime) -> bool:
        """Whether the public sees it at a moment; the same rule as the queryset's."""
        is_withdrawn = self.withdrawn_at is not None
        return not is_withdrawn and self.published_at is not None and self.published_at <= at


@cache
def publications() -> list[type[Publication]]:
    """Return every kind of record that is a draft until it is published."""
    return [model for model in apps.get_models() if issubclass(model, Publication)]


class Schedule(KeptForVersion[list[datetime.datetime]]):
    """At which moments records become public, earliest first."""

    def latest(self, version: DataVersion, at: datetime.datetime) -> datetime.datetime | None:
        """Return the last moment up to another at which a record became public, or None."""
        return next((moment for moment in reversed(self.of(version)) if moment <= at), None)


def moments_of_publication() -> list[datetime.datetime]:
    """Return all moments, past and planned, at which a record is published, in one query."""
    queries = [
        model._default_manager.exclude(published_at=None).order_by().values_list("published_at")
        for model in publications()
    ]
    return sorted(moment for (moment,) in queries[0].union(*queries[1:]) if moment)


schedule = Schedule(moments_of_publication)
