"""The files of a release: the register, and its differences from the release before."""

from typing import Any

import pytest

from relationships.releases import notices
from relationships.releases.actions import dataset_file
from relationships.releases.models import Release
from sistercity.cache_headers import BROWSERS
from tests.pages import LANGUAGES

pytestmark = pytest.mark.django_db


def test_the_files_are_the_bytes_of_the_release(client: Any, written: Release) -> None:
    changes = client.get("/releases/2/changes.csv")
    whole = client.get("/releases/2/register.csv")

    assert changes.streaming and whole.streaming
    assert changes.getvalue() == b"".join(notices.differences(written))
    assert whole.getvalue() == b"".join(dataset_file(written))


@pytest.mark.parametrize("name", ["changes", "register"])
def test_a_file_is_saved_under_its_name_and_kept_by_caches(
    client: Any, written: Release, name: str
) -> None:
    path = f"/releases/2/{name}.csv"

    response = client.get(path)

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == (
        f'attachment; filename="sister-cities-release-2-{name}.csv"'
    )
    assert response["Cache-Control"] == BROWSERS
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies
    again = client.get(path, headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("name", ["changes", "register"])
def test_a_file_is_the_same_in_every_language(client: Any, written: Release, name: str) -> None:
    path = f"/releases/2/{name}.csv"

    english, japanese = (
        client.get(path, headers={"Accept-Language": code}).getvalue() for code in LANGUAGES
    )

    assert english == japanese
    assert client.get(f"/en{path}").status_code == 404


@pytest.mark.parametrize("path", ["/releases/99/changes.csv", "/releases/99/register.csv"])
def test_a_release_that_there_is_not_has_no_files(client: Any, path: str) -> None:
    assert client.get(path).status_code == 404
