"""The app of imports at the staff desk."""

from django.apps import AppConfig


class ImportRunsConfig(AppConfig):
    """Name of the app at the staff desk."""

    name = "sistercity.import_runs"
    label = "imports"
    verbose_name = "取込"
