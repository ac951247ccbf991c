"""The listings app."""

from django.apps import AppConfig


class ListingsConfig(AppConfig):
    """Name of the app at the staff desk."""

    name = "relationships.listings"
    verbose_name = "相手先の募集"

    def ready(self) -> None:
        """Enter the loader, what pages say of listings, and what becomes of them in a merger."""
        from relationships.listings import loading, page_sections, transfers  # noqa: F401, PLC0415  (they need the loaded models)
