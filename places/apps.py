"""The places app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Name of the app at the staff desk."""

    name = "places"
    verbose_name = "場所"
