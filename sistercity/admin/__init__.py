"""The staff desk: Django's admin in Japanese, as editors think."""

from sistercity.admin.bases import StaffAdmin, StaffInline, partial_date, tag
from sistercity.admin.filters import ConditionFilter, Option, SelectFilter, Task, YearFilter
from sistercity.admin.history import EMPTY
from sistercity.admin.inputs import RecordForm, RowForm
from sistercity.admin.site import StaffSite

__all__ = [
    "EMPTY",
    "ConditionFilter",
    "Option",
    "RecordForm",
    "RowForm",
    "SelectFilter",
    "StaffAdmin",
    "StaffInline",
    "StaffSite",
    "Task",
    "YearFilter",
    "partial_date",
    "tag",
]
