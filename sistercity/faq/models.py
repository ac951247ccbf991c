"""Questions and answers about sister cities and this site (FAQ), in groups."""

import re
from typing import ClassVar, NamedTuple, Self
from urllib.parse import unquote

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Concat
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sistercity.folding import fold_sql
from sistercity.languages import Localized, localized
from sistercity.models import PublicContent, choices_constraint, with_history
from sistercity.publication import Publication, PublicationQuerySet
from sistercity.withdrawal import PublicManager

TEXTS = ("question_en", "question_ja", "answer_en", "answer_ja")
LINK = ("link_path", "link_label_en", "link_label_ja")
# At least two words, so that no anchor is another element's: main, a group.
ANCHOR = r"^[a-z0-9]+(-[a-z0-9]+)+$"
PATH = r"^([a-z0-9-]+/)+([?][A-Za-z0-9_=&-]+)?(#[a-z0-9-]+)?$"
# What begins a line of a list: a number for a step, a hyphen for a point without an order.
MARKS = {"steps": re.compile(r"\d+\. "), "points": re.compile(r"- ")}


class QuestionGroup(models.TextChoices):
    """The parts of the page, in their order; none may be the anchor of a question."""

    BASICS = "basics", _("Getting started")
    FORMING = "forming", _("Forming a relationship")
    EXCHANGE = "exchange", _("Exchange activities")
    PROGRAMMES = "programmes", _("Awards, seminars and conferences")
    DATA = "data", _("The data")


class Paragraph(NamedTuple):
    """A part of an answer: its lines, and which list they are: ``steps``, ``points`` or none."""

    lines: list[Localized]
    list: str


def paragraphs(answer: Localized) -> list[Paragraph]:
    """Return the parts of an answer; an empty line ends one, and every line of a list is marked."""
    parts = re.split(r"\n\s*\n", answer.text.replace("\r\n", "\n").strip())
    return [paragraph(part, answer.language) for part in parts]


def paragraph(part: str, language: str) -> Paragraph:
    """Return one part of an answer."""
    lines = part.splitlines()
    for name, mark in MARKS.items():
        if all(mark.match(line) for line in lines):
            items = [Localized(mark.sub("", line, count=1), language) for line in lines]
            return Paragraph(items, name)
    return Paragraph([Localized(part, language)], "")


class QuestionQuerySet(PublicationQuerySet["Question"]):
    """Reads of questions."""

    def with_sources(self) -> Self:
        """Fetch the sources of all of them at once."""
        return self.prefetch_related("sources")


@with_history(exclude=["search_text"])
class Question(Publication):
    """A question with its answer, and the page of this site that does what it is about."""

    list_name = "faq"
    group = models.CharField(
        pgettext_lazy("of a question", "group"), max_length=10, choices=QuestionGroup
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Within the group; the smallest number is first.")
    )
    anchor = models.CharField(
        _("anchor"),
        max_length=60,
        unique=True,
        help_text=_("Part of the address; never changes. For example what-is-counted."),
    )
    question_en = models.CharField(_("question (English)"), max_length=200, blank=True)
    question_ja = models.CharField(_("question (Japanese)"), max_length=200, blank=True)
    answer_en = models.TextField(
        _("answer (English)"),
        blank=True,
        help_text=_(
            "An empty line begins a paragraph. Lines that begin with “1. ” or “- ” are a list."
        ),
    )
    answer_ja = models.TextField(_("answer (Japanese)"), blank=True)
    link_path = models.CharField(
        _("page that does it"),
        max_length=200,
        blank=True,
        help_text=_("Its path without the language, for example partner-search/."),
    )
    link_label_en = models.CharField(_("text of the link (English)"), max_length=100, blank=True)
    link_label_ja = models.CharField(_("text of the link (Japanese)"), max_length=100, blank=True)
    search_text = models.GeneratedField(
        expression=fold_sql(
            Concat(
                *(part for text in TEXTS for part in (models.F(text), models.Value(" "))),
                output_field=models.TextField(),
            )
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = PublicManager.from_queryset(QuestionQuerySet)()
    with_withdrawn = QuestionQuerySet.as_manager()

    class Meta(Publication.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions and answers")
        ordering = [
            models.Case(
                *(
                    models.When(group=group, then=place)
                    for place, group in enumerate(QuestionGroup)
                ),
                output_field=models.SmallIntegerField(),
            ),
            "position",
            "pk",
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            *Publication.Meta.triggers,
            pgtrigger.ReadOnly(name="keep_anchor", fields=["anchor"]),
        ]
        constraints = [
            *Publication.Meta.constraints,
            choices_constraint("question", "group", QuestionGroup),
            models.CheckConstraint(
                name="question_anchor_is_words",
                condition=models.Q(anchor__regex=ANCHOR),
                violation_error_message=_(
                    "The anchor is two or more words in small letters, with hyphens between."
                ),
            ),
            models.CheckConstraint(
                name="question_is_asked",
                condition=~models.Q(question_en="", question_ja=""),
                violation_error_message=_("Give the question in English, Japanese or both."),
            ),
            models.CheckConstraint(
                name="question_link_is_a_path",
                condition=models.Q(link_path="") | models.Q(link_path__regex=PATH),
                violation_error_message=_(
                    "The page is a path of this site without the language: relationships/."
                ),
            ),
            models.CheckConstraint(
                name="question_is_complete_when_published",
                condition=models.Q(published_at=None)
                | ~models.Q(*((text, "") for text in (*TEXTS, *LINK)), _connector=models.Q.OR),
                violation_error_message=_(
                    "Before it is published, a question needs question, answer and link in both"
                    " languages."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.question_ja or self.question_en

    def get_absolute_url(self) -> str:
        """Return the question's place on the page of all of them."""
        return f"{reverse('faq')}#{self.anchor}"

    def clean(self) -> None:
        """Refuse a link to a page that the site does not have."""
        path = re.split(r"[?#]", self.link_path)[0]
        try:
            resolve(f"/{get_language()}/{path}")
        except Resolver404:
            raise ValidationError({"link_path": _("This site has no page at this path.")}) from None

    @property
    def question(self) -> Localized:
        """The question in the page's language, else in the other one."""
        return localized(self, "question")

    @property
    def answer(self) -> list[Paragraph]:
        """The parts of the answer in the page's language, else in the other one."""
        return paragraphs(localized(self, "answer"))

    @property
    def link_label(self) -> Localized:
        """The text of the link in the page's language, else in the other one."""
        return localized(self, "link_label")

    @property
    def link_url(self) -> str:
        """The URL of the page that does it, in the page's language."""
        return f"/{get_language()}/{self.link_path}"


@with_history()
class QuestionSource(PublicContent):
    """A page that an answer's facts were taken from."""

    question = models.ForeignKey(
        Question, models.CASCADE, related_name="sources", verbose_name=_("question")
    )
    url = models.URLField(_("address"), max_length=500)

    class Meta(PublicContent.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="question_source_is_stated_once",
                fields=["question", "url"],
                violation_error_message=_("This source is recorded already."),
            )
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def label(self) -> str:
        """The URL without what no reader needs."""
        return unquote(self.url).partition("://")[2].removeprefix("www.").rstrip("/")
