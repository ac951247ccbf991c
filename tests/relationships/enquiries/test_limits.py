"""Rate limits: nobody is refused for what others send, and every count is exact."""

import datetime
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from typing import Any

import pytest
from django.core import mail, signing
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from relationships.enquiries import actions, links, protection
from relationships.enquiries.mail import mail_submission
from relationships.enquiries.models import FormCount, Submission
from relationships.enquiries.pages import MessageView
from relationships.enquiries.renewal import RenewChangeView
from tests import posting
from tests.clock import set_clock
from tests.desk import rows, soup
from tests.posting import ENQUIRY, LISTING, REPORT, SENDER, Reader
from tests.tasks import do_tasks, queued

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("_no_neighbours"),
]
REPORT_PATH = "/en/report/?record=relationship:12"
CHANGE = {"offers": "A river"} | SENDER
FORMS: dict[str, dict[str, Any]] = {
    REPORT_PATH: REPORT,
    "/en/partner-search/1/enquiry/": ENQUIRY,
    "/en/partner-search/1/change/": CHANGE,
    "/en/partner-search/propose/": LISTING,
}
LIST = "/admin/enquiries/submission/"
Visit = Callable[..., Reader]


@pytest.fixture(autouse=True)
def _half_past(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock at half past, so that no hour ends within a test."""
    set_clock(monkeypatch, f"{timezone.localtime():%Y-%m-%dT%H:30}")


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Visit:
    """Return a function that opens a form from an address: a new one, if none is given."""
    settings.CLIENT_ADDRESS_HEADER = "X-Real-IP"
    numbers = count(1)

    def visitor(path: str = REPORT_PATH, address: str = "") -> Reader:
        monkeypatch.setattr(signing, "time", time)  # the reader before has moved it
        headers = {"X-Real-IP": address or f"192.0.2.{next(numbers)}"}
        return Reader(monkeypatch, path, headers=headers)

    return visitor


def limit_everybody(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """Set how many forms everybody together can send an hour with a mail for each."""
    monkeypatch.setattr(protection, "STORED", protection.Limit("stored", protection.HOUR, most))


def limit_address(monkeypatch: pytest.MonkeyPatch, hour: int, day: int) -> None:
    """Set how many forms of a kind an address can send an hour and a day."""
    limits = (
        protection.Limit("sends", protection.HOUR, hour),
        protection.Limit("sends", protection.DAY, day),
    )
    monkeypatch.setattr(protection, "SENDS", limits)


def is_over_limit(visit: Visit) -> bool:
    """Send a report from a new address; return whether it is marked as beyond the shared limit."""
    return visit().send(REPORT).over_hourly_limit


def assert_counted(visit: Visit, monkeypatch: pytest.MonkeyPatch, stored: int) -> None:
    """Check that the shared counter has as many submissions as are stored, and no other request."""
    assert Submission.objects.count() == stored
    limit_everybody(monkeypatch, stored + 1)

    assert not is_over_limit(visit), "something that was not stored was counted"
    assert is_over_limit(visit), "something that was stored was not counted"


# The shared limit counts what was stored, and nothing else


def test_one_address_cannot_close_any_form_to_the_next_visitor(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    posting.listing()
    limit_address(monkeypatch, hour=1, day=9)
    limit_everybody(monkeypatch, 2 * len(FORMS))
    for path, values in FORMS.items():
        reader = visit(path, "198.51.100.1")
        data = reader.data | values | {"step": "send"}
        answers = [reader.client.post(path, data | {"person": f"{n}"}) for n in range(4)]
        assert [answer.status_code for answer in answers] == [302, 429, 429, 429]

    for path, values in FORMS.items():
        submission = visit(path).send(values)
        assert not submission.over_hourly_limit
        assert submission.mailed_at


def no_cookie(reader: Reader, _patch: pytest.MonkeyPatch) -> int:
    reader.client.cookies.clear()
    return int(reader.press("send", REPORT).status_code)


def limit_of_posts(reader: Reader, patch: pytest.MonkeyPatch) -> int:
    patch.setattr(protection, "POSTS", (protection.Limit("posts", protection.HOUR, 0),))
    return int(reader.press("send", REPORT).status_code)


def limit_of_the_hour(reader: Reader, patch: pytest.MonkeyPatch) -> int:
    limit_address(patch, 0, 9)
    return int(reader.press("send", REPORT).status_code)


def limit_of_the_day(reader: Reader, patch: pytest.MonkeyPatch) -> int:
    limit_address(patch, 9, 0)
    return int(reader.press("send", REPORT).status_code)


def failed_store(reader: Reader, patch: pytest.MonkeyPatch) -> int:
    def fail(*_arguments: Any) -> None:
        raise RuntimeError("the disk is full")

    reader.client.raise_request_exception = False
    patch.setattr(MessageView, "after", fail)
    return int(reader.press("send", REPORT).status_code)


def used_link(reader: Reader, patch: pytest.MonkeyPatch) -> int:
    """Use a link while its form is under way, after the check of the link and before the store."""

    def use(*_arguments: Any) -> None:
        raise links.Refused("used")

    path = posting.link(posting.listing())[1]
    patch.setattr(signing, "time", time)
    patch.setattr(RenewChangeView, "after", use)
    return int(Reader(patch, f"{path}change/").press("send", CHANGE).status_code)


@pytest.mark.parametrize(
    ("seconds", "values", "headers", "status"),
    [
        (30, {"mail": "nobody"}, {}, 400),
        (30, {"comment": "buy"}, {}, 400),
        (1, {}, {}, 400),
        (25 * 60 * 60, {}, {}, 400),
        (30, {"stamp": "forged"}, {}, 400),
        (30, {}, {"Origin": "https://evil.example"}, 403),
        (30, {"message": "x" * 100_000}, {}, 413),
    ],
)
def test_what_is_wrong_is_not_stored_and_counts_towards_no_shared_limit(
    visit: Visit,
    monkeypatch: pytest.MonkeyPatch,
    *,
    seconds: float,
    values: dict[str, str],
    headers: dict[str, str],
    status: int,
) -> None:
    reader = visit()
    reader.wait(seconds)

    page = reader.press("send", REPORT | values, headers=headers)

    assert page.status_code == status
    assert_counted(visit, monkeypatch, stored=0)


@pytest.mark.parametrize(
    ("refused", "status"),
    [
        (no_cookie, 403),
        (limit_of_posts, 429),
        (limit_of_the_hour, 429),
        (limit_of_the_day, 429),
        (failed_store, 500),
        (used_link, 410),
    ],
)
def test_what_is_refused_counts_towards_no_shared_limit(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, refused: Any, status: int
) -> None:
    with monkeypatch.context() as patch:
        assert refused(visit(), patch) == status

    assert_counted(visit, monkeypatch, stored=0)


def test_a_form_sent_twice_counts_once_towards_the_shared_limit(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = visit()
    data = reader.data | REPORT | {"step": "send"}

    for _ in range(3):
        assert reader.client.post(REPORT_PATH, data).status_code == 302

    assert_counted(visit, monkeypatch, stored=1)


def test_looking_counts_towards_no_limit(visit: Visit) -> None:
    client = visit().client

    for method in ("get", "head", "options"):
        assert getattr(client, method)(REPORT_PATH).status_code == 200

    assert not FormCount.objects.exists()


# Beyond the shared limit


def test_beyond_the_shared_limit_all_is_stored_and_marked_with_one_mail_for_the_hour(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, admin_client: Client, settings: Any
) -> None:
    settings.SITE_URL = "https://sister.example.jp"
    limit_everybody(monkeypatch, 2)

    sent = [visit().send(REPORT) for _ in range(5)]

    assert [one.over_hourly_limit for one in sent] == [False, False, True, True, True]
    assert [bool(one.mailed_at) for one in sent] == [True, True, False, False, False]
    subjects = [message.subject for message in mail.outbox]
    assert subjects[:2] == [f"[{one.reference}] 誤りの連絡" for one in sent[:2]]
    (notice,) = mail.outbox[2:]
    assert notice.to == settings.STAFF_MAIL
    assert "2件" in notice.subject and "2件" in str(notice.body)
    (link,) = [line for line in str(notice.body).splitlines() if line.startswith("https://")]
    listed = rows(admin_client.get(link.removeprefix(settings.SITE_URL)))
    assert listed == [one.reference for one in sent[2:]]


def test_the_hundred_and_first_stored_within_an_hour_is_the_first_marked(visit: Visit) -> None:
    for number in range(100):
        values = {"kind": "report", "language": "en", "data": {"message": f"{number}"}}
        submission, place = actions.receive(stamp="x", **values)
        assert (place, submission.over_hourly_limit) == (number + 1, False)

    assert is_over_limit(visit)
    assert len(mail.outbox) == 1


def test_the_next_hour_begins_anew(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    limit_everybody(monkeypatch, 1)

    for hour in ("2027-05-01T14:59", "2027-05-01T15:00", "2027-05-02T15:00"):
        set_clock(monkeypatch, hour)
        mail.outbox.clear()
        assert [is_over_limit(visit) for _ in range(3)] == [False, True, True]
        assert len(mail.outbox) == 2, "one for the first, one for all beyond the limit"


def test_a_notice_that_cannot_be_mailed_loses_nothing(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_arguments: Any) -> None:
        raise OSError

    limit_everybody(monkeypatch, 0)
    with monkeypatch.context() as patch, queued():
        patch.setattr("django.core.mail.EmailMessage.send", fail)

        assert is_over_limit(visit)
        do_tasks()

        assert "mail was not sent: OSError" in caplog.text
        DBTaskResult.objects.update(run_after=timezone.now())
    with queued():
        do_tasks()
        assert len(mail.outbox) == 1


def test_a_mail_whose_task_is_begun_again_is_not_sent_twice(visit: Visit) -> None:
    submission = visit().send(REPORT)
    assert len(mail.outbox) == 1

    mail_submission.call(submission.pk)

    assert len(mail.outbox) == 1


def test_the_desk_says_why_no_mail_came(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, admin_client: Client
) -> None:
    limit_everybody(monkeypatch, 0)
    submission = visit().send(REPORT)

    listed = soup(admin_client.get(LIST)).select_one("#result_list .field-mailed")
    page = soup(admin_client.get(submission.desk_path)).get_text()
    home = soup(admin_client.get("/admin/")).select_one(f'a[href="{LIST}?check=over_limit"]')

    assert listed is not None and listed.get_text() == "受付集中時"
    assert "受付集中時に届いたもの" in page
    assert "担当者へのメールを送れませんでした" not in page
    assert home is not None


# An address's own limits


def test_a_refused_send_uses_up_no_other_limit_of_its_address(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit_address(monkeypatch, hour=1, day=2)
    reader = visit()
    data = reader.data | REPORT | {"step": "send"}

    def send(hour: str) -> list[int]:
        set_clock(monkeypatch, f"2027-05-01T{hour}")
        texts = (f"{hour} {number}" for number in range(3))
        posts = [reader.client.post(REPORT_PATH, data | {"message": text}) for text in texts]
        return [post.status_code for post in posts]

    assert send("10:00") == [302, 429, 429]
    assert send("11:00") == [302, 429, 429]
    assert send("12:00") == [429, 429, 429]


@pytest.mark.parametrize(
    ("hour", "day", "seconds"),
    [(1, 9, 30 * 60), (9, 1, 13 * 3600 + 1800), (1, 1, 13 * 3600 + 1800)],
)
def test_retry_after_names_the_first_second_in_which_no_limit_is_full(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, hour: int, day: int, seconds: int
) -> None:
    limit_address(monkeypatch, hour, day)
    set_clock(monkeypatch, "2027-05-01T10:30:00.400000")
    visit(address="198.51.100.1").send(REPORT)

    page = visit(address="198.51.100.1").press("send", REPORT)

    assert page.status_code == 429
    assert int(page["Retry-After"]) == seconds
    assert kept_minutes(page) == str(seconds // 60)


def kept_minutes(page: Any) -> str:
    """Return the minutes that a refusal tells people to wait."""
    (error,) = soup(page).select(".error-summary li")
    assert "from your internet address" in error.text
    return error.text.partition("Try again in ")[2].split()[0]


# Two at the same instant


@pytest.fixture
def at_once() -> Iterator[Callable[[Callable[[int], Any]], list[Any]]]:
    """Return a function that calls another in 8 threads at once; what they stored is removed."""
    barrier = threading.Barrier(8)

    def call(function: Callable[[int], Any], number: int) -> Any:
        connection.ensure_connection()
        barrier.wait(10)
        return function(number)

    def call_all(function: Callable[[int], Any]) -> list[Any]:
        with ThreadPoolExecutor(8) as pool:
            return list(pool.map(outside, [partial(call, function, n) for n in range(8)]))

    yield call_all
    with ThreadPoolExecutor(1) as pool:
        for model in (Submission, FormCount):
            pool.submit(outside, model.objects.all().delete).result()


def outside(function: Callable[[], Any]) -> Any:
    """Call a function in a thread: its connection is outside the transaction of the test."""
    try:
        return function()
    finally:
        connection.close()


def test_sends_of_one_address_at_the_same_instant_are_limited_exactly(
    at_once: Any, rf: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit_address(monkeypatch, hour=3, day=9)

    seconds = at_once(
        lambda _number: protection.rate_limit_retry_after(rf.post("/"), "report", protection.SENDS)
    )

    assert sum(not one for one in seconds) == 3
    assert list(FormCount.objects.values_list("number", flat=True)) == [3, 3]


def test_submissions_at_the_same_instant_are_marked_exactly_and_mailed_once(
    at_once: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from relationships.enquiries.mail import notify_staff

    limit_everybody(monkeypatch, 3)

    def store(number: int) -> bool:
        data = {"message": f"{number // 2}"}  # each is sent twice
        submission, place = actions.receive(stamp="x", kind="report", language="en", data=data)
        if place:
            notify_staff(submission, place)
        return bool(place and submission.over_hourly_limit)

    marked = at_once(store)

    assert sum(marked) == 1
    assert len(mail.outbox) == 4, "three of their own, and one for all beyond the limit"


# The table of the counters


def old_counters(number: int) -> None:
    """Store counters of the day before yesterday."""
    begins_at = timezone.now() - datetime.timedelta(days=2)
    FormCount.objects.bulk_create(
        FormCount(key=f"{n}", begins_at=begins_at, number=1) for n in range(number)
    )


def test_old_counters_go_a_bounded_number_at_a_time(visit: Visit) -> None:
    old_counters(protection.DELETED_AT_ONCE + 50)
    reader = visit()

    for left in (50, 0):
        reader.press("look", REPORT)
        assert FormCount.objects.filter(key__regex=r"^\d+$").count() == left


def test_old_counters_that_another_request_is_deleting_are_not_waited_for(
    at_once: Any, visit: Visit
) -> None:
    reader, other = visit(), connection.copy()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(outside, partial(old_counters, 3)).result()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor, connection.cursor() as own:
            cursor.execute("SELECT 1 FROM enquiries_formcount FOR UPDATE")
            own.execute("SET LOCAL lock_timeout = '1s'")

            assert reader.press("look", REPORT).status_code == 200
    finally:
        other.close()
