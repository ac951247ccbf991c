"""The conferences app."""

from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    """Name of the app at the staff desk."""

    name = "conferences"
    verbose_name = "自治体交流会議"
