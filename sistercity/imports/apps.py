"""The imports app."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Name of the app at the staff desk."""

    name = "sistercity.imports"
    verbose_name = "取込"
