"""Two people at two browsers: no save undoes what somebody else changed on the same page."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import pytest
from bs4 import Tag
from django.contrib import admin
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission, User
from django.db import models
from django.test import Client
from django.utils import timezone

from places.models import LocalGovernment, Partner, PlaceName, Succession
from relationships.register.models import Relationship, RelationshipSource
from sistercity.admin import PageAdmin, StaffAdmin
from sistercity.admin.conflicts import CHANGED, CHANGED_BEFORE_DELETION, GuardedAdmin
from tests import neighbours
from tests.databases import copied, default_database
from tests.desk import editor, errors, form_data, soup
from tests.sistercity.test_admin_kinds import LOADED, MAKE, make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_no_neighbours")]
PASSWORD = "a right pass phrase"
ADMINS = [entry for entry in admin.site._registry.values() if not isinstance(entry, PageAdmin)]


def name_of(entry: "admin.ModelAdmin[Any]") -> str:
    return str(entry.opts.model_name)


every_admin = pytest.mark.parametrize("entry", ADMINS, ids=name_of)


@cache
def hashed_password() -> str:
    """Return the password as it is stored; to compute it takes long."""
    return make_password(PASSWORD)


class Browser:
    """A superuser's browser with the change page of a record; what is sent was on that page."""

    def __init__(self, record: models.Model, username: str = "hanako") -> None:
        self.client, self.opts = Client(), record._meta
        values = {"first_name": username.title(), "password": hashed_password()}
        user, _ = User.objects.get_or_create(
            username=username, is_staff=True, is_superuser=True, defaults=values
        )
        self.client.force_login(user)
        self.address = f"/admin/{self.opts.app_label}/{self.opts.model_name}/{record.pk}/change/"
        self.open()

    def open(self) -> "Browser":
        self.page = self.client.get(self.address)
        return self

    @property
    def data(self) -> dict[str, Any]:
        return form_data(self.page, str(self.opts.model_name))

    def save(self, **typed: Any) -> Any:
        """Save with what is typed, and return the answer."""
        typed = {name.replace("__", "-"): value for name, value in typed.items()}
        data = self.data | typed
        if "own_password" in data:
            data["own_password"] = PASSWORD
        self.page = self.client.post(self.address, data)
        return self.page

    def saved(self, **typed: Any) -> None:
        """Save, which must succeed."""
        assert self.save(**typed).status_code == 302, errors(self.page)

    def refused(self, **typed: Any) -> str:
        """Save, which must be refused, and return what the page says was changed."""
        assert CHANGED in errors(self.save(**typed))
        return self.conflicts.get_text(" ", strip=True)

    @property
    def conflicts(self) -> Tag:
        found = soup(self.page).select_one(".conflicts")
        assert found is not None, errors(self.page)
        return found

    @property
    def state(self) -> dict[str, Any]:
        """What a page shows that is opened now."""
        data = form_data(self.client.get(self.address), str(self.opts.model_name))
        hidden = ("csrfmiddlewaretoken", "opened_page")
        return {name: value for name, value in data.items() if name not in hidden}

    def texts(self, prefix: str = "") -> list[str]:
        """Return the names of the inputs of free text of the form, or of the first row."""
        inputs = soup(self.page).select("input.vTextField[type=text], input.vURLField, textarea")
        free = (
            one
            for one in inputs
            if one.name == "textarea" or int(str(one.get("maxlength", "0"))) > 60
        )
        # The reason of a change is no value of the record.
        names = [str(one["name"]) for one in free if one["name"] != "change_reason"]
        own = f"{prefix}-0-" if prefix else ""
        return [name for name in names if name.startswith(own) and (prefix or "-" not in name)]


def full(entry: "admin.ModelAdmin[Any]") -> Any:
    """Return a record with a row in each of its tables."""
    path = f"{entry.opts.app_label}/{entry.opts.model_name}"
    if path in {*LOADED, *MAKE}:
        record = make(path)
    elif entry.model is User:
        record = User.objects.create_user("victim", password=PASSWORD)
    else:
        record = Group.objects.create(name="a group")
    if entry.model is Relationship:
        record.sources.create(url="https://example.org/a")
        record.events.create(kind="other", text_ja="式典")
    if entry.model is LocalGovernment:
        others = LocalGovernment.objects.exclude(pk=record.pk).order_by("-pk")[:2]
        for sides in ((others[0], record), (record, others[1])):
            Succession.objects.create(
                predecessor=sides[0], successor=sides[1], on="2005-04-01", kind="merged"
            )
    if any(inline.model is PlaceName for inline in entry.inlines):
        record.names.create(text="Neustadt", kind="exonym", language="de")
    return record


def source_of(record: Relationship) -> RelationshipSource:
    return record.sources.create(url="https://example.org/a")


@pytest.fixture
def record() -> Relationship:
    """Return a relationship with one source."""
    record = Relationship.objects.order_by("pk")[0]
    record.sources.all().delete()
    source_of(record)
    return record


def edits(browser: Browser) -> dict[str, Any]:
    """Return an edit of the form, one of each table, one of each list of several choices."""
    page = soup(browser.page)
    found: dict[str, Any] = {}
    tables = [str(one["name"]) for one in page.select("input[name$=-TOTAL_FORMS]")]
    for prefix in ["", *(name.removesuffix("-TOTAL_FORMS") for name in tables)]:
        if names := browser.texts(prefix):
            found[names[-1]] = changed(browser.data[names[-1]][0])
        else:
            found[f"{prefix}-0-country"] = "US"
    for select in page.select("select[multiple]:has(option)"):
        found[str(select["name"])] = [str(select.select("option")[0]["value"])]
    return found


def changed(text: str) -> str:
    return f"{text or 'https://example.org/'}x"


# Any page


def test_every_page_with_a_form_is_guarded() -> None:
    assert [entry for entry in ADMINS if not isinstance(entry, GuardedAdmin)] == []
    assert len(ADMINS) > 10


@pytest.mark.sampled(4)
@every_admin
def test_a_save_undoes_nothing_that_somebody_else_saved_on_the_page(
    entry: "admin.ModelAdmin[Any]",
) -> None:
    record = full(entry)
    first, second = Browser(record, "hanako"), Browser(record, "taro")
    opened, theirs = second.page, edits(first)
    free = [name for name in second.texts() if name not in theirs][:1]
    own = {name: changed(second.data[name][0]) for name in free}
    first.saved(**theirs)
    after = first.state

    second.refused()
    second.page = opened
    said = second.refused(**own)

    assert first.state == after
    texts = [value for value in theirs.values() if isinstance(value, str) and "x" in value]
    assert [text for text in texts if text not in said] == []
    tables = {name.rpartition("-")[0] for name in theirs}
    assert len(second.conflicts.select(".conflict")) == len(tables)
    second.saved()
    assert first.state == after | {name: [text] for name, text in own.items()}


@pytest.mark.sampled(4)
@every_admin
def test_a_save_undoes_nothing_where_both_typed_into_the_same_input(
    entry: "admin.ModelAdmin[Any]",
) -> None:
    record = full(entry)
    first, second = Browser(record, "hanako"), Browser(record, "taro")
    name = first.texts()[-1]
    theirs, own = changed(first.data[name][0]), changed(changed(first.data[name][0]))
    first.saved(**{name: theirs})

    said = second.refused(**{name: own})

    assert theirs in said and own in said
    assert second.data[name] == [own]
    second.saved(**{f"choice-{name}": "own"})
    assert first.state[name] == [own]


# The form


def test_a_save_where_nobody_else_saved_asks_nothing(record: Relationship) -> None:
    Browser(record).saved(note="Mine")

    record.refresh_from_db()
    assert record.note == "Mine"


def test_a_refusal_says_who_changed_what_and_when(record: Relationship) -> None:
    taro = Browser(record, "taro")
    Browser(record, "hanako").saved(note="Hers", kind="friendship")

    said = taro.refused(note="His")

    assert "Hanako" in said
    assert f"{timezone.localtime():%Y-%m-%d}" in said
    assert [legend.text for legend in taro.conflicts.select("legend")] == [
        "提携の種類",
        "担当者メモ",
    ]
    assert "友好都市" in said
    assert [radio["name"] for radio in taro.conflicts.select("[type=radio]")] == ["choice-note"] * 2


def test_what_both_changed_stays_as_it_is_now_unless_the_own_value_is_chosen(
    record: Relationship,
) -> None:
    taro = Browser(record, "taro")
    Browser(record, "hanako").saved(note="Hers", story_ja="彼女の")
    taro.refused(note="His", story_ja="彼の", story_en="His own")

    taro.saved(choice__story_ja="own")

    record.refresh_from_db()
    assert (record.note, record.story_ja, record.story_en) == ("Hers", "彼の", "His own")


def test_what_is_typed_after_the_refusal_counts(record: Relationship) -> None:
    taro = Browser(record, "taro")
    Browser(record, "hanako").saved(note="Hers")
    taro.refused(note="His")

    taro.saved(note="Hers and his")

    record.refresh_from_db()
    assert record.note == "Hers and his"


def test_a_change_between_the_refusal_and_the_next_save_is_noticed_too(
    record: Relationship,
) -> None:
    taro, hanako = Browser(record, "taro"), Browser(record, "hanako")
    hanako.saved(note="Hers")
    taro.refused(note="His")
    hanako.open().saved(note="Hers again")

    said = taro.refused(choice__note="own")

    assert "Hers again" in said
    record.refresh_from_db()
    assert record.note == "Hers again"
    taro.saved(choice__note="own")
    record.refresh_from_db()
    assert record.note == "His"


def test_an_error_in_another_input_keeps_the_choice(record: Relationship) -> None:
    taro = Browser(record, "taro")
    Browser(record, "hanako").saved(note="Hers")
    taro.refused(note="His")

    assert "日付" in errors(taro.save(choice__note="own", established="abc"))
    taro.saved(established="1985")

    record.refresh_from_db()
    assert record.note == "His"


def test_a_tick_and_several_choices_are_merged_like_texts(record: Relationship) -> None:
    Relationship.objects.filter(pk=record.pk).update(
        fields=["culture"], story_ja_is_translated=False
    )
    taro = Browser(record, "taro")
    Browser(record, "hanako").saved(fields=["culture", "sports"], story_ja_is_translated="on")

    said = taro.refused(note="His")

    assert "いいえ" in said and "はい" in said
    taro.saved()
    record.refresh_from_db()
    assert (record.fields, record.story_ja_is_translated) == (["culture", "sports"], True)


def test_other_ends_of_lines_are_no_change(record: Relationship) -> None:
    Relationship.objects.filter(pk=record.pk).update(note="One\ntwo")
    taro = Browser(record, "taro")
    Browser(record, "hanako").saved(note="One\ntwo\nthree")

    taro.refused(note="One\r\ntwo")

    assert not taro.conflicts.select("[type=radio]")


def test_what_was_saved_while_the_page_was_being_opened_is_noticed(
    record: Relationship, monkeypatch: pytest.MonkeyPatch
) -> None:
    get_object = StaffAdmin.get_object

    def get_and_change(*arguments: Any) -> Any:
        found = get_object(*arguments)
        Relationship.objects.filter(pk=record.pk).update(note="Hers")
        return found

    taro = Browser(record, "taro")
    with monkeypatch.context() as patched:
        patched.setattr(StaffAdmin, "get_object", get_and_change)
        taro.open()

    taro.save()

    record.refresh_from_db()
    assert record.note == "Hers"


def test_a_field_that_can_be_changed_no_more_is_named() -> None:
    conference = neighbours.conference(number=7)
    taro = Browser(conference, "taro")
    type(conference).objects.filter(pk=conference.pk).update(published_at=timezone.now())

    said = taro.refused(number="8")

    assert "変更できない項目になりました" in said
    taro.saved()
    conference.refresh_from_db()
    assert conference.number == 7


@pytest.mark.parametrize("text", ["", "forged", "another record's"])
def test_without_a_sound_hidden_input_every_difference_is_asked_about(
    record: Relationship, text: str
) -> None:
    other = Relationship.objects.exclude(pk=record.pk)[0]
    token = Browser(other).data["opened_page"] if "another" in text else text
    Relationship.objects.filter(pk=record.pk).update(note="Hers")

    taro = Browser(record, "taro")
    said = taro.refused(opened_page=token, note="His")

    assert "不明" in said
    assert [radio["name"] for radio in taro.conflicts.select("[type=radio]")] == ["choice-note"] * 2
    taro.saved(choice__note="own")


def test_hostile_text_in_a_refusal_is_no_markup(record: Relationship) -> None:
    taro = Browser(record, "taro")
    Browser(record, "hanako").saved(note="<b id=theirs>", sources__0__url="https://a.example/?<i>")

    taro.refused(note="<b id=own>")

    page = soup(taro.page)
    assert not page.select("b, i, .conflicts [style], .conflicts script")


# Rows of tables


def test_a_row_that_changed_since_is_not_overwritten_by_an_unchanged_save(
    record: Relationship,
) -> None:
    taro = Browser(record, "taro")
    Browser(record, "hanako").saved(sources__0__url="https://example.org/corrected")

    said = taro.refused()

    assert "https://example.org/corrected" in said
    taro.saved()
    assert record.sources.get().url == "https://example.org/corrected"


def test_a_row_that_both_changed_is_asked_about(record: Relationship) -> None:
    taro = Browser(record, "taro")
    Browser(record, "hanako").saved(sources__0__url="https://example.org/hers")
    taro.refused(sources__0__url="https://example.org/his", sources__0__stated="1985")

    taro.saved(**{"choice-sources-0-url": "own"})

    source = record.sources.get()
    assert (source.url, str(source.stated_on)) == ("https://example.org/his", "1985-01-01")


@pytest.mark.parametrize(("answer", "left"), [("now", 0), ("own", 1)])
def test_a_row_that_was_deleted_since_is_named_and_can_be_added_again(
    record: Relationship, answer: str, left: int
) -> None:
    taro = Browser(record, "taro")
    Browser(record, "hanako").saved(sources__0__DELETE="on")

    said = taro.refused(sources__0__url="https://example.org/his", note="His")

    assert "https://example.org/his" in said and "削除" in said
    taro.saved(choice__0=answer)
    record.refresh_from_db()
    assert record.note == "His"
    assert [row.url for row in record.sources.all()] == ["https://example.org/his"] * left


def test_a_row_that_was_moved_to_another_record_is_named() -> None:
    partner, other = Partner.objects.order_by("pk")[:2]
    row = partner.names.create(text="Neustadt", kind="exonym", language="de")
    taro = Browser(partner, "taro")
    PlaceName.objects.filter(pk=row.pk).update(partner=other)

    assert "Neustadt" in taro.refused()

    taro.saved()
    row.refresh_from_db()
    assert row.partner == other


def test_a_row_that_was_added_since_is_shown_and_stays(record: Relationship) -> None:
    taro = Browser(record, "taro")
    row = record.sources.create(url="https://example.org/b")
    typed = {"sources-TOTAL_FORMS": "2", "sources-1-url": "https://example.org/his"}

    said = taro.refused(**typed)

    assert "https://example.org/b" in said
    assert taro.data["sources-1-id"] == [str(row.pk)]
    taro.saved()
    urls = [row.url for row in record.sources.all()]
    assert urls == [f"https://example.org/{name}" for name in ("a", "b", "his")]


@pytest.mark.parametrize(("answer", "left"), [("now", 1), ("own", 0)])
def test_a_row_that_changed_since_is_deleted_only_when_that_is_said_again(
    record: Relationship, answer: str, left: int
) -> None:
    taro = Browser(record, "taro")
    Browser(record, "hanako").saved(sources__0__stated="1985")

    taro.refused(sources__0__DELETE="on")

    taro.saved(**{"choice-sources-0-DELETE": answer})
    assert record.sources.count() == left


@pytest.mark.parametrize("is_deleted", [True, False])
def test_rows_that_somebody_may_only_look_at_refuse_nothing(
    record: Relationship, is_deleted: bool
) -> None:
    client = editor(
        "register.view_relationship",
        "register.change_relationship",
        "register.view_relationshipsource",
    )
    address = f"/admin/register/relationship/{record.pk}/change/"
    data = form_data(client.get(address), "relationship")
    if is_deleted:
        record.sources.all().delete()
    else:
        record.sources.create(url="https://example.org/b")

    response = client.post(address, data | {"note": "Mine"})

    assert response.status_code == 302, errors(response)
    record.refresh_from_db()
    assert (record.note, record.sources.count()) == ("Mine", 0 if is_deleted else 2)


def test_a_page_with_more_rows_takes_no_more_queries(
    record: Relationship, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    browser = Browser(record)
    with django_assert_max_num_queries(14) as few:
        browser.open()
    for number in range(5):
        record.sources.create(url=f"https://example.org/{number}")

    with django_assert_num_queries(len(few)):
        browser.open()


# Users and groups, which are no public content


def test_a_permission_that_somebody_else_gave_is_not_taken_away() -> None:
    group = Group.objects.create(name="a group")
    given = Permission.objects.get(codename="add_partner")
    taro = Browser(group, "taro")
    Browser(group, "hanako").saved(permissions=[str(given.pk)])

    said = taro.refused(name="renamed")

    assert "海外の相手先：追加できる" in said
    taro.saved()
    assert (Group.objects.get().name, list(group.permissions.all())) == ("renamed", [given])


def test_a_refusal_never_shows_a_password() -> None:
    user = User.objects.create_user("victim", password=PASSWORD)
    taro = Browser(user, "taro")

    taro.refused(opened_page="", first_name="花子")

    assert PASSWORD not in taro.page.content.decode()


def test_of_two_saves_of_a_group_at_the_same_instant_one_is_refused(
    django_db_setup: None, django_db_blocker: Any
) -> None:
    both_opened = threading.Barrier(2)

    def save(username: str) -> int:
        with default_database(name):
            browser = Browser(Group.objects.get(name="shared"), username)
            both_opened.wait(timeout=20)
            return int(browser.save(name=f"of {username}").status_code)

    with copied("groups") as name:
        with default_database(name):
            Group.objects.create(name="shared")
        with ThreadPoolExecutor() as threads:
            codes = sorted(threads.map(save, ("hanako", "taro")))

    assert codes == [200, 302]


# Deleting


def test_what_changed_since_the_question_is_shown_before_it_is_deleted() -> None:
    record = PlaceName.objects.order_by("pk")[0]
    browser = Browser(record)
    address = browser.address.replace("change", "delete")

    def data() -> dict[str, Any]:
        return {
            str(one["name"]): one["value"]
            for one in soup(page).select("form[method=post] input[name]")
        }

    page = browser.client.get(address)
    PlaceName.objects.filter(pk=record.pk).update(text="Neustadt")
    page = browser.client.post(address, data())

    assert CHANGED_BEFORE_DELETION in page.content.decode()
    assert PlaceName.objects.filter(pk=record.pk).exists()
    assert browser.client.post(address, data()).status_code == 302
    assert not PlaceName.objects.filter(pk=record.pk).exists()
