"""The staff desk's pages of imports: upload, difference, questions, publishing."""

from sistercity.import_runs.admin.runs import ImportRunAdmin

__all__ = ["ImportRunAdmin"]
