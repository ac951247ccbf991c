"""Which kept page a request gets: its host, its parameters, its encoding."""

from typing import Any

import pytest
from django.urls import reverse

from sistercity.page_cache import OVERHEAD, encoding_for
from tests.sistercity.cached.site import GOOD, PAGE, CachedSite, simple

pytestmark = pytest.mark.django_db
LIST = "/en/relationships/"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP;Q=0.5", "gzip"),
        ("br;q=0, gzip;q=0.1", "gzip"),
        ("br; q=0.000, gzip ; q=0", ""),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=0, *", "gzip"),
        ("identity", ""),
        ("brotli", ""),
    ],
)
def test_the_encoding_is_one_that_the_reader_takes(accepted: str, encoding: str) -> None:
    assert encoding_for(accepted) == encoding


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_every_encoding_holds_the_same_page(site: CachedSite, encoding: str) -> None:
    plain = site.get(PAGE)

    for packed in (site.get(PAGE, Accept_Encoding=encoding) for _ in range(2)):
        assert packed.headers["Content-Encoding"] == encoding
        assert int(packed.headers["Content-Length"] or 0) == len(packed.body)
        assert packed.headers["ETag"] == plain.headers["ETag"]
        assert packed.text == plain.text
    assert len(site.rendered) == 1


def test_what_is_not_kept_is_compressed_by_django(site: CachedSite) -> None:
    for path in (reverse("report"), "/en/nothing/"):
        assert site.get(path, Accept_Encoding="gzip, br").headers["Content-Encoding"] == "gzip"


def test_head_gets_the_headers_of_the_page_and_no_body(site: CachedSite) -> None:
    site.get(PAGE, "HEAD")
    site.get(PAGE, "HEAD")
    assert len(site.rendered) == 2  # only a page with its body is kept

    page, head = site.get(PAGE), site.get(PAGE, "HEAD")

    assert sorted(head.headers.items()) == sorted(page.headers.items())
    assert head.body == b""
    assert len(site.rendered) == 3


def test_other_methods_pass(site: CachedSite) -> None:
    site.get(PAGE)

    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert site.get(PAGE, method).status in (403, 405)
        assert site.rendered[-1] == PAGE
    assert len(site.rendered) == 5


def test_each_host_and_each_scheme_has_its_page(site: CachedSite, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    asked = [("http", "one.example"), ("http", "two.example"), ("https", "one.example")]

    pages = [site.get(PAGE, Scheme=scheme, Host=host).text for scheme, host in asked * 2]

    assert len(site.rendered) == 3
    for (scheme, host), page in zip(asked * 2, pages, strict=True):
        assert f'<link rel="canonical" href="{scheme}://{host}{PAGE}">' in page
    assert site.get(PAGE, Host="three.example").status == 400


def test_a_request_that_names_where_the_site_is_mounted_gets_no_kept_page(site: CachedSite) -> None:
    site.get(PAGE)

    site.get(PAGE, Mounted="/x")

    assert len(site.rendered) == 2


def test_parameters_in_another_order_are_the_same_page(site: CachedSite) -> None:
    assert site.is_kept(f"{LIST}?kind=sister&country=FR")
    site.rendered.clear()

    site.get(f"{LIST}?country=FR&kind=sister")
    assert site.rendered == []
    site.get(f"{LIST}?country=FR")
    assert len(site.rendered) == 1


def test_a_parameter_twice_or_empty_is_another_page(site: CachedSite) -> None:
    assert site.is_kept(f"{LIST}?country=FR")

    assert site.get(f"{LIST}?country=FR&page=").status == 404
    assert site.get(f"{LIST}?country=FR&page=1&page=1").status == 404


def test_a_page_with_a_query_is_kept_when_it_is_asked_for_again(site: CachedSite) -> None:
    path = "/en/search/?q=paris"

    for _ in range(3):
        site.get(path)

    assert len(site.rendered) == 2


def test_searches_asked_once_push_nothing_out(monkeypatch: Any) -> None:
    site = simple(monkeypatch, GOOD, most=20 * OVERHEAD)
    site.get(PAGE)

    for number in range(100):
        site.get(f"/en/search/?q={number}")
    site.rendered.clear()

    assert site.get(PAGE).status == 200
    assert site.rendered == []


def test_queries_are_remembered_up_to_a_number(monkeypatch: Any) -> None:
    monkeypatch.setattr("sistercity.page_cache.MOST_ASKED", 10)
    site = simple(monkeypatch, GOOD)

    for number in range(100):
        site.get(f"/en/search/?q={number}")

    assert len(site.cache.store.asked) == 10
