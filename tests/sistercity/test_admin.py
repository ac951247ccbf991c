"""The staff desk: its language, the page to begin at, filters and bad input."""

import re
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client

from places.models import Partner
from relationships.register.models import Relationship
from sistercity.admin import StaffAdmin
from tests.desk import editor, errors, soup, total

LISTS = [
    "register/relationship",
    "places/localgovernment",
    "places/partner",
    "places/placename",
    "places/prefecture",
    "places/country",
    "releases/release",
]
pytestmark = pytest.mark.django_db


def staff_admin(path: str) -> StaffAdmin:
    label = path.replace("/", ".")
    found = (
        entry for model, entry in admin.site._registry.items() if model._meta.label_lower == label
    )
    return next(entry for entry in found if isinstance(entry, StaffAdmin))


@pytest.mark.parametrize("path", ["", "login/", *(f"{path}/" for path in LISTS)])
def test_the_desk_is_japanese_whatever_the_browser_asks_for(
    admin_client: Client, path: str
) -> None:
    response = admin_client.get(f"/admin/{path}", headers={"accept-language": "en"}, follow=True)

    assert response.status_code == 200
    assert response["Content-Language"] == "ja"
    assert soup(response).html["lang"] == "ja"  # type: ignore[index]


def test_an_apps_page_says_nothing_of_changes(admin_client: Client) -> None:
    assert "最近の変更" in str(soup(admin_client.get("/admin/")))
    assert "最近の変更" not in str(soup(admin_client.get("/admin/register/")))


@pytest.mark.parametrize(
    "path", ["", "register/", "auth/user/add/", *(f"{path}/add/" for path in LISTS[:4])]
)
def test_no_english_is_left_on_a_page_without_names(admin_client: Client, path: str) -> None:
    response = admin_client.get(f"/admin/{path}")
    assert response.status_code == 200
    page = soup(response)
    texts = [*page.stripped_strings]
    for name in ("title", "aria-label", "alt", "placeholder"):
        texts += [str(tag[name]) for tag in page.select(f"[{name}]")]

    japanese = re.compile(r"[ぁ-んァ-ヶ一-龥]")
    english = [text for text in texts if re.search("[A-Za-z]{3}", text)]
    # The user's own name, and a word of Japanese by now.
    assert {text for text in english if not japanese.search(text)} <= {"admin", "URL"}


def test_the_index_begins_with_work_that_waits(admin_client: Client) -> None:
    page = soup(admin_client.get("/admin/"))

    headings = [heading.text for heading in page.select("#content-main > h2")]
    assert headings == ["確認が必要なもの", "最近の変更", "データ"]


def test_each_count_of_the_index_is_the_length_of_its_list(admin_client: Client) -> None:
    page = soup(admin_client.get("/admin/"))

    lines = page.select(".tasks tbody tr")
    assert len(lines) > 10
    for line in lines:
        link, count = line.select_one("a"), line.select_one(".count")
        assert link is not None
        assert count is not None
        assert count.text == f"{total(admin_client.get(str(link['href'])))}件", link.text


def test_the_index_lists_kinds_of_record_in_the_order_of_the_work(admin_client: Client) -> None:
    page = soup(admin_client.get("/admin/"))

    models = [row["class"][0] for row in page.select("#content-main [class^=app-] tr[class]")]
    assert models == [
        "model-submission",
        "model-renewallink",
        "model-importrun",
        "model-release",
        "model-relationship",
        "model-localgovernment",
        "model-partner",
        "model-placename",
        "model-prefecture",
        "model-country",
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


def test_an_edit_is_in_the_recent_changes_with_name_and_link(transactional_edit: Any) -> None:
    client, partner = transactional_edit

    first = soup(client.get("/admin/")).select(".changes tbody tr")[0]

    assert "山田 花子" in first.text or "花子 山田" in first.text
    assert "変更" in first.text
    assert first.select_one("a")["href"] == f"/admin/places/partner/{partner.pk}/history/"  # type: ignore[index]


@pytest.fixture
def transactional_edit() -> tuple[Client, Partner]:
    from tests.desk import form_data

    client = editor("places.view_partner", "places.change_partner")
    partner = Partner.objects.order_by("pk")[0]
    address = f"/admin/places/partner/{partner.pk}/change/"
    data = form_data(client.get(address), "partner")
    response = client.post(address, data | {"website": "https://example.org/"})
    assert response.status_code == 302, errors(response)
    return client, partner


@pytest.mark.parametrize("path", LISTS)
def test_a_list_is_lean(admin_client: Client, path: str) -> None:
    page = soup(admin_client.get(f"/admin/{path}/"))

    assert len(page.select("#result_list thead th")) <= 7
    assert page.select_one("#searchbar_helptext")
    assert 1 <= len(page.select("#result_list tbody tr")) <= 50


@pytest.mark.parametrize("path", LISTS)
def test_a_list_of_fifty_takes_the_queries_of_a_list_of_twenty(
    admin_client: Client,
    path: str,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
) -> None:
    monkeypatch.setattr(staff_admin(path), "list_per_page", 20)
    with django_assert_max_num_queries(20) as few:
        admin_client.get(f"/admin/{path}/")

    monkeypatch.setattr(staff_admin(path), "list_per_page", 50)
    with django_assert_num_queries(len(few)):
        admin_client.get(f"/admin/{path}/")


@pytest.mark.parametrize(
    "path", ["", *(f"{path}/" for path in LISTS), *(f"{path}/add/" for path in LISTS[:4])]
)
def test_no_page_needs_an_inline_script_or_style(admin_client: Client, path: str) -> None:
    page = soup(admin_client.get(f"/admin/{path}"))

    assert not page.select("style, [style], script:not([src])")
    assert not [tag for tag in page.find_all() if any(name.startswith("on") for name in tag.attrs)]


@pytest.mark.parametrize("path", LISTS)
def test_each_choice_of_a_filter_gives_as_many_rows_as_it_says(
    admin_client: Client, path: str
) -> None:
    page = soup(admin_client.get(f"/admin/{path}/"))

    links = page.select("#changelist-filter li:not(.selected) a")
    options = page.select("#changelist-filter option")
    assert links or options
    for link in links:
        count = int(link.text.rsplit("(", 1)[1].rstrip(")"))
        assert total(admin_client.get(f"/admin/{path}/{link['href']}")) == count, link.text
    for option in options[1::9]:
        count = int(option.text.rsplit("（", 1)[1].rstrip("）"))
        name = option.find_parent("select")["name"]  # type: ignore[index]
        response = admin_client.get(f"/admin/{path}/", {str(name): str(option["value"])})
        assert total(response) == count, option.text


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


@pytest.mark.parametrize("key", ["0", "999999999", "abc", "_00"])
def test_a_record_that_is_not_there_leads_back_with_a_message(
    admin_client: Client, key: str
) -> None:
    for model in ("partner", "country"):
        for page in ("change", "history", "delete"):
            response = admin_client.get(f"/admin/places/{model}/{key}/{page}/", follow=True)

            assert response.status_code == 200
            assert soup(response).select(".messagelist li")


@pytest.mark.parametrize("value", ["abc", "99999999", "%00", ""])
def test_odd_values_in_the_address_of_a_new_record_are_left_out(
    admin_client: Client, value: str
) -> None:
    address = f"/admin/register/relationship/add/?partner={value}&established={value}"

    assert admin_client.get(address).status_code == 200
