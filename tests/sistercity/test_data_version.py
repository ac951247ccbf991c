"""Every change of public content moves the data version on; readers revalidate with it."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from relationships.register.models import Relationship
from sistercity.cache_headers import BROWSERS, CDNS
from sistercity.models import PublicContent

pytestmark = pytest.mark.django_db


def test_every_public_model_has_the_trigger() -> None:
    models = {
        model._meta.db_table for model in apps.get_models() if issubclass(model, PublicContent)
    }

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'pgtrigger_bump%'"
        )
        tables = {row[0] for row in cursor.fetchall()}

    assert tables == models


def test_a_second_visit_is_a_304(client: Any) -> None:
    etag = client.get("/en/statistics/")["ETag"]

    response = client.get("/en/statistics/", headers={"If-None-Match": etag})

    assert response.status_code == 304
    assert response["ETag"] == etag


def test_after_a_change_the_page_is_fresh(client: Any) -> None:
    etag = client.get("/en/countries/fr/")["ETag"]

    Relationship.objects.filter(partner__country="FR").update(note="seen")
    response = client.get("/en/countries/fr/", headers={"If-None-Match": etag})

    assert response.status_code == 200
    assert response["ETag"] != etag


@pytest.mark.parametrize("path", ["/en/", "/ja/relationships/", "/sitemap.xml"])
def test_public_pages_may_be_kept_by_browsers_proxies_and_cdns(client: Any, path: str) -> None:
    response = client.get(path)

    assert response["Cache-Control"] == BROWSERS
    assert response["CDN-Cache-Control"] == CDNS
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


def test_the_desk_is_in_no_shared_cache(admin_client: Any) -> None:
    response = admin_client.get("/admin/")

    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response
