"""The app of questions and answers."""

from django.apps import AppConfig


class FaqConfig(AppConfig):
    """Name of the app at the staff desk."""

    name = "sistercity.faq"
    verbose_name = "よくある質問"
