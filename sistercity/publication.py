"""Drafts, and from which moment on the public sees a record."""

import datetime
from typing import Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sistercity.models import PublicContent

Record_co = TypeVar("Record_co", bound=models.Model, covariant=True)


class PublicationQuerySet(models.QuerySet[Record_co]):
    """Reads of records that may be drafts."""

    def published(self, at: datetime.datetime) -> Self:
        """Keep what the public sees at a moment (with its time zone): no draft, nothing planned."""
        return self.filter(published_at__lte=at)


class Publication(PublicContent):
    """Base of every model whose records are drafts until somebody publishes them."""

    published_at = models.DateTimeField(
        _("public from"),
        null=True,
        blank=True,
        help_text=_("Empty: a draft. In the future: a draft until then."),
    )

    class Meta(PublicContent.Meta):
        abstract = True

    def is_published(self, at: datetime.datetime) -> bool:
        """Whether the public sees it at a moment; the same rule as the queryset's."""
        return self.published_at is not None and self.published_at <= at
