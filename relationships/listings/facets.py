"""The filter panels of the two lists of listings."""

from sistercity.lists.panel import ListPanel


class ListingPanel(ListPanel):
    """The filters of listings, in the order of the panel."""

    kinds = {
        "country": "select",
        "region": "checkboxes",
        "prefecture": "select",
        "field": "checkboxes",
        "size": "checkboxes",
        "state": "checkboxes",
    }


class JapaneseListingPanel(ListingPanel):
    """The filters of the local governments in Japan that look for a partner overseas."""

    url_name = "listing_list"


class OverseasListingPanel(ListingPanel):
    """The filters of the local governments overseas that look for a partner in Japan."""

    url_name = "listing_overseas"
