"""The commendations app."""

from django.apps import AppConfig


class CommendationsConfig(AppConfig):
    """Name of the app at the staff desk."""

    name = "commendations"
    verbose_name = "自治体国際交流表彰"
