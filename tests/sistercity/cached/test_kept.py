"""What the page cache keeps, what it never keeps, and in how much memory."""

from typing import Any

import pytest
from django.urls import reverse

from sistercity.page_cache import LEAST, OVERHEAD
from tests.sistercity.cached.site import GOOD, PAGE, CachedSite, ask, handler, rename_france, simple

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path", ["/en/", "/ja/relationships/", "/sitemap.xml", "/robots.txt", "/en/about/", PAGE]
)
def test_a_second_visit_gets_the_page_from_memory_as_django_sent_it(
    site: CachedSite, path: str
) -> None:
    direct = ask(handler(), path)

    first, second = site.get(path), site.get(path)

    assert len(site.rendered) == 1
    assert first.text == second.text == direct.text
    assert sorted(first.headers.items()) == sorted(second.headers.items())
    assert sorted(first.headers.items()) == sorted(direct.headers.items())


def test_a_page_from_memory_costs_no_query(
    site: CachedSite, django_assert_num_queries: Any
) -> None:
    site.get(PAGE)

    with django_assert_num_queries(0):
        assert site.get(PAGE).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/en/nothing/",
        "/en/relationships/?nothing=1",
        "/en/relationships/?page=999",
        "/en/partners/",
        "/",
        "/healthz",
        "/admin/login/",
        "/releases/1/register.csv",
        "/static/site.css",
    ],
)
def test_errors_redirects_files_that_stream_and_all_outside_of_public_pages_are_not_kept(
    site: CachedSite, path: str
) -> None:
    assert not site.is_kept(path)


def test_static_files_the_desk_and_health_checks_cost_the_cache_nothing(site: CachedSite) -> None:
    for path in ("/static/site.css", "/admin/login/", "/livez", "/nothing?a=1"):
        site.get(path)

    assert site.cache.poller.answer is None
    assert not site.cache.store.asked


def test_a_form_is_not_kept(site: CachedSite) -> None:
    path = reverse("report")

    assert site.get(path).headers["Set-Cookie"]
    assert not site.is_kept(path)


@pytest.mark.parametrize("given", [{"Cookie": "sessionid=a"}, {"Authorization": "Basic eA=="}])
def test_who_is_signed_in_gets_no_kept_page_and_leaves_none(
    site: CachedSite, given: dict[str, str]
) -> None:
    assert not site.is_kept(PAGE, **given)
    assert site.is_kept(PAGE)
    rename_france()

    assert "Frankreich" in site.get(PAGE, **given).text


def test_the_cookie_of_the_forms_changes_nothing(site: CachedSite) -> None:
    site.get(PAGE)

    assert site.get(PAGE, Cookie="csrftoken=a").status == 200
    assert len(site.rendered) == 1


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, True),
        ({"Set-Cookie": "a=b"}, False),
        ({"Cache-Control": "private"}, False),
        ({"Cache-Control": "no-store"}, False),
        ({"Cache-Control": "public, no-cache"}, False),
        ({"Vary": "Accept-Encoding, Cookie"}, False),
        ({"Vary": "Accept-Language"}, False),
        ({"ETag": 'W/"another"'}, False),
        ({"Content-Length": str(2**16)}, True),
        ({"Content-Length": str(2**16 + 1)}, False),
    ],
)
def test_the_headers_of_an_answer_say_whether_it_is_kept(
    monkeypatch: Any, headers: dict[str, str], *, expected: bool
) -> None:
    site = simple(monkeypatch, GOOD | headers, most=2**20)

    assert site.is_kept(PAGE) is expected


@pytest.mark.parametrize("missing", ["ETag", "Cache-Control", "Content-Length"])
def test_without_one_of_these_headers_an_answer_is_not_kept(monkeypatch: Any, missing: str) -> None:
    headers = {name: value for name, value in GOOD.items() if name != missing}

    assert not simple(monkeypatch, headers).is_kept(PAGE)


def test_memory_is_bounded_and_what_was_asked_for_least_recently_goes_first(
    monkeypatch: Any,
) -> None:
    size = 2 * LEAST
    site = simple(monkeypatch, GOOD | {"Content-Length": str(size)}, most=20 * (OVERHEAD + size))
    paths = [f"/en/{number}/" for number in range(25)]
    for path in paths:
        site.get(path)
        site.get(paths[0])
    assert site.rendered == paths
    site.rendered.clear()

    for path in [paths[0], *reversed(paths[1:])]:
        site.get(path)

    assert site.rendered == paths[5:0:-1]
    assert site.cache.store.size <= site.cache.store.most


def test_compressed_copies_are_made_once_and_count_as_memory(
    monkeypatch: Any, site: CachedSite
) -> None:
    site.get(PAGE)
    plain = site.cache.store.size
    packed = [site.get(PAGE, Accept_Encoding=name) for name in ("br", "gzip")]

    monkeypatch.setattr("sistercity.page_cache.COMPRESS", {"br": None, "gzip": None})
    again = [site.get(PAGE, Accept_Encoding=name) for name in ("br", "gzip")]

    assert [one.body for one in again] == [one.body for one in packed]
    assert site.cache.store.size == plain + sum(len(one.body) for one in packed)
