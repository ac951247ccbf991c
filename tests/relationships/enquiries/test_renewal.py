"""Signed links: once, for one listing, for 60 days; and who is sent one."""

import datetime
import io
import re
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.core.signing import Signer
from django.test import Client
from django.utils import timezone

from relationships.enquiries import links
from relationships.enquiries.models import RenewalLink, Submission
from relationships.listings.models import Listing
from sistercity.dates import PartialDate
from tests import neighbours, posting
from tests.clock import set_clock
from tests.pages import LANGUAGES, soup
from tests.posting import Reader

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("_no_neighbours"),
]
LONG_AGO = "2020-05-01"


@pytest.fixture
def path() -> str:
    """Return the path of a link to a listing that was confirmed long ago."""
    return posting.link(posting.confirmed(posting.listing(), LONG_AGO))[1]


def text(response: Any) -> str:
    """Return what a page says."""
    return soup(response.content.decode()).select("main")[0].get_text(" ", strip=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_shows_its_listing_and_changes_nothing(path: str, language: str) -> None:
    path = path.replace("/en/", f"/{language}/")

    for _ in range(3):
        for method in ("get", "head"):
            assert getattr(Client(), method)(path).status_code == 200

    assert Listing.objects.get().confirmed == PartialDate.parse(LONG_AGO)
    assert RenewalLink.objects.get().used_at is None
    assert not Submission.objects.exists()


def test_to_confirm_takes_effect_at_once_and_is_in_the_queue_as_done(path: str) -> None:
    response = Client(enforce_csrf_checks=True).post(path)

    assert response.status_code == 302
    listing = Listing.objects.get()
    assert listing.confirmed == PartialDate(timezone.localdate())
    assert listing.is_open(timezone.localdate())
    submission = Submission.objects.get()
    assert (submission.kind, submission.status) == ("confirmation", "done")
    assert submission.by_link
    event = listing.history.order_by("-pgh_id")[0]  # type: ignore[attr-defined]
    assert event.pgh_context.metadata["source"] == "renewal"
    assert "Your listing is confirmed" in text(Client().get(response["Location"]))


def test_a_change_waits_for_the_staff_and_uses_the_link_up(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(monkeypatch, f"{path}change/")
    assert not reader.page.cookies

    submission = reader.send({"offers": "A river", "person": "Hana", "mail": "h@sendai.example"})

    assert submission.kind == "change"
    assert submission.by_link
    assert Listing.objects.get().offers_en == "Jazz"
    assert Client().get(path).status_code == 410


def test_looking_over_a_change_does_not_use_the_link_up(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(monkeypatch, f"{path}change/")

    reader.press("look", {"offers": "A river", "person": "Hana", "mail": "h@sendai.example"})

    assert Client().get(path).status_code == 200


def refused(path: str, status: int, reason: str) -> None:
    """Check that no way of using a link works, and that its page says why."""
    before = Listing.objects.get().confirmed
    for address in (path, f"{path}change/"):
        for method in ("get", "post"):
            response = getattr(Client(), method)(address, {"step": "send"})
            assert response.status_code == status
            assert reason in text(response)
            assert "shimai@clair.or.jp" in text(response)
            is_private(response)
    assert Listing.objects.get().confirmed == before


def is_private(response: Any) -> None:
    """Check what keeps an address to those who have it."""
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.has_header("ETag")
    assert not response.cookies


def test_a_link_that_was_used_is_refused(path: str) -> None:
    Client().post(path)

    refused(path, 410, "used already")


def test_a_link_is_refused_after_sixty_days(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + datetime.timedelta(days=59, hours=23))
    assert Client().get(path).status_code == 200

    monkeypatch.setattr(timezone, "now", lambda: now + datetime.timedelta(days=60, seconds=1))

    refused(path, 410, "has expired")


@pytest.mark.parametrize(("fallbacks", "status"), [(True, 200), (False, 403)])
def test_a_link_outlives_its_key_for_as_long_as_that_is_a_fallback(
    path: str, settings: Any, monkeypatch: pytest.MonkeyPatch, fallbacks: bool, status: int
) -> None:
    old, now = settings.SECRET_KEY, timezone.now()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new" * 20, [old] if fallbacks else []
    # As it is made when the site starts.
    monkeypatch.setattr(links, "SIGNER", Signer(sep=links.SIGNER.sep, salt=links.SIGNER.salt))
    monkeypatch.setattr(timezone, "now", lambda: now + datetime.timedelta(days=59, hours=23))

    response = Client().get(path)

    assert response.status_code == status


def test_a_link_that_was_revoked_is_refused(path: str) -> None:
    RenewalLink.objects.update(revoked_at=timezone.now())

    refused(path, 410, "withdrawn")


def test_a_link_to_a_listing_that_was_closed_is_refused(path: str) -> None:
    Listing.objects.update(closed_on=timezone.localdate())

    refused(path, 410, "closed in the meantime")


@pytest.mark.parametrize("place", [0, 5, 40, -1])
def test_a_link_that_was_altered_is_refused(path: str, place: int) -> None:
    *_rest, token, _end = path.split("/")
    letters = list(token)
    letters[place] = "A" if letters[place] != "A" else "B"

    refused(path.replace(token, "".join(letters)), 403, "not a link of ours")


@pytest.mark.parametrize("token", ["x", "a.b", ".", "x" * 500, "%00", "ä.ö"])
def test_a_link_that_was_made_up_is_refused(path: str, token: str) -> None:
    refused(f"/en/partner-search/renew/{token}/", 403, "not a link of ours")


def test_a_signature_alone_is_not_enough(path: str) -> None:
    refused(f"/en/partner-search/renew/{links.SIGNER.sign('made up')}/", 403, "not a link of ours")


def test_the_pages_of_a_link_give_it_to_nobody(path: str) -> None:
    for address in (path, f"{path}change/"):
        response = Client().get(address)
        is_private(response)
        outward = soup(response.content.decode()).select('a[href^="http"], img, iframe')
        assert not [one for one in outward if path in str(one)]


def test_the_database_does_not_hold_what_a_link_is_made_of(path: str) -> None:
    secret = path.split("/")[-2].partition(".")[0]

    assert secret not in str(RenewalLink.objects.values().get())


def test_a_new_link_revokes_the_one_before(path: str) -> None:
    _made, newer = posting.link(Listing.objects.get())

    refused(path, 410, "a newer one was sent")
    assert Client().get(newer).status_code == 200


def test_a_link_is_of_one_listing(path: str) -> None:
    other = neighbours.listing(partner=neighbours.partner(), published_at=timezone.now())

    Client().post(path)

    other.refresh_from_db()
    assert other.confirmed == PartialDate(neighbours.DAY)


# Who is sent one


def remind(*options: str) -> str:
    """Run the command; return what it prints."""
    out = io.StringIO()
    call_command("remind_listings", *options, stdout=out)
    return out.getvalue()


def test_without_send_nothing_is_sent() -> None:
    posting.confirmed(posting.listing(), LONG_AGO)

    printed = remind()

    assert "to be asked" in printed
    assert "1 to be asked. Nothing was sent" in printed
    assert mail.outbox == []
    assert not RenewalLink.objects.exists()


@pytest.mark.parametrize(
    ("confirmed", "is_due"),
    [
        ("2026-06-30", True),
        ("2026-07-01", False),
        ("2026-06", True),
        ("2026-07", False),
        ("2026", True),
        ("2025", True),
        ("", True),
    ],
)
def test_listings_are_due_eleven_months_after_their_confirmation(
    monkeypatch: pytest.MonkeyPatch, confirmed: str, is_due: bool
) -> None:
    set_clock(monkeypatch, "2026-01-01")
    listing = posting.listing()
    listing.confirmed = PartialDate.parse(confirmed) if confirmed else None
    listing.save()

    set_clock(monkeypatch, "2027-05-31")

    assert (" to be asked  " in remind()) == is_due


def test_the_link_in_the_mail_opens_the_listing(settings: Any) -> None:
    settings.SITE_URL = "https://sister.example.jp"
    posting.confirmed(posting.listing(), LONG_AGO)

    printed = remind("--send")

    assert "1 asked." in printed
    (sent,) = mail.outbox
    assert sent.to == ["kokusai@sendai.example"]
    (url,) = re.findall(r"https://sister\.example\.jp(/\S+)", str(sent.body))
    assert url.startswith("/ja/partner-search/renew/")
    assert Client().get(url).status_code == 200
    assert url not in printed


def test_a_government_overseas_is_asked_in_english() -> None:
    listing = posting.listing(partner=neighbours.partner())
    posting.confirmed(listing, LONG_AGO)

    remind("--send")

    assert "/en/partner-search/renew/" in str(mail.outbox[0].body)
    assert "To the office that answers enquiries for Rennes" in str(mail.outbox[0].body)


def test_nobody_is_asked_twice_within_thirty_days(monkeypatch: pytest.MonkeyPatch) -> None:
    posting.confirmed(posting.listing(), LONG_AGO)
    remind("--send")
    now = timezone.now()

    for options in (["--send"], ["--send", "--listing", "1"]):
        printed = remind(*options)
        assert "asked on " in printed
        assert "0 asked." in printed
    monkeypatch.setattr(timezone, "now", lambda: now + datetime.timedelta(days=31))
    assert "1 asked." in remind("--send")
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    ("values", "printed"),
    [
        ({"contact_email": ""}, "no mail address"),
        ({"published_at": None}, ""),
        ({"closed_on": datetime.date(2021, 1, 1)}, ""),
    ],
)
def test_drafts_closed_ones_and_those_without_an_address_are_not_asked(
    values: dict[str, Any], printed: str
) -> None:
    posting.confirmed(posting.listing(**values), LONG_AGO)

    output = remind("--send")

    assert "0 asked." in output
    assert printed in output
    assert mail.outbox == []


def test_a_named_listing_is_asked_before_its_time() -> None:
    posting.confirmed(posting.listing(), timezone.localdate().isoformat())

    assert "0 asked." in remind("--send")
    assert "1 asked." in remind("--send", "--listing", "1")


def test_a_mail_that_fails_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    posting.confirmed(posting.listing(), LONG_AGO)

    def fail(*arguments: Any) -> None:
        raise OSError("kokusai@sendai.example: no route")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", fail)
        assert "the mail was not sent" in remind("--send")

    assert not RenewalLink.objects.exists()
    assert "1 asked." in remind("--send")
