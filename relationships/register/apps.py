"""The register app."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Name of the app at the staff desk."""

    name = "relationships.register"
    verbose_name = "姉妹都市提携"
