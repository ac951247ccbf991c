"""Every kind of record at the staff desk: its list, its form, its history, its previews."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import models
from django.test import Client
from django.utils import timezone

from commendations.models import Commendation, Edition
from conferences.models import Series
from places.models import LocalGovernment
from sistercity.admin import StaffAdmin
from sistercity.admin.preview import PreviewAdmin
from tests import neighbours
from tests.desk import content_text, counted, editor, errors, form_data, rows, soup
from tests.pages import LANGUAGES
from tests.sistercity.faq.test_questions import new

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("_no_neighbours"),
]


def full_listing(number: int) -> Any:
    place = LocalGovernment.objects.of_today().order_by("pk")[number]
    listing = neighbours.listing(local_government=place)
    listing.wishes.create(country_id="FR", text_ja="レンヌ")
    listing.wishes.create(prefecture_id="13")
    listing.sources.create(url="https://example.org/a")
    return listing


def full_edition(number: int) -> Any:
    return neighbours.edition(number=number + 1, fiscal_year=2006 + number)


def full_commendation(number: int) -> Any:
    edition = Edition.objects.first() or neighbours.edition()
    award = neighbours.commendation(edition=edition, recipient_ja=f"団体{number}")
    award.named_governments.create(local_government=neighbours.government())
    award.named_partners.create(partner=neighbours.partner())
    award.named_partners.create(country_id="AU")
    return award


def full_seminar(number: int) -> Any:
    seminar = neighbours.seminar(sequence=number + 1)
    seminar.named_hosts.create(local_government=neighbours.government())
    seminar.named_hosts.create(name_ja="岡山")
    seminar.delegations.create(country_id="FR")
    return seminar


def full_series(number: int) -> Any:
    series = neighbours.series(slug=f"series-{number}")
    series.named_countries.create(country_id="FR")
    return series


def full_conference(number: int) -> Any:
    series = Series.objects.first() or neighbours.series()
    conference = neighbours.conference(
        series=series, number=number + 1, host_government=neighbours.government()
    )
    conference.sub_themes.create(text_ja=f"分科会{number}")
    conference.named_governments.create(local_government=neighbours.government())
    conference.named_partners.create(partner=neighbours.partner())
    conference.documents.create(url="https://example.org/a", title_ja="報告書")
    return conference


def full_question(number: int) -> Any:
    question = new(anchor=f"question-{number}")
    question.sources.create(url="https://example.org/a")
    return question


# Kinds of which each number makes another record, with parts of every kind.
MAKE: dict[str, Callable[[int], Any]] = {
    "listings/listing": full_listing,
    "commendations/edition": full_edition,
    "commendations/commendation": full_commendation,
    "seminars/seminar": full_seminar,
    "conferences/conference": full_conference,
    "conferences/series": full_series,
    "faq/question": full_question,
}
# Kinds of which the world has records.
LOADED = [
    "register/relationship",
    "places/localgovernment",
    "places/partner",
    "places/placename",
    "places/prefecture",
    "places/country",
    "releases/release",
]
KINDS = [*LOADED, *MAKE]
FIXED = ("places/prefecture", "releases/release")  # nobody adds one at the desk
every_kind = pytest.mark.parametrize("path", KINDS)


def staff_admin(path: str) -> StaffAdmin:
    found = admin.site.get_model_admin(apps.get_model(path.replace("/", ".")))
    assert isinstance(found, StaffAdmin)
    return found


PREVIEWED = [path for path in MAKE if isinstance(staff_admin(path), PreviewAdmin)]
DRAFTS = [path for path in PREVIEWED if path != "commendations/commendation"]


def make(path: str, number: int = 0) -> Any:
    """Return a record with its parts; each number gives another one."""
    if path in MAKE:
        return MAKE[path](number)
    return staff_admin(path).model._default_manager.order_by("pk")[number]


def address(path: str, record: models.Model, page: str = "change") -> str:
    return f"/admin/{path}/{record.pk}/{page}/"


def form_name(path: str) -> str:
    return path.split("/")[1]


def has_inline_code(page: BeautifulSoup) -> bool:
    """Whether a page has a script or a style of its own, which the policy of the admin refuses."""
    handlers = [tag for tag in page.find_all() if any(name.startswith("on") for name in tag.attrs)]
    return bool(page.select("style, [style], script:not([src])") or handlers)


# Lists


@pytest.mark.sampled(4)
@every_kind
def test_a_list_is_lean_and_in_japanese(admin_client: Client, path: str) -> None:
    make(path)

    response = admin_client.get(f"/admin/{path}/", headers={"accept-language": "en"})

    page = soup(response)
    assert response["Content-Language"] == page.html["lang"] == "ja"  # type: ignore[index]
    assert len(page.select("#result_list thead th")) <= 7
    assert page.select_one("#searchbar_helptext")
    assert 1 <= len(page.select("#result_list tbody tr")) <= 50
    assert not has_inline_code(page)


@pytest.mark.sampled(8)
@pytest.mark.parametrize(
    "path",
    [
        "",
        "register/",
        "auth/user/add/",
        *(f"{path}/?q=ぬぬぬ" for path in KINDS),
        *(f"{path}/add/" for path in KINDS if path not in FIXED),
    ],
)
def test_no_english_is_left_on_a_page_without_names(admin_client: Client, path: str) -> None:
    response = admin_client.get(f"/admin/{path}")

    assert response.status_code == 200
    page = soup(response)
    assert not has_inline_code(page)
    texts = [*page.stripped_strings]
    for name in ("title", "aria-label", "alt", "placeholder"):
        texts += [str(tag[name]) for tag in page.select(f"[{name}]")]
    japanese = re.compile(r"[ぁ-んァ-ヶ一-龥]")
    english = [text for text in texts if re.search("[A-Za-z]{3}", text)]
    # The user's own name, and a word of Japanese by now.
    assert {text for text in english if not japanese.search(text)} <= {"admin", "URL"}


@pytest.mark.sampled(4)
@every_kind
def test_a_longer_list_takes_no_more_queries_and_asks_nothing_twice(
    admin_client: Client,
    path: str,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(6 if path in MAKE else 0):
        make(path, number)
    monkeypatch.setattr(staff_admin(path), "list_per_page", 3)
    admin_client.get(f"/admin/{path}/")  # fills Django's own caches
    with django_assert_max_num_queries(24) as few:
        admin_client.get(f"/admin/{path}/")
    # Django counts the rows of the list and those of the table, which are the same here.
    asked = [one["sql"] for one in few if not one["sql"].startswith("SELECT COUNT(*)")]
    assert len(asked) == len(set(asked))

    monkeypatch.setattr(staff_admin(path), "list_per_page", 50)
    with django_assert_num_queries(len(few)):
        admin_client.get(f"/admin/{path}/")


@pytest.mark.sampled(4)
@every_kind
def test_each_choice_of_a_filter_gives_as_many_rows_as_it_says(
    admin_client: Client, admin_user: User, path: str
) -> None:
    for number in range(3 if path in MAKE else 0):
        make(path, number)
    address = f"/admin/{path}/"
    page = soup(admin_client.get(address))

    links = page.select("#changelist-filter li:not(.selected) a")
    selects = page.select("#changelist-filter select")
    assert links or selects
    for link in links:
        count = int(link.text.rsplit("(", 1)[1].rstrip(")"))
        assert counted(f"{address}{link['href']}", admin_user) == count, link.text
    for select in selects:
        for option in select.select("option[value]:not([value=''])"):
            count = int(option.text.rsplit("（", 1)[1].rstrip("）"))
            query = urlencode({str(select["name"]): str(option["value"])})
            assert counted(f"{address}?{query}", admin_user) == count, option.text


@pytest.mark.parametrize(
    ("path", "hit", "miss"),
    [
        ("listings/listing", "ホッカイドウ 010006", "仙台"),
        ("commendations/edition", "2006", "2007"),
        ("commendations/commendation", "rennes", "nantes"),
        ("seminars/seminar", "2024 パリ sendai", "london"),
        ("conferences/conference", "日仏 rennes", "nantes"),
        ("conferences/series", "日仏", "日米"),
        ("faq/question", "question-0 BEGIN ヨイデスカ", "not-asked"),
    ],
)
def test_words_find_a_record(admin_client: Client, path: str, hit: str, miss: str) -> None:
    make(path)

    assert len(rows(admin_client.get(f"/admin/{path}/", {"q": hit}))) == 1
    assert not rows(admin_client.get(f"/admin/{path}/", {"q": miss}))


# Forms and history


@pytest.mark.sampled(4)
@pytest.mark.parametrize("path", [path for path in KINDS if path != "releases/release"])
def test_a_form_takes_few_queries_and_saved_as_it_stands_changes_nothing(
    admin_client: Client, path: str, django_assert_max_num_queries: Any
) -> None:
    record = make(path)
    before = record.history.count()
    admin_client.get(address(path, record))

    with django_assert_max_num_queries(14):
        shown = admin_client.get(address(path, record))
    saved = admin_client.post(address(path, record), form_data(shown, form_name(path)))

    assert saved.status_code == 302, errors(saved)
    assert record.history.count() == before
    page = soup(shown)
    assert not has_inline_code(page)
    labelled = {label["for"] for label in page.select("label[for]")}
    fields = page.select("form input:not([type=hidden], [type=submit]), select, textarea")
    assert len(fields) > 5
    for field in fields:
        within = field.find_parent("label") or field.find_parent("fieldset")
        assert field.get("aria-label") or field.get("id") in labelled or within, field


@every_kind
def test_a_reader_sees_the_page_and_changes_nothing(path: str) -> None:
    app, model = path.split("/")
    client = editor(f"{app}.view_{model}")

    page = soup(client.get(address(path, make(path))))

    assert not page.select("#content [type=submit]")
    assert page.select("fieldset label, #content dl, #content table")


@pytest.mark.parametrize("path", MAKE)
def test_the_history_tells_of_the_record_and_its_parts(admin_client: Client, path: str) -> None:
    record = make(path)
    inlines = len(staff_admin(path).inlines)

    page = soup(admin_client.get(address(path, record, "history")))

    lines = page.select("#change-history tbody tr")
    assert len(lines) >= 1 + inlines
    assert all("追加" in line.text for line in lines)
    assert not re.search(r"：\d+$", " ".join(line.select("td")[1].text for line in lines))


# Drafts


@pytest.mark.sampled(2)
@pytest.mark.parametrize("path", DRAFTS)
def test_a_draft_is_found_and_published_at_a_time(
    admin_client: Client, admin_user: User, path: str
) -> None:
    record = make(path)
    page, drafts = address(path, record), f"/admin/{path}/?publication=draft"
    assert "下書き" in soup(admin_client.get(drafts)).select_one("#result_list").text  # type: ignore[union-attr]

    for typed, state in [("2099-05-01 9:00", "planned"), ("令和6年5月1日", "public")]:
        listed = f"/admin/{path}/?publication={state}"
        before = counted(listed, admin_user)
        data = form_data(admin_client.get(page), form_name(path))
        response = admin_client.post(page, data | {"published_at": typed})
        assert response.status_code == 302, errors(response)
        assert counted(listed, admin_user) == before + 1
        assert counted(drafts, admin_user) == 0


@pytest.mark.sampled(2)
@pytest.mark.parametrize("path", DRAFTS)
def test_who_makes_a_draft_of_what_is_public_is_told_what_becomes_of_its_page(
    admin_client: Client, path: str
) -> None:
    record = make(path)
    page = address(path, record)
    assert "見つからなくなります" in content_text(admin_client.get(page))

    for typed, is_told in [("令和6年5月1日", False), ("", True), ("2099-05-01", False)]:
        data = form_data(admin_client.get(page), form_name(path))
        saved = admin_client.post(page, data | {"published_at": typed}, follow=True)
        shown = soup(saved).select(".messagelist .warning")
        assert [("下書きに戻しました" in one.text) for one in shown] == [True] * is_told


@pytest.mark.sampled(4)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PREVIEWED)
def test_the_staff_see_a_draft_as_the_public_will(
    admin_client: Client, client: Client, path: str, language: str
) -> None:
    record = make(path)
    preview = address(path, record, f"preview/{language}")
    desk = soup(admin_client.get(address(path, record)))

    page = soup(admin_client.get(preview))

    assert preview in [link["href"] for link in desk.find_all("a", string=re.compile("プレビュー"))]
    assert not desk.select("a.viewsitelink")
    assert page.html["lang"] == language  # type: ignore[index]
    page.select(".notice.warning")[0].decompose()  # that it is not public yet

    draft: Any = record.edition if isinstance(record, Commendation) else record
    type(draft)._default_manager.filter(pk=draft.pk).update(published_at=timezone.now())

    link = soup(admin_client.get(address(path, record))).select_one("a.viewsitelink")
    assert link
    public = soup(client.get(str(link["href"]).replace("/ja/", f"/{language}/")))
    assert words(page) == words(public)


def words(page: BeautifulSoup) -> list[str]:
    """Return what the main part of a page says."""
    main = page.select_one("main")
    assert main
    return [*main.stripped_strings]


@pytest.mark.parametrize("path", PREVIEWED)
def test_a_preview_is_for_those_who_may_see_the_record(path: str) -> None:
    app, model = path.split("/")
    record, reader = make(path), editor(f"{app}.view_{model}")
    preview = address(path, record, "preview/ja")

    assert reader.get(preview).status_code == 200
    assert reader.post(preview).status_code == 405
    assert reader.get(address(path, record, "preview/fr")).status_code == 404
    assert reader.get(f"/admin/{path}/0/preview/ja/").status_code == 404
    assert Client().get(preview).status_code == 302
    User.objects.get(username="editor").user_permissions.clear()
    assert reader.get(preview).status_code == 403
