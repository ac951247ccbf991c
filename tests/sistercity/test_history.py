"""Every change is in the history, with its context; public pages know of no visitor."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, models
from django.db.models import Q

from places.models import Partner
from relationships.register.models import Relationship
from relationships.releases.models import Change
from sistercity.models import DataVersion, PublicContent
from tests.pages import sql

pytestmark = pytest.mark.django_db

# A change of a release is itself a piece of history, written once.
TRACKED = [
    model for model in apps.get_models() if issubclass(model, PublicContent) and model is not Change
]
PAGES = [
    "/en/",
    "/ja/relationships/?prefecture=13",
    "/en/countries/us/",
    "/healthz",
    "/ja/nothing/",
]


def events(record: models.Model) -> list[Any]:
    """Return the versions of a record, the newest last."""
    history: Any = getattr(type(record), "pgh_event_model")  # noqa: B009
    return list(history.objects.filter(pgh_obj_id=record.pk).order_by("pgh_id"))


def test_every_record_that_was_loaded_has_a_first_version() -> None:
    # The imports that load_data calls name themselves, and load_data as the one who called.
    by_load_data = Q(pgh_context__metadata__source="load_data") | Q(
        pgh_context__metadata__who="load_data"
    )
    missing, loaded = [], 0
    for model in TRACKED:
        history: Any = getattr(model, "pgh_event_model")  # noqa: B009
        first = history.objects.filter(by_load_data, pgh_label="insert").values("pgh_obj_id")
        missing += list(model._default_manager.exclude(pk__in=first))
        loaded += model._default_manager.count()

    assert (len(TRACKED) > 20, loaded > 1000, missing) == (True, True, [])


@pytest.mark.parametrize("how", ["save", "update", "bulk", "sql"])
def test_every_way_to_change_a_record_adds_a_version_and_moves_the_data_version_on(
    how: str,
) -> None:
    partner = Partner.objects.order_by("pk")[0]
    before, data_version = len(events(partner)), DataVersion.objects.get().number
    partner.website = "https://example.org/"

    if how == "save":
        partner.save()
    elif how == "update":
        Partner.objects.filter(pk=partner.pk).update(website=partner.website)
    elif how == "bulk":
        Partner.objects.bulk_update([partner], ["website"])
    else:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE places_partner SET website = %s WHERE id = %s",
                [partner.website, partner.pk],
            )

    versions = events(partner)
    assert len(versions) == before + 1
    assert versions[-1].pgh_label == "update"
    assert versions[-1].website == partner.website
    assert DataVersion.objects.get().number > data_version


def test_what_is_deleted_stays_in_the_history() -> None:
    relationship = Relationship.objects.order_by("pk")[0]
    key = relationship.pk

    relationship.delete()

    versions = sql(
        "SELECT pgh_label FROM register_relationshiphistory WHERE id = %s ORDER BY pgh_id", key
    )
    assert [label for (label,) in versions] == ["insert", "delete"]


@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_never_reads_the_session(
    client: Any, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    client.force_login(User.objects.create_superuser("hanako"))

    def refuse(*arguments: Any) -> None:
        raise AssertionError("a public page asked who is there")

    monkeypatch.setattr(SessionStore, "load", refuse)

    response = client.get(path)

    assert response.status_code == (404 if "nothing" in path else 200)
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies
