"""A superuser handles hostile submissions in a browser: nothing is sent but what was pressed."""

import random
from collections.abc import Iterator
from urllib.parse import parse_qs

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Request

from tests import posting
from tests.browser.visits import Visitor
from tests.hostile_pages import superuser
from tests.hostile_posts import submissions
from tests.hostile_texts import ATTACKS, MARK, Texts

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.usefixtures("_no_neighbours"),
]
# The buttons of an open submission, in the order in which they are pressed.
BUTTONS = ("take", "note", "reject", "spam", "done", "forward", "approve")
FIELDS = {
    "csrfmiddlewaretoken", "action", "reason", "note",
    "seen", "confirm", "publish", "local_government", "partner",
}  # fmt: skip
FILES = ("/static/", "/admin/jsi18n/")


@pytest.fixture(scope="module")
def server() -> str:
    """Return nothing: the browser needs no server that all tests share."""
    return ""


class Staff(Visitor):
    """A superuser at work, with a note of every request that pages make but for their files."""

    def __init__(self, browser: Browser, server: str) -> None:
        super().__init__(browser, server)
        cookie = superuser(Texts()).cookies[settings.SESSION_COOKIE_NAME].value
        session = {"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}
        self.context.add_cookies([session])  # type: ignore[list-item]
        self.context.on("request", self.note_request)
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.requests: list[Request] = []

    def note_request(self, request: Request) -> None:
        """Keep a request."""
        if not request.url.removeprefix(self.server).startswith(FILES):
            self.requests.append(request)

    def made(self) -> list[tuple[str, str]]:
        """Return method and path of each request since this was last asked; forget them."""
        found = [(one.method, one.url.removeprefix(self.server)) for one in self.requests]
        self.requests.clear()
        return found

    def look_at(self, path: str) -> None:
        """Open a page: nothing else is asked for, and nothing of a visitor's is in it."""
        self.open(path)
        assert self.made() == [("GET", path)]
        assert self.page.locator(f"[{MARK}]").count() == 0

    def offered(self) -> list[str]:
        """Return the buttons of a submission's page."""
        buttons = self.page.locator("button[name=action]").all()
        return [str(button.get_attribute("value")) for button in buttons]

    def press(self, path: str, action: str) -> None:
        """Press a button: one form is sent, to the submission's own page, with its own fields."""
        if action == "reject":
            self.page.fill("#reason", Texts().prose())
        self.page.locator(f"button[name=action][value={action}]").click()
        self.page.wait_for_load_state("load")
        (sent,) = [parse_qs(one.post_data) for one in self.requests if one.post_data]
        assert self.made() in ([("POST", path), ("GET", path)], [("POST", path)])
        assert sent["action"] == [action] and set(sent) <= FIELDS


@pytest.fixture
def staff(browser: Browser, site: str) -> Iterator[Staff]:
    """Return the superuser."""
    staff = Staff(browser, site)
    yield staff
    staff.context.close()


@pytest.mark.sampled(1)
@pytest.mark.parametrize("part", range(2))
def test_a_page_that_is_opened_asks_for_nothing_else(
    staff: Staff, *, chance: random.Random, full: bool, part: int
) -> None:
    firsts = range(part, len(ATTACKS), 2) if full else [chance.randrange(len(ATTACKS))]
    listing = posting.listing(note=Texts().prose(), offers_ja=Texts().prose())
    sent = [one for first in firsts for one in submissions(listing, Texts(True, first))]

    for submission in sent:
        staff.look_at(submission.desk_path)
    for path in ("/admin/", "/admin/enquiries/submission/"):
        staff.look_at(path)
    staff.look_at(f"/admin/listings/listing/{listing.pk}/history/")

    assert (staff.complaints, staff.foreign) == ([], [])


def test_a_button_sends_its_own_form_and_nothing_else(
    staff: Staff, chance: random.Random, full: bool
) -> None:
    sent = submissions(posting.listing(), Texts())
    pressed = set()

    for submission in sent if full else chance.sample(sent, 3):
        path = submission.desk_path
        staff.look_at(path)
        offered = staff.offered()
        for action in [name for name in BUTTONS if name in offered]:
            staff.press(path, action)
            pressed.add(action)
            if "reopen" in staff.offered():
                staff.press(path, "reopen")
        assert pressed >= set(offered)

    assert not full or pressed == set(BUTTONS)
    assert (staff.complaints, staff.foreign) == ([], [])
