"""Who has a page already gets 304, from the page cache and without it."""

import pytest

from tests.sistercity.cached.site import PAGE, CachedSite, ask, etag, handler

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("{weak}", 304),
        ("{strong}", 304),
        ('"another", {weak}', 304),
        ("*", 304),
        ('"another"', 200),
        ("", 200),
        ("{bare}", 200),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("is_cached", [True, False])
def test_who_has_the_page_gets_304_by_a_weak_comparison(
    site: CachedSite, header: str, status: int, method: str, *, is_cached: bool
) -> None:
    tag = etag(site)
    strong = tag.removeprefix("W/")
    given = header.format(weak=tag, strong=strong, bare=strong.strip('"'))

    sent = ask(site.cache if is_cached else handler(), PAGE, method, If_None_Match=given)

    assert sent.status == status
    assert sent.headers["ETag"] == tag


def test_a_304_has_the_headers_of_the_page_but_those_of_the_body(site: CachedSite) -> None:
    page = site.get(PAGE)
    of_the_body = {"Content-Type", "Content-Length", "Content-Language"}

    for application in (site.cache, handler()):
        sent = ask(application, PAGE, If_None_Match=page.headers["ETag"] or "")
        assert sent.body == b""
        assert set(sent.headers.keys()) - {"Content-Language"} == (
            set(page.headers.keys()) - of_the_body
        )


def test_a_page_is_kept_though_who_asked_has_it(site: CachedSite) -> None:
    tag = ask(handler(), PAGE).headers["ETag"]

    assert site.get(PAGE, If_None_Match=tag or "").status == 304
    assert site.get(PAGE).status == 200
    assert len(site.rendered) == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/en/nothing/", 404),
        ("/en/relationships/?nothing=1", 400),
        ("/en/partners/", 302),
        ("/en/report/", 200),
        ("/en/relationships/?page=999", 404),
    ],
)
@pytest.mark.parametrize("is_cached", [True, False])
def test_only_what_would_be_a_public_page_is_a_304(
    site: CachedSite, path: str, status: int, *, is_cached: bool
) -> None:
    application = site.cache if is_cached else handler()

    for known in (etag(site), "*"):
        assert ask(application, path, If_None_Match=known).status == status


def test_a_file_that_streams_is_a_304_too(site: CachedSite) -> None:
    path = "/releases/1/register.csv"
    tag = site.get(path).headers["ETag"] or ""

    assert site.get(path, If_None_Match=tag).status == 304
