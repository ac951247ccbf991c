"""Tables of places that a source names, on the page of the record that the source is about."""

from sistercity.admin import StaffInline


class GovernmentInline(StaffInline):
    """Japanese local governments; one that is not found keeps the source's name alone."""

    fields = ("local_government", "name_ja", "name_en")
    autocomplete_fields = ("local_government",)
    related = ("local_government__prefecture",)


class PartnerInline(StaffInline):
    """Places overseas; one that is no partner keeps its country and the source's name."""

    fields = ("partner", "country", "name_ja", "name_en")
    autocomplete_fields = ("partner", "country")
    related = ("partner__country", "country")
