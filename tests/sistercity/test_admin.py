"""The staff desk: the page to begin at, filters and bad input."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client

from places.models import Partner
from relationships.register.models import Relationship
from tests.desk import counted, editor, errors, form_data, soup, total

pytestmark = pytest.mark.django_db


def test_each_count_of_the_index_is_the_length_of_its_list(
    admin_client: Client, admin_user: User
) -> None:
    page = soup(admin_client.get("/admin/"))

    lines = page.select(".tasks tbody tr")
    assert len(lines) > 10
    for line in lines:
        link, count = line.select_one("a"), line.select_one(".count")
        assert link is not None
        assert count is not None
        assert count.text == f"{counted(str(link['href']), admin_user)}件", link.text


def test_the_index_has_what_waits_then_what_changed_then_the_kinds_of_record_in_order(
    admin_client: Client,
) -> None:
    page = soup(admin_client.get("/admin/"))

    headings = [heading.text for heading in page.select("#content-main > h2")]
    assert headings == ["確認が必要なもの", "最近の変更", "データ"]
    assert "最近の変更" not in str(soup(admin_client.get("/admin/register/")))
    models = [row["class"][0] for row in page.select("#content-main [class^=app-] tr[class]")]
    assert models == [
        "model-submission",
        "model-renewallink",
        "model-importrun",
        "model-release",
        "model-relationship",
        "model-localgovernment",
        "model-reorganisation",
        "model-partner",
        "model-placename",
        "model-prefecture",
        "model-country",
        "model-join",
        "model-distinctpair",
        "model-listing",
        "model-edition",
        "model-commendation",
        "model-seminar",
        "model-conference",
        "model-series",
        "model-question",
        "model-group",
        "model-user",
    ]


@pytest.mark.sampled(4)
@pytest.mark.parametrize("kind", sorted(one._meta.label_lower for one in admin.site._registry))
def test_the_way_to_a_list_names_nothing_twice(admin_client: Client, kind: str) -> None:
    page = admin_client.get(f"/admin/{kind.replace('.', '/')}/")

    way = soup(page).select_one(".breadcrumbs")
    assert way is not None
    steps = [step.strip() for step in way.text.split("›")]
    assert len(set(steps)) == len(steps) > 1


def test_an_editor_sees_only_what_the_permissions_allow() -> None:
    page = soup(editor("places.view_partner").get("/admin/"))

    models = [row["class"][0] for row in page.select("#content-main [class^=app-] tr[class]")]
    assert models == ["model-partner"]
    assert len(page.select(".tasks table")) == 1


def test_a_member_of_staff_without_permissions_gets_an_empty_desk() -> None:
    assert editor().get("/admin/").status_code == 200


@pytest.mark.real_data
def test_a_run_of_a_command_is_one_line_of_the_recent_changes(admin_client: Client) -> None:
    page = soup(admin_client.get("/admin/"))

    lines = [" ".join(row.text.split()) for row in page.select(".changes tbody tr")]
    # Of load_data itself, and of the imports that it calls, one for each file.
    assert all("（load_data）" in line for line in lines)
    relationships = [line for line in lines if "データ読込（load_data） 姉妹都市提携" in line]
    assert len(relationships) == 1 and "200件以上" in relationships[0]


def test_an_edit_is_in_the_recent_changes_with_name_and_link() -> None:
    client = editor("places.view_partner", "places.change_partner")
    partner = Partner.objects.order_by("pk")[0]
    address = f"/admin/places/partner/{partner.pk}/change/"
    data = form_data(client.get(address), "partner")
    response = client.post(address, data | {"website": "https://example.org/"})
    assert response.status_code == 302, errors(response)

    first = soup(client.get("/admin/")).select(".changes tbody tr")[0]

    assert "山田 花子" in first.text or "花子 山田" in first.text
    assert "変更" in first.text
    assert first.select_one("a")["href"] == f"/admin/places/partner/{partner.pk}/history/"  # type: ignore[index]


@pytest.mark.real_data
def test_the_counts_of_a_select_follow_search_and_other_filters(admin_client: Client) -> None:
    response = admin_client.get("/admin/register/relationship/?country=US&q=広島")

    counts = [
        int(option.text.rsplit("（", 1)[1].rstrip("）"))
        for option in soup(response).select("select[name=prefecture] option")[1:]
    ]
    assert len(counts) == 47
    assert sum(counts) == total(response) > 0


def test_a_filter_keeps_search_and_other_filters_but_not_the_page(admin_client: Client) -> None:
    page = soup(admin_client.get("/admin/register/relationship/?country=US&year_from=1980&p=2"))

    form = page.select_one("select[name=prefecture]").find_parent("form")  # type: ignore[union-attr]
    kept = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}  # type: ignore[union-attr]
    assert kept == {"country": "US", "year_from": "1980"}


def test_a_range_of_years_keeps_both_ends(admin_client: Client) -> None:
    response = admin_client.get("/admin/register/relationship/?year_from=1980&year_to=1981")

    expected = Relationship.objects.filter(established_on__year__in=[1980, 1981]).count()
    assert total(response) == expected > 0


@pytest.mark.parametrize(
    "query",
    [
        "year_from=abc",
        "year_from=0000",
        "year_from=1990&year_to=1980",
        "check=nonsense",
        "prefecture=%00",
        "q=%00",
        "status__exact=%00",
        "nonsense=1",
        "p=999999",
    ],
)
def test_an_address_that_means_nothing_says_so(admin_client: Client, query: str) -> None:
    response = admin_client.get(f"/admin/register/relationship/?{query}", follow=True)

    assert response.status_code == 200
    assert "絞り込みの条件が正しくない" in errors(response)


@pytest.mark.parametrize("term", ["a" * 10_000, "a " * 5_000])
def test_an_endless_search_says_what_is_too_long(admin_client: Client, term: str) -> None:
    response = admin_client.get("/admin/register/relationship/", {"q": term}, follow=True)

    assert "検索語は200文字、10語まで" in errors(response)


@pytest.mark.parametrize("term", ["\0", "a" * 10_000, "a " * 5_000])
def test_an_odd_search_in_a_box_finds_nothing(admin_client: Client, term: str) -> None:
    query = {
        "app_label": "register",
        "model_name": "relationship",
        "field_name": "partner",
        "term": term,
    }

    assert admin_client.get("/admin/autocomplete/", query).json()["results"] == []


@pytest.mark.parametrize(
    "path",
    [
        *(f"partner/{key}/change/" for key in ("0", "999999999", "abc", "_00")),
        "partner/abc/history/",
        "partner/0/withdraw/",
        "country/_00/change/",
        "country/abc/history/",
    ],
)
def test_a_record_that_is_not_there_leads_back_with_a_message(
    admin_client: Client, path: str
) -> None:
    response = admin_client.get(f"/admin/places/{path}", follow=True)

    assert response.status_code == 200
    assert soup(response).select(".messagelist li")


@pytest.mark.parametrize("value", ["abc", "99999999", "%00", ""])
def test_odd_values_in_the_address_of_a_new_record_are_left_out(
    admin_client: Client, value: str
) -> None:
    address = f"/admin/register/relationship/add/?partner={value}&established={value}"

    assert admin_client.get(address).status_code == 200
