"""The history of places at the staff desk."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from places.models import (
    Country,
    Partner,
    PlaceName,
)
from tests.desk import editor, errors, form_data, name_rows, soup

pytestmark = pytest.mark.django_db
GOVERNMENTS, PARTNERS = "/admin/places/localgovernment/", "/admin/places/partner/"


@pytest.mark.real_data
def test_the_history_says_who_changed_what(partner: Partner) -> None:
    client = editor("places.view_partner", "places.change_partner", "places.add_placename")
    address = f"{PARTNERS}{partner.pk}/change/"
    data = form_data(client.get(address), "partner")
    changed = {"name_ja": "モン・ヴェール", "country": "BE", "exists_from": "昭和60年5月1日"}
    assert errors(client.post(address, data | changed | name_rows("Grünberg"))) == ""

    page = soup(client.get(f"{PARTNERS}{partner.pk}/history/"))

    text = " ".join(page.select_one("#change-history").text.split())  # type: ignore[union-attr]
    assert "モンヴェール → モン・ヴェール" in text
    assert "フランス（FR） → ベルギー（BE）" in text
    assert "未登録 → 1985年5月1日" in text
    assert "Grünberg" in text
    assert User.objects.get(username="editor").get_full_name() in text


def test_the_history_tells_of_changes_outside_the_desk_and_of_deleted_parts(
    admin_client: Client,
) -> None:
    loaded = Partner.objects.order_by("pk")[0]
    Partner.objects.filter(pk=loaded.pk).update(website="https://example.org/")
    PlaceName.objects.create(partner=loaded, text="Grünberg", language="de", kind="exonym")
    PlaceName.objects.filter(partner=loaded, text="Grünberg").delete()

    text = soup(admin_client.get(f"{PARTNERS}{loaded.pk}/history/")).text

    assert "データ読込（load_data）" in text
    assert "管理画面の外" in text
    assert "https://example.org/" in text
    assert "削除" in text
    assert "Grünberg" in text


@pytest.mark.real_data
def test_a_long_history_takes_the_queries_of_a_short_one(
    admin_client: Client,
    partner: Partner,
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
) -> None:
    address = f"{PARTNERS}{partner.pk}/history/"
    countries = list(Country.objects.exclude(pk="FR").values_list("pk", flat=True)[:30])

    def change(number: int) -> None:
        Partner.objects.filter(pk=partner.pk).update(country=countries[number])
        PlaceName.objects.create(
            partner=partner, text=f"Name {number}", language="de", kind="exonym"
        )

    change(0)
    with django_assert_max_num_queries(12) as short:
        admin_client.get(address)
    for number in range(1, 30):
        change(number)
    with django_assert_num_queries(len(short)):
        admin_client.get(address)
