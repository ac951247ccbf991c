"""Mail, logs, addresses, and how long personal data is kept."""

import io
import json
import logging
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from gunicorn.config import Config  # type: ignore[import-untyped]
from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from relationships.enquiries.mail import notify_staff
from relationships.enquiries.models import Submission
from tests import posting
from tests.desk import editor
from tests.pages import LANGUAGES, get
from tests.posting import ENQUIRY, LISTING, REPORT, Reader
from tests.tasks import do_tasks, queued

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("_no_neighbours"),
]
PATH = "/en/partner-search/1/enquiry/"
PERSONAL = ("Anne", "Le Goff", "brest.example", "city by the sea", "Brest M")


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    """Return somebody who looks at the form of an enquiry."""
    posting.listing()
    return Reader(monkeypatch, PATH)


# Mail


def test_only_the_staff_get_the_number_the_text_and_the_way_to_the_queue(
    reader: Reader, settings: Any
) -> None:
    settings.SITE_URL = "https://sister.example.jp"
    settings.STAFF_MAIL = ["desk@example.jp", "second@example.jp"]

    submission = reader.send(ENQUIRY)

    (sent,) = mail.outbox
    body = str(sent.body)
    assert sent.recipients() == ["desk@example.jp", "second@example.jp"]
    assert submission.reference in sent.subject
    assert submission.reference in body
    assert f"https://sister.example.jp{submission.desk_path}" in body
    assert "we look for a city by the sea." in body
    assert sent.content_subtype == "plain"
    assert Submission.objects.get().mailed_at


def test_no_header_holds_what_was_typed(reader: Reader) -> None:
    reader.send(ENQUIRY)

    headers = "\n".join(f"{name}: {value}" for name, value in mail.outbox[0].message().items())
    assert not [text for text in PERSONAL if text in headers]


def mail_fails(patch: pytest.MonkeyPatch) -> None:
    """Let the mail server be out of reach."""

    def fail(*arguments: Any) -> None:
        raise OSError("anne@brest.example could not be reached")

    patch.setattr("django.core.mail.EmailMessage.send", fail)


@queued()
def test_mail_that_fails_loses_nothing(
    reader: Reader,
    admin_client: Client,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    mail_fails(monkeypatch)

    submission = reader.send(ENQUIRY)
    do_tasks()

    submission.refresh_from_db()
    assert submission.mailed_at is None
    assert "メール未送信" in get(admin_client, "/admin/")
    assert "未送信" in get(admin_client, submission.desk_path)
    assert "OSError" in caplog.text
    assert "brest" not in caplog.text


@queued()
def test_mail_that_fails_is_tried_five_times_more_within_sixteen_hours(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses = []
    with monkeypatch.context() as patch:
        mail_fails(patch)
        reader.send(ENQUIRY)

        for _try in range(6):
            do_tasks()
            for waiting in DBTaskResult.objects.filter(status="READY"):
                pauses.append(round((waiting.run_after - timezone.now()).total_seconds() / 60))
                waiting.run_after = timezone.now()
                waiting.save()

    assert pauses == [1, 5, 30, 180, 720]
    assert sum(pauses) < 16 * 60
    assert not DBTaskResult.objects.filter(status="READY").exists()


@queued()
def test_mail_goes_out_once_the_server_is_back(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        mail_fails(patch)
        submission = reader.send(ENQUIRY)
        do_tasks()
    DBTaskResult.objects.update(run_after=timezone.now())

    do_tasks()

    assert len(mail.outbox) == 1
    submission.refresh_from_db()
    assert submission.mailed_at


@queued()
def test_no_request_waits_for_the_mail_server_and_the_task_holds_no_personal_data(
    reader: Reader,
) -> None:
    submission = reader.send(ENQUIRY)

    (waiting,) = DBTaskResult.objects.all()
    assert mail.outbox == []
    assert waiting.args_kwargs == {"args": [submission.pk], "kwargs": {}}


@queued()
def test_what_is_not_stored_is_not_mailed(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail_after(*arguments: Any) -> None:
        notify_staff(*arguments)
        raise RuntimeError

    monkeypatch.setattr("relationships.enquiries.mail.notify_staff", fail_after)

    with pytest.raises(RuntimeError):
        reader.send(ENQUIRY)

    assert not DBTaskResult.objects.exists()
    assert not Submission.objects.exists()


# Logs and addresses


def access_log(request: Any, response: Any) -> str:
    """Return the line that gunicorn's access log has for a request, in its own format."""
    config = Config()
    sent = SimpleNamespace(status=str(response.status_code), sent=0, headers=list(response.items()))
    asked = SimpleNamespace(headers=list(request["headers"]))
    environ = {
        "RAW_URI": request["uri"],
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REQUEST_METHOD": request["method"],
        "HTTP_REFERER": request["referer"],
        "HTTP_USER_AGENT": "Browser",
        "REMOTE_ADDR": "192.0.2.7",
    }
    atoms = Logger(config).atoms(sent, asked, environ, timedelta(seconds=1))
    return str(config.access_log_format % Logger.atoms_wrapper_class(atoms))


def test_no_log_holds_what_was_typed(
    reader: Reader, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    lines = []

    for step, values in (
        ("look", ENQUIRY | {"mail": "anne@brest.example,"}),
        ("look", ENQUIRY | {"comment": "Anne"}),
        ("look", ENQUIRY | {"comment": ""}),
        ("send", {}),
    ):
        response = reader.press(step, values)
        asked = {"method": "POST", "uri": PATH, "referer": f"http://testserver{PATH}"}
        lines.append(access_log(asked | {"headers": []}, response))
    reader.client.cookies.clear()
    reader.client.post(PATH, ENQUIRY)
    reader.client.post(PATH, ENQUIRY | {"message": "city by the sea" * 100_000})

    assert Submission.objects.count() == 1
    logged = [line for line in caplog.text.splitlines() if "django.db.backends" not in line]
    everything = "\n".join([*logged, *lines, *capsys.readouterr()])
    assert "POST /en/partner-search/1/enquiry/ HTTP/1.1" in everything
    assert not [text for text in PERSONAL if text in everything]


def test_an_exception_s_report_leaves_out_what_was_typed(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    reader.press("look", ENQUIRY)

    def fail(**values: Any) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("relationships.enquiries.actions.receive", fail)
    reader.client.raise_request_exception = False

    assert reader.press("send").status_code == 500
    assert "the disk is full" in caplog.text
    assert not [text for text in PERSONAL if text in caplog.text]


@pytest.mark.parametrize(
    ("path", "values"),
    [
        (PATH, ENQUIRY),
        ("/en/partner-search/propose/", LISTING),
        ("/en/report/?record=relationship:12", REPORT),
    ],
)
def test_no_address_holds_what_was_typed(
    monkeypatch: pytest.MonkeyPatch, path: str, values: dict[str, Any]
) -> None:
    posting.listing()
    reader = Reader(monkeypatch, path)

    submission = reader.send(values)

    assert reader.page["Location"] == f"/en/sent/{submission.reference}/"
    forms = reader.tree.select("form.message")
    assert all(form["method"] == "post" and not form.get("action") for form in forms)


# Retention


def purge(*options: str) -> str:
    """Run the command; return what it prints."""
    out = io.StringIO()
    call_command("purge_enquiries", *options, stdout=out)
    return out.getvalue()


def age(submission: Submission, *, received: int, handled: int | None) -> None:
    """Let a submission have come, and perhaps have been handled, so many days ago."""
    now = timezone.now()
    Submission.objects.filter(pk=submission.pk).update(
        received_at=now - timedelta(days=received),
        handled_at=None if handled is None else now - timedelta(days=handled),
        status="new" if handled is None else "rejected",
        handled_by="" if handled is None else "花子",
        reason="" if handled is None else "Anne wrote it twice",
    )


@pytest.mark.parametrize(
    ("received", "handled", "is_purged"),
    [
        (364, 364, False),
        (366, 364, False),
        (366, 366, True),
        (366, None, False),
        (729, None, False),
        (731, None, True),
        (731, 10, True),
    ],
)
def test_personal_data_goes_after_its_time(
    received: int, handled: int | None, is_purged: bool
) -> None:
    submission = posting.enquiry()
    age(submission, received=received, handled=handled)

    assert (submission.reference in purge()) == is_purged
    purge("--apply")

    submission.refresh_from_db()
    assert (submission.data == {}) == is_purged
    assert bool(submission.purged_at) == is_purged


def test_the_setting_says_how_long(settings: Any) -> None:
    settings.ENQUIRY_RETENTION_DAYS = 30
    age(posting.enquiry(), received=40, handled=31)

    assert "1 purged" in purge("--apply")


def test_a_dry_run_removes_nothing() -> None:
    submission = posting.enquiry()
    age(submission, received=900, handled=800)

    printed = purge()

    assert "Nothing was removed" in printed
    assert not [text for text in PERSONAL if text in printed]
    submission.refresh_from_db()
    assert submission.data


def test_nothing_personal_is_left_in_any_table(admin_client: Client) -> None:
    submission = posting.enquiry()
    client = editor("enquiries.view_submission", "enquiries.change_submission")
    client.post(submission.desk_path, {"action": "note", "note": "Anne called"})
    client.post(submission.desk_path, {"action": "reject", "reason": "Anne wrote it twice"})
    age(submission, received=900, handled=800)
    assert "Anne" in everything_stored()

    purge("--apply")

    assert not [text for text in PERSONAL if text in everything_stored()]
    submission.refresh_from_db()
    assert (submission.kind, submission.status) == ("enquiry", "rejected")
    assert "削除しました" in get(admin_client, submission.desk_path)
    assert submission.reference in get(admin_client, "/admin/enquiries/submission/")


def everything_stored() -> str:
    """Return the rows of every table that could know of a submission, as text."""
    query = """SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'
               AND table_type = 'BASE TABLE' AND table_name NOT LIKE 'places_%'
               AND table_name NOT LIKE 'register_relationship%'
               AND table_name NOT LIKE 'releases_dataset%'"""
    with connection.cursor() as cursor:
        cursor.execute(query)
        tables = [name for (name,) in cursor.fetchall()]
        assert "enquiries_submission" in tables
        rows = []
        for table in tables:
            cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t")
            rows += [json.dumps(row, ensure_ascii=False) for row in cursor.fetchall()]
    return "\n".join(rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_on_privacy_says_how_long(client: Any, language: str) -> None:
    page = get(client, f"/{language}/privacy/")

    assert 'id="forms"' in page
    assert "365" in page
