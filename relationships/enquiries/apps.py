"""The enquiries app."""

from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    """Name of the app at the staff desk."""

    name = "relationships.enquiries"
    verbose_name = "問い合わせ・届出"
