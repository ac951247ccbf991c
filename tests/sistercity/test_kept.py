"""What a process keeps for a data version: read once, never older than the data, and bounded."""

from typing import Any

import pytest
from django.db import transaction

from places.models import Partner
from sistercity.kept import data_version, kept_for_version, version_of_request

pytestmark = pytest.mark.django_db


def write() -> None:
    """Change public content in any way."""
    Partner.objects.filter(pk=Partner.objects.order_by("pk")[0].pk).update(website="https://a.jp/")


def counted() -> tuple[list[int], Any]:
    """Return the numbers that a kept function was asked for, and that function, which keeps two."""
    asked: list[int] = []

    @kept_for_version(2)
    def doubled(number: int) -> int:
        asked.append(number)
        return number * 2

    return asked, doubled


def test_a_result_is_read_once_until_something_is_written() -> None:
    asked, doubled = counted()

    before = [doubled(1), doubled(1)]
    write()
    after = doubled(1)

    assert (before, after) == ([2, 2], 2)
    assert asked == [1, 1]


def test_what_was_asked_for_last_is_kept_and_no_more() -> None:
    asked, doubled = counted()

    results = [doubled(number) for number in (1, 2, 1, 3, 1, 2)]

    assert results == [2, 4, 2, 6, 2, 4]
    assert asked == [1, 2, 3, 2]


def test_what_is_rolled_back_is_not_kept() -> None:
    asked, doubled = counted()
    doubled(1)

    with transaction.atomic():
        write()
        doubled(1)
        transaction.set_rollback(True)
    doubled(1)

    assert asked == [1, 1, 1]


def test_a_request_goes_by_the_version_that_it_read(django_assert_num_queries: Any) -> None:
    _asked, doubled = counted()
    token = version_of_request.set(data_version())

    with django_assert_num_queries(0):
        doubled(1)
    version_of_request.reset(token)


def test_the_version_of_a_request_is_forgotten_after_it(client: Any) -> None:
    for path in ("/en/", "/en/relationships/?prefecture=99", "/en/countries/zz/"):
        client.get(path)

        assert version_of_request.get() is None
