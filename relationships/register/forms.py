"""The form of the list of relationships: its filters, and the orders of its rows."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sistercity.lists.forms import ListForm

SORTS = [
    ("-date", _("Newest first")),
    ("date", _("Oldest first")),
    ("place", _("Local government code")),
    ("name", _("Name of the local government")),
    ("country", _("Country or region")),
]
DEFAULT_SORT = "-date"


class RelationshipFilterForm(ListForm):
    """The filters, and the order of the rows."""

    sort = forms.ChoiceField(choices=SORTS, required=False, label=_("Sort by"))
