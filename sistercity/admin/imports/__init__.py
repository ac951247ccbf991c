"""The staff desk's pages of imports: upload, difference, questions, publishing."""

from sistercity.admin.imports.runs import ImportRunAdmin

__all__ = ["ImportRunAdmin"]
