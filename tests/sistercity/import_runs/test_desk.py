"""The desk of imports: uploads, permissions, workers that live, die and are started again."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from sistercity.import_runs import tasks
from sistercity.import_runs.models import ImportRun, RunStatus
from sistercity.imports import registry
from sistercity.imports.importer import Importer
from sistercity.worker import SESSION
from tests.databases import server
from tests.desk import editor, errors, form_data, soup
from tests.tasks import do_tasks, queued

pytestmark = pytest.mark.django_db
LIST = "/admin/imports/importrun/"
TODAY = str(timezone.localdate())
HEADINGS = "公開番号,経緯\n".encode()


def run_of(**values: Any) -> ImportRun:
    """Make a run."""
    return ImportRun.objects.create(
        **{
            "importer": "relationships",
            "file_name": "a.csv",
            "file_sha256": "0" * 64,
            "content": HEADINGS + b"1,x\n",
            "as_of": timezone.localdate(),
            "created_by": "花子",
            "heartbeat": timezone.now(),
            **values,
        }
    )


def send(client: Client, **values: Any) -> Any:
    """Send the form of the upload."""
    data = {
        "importer": "relationships",
        "file": SimpleUploadedFile("a.csv", HEADINGS + b"1,x\n"),
        "as_of": TODAY,
        **values,
    }
    return client.post(f"{LIST}add/", {k: v for k, v in data.items() if v is not None})


# uploads


def test_the_form_asks_for_the_day_of_the_file() -> None:
    data = form_data(editor("imports.add_importrun").get(f"{LIST}add/"), "importrun")

    assert data["as_of"] == [""]
    assert data["importer"] == ["relationships"]
    assert "end_missing" not in data


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"file": None}, "必須"),
        ({"file": "a.csv"}, "必須"),
        ({"file": SimpleUploadedFile("a.csv", b"")}, "空"),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF")}, "CSV（.csv）またはExcel"),
        ({"file": SimpleUploadedFile("a", b"x")}, "CSV（.csv）またはExcel"),
        ({"as_of": "2026-02-30"}, "日付はありません"),
        ({"as_of": "2026-05"}, "年・月・日まで"),
        ({"as_of": "2999-01-01"}, "未来"),
        ({"importer": "nonsense"}, "選択"),
        ({"sheet": "a\0b"}, ""),
        ({"sheet": "a" * 101}, "100"),
    ],
)
def test_an_upload_that_cannot_be_says_why(values: dict[str, Any], said: str) -> None:
    response = send(editor("imports.add_importrun"), **values)

    assert response.status_code == 200
    assert errors(response)
    assert said in errors(response)
    assert not ImportRun.objects.exists()


def test_a_file_that_is_too_large_is_refused() -> None:
    file = SimpleUploadedFile("a.csv", b"x" * (20 * 2**20 + 1))

    assert "20 MBを超えています" in errors(send(editor("imports.add_importrun"), file=file))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\Users\\a\\b.csv", "b.csv"),
        ("a\x00\n.csv", "a.csv"),
        ("あ" * 300 + ".csv", "あ" * 251 + ".csv"),
    ],
)
def test_of_a_path_only_the_name_is_kept(name: str, kept: str) -> None:
    file = SimpleUploadedFile("x.csv", HEADINGS + b"1,x\n")
    vars(file)["_name"] = name  # as a hostile browser sends it

    send(editor("imports.add_importrun"), file=file)

    assert ImportRun.objects.get().file_name == kept


# permissions

PAGES = [
    ("get", "", {"view", "change", "add", "publish"}),
    ("get", "add/", {"add"}),
    ("post", "add/", {"add"}),
    ("get", "template/relationships/", {"add"}),
    ("get", "{}/change/", {"view", "change", "add", "publish"}),
    ("get", "{}/file/", {"view", "change", "add", "publish"}),
    ("get", "{}/report/csv/", {"view", "change", "add", "publish"}),
    ("post", "{}/alarms/", {"add"}),
    ("post", "{}/names/", {"add"}),
    ("post", "{}/rows/", {"add"}),
    ("post", "{}/missing/", {"add"}),
    ("post", "{}/replace/", {"add"}),
    ("post", "{}/compare/", {"add"}),
    ("post", "{}/discard/", {"add"}),
    ("get", "{}/publish/", {"publish"}),
    ("post", "{}/publish/", {"publish"}),
    ("get", "{}/delete/", set()),
    ("post", "{}/delete/", set()),
]


@pytest.mark.parametrize("permission", ["", "view", "add", "change", "delete", "publish"])
def test_each_page_wants_its_permission(permission: str) -> None:
    client = editor(*([f"imports.{permission}_importrun"] if permission else []))
    for method, page, wanted in PAGES:
        run = run_of(status="planned", head={"counts": {"rows": 1}, "severities": {}})

        response = getattr(client, method)(LIST + page.format(run.pk))

        may = permission in wanted
        assert (response.status_code != 403) == may, f"{method} {page} {response.status_code}"


@pytest.mark.parametrize(("method", "page", "wanted"), PAGES)
def test_nobody_gets_anywhere_without_signing_in(method: str, page: str, wanted: Any) -> None:
    run = run_of(status="planned")

    response = getattr(Client(), method)(LIST + page.format(run.pk))

    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


@pytest.mark.parametrize(
    "page", ["alarms", "names", "rows", "missing", "replace", "compare", "discard"]
)
def test_a_link_changes_nothing(admin_client: Client, page: str) -> None:
    run = run_of(status="planned")

    assert admin_client.get(f"{LIST}{run.pk}/{page}/").status_code == 405


@pytest.mark.parametrize("key", ["0", "999999999", "9" * 30])
def test_a_run_that_is_not_there_is_not_found(admin_client: Client, key: str) -> None:
    assert admin_client.get(f"{LIST}{key}/publish/").status_code == 404
    assert admin_client.get(f"{LIST}{key}/change/").status_code == 302


def test_a_run_has_no_history_page(admin_client: Client) -> None:
    assert admin_client.get(f"{LIST}{run_of().pk}/history/").status_code == 404


@pytest.mark.parametrize("status", ["planned", "published", "failed"])
def test_a_run_of_an_import_that_is_no_more_can_be_seen_and_discarded(
    admin_client: Client, status: str
) -> None:
    published = {"published_at": timezone.now(), "published_by": "花子"}
    run = run_of(
        importer="seminars",
        status=status,
        head={"counts": {"rows": 1}, "severities": {}},
        **(published if status == "published" else {}),
    )

    page = admin_client.get(f"{LIST}{run.pk}/change/")

    assert "seminars" in admin_client.get(LIST).content.decode()
    assert page.status_code == 200
    forms = [str(form["action"]) for form in soup(page).select(".import form")]
    assert forms == ([] if status == "published" else [f"{LIST}{run.pk}/discard/"])
    assert not soup(page).select("a[href*='/report/']")
    assert admin_client.get(f"{LIST}{run.pk}/file/").status_code == 200
    assert admin_client.get(f"{LIST}{run.pk}/publish/").status_code == 404
    assert admin_client.post(f"{LIST}{run.pk}/compare/").status_code == 404
    assert admin_client.post(f"{LIST}{run.pk}/discard/").status_code == 302


# workers


def test_a_page_of_a_run_that_works_comes_back_by_itself(admin_client: Client) -> None:
    now = timezone.now()
    run = run_of(
        step="plan",
        fraction=0.25,
        rows=5000,
        step_began_at=now - datetime.timedelta(seconds=2),
        heartbeat=now,
    )

    response = admin_client.get(f"{LIST}{run.pk}/change/")

    assert response["Refresh"] == "2"
    shown = soup(response).select_one(".working")
    assert shown is not None
    assert "25%" in shown.text
    assert "5,000件（毎秒2,500件）" in shown.text
    assert "Refresh" not in admin_client.get(f"{LIST}{run_of(status='planned').pk}/change/")


@pytest.mark.parametrize("death", ["silent", "found"])
def test_a_worker_that_died_is_told_and_can_be_started_again(
    admin_client: Client, death: str
) -> None:
    if death == "silent":
        run = run_of(step="plan", heartbeat=timezone.now() - datetime.timedelta(seconds=31))
    else:  # by the next worker, which is given what the dead one had begun
        run = run_of(step="plan", attempt=3)
        tasks.work.enqueue(run.pk, 3)

    response = admin_client.get(f"{LIST}{run.pk}/change/")

    assert "Refresh" not in response
    assert "中断しました。何も変更されていません。やり直してください。" in response.content.decode()
    assert "中断" in admin_client.get(LIST).content.decode()
    admin_client.post(f"{LIST}{run.pk}/compare/")
    run.refresh_from_db()
    assert run.status == "planned"


def test_a_run_that_waits_for_a_worker_is_not_interrupted_however_long() -> None:
    assert not run_of(heartbeat=timezone.now() - datetime.timedelta(hours=1)).is_interrupted


def test_a_run_that_works_is_neither_started_again_nor_discarded(admin_client: Client) -> None:
    run = run_of(step="plan")

    for page in ("compare", "discard"):
        response = admin_client.post(f"{LIST}{run.pk}/{page}/", follow=True)
        assert "他の担当者が先に操作しました" in errors(response)

    run.refresh_from_db()
    assert (run.status, run.attempt) == ("planning", 0)


@queued()
def test_two_starts_at_once_are_one() -> None:
    run = run_of(status="planned")
    same = ImportRun.objects.get(pk=run.pk)

    assert tasks.start(run, RunStatus.PLANNING)
    assert not tasks.start(same, RunStatus.PLANNING)
    (waiting,) = DBTaskResult.objects.all()
    assert waiting.args_kwargs["args"] == [run.pk, 1]


@queued()
def test_a_start_that_is_rolled_back_is_none() -> None:
    run = run_of(status="planned")

    with transaction.atomic():
        assert tasks.start(run, RunStatus.PLANNING)
        transaction.set_rollback(True)

    assert not DBTaskResult.objects.exists()
    run.refresh_from_db()
    assert run.status == "planned"


@queued()
def test_an_upload_waits_for_a_worker_and_is_compared_by_it(admin_client: Client) -> None:
    send(admin_client)
    run = ImportRun.objects.get()
    page = admin_client.get(f"{LIST}{run.pk}/change/")
    assert "開始を待っています" in page.content.decode()
    assert "ワーカー" not in page.content.decode()

    do_tasks()

    run.refresh_from_db()
    assert run.status == "planned"


@queued()
def test_after_ten_seconds_without_a_worker_the_page_says_whom_to_tell(
    admin_client: Client,
) -> None:
    send(admin_client)
    run = ImportRun.objects.get()
    ImportRun.objects.update(heartbeat=timezone.now() - datetime.timedelta(seconds=11))

    page = admin_client.get(f"{LIST}{run.pk}/change/")

    assert page["Refresh"] == "2"
    assert "ワーカーが止まっている" in page.content.decode()
    with named_session(SESSION):
        assert "ワーカー" not in admin_client.get(f"{LIST}{run.pk}/change/").content.decode()


@contextmanager
def named_session(name: str) -> Iterator[None]:
    """Be connected to the database under a name, as a worker is."""
    with server(connection.settings_dict["NAME"]) as session:
        session.execute("SELECT set_config('application_name', %s, false)", [name])
        with connection.cursor() as cursor:  # of this transaction, which has asked already
            cursor.execute("SELECT pg_stat_clear_snapshot()")
        yield


def test_a_fault_of_ours_is_told_without_its_details(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Importer) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(registry.IMPORTERS["relationships"], "prepare", fail)
    send(admin_client)

    run = ImportRun.objects.get()
    assert run.status == "failed"
    shown = admin_client.get(f"{LIST}{run.pk}/change/").content.decode()
    assert "システムの不具合" in shown
    assert "secret" not in shown


def test_a_worker_that_was_given_up_writes_nothing() -> None:
    run = run_of()
    late = ImportRun.objects.get(pk=run.pk)
    ImportRun.objects.filter(pk=run.pk).update(attempt=1)

    assert tasks.plan(late, tasks.Heartbeat(late)) == {}

    run.refresh_from_db()
    assert (run.status, run.head, run.entries.count()) == ("planning", {}, 0)


def test_a_template_of_each_import_is_offered_and_can_be_opened(admin_client: Client) -> None:
    page = soup(admin_client.get("/admin/imports/importrun/add/"))
    links = [str(link["href"]) for link in page.select("a[href*='/template/']")]

    books = [admin_client.get(link) for link in links]

    assert len(links) == len(registry.importers())
    assert all(book.getvalue().startswith(b"PK") for book in books)
    assert admin_client.get("/admin/imports/importrun/template/nothing/").status_code == 404
