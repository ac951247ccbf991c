"""Hostile text in every column that the staff or an import can write stays text on every page."""

from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from functools import partial
from typing import Any
from xml.etree import ElementTree

import pghistory
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import models
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import override

from places.actions import add_partner
from places.models import Partner, PlaceName, Reorganisation
from relationships.doubles.models import DistinctPair, PairKind
from relationships.joins import actions
from relationships.joins.models import Join, JoinKind
from relationships.register.models import Relationship
from relationships.releases.models import Release
from sistercity.faq.models import Question
from sistercity.languages import LANGUAGES
from sistercity.publication import Publication
from sistercity.withdrawal import Withdrawable
from tests import neighbours, posting
from tests.desk import form_data
from tests.hostile_pages import Pages, superuser, unlike
from tests.hostile_posts import submissions
from tests.hostile_texts import MARK, Texts, columns
from tests.relationships.releases.making import notice
from tests.sistercity.changes.log_pages import newest, put_back_page
from tests.sistercity.import_runs.test_desk import run_of
from tests.sistercity.test_admin_kinds import MAKE, make

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("_no_neighbours"),
]
LISTS = (
    "home", "relationship_list", "local_government_list", "country_list", "prefecture_list",
    "listing_list", "listing_overseas", "release_list", "release_feed",
    "commendation_list", "seminar_list", "conference_list",
)  # fmt: skip


def records(texts: Texts) -> dict[type[models.Model], models.Model]:
    """Return a record of every model, with hostile text in each column that takes it."""
    for path in MAKE:
        make(path)
    listing = neighbours.listing(partner=neighbours.partner())
    submissions(listing, texts)
    posting.link(listing)
    PlaceName.objects.create(
        local_government=neighbours.government(), text="x", kind="exonym", language="de"
    )
    Reorganisation.objects.create(kind="renamed", on="2999-01-01", title="x")
    other = Partner.objects.exclude(pk=neighbours.partner().pk).order_by("pk")[0]
    one, two = sorted([neighbours.partner().public_id, other.public_id])
    DistinctPair.objects.create(kind="partner", one=one, other=two, reason="x")
    notice()
    run_of(status="refused")
    actions.join(
        kind=JoinKind.PARTNER, kept=neighbours.partner(), joined=second(), who="x", reason="x"
    )
    Group.objects.create(name=texts.line(150))
    relationship = Relationship.objects.filter(
        local_government=neighbours.government(), partner=neighbours.partner()
    )[0]
    known = [
        relationship,
        relationship.local_government,
        relationship.partner,
        neighbours.country(),
    ]
    found: dict[type[models.Model], models.Model] = {type(record): record for record in known}
    for model in models_with_text():
        if record := found.get(model) or model._default_manager.order_by("-pk").first():
            found[model] = record
            fill(record, texts)
    return found


def second(level: str = "local") -> Partner:
    """Store a second record of Rennes."""
    return add_partner(
        partner=Partner(country=neighbours.country(), name_en="Roazhon", level=level)
    )


def models_with_text() -> list[type[models.Model]]:
    """Return our models but for the tables of history, which triggers fill."""
    own = [app for app in apps.get_app_configs() if app.name in settings.OWN_APPS]
    ours = [model for app in own for model in app.get_models()]
    return [model for model in ours if not hasattr(model, "pgh_tracked_model")]


def fill(record: models.Model, texts: Texts) -> None:
    """Write a hostile text into each column of a record, and publish what can be a draft."""
    written: dict[str, Any] = columns(type(record), texts)
    if isinstance(record, Withdrawable):  # it is not: ``withdrawn_pages`` are of those that are
        del written["withdrawal_reason_en"], written["withdrawal_reason_ja"]
    if isinstance(record, Publication):
        written["published_at"] = timezone.now()
    if isinstance(record, Question):
        del written["link_path"]  # a constraint: it is a path
    with pghistory.context(reason=texts.line(), who=texts.line(), source=texts.line()):
        type(record)._default_manager.filter(pk=record.pk).update(**written)
    record.refresh_from_db()


def admin_pages(texts: Texts, kinds: list[type[models.Model]]) -> Pages:
    """Yield every page of the admin for a record of each of these kinds."""
    client, found = superuser(texts), records(texts)
    Release.objects.update(answers={"missing": texts.prose(), texts.line(): texts.line()})
    for model in kinds:
        options = model._meta
        path, record = f"/admin/{options.app_label}/{options.model_name}/", found.get(model)
        record = record or model._default_manager.first()
        assert record is not None, model
        yield f"{model.__name__} list", client.get(path)
        yield f"{model.__name__} search", client.get(path, {"q": texts.line(60)}, follow=True)
        for name, address in pages_of(record):
            response = client.get(address)
            yield f"{model.__name__} {name}", response
            yield from wrong(client, address, response, str(options.model_name), texts)
        yield from changes(client, record)
    if Join in kinds:
        other = second("region")  # the first one's names are hostile already
        fill(other, texts)
        keys = {"kind": "partner", "one": found[Partner].pk, "other": other.pk}
        yield "join preview", client.get(reverse("admin:joins_join_add"), keys)
    yield "index", client.get("/admin/")
    yield from likely_doubles(client, found)
    for label in sorted({model._meta.app_label for model in kinds}):
        yield f"app {label}", client.get(f"/admin/{label}/")


def likely_doubles(client: Client, found: dict[type[models.Model], models.Model]) -> Pages:
    """Yield the lists of likely doubles, with a partner and a relationship that are there twice."""
    partner, relationship = deepcopy((found[Partner], found[Relationship]))
    for record, values in (
        (partner, {"state_en": "", "state_ja": "", "wikidata_id": ""}),
        (relationship, {"status": "ended"}),
    ):
        for name, value in ({"pk": None, "public_id": 999_999} | values).items():
            setattr(record, name, value)
        record._state.adding = True
        record.save()
    for kind in PairKind:
        page = reverse("admin:doubles_distinctpair_likely", args=[kind])
        response = client.get(page)
        assert "999999" in response.content.decode()
        yield f"likely {kind}", response


def changes(client: Client, record: models.Model) -> Pages:
    """Yield the change log of a kind of record, and the page that puts back its last change."""
    name = type(record).__name__
    if hasattr(type(record), "pgh_event_model"):
        kind = {"kind": record._meta.label_lower}
        yield f"{name} log", client.get("/admin/changes/", kind)
        page = put_back_page(newest(type(record), pgh_obj_id=record.pk))
        yield f"{name} put back", client.get(page)


def pages_of(record: models.Model) -> Iterator[tuple[str, str]]:
    """Yield the names and addresses of the pages of a record, those that there are."""
    kind = f"admin:{record._meta.app_label}_{record._meta.model_name}"
    names = ("change", "delete", "history", "password_change", "withdraw", "put-back")
    pages = [(page,) for page in names]
    for page, *language in [*pages, *(("preview", language) for language in LANGUAGES)]:
        with suppress(NoReverseMatch):
            yield f"{page} {language}", reverse(f"{kind}_{page}", args=[record.pk, *language])


def wrong(client: Client, address: str, page: Any, name: str, texts: Texts) -> Pages:
    """Yield the page that comes back when everything in the form of a page is hostile."""
    if f'id="{name}_form"' in page.content.decode():
        data = form_data(page, name)
        hostile = {key: texts.line(150) for key in data if not key.endswith("_FORMS")}
        yield f"{name} wrong", client.post(address, data | hostile)


@pytest.mark.sampled(1)
@pytest.mark.parametrize("part", range(5))
def test_no_text_of_a_record_is_markup_in_the_admin(part: int) -> None:
    kinds = [*admin.site._registry][part::5]

    assert unlike(partial(admin_pages, kinds=kinds)) == []


def test_a_box_that_chooses_a_record_gets_its_names_as_json(admin_client: Client) -> None:
    fill(neighbours.partner(), Texts())
    asked = {"app_label": "register", "model_name": "relationship", "field_name": "partner"}

    response = admin_client.get("/admin/autocomplete/", asked | {"term": "textarea"})

    assert response["Content-Type"] == "application/json"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert MARK in response.json()["results"][0]["text"]


def withdrawn_pages(texts: Texts) -> Pages:
    """Yield the pages of withdrawn records: the public one, and those of the admin."""
    client, found = superuser(texts), records(texts)
    for record in found.values():
        if not isinstance(record, Withdrawable):
            continue
        type(record)._base_manager.filter(pk=record.pk).update(
            withdrawn_at=timezone.now(),
            withdrawal_reason_en=texts.prose(),
            withdrawal_reason_ja=texts.prose(),
        )
        name = type(record).__name__
        with override("en"):
            yield f"{name} gone", Client().get(record.get_absolute_url())  # type: ignore[attr-defined]
        for page, address in pages_of(record):
            yield f"{name} {page}", client.get(address)


def test_no_text_of_a_withdrawn_record_is_markup() -> None:
    assert unlike(withdrawn_pages) == []


def public_pages(texts: Texts) -> Pages:
    """Yield the public pages of a record of every kind, the lists, the search and the feed."""
    client, found = Client(), records(texts)
    for record in found.values():
        if hasattr(record, "get_absolute_url"):
            with override("en"):
                path = record.get_absolute_url()
            for language in LANGUAGES:
                address = path.replace("/en/", f"/{language}/")
                yield f"{type(record).__name__} {language}", client.get(address)
    for name in LISTS:
        path = reverse(name)
        yield name, client.get(path)
        yield f"{name} asked", client.get(path, {"q": texts.line(60), "country": texts.line(60)})
    place = neighbours.government().name_en
    yield "search", client.get(reverse("search"), {"q": place[:100]})
    for number, entry in enumerate(feed_entries(client)):
        yield f"feed {number}", entry


def feed_entries(client: Client) -> Iterator[Any]:
    """Yield each HTML text of the feed as a response of its own."""
    tree = ElementTree.fromstring(client.get(reverse("release_feed")).content)
    for element in tree.iter():
        if element.get("type") == "html":
            yield HttpResponse(element.text or "")


def test_no_text_of_a_record_is_markup_on_public_pages() -> None:
    assert unlike(public_pages) == []
