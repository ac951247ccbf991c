"""What caches are told, by every kind of public answer."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.utils import timezone

from places.models import Country
from sistercity.cache_headers import BROWSERS, CDNS, GONE, INSTEAD, PUBLIC
from tests.pages import LANGUAGES
from tests.sistercity.away.addresses import addresses

pytestmark = pytest.mark.django_db
FILES = ["/releases/1/register.csv", "/sitemap.xml", "/sitemap-relationships.xml", "/robots.txt"]


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def faults(response: Any) -> list[str]:
    """Return what is wrong with what an answer tells caches."""
    policy = response["Cache-Control"]
    if "no-store" in policy:
        wrong = {"public": "public" in policy, "ETag": response.has_header("ETag")}
    elif response.status_code == 200:
        wrong = {
            "policy": (policy, response["CDN-Cache-Control"]) != (BROWSERS, CDNS),
            "ETag": not response["ETag"].startswith('W/"'),
            "Vary": response["Vary"] != "Accept-Encoding",
            "cookie": bool(response.cookies),
        }
    else:
        wrong = {
            "policy": policy != (GONE if response.status_code in INSTEAD else "public, no-cache"),
            "ETag": response.has_header("ETag"),
            "CDN": response.has_header("CDN-Cache-Control"),
            "Vary": "Cookie" in response.get("Vary", ""),
            "cookie": bool(response.cookies),
        }
    return [name for name, is_wrong in wrong.items() if is_wrong]


@pytest.mark.parametrize("language", ["ja", "en", "fr"])
def test_every_public_answer_tells_caches_what_is_true_of_it(client: Any, language: str) -> None:
    public = [path for path in addresses() if path.startswith(PUBLIC)]
    assert len(public) > 60

    found = {
        path: faults(client.get(path, headers={"Accept-Language": language})) for path in public
    }

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("path", FILES)
def test_what_has_no_language_in_its_path_is_the_same_for_every_reader(
    client: Any, path: str
) -> None:
    answers = [client.get(path, headers={"Accept-Language": language}) for language in LANGUAGES]
    client.cookies["django_language"] = "ja"
    answers.append(client.get(path))

    assert len({body(answer) for answer in answers}) == 1
    assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1


def test_a_reader_without_a_language_in_the_path_is_still_led_to_one(client: Any) -> None:
    for language in LANGUAGES:
        response = client.get("/releases/", headers={"Accept-Language": language})

        assert response["Location"] == f"/{language}/releases/"
        assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize("is_read", [True, False])
def test_a_page_that_sets_or_reads_a_cookie_is_kept_by_no_cache(
    client: Any, monkeypatch: Any, *, is_read: bool
) -> None:
    def view(*_: object, **__: object) -> HttpResponse:
        response = HttpResponse("x", headers={"Vary": "cookie"} if is_read else {})
        if not is_read:
            response.set_cookie("a", "b")
        return response

    monkeypatch.setattr(
        "django.core.handlers.base.BaseHandler.resolve_request", lambda *_: (view, (), {})
    )

    response = client.get("/en/faq/")

    assert "no-store" in response["Cache-Control"]
    assert not response.has_header("ETag")
    assert not response.has_header("CDN-Cache-Control")


def test_a_page_that_was_withdrawn_takes_its_own_place_in_caches(client: Any) -> None:
    country = Country.objects.get(code="FR")
    Country.with_withdrawn.filter(pk=country.pk).update(
        withdrawn_at=timezone.now(), withdrawal_reason_ja="二重"
    )

    response = client.get(country.get_absolute_url())

    assert response.status_code == 410
    assert response["Cache-Control"] == GONE
    assert not response.has_header("ETag")


def test_a_page_that_is_elsewhere_now_leaves_its_place_in_caches(client: Any) -> None:
    response = client.get("/en/countries/FR/")

    assert response.status_code == 301
    assert (response["Cache-Control"], response["Vary"]) == (GONE, "Accept-Encoding")


def test_what_no_view_answers_takes_no_place_in_caches(client: Any) -> None:
    response = client.get("/en/no/such/page/")

    assert response.status_code == 404
    assert response["Cache-Control"] == "public, no-cache"


def test_development_settings_leave_caching_alone(client: Any, settings: Any) -> None:
    settings.DEBUG = True

    response = client.get("/en/")

    assert not response.has_header("Cache-Control")
