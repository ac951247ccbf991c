"""Links of records are those that Django's ``reverse`` gives."""

from typing import Any

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from places.models import Country, LocalGovernment, Partner, Prefecture
from relationships.register.models import Relationship
from sistercity.links import path_to
from tests.pages import LANGUAGES

ROUTES: dict[Any, Any] = {
    Country: lambda place: ("country", place.code.lower()),
    Prefecture: lambda place: ("prefecture", place.slug),
    LocalGovernment: lambda place: (
        ("prefecture", place.prefecture.slug)
        if place.kind == "prefecture"
        else ("local_government", place.slug)
    ),
    Partner: lambda place: ("partner", place.public_id, place.slug),
    Relationship: lambda record: ("relationship", record.public_id),
}


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", ROUTES)
def test_a_record_has_the_path_of_its_route(language: str, model: Any) -> None:
    with translation.override(language):
        for record in model._base_manager.all():
            name, *values = ROUTES[model](record)

            assert record.get_absolute_url() == reverse(name, args=values)


def test_an_unknown_route_is_an_error() -> None:
    with pytest.raises(NoReverseMatch):
        path_to("nowhere", 1)
