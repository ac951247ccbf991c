"""Writing, looking over, sending: what is refused, what is kept, what is stored."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from relationships.enquiries import protection
from relationships.enquiries.models import FormCount, Submission
from tests import posting
from tests.clock import set_clock
from tests.pages import LANGUAGES, get, soup
from tests.posting import ENQUIRY, Reader

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("_no_neighbours"),
]
PATH = "/en/partner-search/1/enquiry/"
BODY_LIMIT = 100_000
# Values of fields, with the reason why each is refused.
UNREADABLE = [
    ("person", "Anne\r\nBcc: everybody@example.org", "one line"),
    ("government", "Brest\nBcc: x@example.org", "one line"),
    ("mail", "a@b.example\r\nBcc: x@example.org", "one line"),
    ("mail", "a@b.example,c@d.example", "valid email"),
    ("person", "Anne\x07", "U+0007"),
    ("message", "Hello\x00", "U+0000"),
    ("message", "Hello \u202e world", "U+202E"),
    ("message", "lost \ufffd", "U+FFFD"),
    ("message", "x" * 4001, "at most 4000 characters"),
    ("person", "x" * 101, "at most 100 characters"),
    ("country", "xx", "not one of the choices"),
    ("language", "tlh", "not one of the choices"),
]
BODIES = (b"", b"{}", b"\xff\xfe", b"=&=&==", b"message=%ff%fe", b"message", b"step=send&step=look")


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    """Return somebody who looks at the form of an enquiry."""
    posting.listing()
    return Reader(monkeypatch, PATH)


def kept(reader: Reader) -> dict[str, Any]:
    """Return what stands in the form, of what was typed."""
    data = reader.data
    return {name: data.get(name, [""])[0] for name in ENQUIRY}


def test_what_was_written_is_looked_over_before_it_is_sent(reader: Reader) -> None:
    page = reader.press("look", ENQUIRY)

    assert page.status_code == 200
    assert not Submission.objects.exists()
    text = reader.tree.select_one("dl.summary").get_text()  # type: ignore[union-attr]
    assert "we look for a city by the sea." in text
    assert "France" in text
    assert "Anne Le Goff" in text


def test_what_was_looked_over_is_stored_under_a_number_that_the_address_ends_with(
    reader: Reader,
) -> None:
    submission = reader.send(ENQUIRY)

    assert submission.kind == "enquiry"
    assert submission.status == "new"
    assert submission.listing.public_id == 1  # type: ignore[union-attr]
    assert submission.data == ENQUIRY | {"consent": True}
    page = get(reader.client, reader.page["Location"])
    assert submission.reference in page
    assert "Anne" not in page


def test_what_was_looked_over_can_be_changed(reader: Reader) -> None:
    reader.press("look", ENQUIRY)

    page = reader.press("change")

    assert page.status_code == 200
    assert kept(reader) == ENQUIRY


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_mistake_is_named_above_the_form_and_at_its_field(
    monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    posting.listing()
    reader = Reader(monkeypatch, f"/{language}/partner-search/1/enquiry/")

    page = reader.press("look", ENQUIRY | {"mail": "nobody", "government": ""})

    assert page.status_code == 400
    summary = reader.tree.select_one(".error-summary")
    assert summary is not None
    assert summary.has_attr("autofocus")
    assert summary["tabindex"] == "-1"
    links = [str(link["href"]) for link in summary.select("a")]
    assert links == ["#f-government", "#f-mail"]
    for name in ("government", "mail"):
        field = reader.tree.select_one(f"#f-{name}")
        assert field is not None
        assert field["aria-invalid"] == "true"
        described = str(field["aria-describedby"]).split()
        assert f"f-{name}_error" in described
        assert all(reader.tree.select_one(f"#{one}") for one in described)
    assert kept(reader) == ENQUIRY | {"mail": "nobody", "government": ""}


def test_without_consent_nothing_is_passed_on(reader: Reader) -> None:
    reader.press("look", {name: value for name, value in ENQUIRY.items() if name != "consent"})

    assert reader.page.status_code == 400
    assert reader.errors == ["Tick this box: without your consent we cannot pass your message on."]


def test_what_no_honest_reader_types_is_refused_with_a_reason(reader: Reader) -> None:
    data = reader.data | ENQUIRY | {"step": "look"}

    for name, value, reason in UNREADABLE:
        reader.page = reader.client.post(PATH, data | {name: value})

        assert reader.page.status_code == 400, value
        (error,) = reader.errors
        assert reason in error
        assert reader.page["Content-Type"].startswith("text/html")


def test_letters_of_all_languages_lines_and_markup_are_shown_and_kept_as_typed(
    reader: Reader,
) -> None:
    text = "ブレスト市です。\r\nŻółć – “quotes” 🏙️\r\n<script>alert(1)</script>"

    page = reader.press("look", ENQUIRY | {"message": text, "person": '"><i>'})
    submission = reader.send({})

    assert b"<script>alert" not in page.content
    assert b'"><i>' not in page.content
    assert b"&lt;script&gt;alert(1)" in page.content
    assert submission.data["message"] == text.replace("\r\n", "\n")
    assert submission.data["person"] == '"><i>'


def test_a_form_sent_twice_is_stored_once(reader: Reader) -> None:
    first = reader.send(ENQUIRY)
    reader.again()
    data = reader.data

    for _ in range(2):
        reader.client.post(PATH, data | ENQUIRY | {"step": "send"})

    assert Submission.objects.exclude(pk=first.pk).count() == 1


def test_another_text_from_the_same_page_is_another_one(reader: Reader) -> None:
    data = reader.data

    for text in ("One", "Two"):
        reader.client.post(PATH, data | ENQUIRY | {"message": text, "step": "send"})

    assert Submission.objects.count() == 2


# Programs, and floods


def test_a_form_without_its_cookie_is_refused_and_keeps_what_was_typed(reader: Reader) -> None:
    reader.client.cookies.clear()

    page = reader.press("look", ENQUIRY)

    assert page.status_code == 403
    assert "cookie" in reader.errors[0]
    assert kept(reader) == ENQUIRY
    assert "no-store" in page["Cache-Control"]
    assert reader.press("look").status_code == 200


def test_the_trap_catches_programs_and_speaks_to_people(reader: Reader) -> None:
    trap = reader.tree.select_one("[name=comment]")
    assert trap is not None
    assert trap["tabindex"] == "-1"
    assert reader.tree.select_one("label[for=f-comment]").get_text().startswith("Leave")  # type: ignore[union-attr]
    assert trap.find_parent(class_="vh")

    page = reader.press("look", ENQUIRY | {"comment": "buy"})

    assert page.status_code == 400
    assert "Leave this field empty" in reader.errors[0]
    assert not reader.tree.select_one("[name=comment]").find_parent(class_="vh")  # type: ignore[union-attr]
    assert kept(reader) == ENQUIRY


@pytest.mark.parametrize(
    ("seconds", "reason"), [(1, "so soon"), (25 * 60 * 60, "more than a day"), (3.5, "")]
)
def test_a_form_is_sent_neither_at_once_nor_after_a_day(
    reader: Reader, seconds: float, reason: str
) -> None:
    reader.wait(seconds)

    page = reader.press("look", ENQUIRY)

    assert page.status_code == (400 if reason else 200)
    if reason:
        assert reason in reader.errors[0]
        assert kept(reader) == ENQUIRY
        reader.wait(seconds + 10)
        assert reader.press("look").status_code == 200


@pytest.mark.parametrize("stamp", ["", "forged", "AbCdEfGh:1abcde:forged", "\x00", "x" * 9999])
def test_a_stamp_that_is_not_ours_is_refused(reader: Reader, stamp: str) -> None:
    reader.press("send", ENQUIRY | {"stamp": stamp})

    assert reader.page.status_code == 400
    assert not Submission.objects.exists()


def test_a_stamp_of_another_form_does_not_fit(reader: Reader) -> None:
    reader.press("send", ENQUIRY | {"stamp": protection.new_stamp("report")})

    assert reader.page.status_code == 400


def test_more_than_thirty_posts_an_hour_from_one_address_are_refused(reader: Reader) -> None:
    data = reader.data | ENQUIRY
    answers = [reader.client.post(PATH, data | {"mail": f"{n}"}).status_code for n in range(31)]

    reader.press("look", ENQUIRY | {"mail": "99"})

    assert answers == [400] * 30 + [429]
    assert reader.page.status_code == 429
    assert 0 < int(reader.page["Retry-After"]) <= 3600
    assert "Try again in" in reader.errors[0]
    assert kept(reader) == ENQUIRY | {"mail": "99"}
    assert "no-store" in reader.page["Cache-Control"]


def test_five_an_hour_are_sent_from_one_address(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = reader.data | ENQUIRY | {"step": "send"}
    texts = [f"No. {number}" for number in range(5)]
    answers = [reader.client.post(PATH, data | {"message": text}).status_code for text in texts]

    page = reader.press("send", ENQUIRY)

    assert answers == [302] * 5
    assert page.status_code == 429
    assert Submission.objects.count() == 5
    assert kept(reader) == ENQUIRY
    monkeypatch.setattr(protection, "address_of", lambda _request: "192.0.2.9")
    assert reader.press("send").status_code == 302


def test_no_address_is_stored_and_tomorrow_s_code_is_another(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.clock import set_clock

    set_clock(monkeypatch, "2027-05-01")
    reader.press("look", ENQUIRY)
    set_clock(monkeypatch, "2027-05-02")
    reader.press("look", ENQUIRY)

    keys = {row.key for row in FormCount.objects.all()}
    assert len(keys) == 2
    assert all(len(key) == 64 for key in keys)
    assert not any("127.0.0.1" in key for key in keys)
    set_clock(monkeypatch, "2027-05-05")
    reader.press("look", ENQUIRY)
    assert FormCount.objects.count() == 1


@pytest.mark.parametrize("size", [BODY_LIMIT, 1_000_000, 5_000_000])
def test_a_large_body_is_refused_before_it_is_read(reader: Reader, size: int) -> None:
    page = reader.press("look", ENQUIRY | {"message": "x" * size})

    assert page.status_code == 413
    assert "no-store" in page["Cache-Control"]
    text = soup(page.content.decode()).select("main")[0].get_text()
    assert "too large" in text
    assert not FormCount.objects.exists()


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    "kind",
    [
        "application/x-www-form-urlencoded",
        "application/json",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "text/plain; charset=nonsense",
        "application/x-www-form-urlencoded; charset=utf-7",
    ],
)
def test_no_body_is_an_error_of_the_server(kind: str) -> None:
    posting.listing()

    for body in BODIES:
        response = Client().generic("POST", PATH, body, content_type=kind)

        assert response.status_code == 400, body


# Caches, cookies, search engines


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path",
    ["partner-search/1/enquiry/", "partner-search/1/change/", "partner-search/propose/", "report/"],
)
def test_pages_of_forms_are_kept_by_no_cache_and_no_search_engine(
    client: Any, path: str, language: str
) -> None:
    posting.listing()

    response = client.get(f"/{language}/{path}")

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]
    assert not response.has_header("ETag")
    assert list(response.cookies) == ["csrftoken"]
    cookie = response.cookies["csrftoken"]
    assert cookie["httponly"] and not cookie["max-age"] and cookie["samesite"] == "Lax"
    page = soup(response.content.decode())
    assert page.select('meta[name=robots][content^="noindex"]')
    assert page.select("form.message[novalidate]"), "the browser would speak its own language"


def test_other_pages_set_no_cookie_after_a_form(reader: Reader) -> None:
    response = reader.client.get("/en/")

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response.has_header("ETag")


def test_a_draft_takes_no_enquiry_and_a_closed_one_says_so(client: Any) -> None:
    listing = posting.listing(published_at=None)
    get(client, PATH, 404)
    listing.published_at = listing.closed_on = None
    type(listing).objects.update(published_at="2026-01-01T00:00Z", closed_on="2026-02-01")

    page = get(client, PATH, 410)

    assert "does not look for a partner any more" in page
    assert client.post(PATH, ENQUIRY).status_code == 410


def test_a_page_fetches_its_listing_once(client: Any) -> None:
    posting.listing()

    with CaptureQueriesContext(connection) as queries:
        get(client, PATH)

    asked = [one for one in queries if '"listings_listing"."public_id" = 1' in one["sql"]]
    assert len(asked) == 1


def test_an_earlier_listing_takes_enquiries_and_says_what_it_is(client: Any) -> None:
    posting.confirmed(posting.listing(), "2020-01-01")

    assert "This is an earlier listing" in get(client, PATH)


def test_a_listing_that_may_have_lapsed_takes_enquiries_and_says_so(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    posting.confirmed(posting.listing(published_at="2026-01-01T00:00Z"), "2025")
    set_clock(monkeypatch, "2026-12-01")

    assert "This listing may have lapsed" in get(client, PATH)


def test_forms_know_no_other_method(client: Any) -> None:
    posting.listing()

    for method in ("PUT", "PATCH", "DELETE", "BREW"):
        assert client.generic(method, PATH).status_code == 405


def test_an_unknown_number_is_not_found(client: Any) -> None:
    get(client, "/en/sent/AAAA-AAAA/", 404)
