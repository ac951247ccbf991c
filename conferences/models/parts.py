"""What an edition of a conference has several of: themes of its sessions, and documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sistercity.languages import Localized, localized
from sistercity.models import PublicContent, with_history


@with_history()
class SubTheme(PublicContent):
    """One of the themes that the sessions of a conference were about."""

    conference = models.ForeignKey(
        "conferences.Conference",
        models.CASCADE,
        related_name="sub_themes",
        verbose_name=_("conference"),
    )
    text_en = models.CharField(_("text (English)"), max_length=300, blank=True)
    text_ja = models.CharField(_("text (Japanese)"), max_length=300, blank=True)

    class Meta(PublicContent.Meta):
        verbose_name = _("sub-theme")
        verbose_name_plural = _("sub-themes")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="sub_theme_has_a_text",
                condition=~models.Q(text_en="", text_ja=""),
                violation_error_message=_("Give the text in English, Japanese or both."),
            ),
            models.UniqueConstraint(
                name="sub_theme_is_stated_once",
                fields=["conference", "text_en", "text_ja"],
                violation_error_message=_("This sub-theme is recorded already."),
            ),
        ]

    def __str__(self) -> str:
        return self.text_ja or self.text_en

    @property
    def text(self) -> Localized:
        """The text in the page's language, else in the other one."""
        return localized(self, "text")


@with_history()
class ConferenceDocument(PublicContent):
    """A file or page about a conference: programme, report, declaration."""

    conference = models.ForeignKey(
        "conferences.Conference",
        models.CASCADE,
        related_name="documents",
        verbose_name=_("conference"),
    )
    url = models.URLField(_("address"), max_length=500)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    title_ja = models.CharField(_("title (Japanese)"), max_length=200, blank=True)
    language = models.CharField(
        _("language"),
        max_length=12,
        blank=True,
        help_text=_("Of the document: BCP 47, for example ja."),
    )

    class Meta(PublicContent.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="document_has_a_title",
                condition=~models.Q(title_en="", title_ja=""),
                violation_error_message=_("Give the title in English, Japanese or both."),
            ),
            models.UniqueConstraint(
                name="document_is_stated_once",
                fields=["conference", "url"],
                violation_error_message=_("This document is recorded already."),
            ),
        ]

    def __str__(self) -> str:
        return self.title_ja or self.title_en

    @property
    def title(self) -> Localized:
        """The title in the page's language, else in the other one."""
        return localized(self, "title")
