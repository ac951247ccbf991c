"""The staff desk's pages of imports: upload, difference, questions, publishing."""

from sistercity.imports.admin.runs import ImportRunAdmin

__all__ = ["ImportRunAdmin"]
