"""Partners and relationships that look like doubles, or do not."""

from typing import Any

from places.actions import add_partner
from places.models import Partner
from relationships.register.actions import add_relationship
from relationships.register.models import Relationship
from sistercity.dates import PartialDate
from tests import neighbours


def partner(name_en: str = "Otaville", **values: Any) -> Partner:
    """Store a French city."""
    standard = {"country_id": "FR", "level": "local"}
    return add_partner(partner=Partner(**(standard | {"name_en": name_en} | values)))


def relationship(partner: Partner, **values: Any) -> Relationship:
    """Store a relationship of Sendai; dates are as ISO 8601 writes them."""
    dates = {name: values.pop(name) for name in ("established", "ended") if name in values}
    standard = {"local_government": neighbours.government(), "confidence": "A"}
    record = Relationship(**(standard | {"partner": partner} | values))
    for name, date in dates.items():
        setattr(record, name, PartialDate.parse(date))
    return add_relationship(relationship=record)
