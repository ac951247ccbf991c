"""The visitor's address: whose word counts, and what of it."""

from typing import Any

import pytest

from sistercity.client_ip import address_of


@pytest.mark.parametrize(
    ("headers", "header", "address"),
    [
        ({}, "", "127.0.0.1"),
        ({"X-Real-IP": "192.0.2.7"}, "", "127.0.0.1"),
        ({"X-Real-IP": "192.0.2.7"}, "X-Real-IP", "192.0.2.7"),
        ({"X-Real-IP": "2001:db8:1:2:3:4:5:6"}, "X-Real-IP", "2001:db8:1:2::/64"),
        ({"X-Real-IP": "::ffff:192.0.2.7"}, "X-Real-IP", "192.0.2.7"),
        ({"X-Real-IP": "nonsense"}, "X-Real-IP", "nonsense"),
    ],
)
def test_the_address_is_the_one_that_the_proxy_tells(
    rf: Any, settings: Any, headers: dict[str, str], header: str, address: str
) -> None:
    settings.CLIENT_ADDRESS_HEADER = header

    assert address_of(rf.get("/", headers=headers)) == address
