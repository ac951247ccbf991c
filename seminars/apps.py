"""The seminars app."""

from django.apps import AppConfig


class SeminarsConfig(AppConfig):
    """Name of the app at the staff desk."""

    name = "seminars"
    verbose_name = "海外自治体幹部交流協力セミナー"
