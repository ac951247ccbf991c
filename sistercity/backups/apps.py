"""The app of backups: it has commands, and no records."""

from django.apps import AppConfig


class BackupsConfig(AppConfig):
    """Backups of the database, and their restoring."""

    name = "sistercity.backups"
    verbose_name = "バックアップ"
