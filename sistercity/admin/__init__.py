"""The staff desk: Django's admin in Japanese, as editors think."""

from sistercity.admin.bases import StaffAdmin, StaffInline, partial_date, tag, who_and_when
from sistercity.admin.events import EventAdmin, EventAttention
from sistercity.admin.filters import (
    ConditionFilter,
    Option,
    RecordFilter,
    SelectFilter,
    Task,
    YearListFilter,
    only_in,
)
from sistercity.admin.history import EMPTY, person_name
from sistercity.admin.inputs import RecordForm, RowForm
from sistercity.admin.pages import PageAdmin
from sistercity.admin.publication import PublicationAdmin, PublicationFilter
from sistercity.admin.restoring import RestorableAdmin
from sistercity.admin.site import StaffSite
from sistercity.admin.withdrawal import WithdrawableAdmin, WithdrawalFilter

__all__ = [
    "EMPTY",
    "ConditionFilter",
    "EventAdmin",
    "EventAttention",
    "Option",
    "PageAdmin",
    "PublicationAdmin",
    "PublicationFilter",
    "RecordFilter",
    "RecordForm",
    "RestorableAdmin",
    "RowForm",
    "SelectFilter",
    "StaffAdmin",
    "StaffInline",
    "StaffSite",
    "Task",
    "WithdrawableAdmin",
    "WithdrawalFilter",
    "YearListFilter",
    "only_in",
    "partial_date",
    "person_name",
    "tag",
    "who_and_when",
]
