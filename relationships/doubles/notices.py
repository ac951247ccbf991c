"""What the desk says of a new partner with a name like another one's."""

from typing import Any

from django.contrib import messages
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join

from places.models import Partner
from relationships.doubles.partners import near_partners
from relationships.doubles.sides import CellLine, head
from sistercity.admin.bases import record_added

SHOWN = 5


@receiver(record_added, sender=Partner)
def warn_of_doubles(request: HttpRequest, record: Partner, **_: Any) -> None:
    """Name the partners that the new one may be; it is stored all the same."""
    numbers = {
        number
        for pair in near_partners(record.country_id)
        if record.public_id in pair.numbers
        for number in pair.numbers
    }
    others = Partner.objects.filter(public_id__in=numbers - {record.public_id})
    lines: list[CellLine] = [head(other) for other in others.order_by("public_id")[:SHOWN]]
    if lines:
        links = format_html_join(
            "、", '<a href="{}">{}</a>', ((one.url, one.text) for one in lines)
        )
        messages.warning(
            request,
            format_html(
                "追加した相手先と名称の近い相手先があります：{}。同じ相手先でないか確かめてください。",
                links,
            ),
        )
