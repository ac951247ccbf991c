"""Inputs of the staff desk."""

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import get_resolver

from sistercity.admin.inputs import ReasonField

NAMES = {"reason", "reason_en", "change_reason"}


def kinds_of(form: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    """Yield every class of forms that is made of one."""
    for kind in form.__subclasses__():
        yield kind
        yield from kinds_of(kind)


def test_every_reason_is_asked_for_in_the_same_way() -> None:
    get_resolver().url_patterns  # noqa: B018  (imports whatever has a form)

    fields: dict[str, Any] = {
        f"{kind.__qualname__}.{name}": field
        for kind in kinds_of(forms.BaseForm)
        for name, field in getattr(kind, "base_fields", {}).items()
        if name in NAMES
    }

    assert len(fields) > 5
    assert {name for name, field in fields.items() if not isinstance(field, ReasonField)} == set()


@pytest.mark.django_db
def test_the_reason_of_a_save_can_have_several_lines(admin_client: Client) -> None:
    page = admin_client.get("/admin/faq/question/add/").content.decode()

    assert '<textarea name="change_reason"' in page
