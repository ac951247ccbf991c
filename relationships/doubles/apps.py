"""The doubles app."""

from django.apps import AppConfig


class DoublesConfig(AppConfig):
    """Name of the app at the staff desk."""

    name = "relationships.doubles"
    verbose_name = "重複の確認"
