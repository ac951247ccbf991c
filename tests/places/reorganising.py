"""Reorganisations of our own making: 小樽市 and 室蘭市 become 港湾市 on 1 April 2027."""

import datetime
from typing import Any

import pytest
from django.test import Client

from places import reorganisations
from places.models import LocalGovernment, Reorganisation
from relationships.register.actions import add_relationship
from relationships.register.models import Relationship
from tests.clock import set_clock
from tests.desk import soup
from tests.relationships.imports.files import end_of_transaction

DAY = datetime.date(2027, 4, 1)
NOVEMBER, EVE, MORNING = "2026-11-30T10:00", "2027-03-31T23:59", "2027-04-01T00:01"
LIST, ADD = "/admin/places/reorganisation/", "/admin/places/reorganisation/add/"


def place(code: str) -> LocalGovernment:
    """Return the local government that has the code last."""
    return LocalGovernment.objects.filter(code=code).order_by("pk").last()  # type: ignore[return-value]


def new_place(**values: Any) -> LocalGovernment:
    """Return a new local government, not stored yet."""
    standard = {"name_ja": "港湾市", "name_en": "Kowan City", "kana": "こうわんし"}
    others = {"code": "012998", "prefecture_id": "01", "kind": "city"}
    return LocalGovernment(**(standard | others | values))


def enter(
    monkeypatch: pytest.MonkeyPatch,
    predecessors: list[LocalGovernment],
    successors: list[LocalGovernment],
    kind: str = "merged",
    *,
    remains: bool = False,
) -> Reorganisation:
    """Enter in November 2026 what happens on 1 April 2027."""
    set_clock(monkeypatch, NOVEMBER)
    record = Reorganisation(kind=kind, on=DAY)
    reorganisations.plan(
        reorganisation=record, predecessors=predecessors, successors=successors, remains=remains
    )
    end_of_transaction()
    return record


def merger(monkeypatch: pytest.MonkeyPatch) -> Reorganisation:
    """Enter the merger of 小樽市 and 室蘭市."""
    return enter(monkeypatch, [place("012033"), place("012050")], [new_place()])


def twin(number: int, government: LocalGovernment) -> Relationship:
    """Return a new relationship of a government with the partner that another one has."""
    partner = Relationship.with_withdrawn.get(public_id=number).partner
    return add_relationship(
        relationship=Relationship(local_government=government, partner=partner, confidence="A")
    )


def page_of(record: Reorganisation) -> str:
    """Return the address of its page at the desk."""
    return f"{LIST}{record.pk}/change/"


def filled_in(client: Client, **values: str) -> dict[str, Any]:
    """Return what a browser sends for the form of a merger into a new city."""
    page = soup(client.get(ADD)).select_one("#reorganisation_form")
    assert page is not None
    data = {str(one["name"]): str(one.get("value", "")) for one in page.select("input[name]")}
    data |= {str(one["name"]): "" for one in page.select("textarea")}
    data |= {f"new-{number}-kind": "city" for number in range(3)}
    data.pop("remains")
    standard = {
        "kind": "merged",
        "on": "令和9年4月1日",
        "predecessors": "旭川市\n012025",
        "new-0-name_ja": "港湾市",
        "new-0-name_en": "Kowan City",
        "new-0-kana": "こうわんし",
        "new-0-code": "012998",
    }
    return data | standard | values
