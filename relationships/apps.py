"""The relationships app."""

from django.apps import AppConfig


class RelationshipsConfig(AppConfig):
    """Name of the app at the staff desk."""

    name = "relationships"
    verbose_name = "姉妹都市提携"
