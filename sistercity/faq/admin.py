"""The staff desk's pages of questions and answers."""

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from sistercity.admin.bases import StaffInline
from sistercity.admin.filters import ConditionFilter, Task, only_in
from sistercity.admin.inputs import RecordForm
from sistercity.admin.preview import PreviewAdmin
from sistercity.admin.publication import PublicationFilter
from sistercity.faq import views
from sistercity.faq.models import Question, QuestionSource


class QuestionGaps(ConditionFilter):
    """What is missing of an answer."""

    title = "不完全"
    parameter_name = "missing"
    conditions = {
        "answer": ("回答なし", Q(answer_en="", answer_ja="")),
        "link": ("案内先のページなし", Q(link_path="")),
        "source": ("出典なし", Q(sources=None)),
    }


class QuestionTranslation(ConditionFilter):
    """Texts that stand in one language only."""

    title = "翻訳"
    parameter_name = "translation"
    conditions = {
        "no_english": ("英訳なし", only_in("ja", "question", "answer", "link_label")),
        "no_japanese": ("和訳なし", only_in("en", "question", "answer", "link_label")),
    }


class QuestionForm(RecordForm):
    """A question; browsers send other ends of lines than those stored."""

    def clean(self) -> dict[str, Any]:
        """Keep one kind of line end, so that saving an answer as it stands changes nothing."""
        data = super().clean()
        for name in ("answer_en", "answer_ja"):
            if name in data:
                data[name] = data[name].replace("\r\n", "\n")
        return data


class QuestionSourceInline(StaffInline):
    """The pages that the facts were taken from."""

    model = QuestionSource
    fields = ("url",)


@admin.register(Question)
class QuestionAdmin(PreviewAdmin):
    """Questions and answers."""

    position = 65
    form = QuestionForm
    search_help_text = "質問、回答（日本語・英語）、アンカー"
    list_display = ("name", "group", "position", "anchor", "publication")
    list_filter = (PublicationFilter, QuestionGaps, QuestionTranslation, "group")
    tasks = (
        Task(PublicationFilter, "draft"),
        Task(QuestionTranslation, "no_english"),
        Task(QuestionTranslation, "no_japanese"),
    )
    fixed_after_adding = ("anchor",)
    inlines = (QuestionSourceInline,)
    fieldsets = (
        ("公開・掲載場所", {"fields": ("published_at", ("group", "position"), "anchor")}),
        (
            "質問と回答",
            {"fields": (("question_ja", "question_en"), ("answer_ja", "answer_en"))},
        ),
        ("案内先のページ", {"fields": ("link_path", ("link_label_ja", "link_label_en"))}),
    )

    def matching(self, queryset: Any, word: str) -> Any:
        """Search the texts and the anchor."""
        return queryset.filter(Q(search_text__contains=word) | Q(anchor__contains=word))

    def public_page(self, request: HttpRequest, record: Question) -> HttpResponse:
        """Return the page of what is public, with this question in its place."""
        public = Question.objects.published(timezone.now())
        shown = Question.with_withdrawn.filter(Q(pk=record.pk) | Q(pk__in=public.values("pk")))
        return views.page(request, shown, preview=record)

    @admin.display(description="質問", ordering="question_ja")
    def name(self, question: Question) -> str:
        """Return the question in Japanese, else in English."""
        return str(question)
