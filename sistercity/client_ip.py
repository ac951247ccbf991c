"""The address that a visitor's request came from, for limits that go by it."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Return the visitor's address; of IPv6 its network, which one visitor has whole."""
    header = settings.CLIENT_ADDRESS_HEADER
    text = request.headers.get(header, "") if header else ""
    text = (text or request.META.get("REMOTE_ADDR", "")).strip()
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    if isinstance(address, ipaddress.IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or ipaddress.ip_network((address, 64), strict=False))
    return str(address)
