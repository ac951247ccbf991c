"""The monthly import at the staff desk: from the file to the release, and what stops it."""

from typing import Any

import pghistory
import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from places.finding import find
from places.models import Partner, PlaceName
from relationships.imports.importer import RegisterImporter
from relationships.register.figures import overview
from relationships.register.models import Relationship
from relationships.releases.models import Release
from sistercity.import_runs import tasks
from sistercity.import_runs.models import ImportRun
from sistercity.locks import LOCK, hold_back_editors, written_name
from tests.desk import content_text, errors, soup
from tests.relationships.imports.files import Sheet, exported
from tests.relationships.imports.runs import (
    LIST,
    act,
    month,
    month_with_an_error,
    page,
    publish,
    publisher,
    uploaded,
)
from tests.relationships.imports.test_desk_questions import other_name

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    """The browser of somebody who may import and publish."""
    return publisher()


def unknown(name: str = "Chicaggo") -> Sheet:
    """Return the register with a new row whose partner has a name like a known one."""
    sheet = exported()
    sheet.add(Local_government_code="011002", Country_code="US", Partner=name,
              Established="2026-04-01")  # fmt: skip
    return sheet


def without_the_last(number: int, sheet: Sheet) -> Sheet:
    """Return a file that lacks the last rows of another one."""
    del sheet.rows[-number:]
    return sheet


def test_a_file_is_compared_published_and_listed(client: Client) -> None:
    content = month().csv()
    run = uploaded(client, content)
    assert (run.status, run.counts["ended"], run.counts["corrected"]) == ("planned", 1, 1)
    assert Release.objects.count() == 1

    run = publish(client, run, note_ja="今月の更新です。", note_en="This month.")

    assert run.status == "published", run.message
    release = Release.objects.latest("number")
    assert release.counts["ended"] == release.counts["corrected"] == 1
    assert (release.note_ja, release.note_en) == ("今月の更新です。", "This month.")
    assert release.file_sha256 == run.file_sha256
    assert release.published_by == run.published_by == "花子 山田"
    assert run.result_url == f"/ja/releases/{release.number}/"
    assert bytes(run.content) == content
    assert "公開" in content_text(page(client, run))
    listed = soup(client.get(LIST)).select_one("#result_list tbody")
    assert listed is not None
    assert "解消1、訂正1" in listed.text


def test_whoever_publishes_sees_the_rows_and_the_totals_before_and_after(client: Client) -> None:
    before = overview()
    run = uploaded(client, without_the_last(1, month()))

    confirmation = soup(client.get(f"{LIST}{run.pk}/publish/"))
    publish(client, run)

    tables = [[[cell.text for cell in row.select("th, td")] for row in table.select("tbody tr")]
              for table in confirmation.select("#content table")]  # fmt: skip
    assert tables[0] == [["解消", "1件"], ["訂正", "1件"]]
    assert tables[2] == [["ファイルにない", "1件"]]
    figures = {label: numbers for label, *numbers in tables[1]}
    after = overview()
    assert after.relationships == before.relationships - 1
    assert figures["提携"] == [f"{before.relationships:,}", f"{after.relationships:,}"]
    assert figures["自治体"][0] == f"{before.governments:,}"
    entries = confirmation.select(".import-entries li")
    assert len(entries) == 2
    assert "港を通じて出会った。" in entries[1].text


def test_what_an_editor_saves_while_a_file_is_compared_is_seen_before_it_is_published(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = uploaded(client, month())
    steps = []

    def save_first() -> None:
        with pghistory.context(user=1):
            target = Relationship.objects.get(pk=changed)
            target.story_ja = "職員が書いた。"
            target.save()
        steps.append("editors wait")
        hold_back_editors()

    label = run.entries.get(kind="corrected").data["label"]
    changed = Relationship.objects.get(public_id=label.rpartition("No.")[2]).pk
    monkeypatch.setattr("sistercity.imports.publishing.hold_back_editors", save_first)
    plan = RegisterImporter.plan

    def noted(self: RegisterImporter, *arguments: Any) -> None:
        steps.append("file compared")
        plan(self, *arguments)

    monkeypatch.setattr(RegisterImporter, "plan", noted)

    published = publish(client, run)

    assert steps == ["file compared", "editors wait", "file compared"]
    assert published.status == "outdated"
    assert Relationship.objects.get(pk=changed).story_ja == "職員が書いた。"


def test_each_group_shows_rows_sides_and_both_values(client: Client) -> None:
    run = uploaded(client, month())

    ended = soup(page(client, run, "?group=ended"))

    entry = ended.select_one(".import-entries li")
    assert entry is not None
    assert "No." in entry.h3.text  # type: ignore[union-attr]
    assert "行目" in entry.text
    assert [tag.text for tag in entry.select("ins")] == ["解消", "2026-10"]
    current = ended.select_one(".tabs a[aria-current]")
    assert current is not None
    assert current.text == "解消 1件"


def test_the_same_file_again_has_nothing_to_publish(client: Client) -> None:
    run = uploaded(client, exported())

    assert "変更がありません" in content_text(page(client, run))
    assert publish(client, run).status == "planned"
    assert Release.objects.count() == 1


def test_errors_name_the_row_and_stop_the_publication(client: Client) -> None:
    run = uploaded(client, month_with_an_error())

    shown = content_text(page(client, run))
    assert "エラーが1件あります" in shown
    problem = soup(page(client, run, "?group=error")).select_one(".import-problems tbody tr")
    assert problem is not None
    assert "6" in problem.th.text  # type: ignore[union-attr]
    assert "Established" in problem.th.text  # type: ignore[union-attr]
    assert publish(client, run).status == "planned"
    assert Release.objects.count() == 1


@pytest.mark.parametrize("content", [b"%PDF-1.4 nothing", b"a,b\n1,2\n"])
def test_a_file_that_is_no_register_is_refused_with_the_reason(
    client: Client, content: bytes
) -> None:
    run = uploaded(client, content)

    assert run.status == "refused"
    shown = page(client, run)
    assert "ファイルを読めませんでした" in content_text(shown)
    assert soup(shown).select(".import-problems tbody tr")


def test_an_alarm_wants_a_tick_and_a_reason(client: Client) -> None:
    run = uploaded(client, without_the_last(20, month()))
    others = {alarm["name"] for alarm in run.head["alarms"]} - {"missing"}
    for name in others:
        run.answers[name] = "確認済み"
    run.save(update_fields=["answers"])
    assert "まだ確認していない事項が1種類あります" in content_text(page(client, run))
    assert publish(client, run).status == "planned"

    response = act(client, run, "alarms", **{"accept-missing": "on", "reason-missing": " "})
    assert "理由を入力してください" in errors(response)
    response = act(client, run, "alarms", **{"reason-missing": "一部だけの月"})
    assert "チェックを入れてください" in errors(response)

    kept = {f"{field}-{name}": "確認済み" for name in others for field in ("accept", "reason")}
    act(client, run, "alarms", **kept, **{"accept-missing": "on", "reason-missing": "一部だけの月"})
    run.refresh_from_db()
    run = publish(client, run)

    assert run.status == "published", run.message
    assert Release.objects.latest("number").answers["missing"] == "一部だけの月"


def test_comparing_again_keeps_what_was_typed_beside_an_alarm(client: Client) -> None:
    run = uploaded(client, without_the_last(20, month()))
    shown = soup(page(client, run))
    assert not shown.select("form[action$='/compare/']")
    assert shown.select_one("form[action$='/alarms/'] button[name=compare]")
    before = run.counts["missing"]
    newest = Relationship.objects.in_force().latest("public_id")
    Relationship.objects.filter(pk=newest.pk).update(status="ended")

    typed = {"accept-missing": "on", "reason-missing": "一部だけの月"}
    act(client, run, "alarms", compare="1", **typed)

    run.refresh_from_db()
    assert run.counts["missing"] == before - 1
    assert "一部だけの月" in page(client, run).content.decode()


def test_what_the_file_lacks_ends_only_with_the_tick(client: Client) -> None:
    content = without_the_last(3, exported())

    kept, ended = uploaded(client, content), uploaded(client, content, end_missing="on")

    assert kept.counts["missing"] == 3
    assert "ended" not in kept.counts
    assert ended.counts["ended"] == 3


def test_an_unknown_name_is_answered_and_becomes_another_name(client: Client) -> None:
    chicago = Partner.objects.get(name_en="Chicago", country="US")
    content = unknown()
    run = uploaded(client, content)
    assert run.counts["error"] == 1
    question = run.entries.get(kind="name")
    shown = soup(page(client, run, "?group=name"))
    box = shown.select_one("select.admin-autocomplete")
    assert box is not None
    assert (box["data-model-name"], box["data-field-name"]) == ("placename", "partner")
    assert shown.select_one(f"label[for={box['id']}]")

    act(client, run, "names", **other_name(question, chicago.pk))

    run.refresh_from_db()
    assert run.counts["new"] == 1
    assert "error" not in run.counts
    assert not PlaceName.objects.filter(text="Chicaggo").exists()
    run = publish(client, run)
    assert run.status == "published", run.message
    assert PlaceName.objects.get(text="Chicaggo").partner == chicago
    assert Relationship.objects.latest("public_id").partner == chicago
    again = uploaded(client, content)
    assert "error" not in again.counts
    assert "new" not in again.counts


def test_an_answer_in_another_country_is_said_to_be_none(client: Client) -> None:
    french = Partner.objects.filter(country="FR")[0]
    run = uploaded(client, unknown())
    question = run.entries.get(kind="name")

    act(client, run, "names", **other_name(question, french.pk))

    run.refresh_from_db()
    assert run.counts["error"] == 1
    assert "まだ分かりません" in content_text(page(client, run, "?group=name"))


@pytest.mark.parametrize(
    ("value", "status"), [("abc", 200), ("99999999", 200), ("\0", 200), ("", 302)]
)
def test_an_odd_answer_to_a_name_changes_nothing(client: Client, value: str, status: int) -> None:
    run = uploaded(client, unknown())
    question = run.entries.get(kind="name")

    response = act(client, run, "names", **{f"place-{question.position}": value})

    assert response.status_code == status
    run.refresh_from_db()
    assert run.names == []


def test_an_unknown_name_is_accepted_as_a_new_partner(client: Client) -> None:
    run = uploaded(client, unknown())
    assert "accept-new-partners" in page(client, run).content.decode()

    act(client, run, "alarms", **{"accept-new-partners": "on", "reason-new-partners": "別の市"})
    run.refresh_from_db()
    assert "error" not in run.counts, content_text(page(client, run))
    run = publish(client, run)

    assert run.status == "published", run.message
    assert Partner.objects.filter(name_en="Chicaggo", country="US").exists()


def test_a_new_partner_without_a_likeness_can_be_a_known_one(client: Client) -> None:
    chicago = Partner.objects.get(name_en="Chicago", country="US")
    run = uploaded(client, unknown("Windy Zqxborough"))
    question = run.entries.get(kind="name")

    act(client, run, "names", **other_name(question, chicago.pk))
    run.refresh_from_db()
    publish(client, run)

    assert Relationship.objects.latest("public_id").partner == chicago
    assert PlaceName.objects.filter(text="Windy Zqxborough", partner=chicago).exists()
    assert [hit.place for hit in find("windy zqxborough").hits] == [chicago]


def test_data_that_changed_since_must_be_read_again(client: Client) -> None:
    sheet = month()
    sheet.rows[0]["History"] = "They met."
    run = uploaded(client, sheet)
    number = int(sheet.rows[0]["ID"])
    Relationship.objects.filter(public_id=number).update(story_en="Another hand.")

    run = publish(client, run)

    assert run.status == "outdated"
    shown = page(client, run)
    assert "データが変わったため、もう一度比較してください" in content_text(shown)
    assert Release.objects.count() == 1
    act(client, run, "compare")
    act(client, run, "conflicts", every="take")
    run.refresh_from_db()
    assert publish(client, run).status == "published"


def test_a_plan_that_another_tab_compared_again_is_not_published(client: Client) -> None:
    run = uploaded(client, month())

    response = act(client, run, "publish", digest="0" * 64)

    assert "もう一度確かめてください" in errors(response)
    assert Release.objects.count() == 1


def test_a_discarded_import_keeps_no_file_and_no_plan(client: Client) -> None:
    run = uploaded(client, month())

    act(client, run, "discard")

    run.refresh_from_db()
    assert (run.status, bytes(run.content), run.entries.count()) == ("discarded", b"", 0)
    assert page(client, run).status_code == 200
    assert client.get(f"{LIST}{run.pk}/file/").status_code == 404
    for action in ("compare", "publish", "names", "alarms", "discard"):
        act(client, run, action)
    run.refresh_from_db()
    assert run.status == "discarded"


def test_a_published_import_cannot_be_discarded(client: Client) -> None:
    run = publish(client, uploaded(client, month()))

    act(client, run, "discard")

    run.refresh_from_db()
    assert run.status == "published"
    assert run.content


@pytest.mark.parametrize("suffix", ["html", "csv", "json"])
def test_the_plan_is_a_file_too(client: Client, suffix: str) -> None:
    run = uploaded(client, without_the_last(20, month_with_an_error()))

    response = client.get(f"{LIST}{run.pk}/report/{suffix}/")

    content = b"".join(response).decode()
    assert response["Content-Disposition"] == f'attachment; filename="import-{run.pk}.{suffix}"'
    assert "1989-02-30" in content
    assert "2026-10" in content
    assert "<script" not in content


def test_a_report_of_another_kind_is_not_found(client: Client) -> None:
    run = uploaded(client, month())

    assert client.get(f"{LIST}{run.pk}/report/pdf/").status_code == 404


def test_the_file_is_given_back_as_it_came(client: Client) -> None:
    content = month().csv()
    run = uploaded(client, content, name="10月 “末”.csv")

    response = client.get(f"{LIST}{run.pk}/file/")

    assert b"".join(response) == content
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Type"] == "application/octet-stream"


def test_many_entries_are_paged_with_few_queries(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    from sistercity.import_runs.models import ImportEntry

    run = uploaded(client, month())
    start = run.entries.count()
    entry = run.entries.filter(kind="corrected")[0].data
    ImportEntry.objects.bulk_create(
        ImportEntry(run=run, position=start + number, kind="corrected", data=entry)
        for number in range(500)
    )

    with django_assert_max_num_queries(15):
        shown = soup(page(client, run, "?group=corrected&page=11"))

    assert len(shown.select(".import-entries li")) == 1
    assert shown.select_one(".paginator [aria-current]").text == "11"  # type: ignore[union-attr]
    assert (
        len(soup(page(client, run, "?group=corrected&page=7")).select(".import-entries li")) == 50
    )


@pytest.mark.parametrize("query", ["?group=nonsense", "?page=abc", "?page=-1", "?group=%00&page=9"])
def test_an_odd_address_shows_the_plan(client: Client, query: str) -> None:
    run = uploaded(client, month())

    assert page(client, run, query).status_code == 200


def test_the_index_counts_what_waits(client: Client) -> None:
    uploaded(client, month())
    uploaded(client, month_with_an_error())
    uploaded(client, b"%PDF-1.4")

    counts = [cell.text for cell in soup(client.get("/admin/")).select(".tasks .count")][:2]

    assert counts == ["1件", "2件"]
    for check, number in (("planned", 1), ("errors", 2)):
        assert client.get(f"{LIST}?check={check}").context["cl"].result_count == number


def test_no_page_needs_an_inline_script_or_style(client: Client) -> None:
    run = uploaded(client, unknown())
    clean = uploaded(client, month())
    pages = [f"{LIST}add/", f"{LIST}{run.pk}/change/", f"{LIST}{clean.pk}/publish/", LIST]

    for address in pages:
        shown = soup(client.get(address))
        assert not shown.select("style, [style], script:not([src])"), address
        assert not [t for t in shown.find_all() if any(a.startswith("on") for a in t.attrs)]


def test_an_import_beside_another_says_who_has_it(client: Client) -> None:
    run = uploaded(client, month())
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            name = written_name("import 太郎")
            cursor.execute("SELECT set_config('application_name', %s, false)", [name])
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", LOCK)
        run = publish(client, run)
    finally:
        other.close()

    assert run.status == "planned"
    assert "取込を公開しています（担当：太郎、" in content_text(page(client, run))
    assert Release.objects.count() == 1
    assert publish(client, run).status == "published"


def test_a_publication_that_died_is_published_by_trying_again(client: Client) -> None:
    run = uploaded(client, month())
    dead = {"status": "publishing", "heartbeat": None, "published_by": "太郎"}
    ImportRun.objects.filter(pk=run.pk).update(**dead)
    assert "公開をやり直す" in content_text(page(client, run))

    run = publish(client, run)

    assert (run.status, run.published_by) == ("published", "花子 山田")
    assert Release.objects.count() == 2


def test_a_publication_that_was_given_up_is_undone_with_its_run(client: Client) -> None:
    run = uploaded(client, month())
    ImportRun.objects.filter(pk=run.pk).update(status="publishing", published_by="太郎")
    late = ImportRun.objects.get(pk=run.pk)
    ImportRun.objects.filter(pk=run.pk).update(attempt=9)

    values = tasks.publish(late, tasks.Heartbeat(late))

    assert values["status"] == "outdated"
    assert Release.objects.count() == 1
    run.refresh_from_db()
    assert (run.status, run.published_at) == ("publishing", None)


def test_an_answer_does_not_hold_for_another_alarm_of_the_name(client: Client) -> None:
    run = uploaded(client, without_the_last(20, month()))
    answers = {alarm["name"]: "確認済み" for alarm in run.head["alarms"]}
    ImportRun.objects.filter(pk=run.pk).update(answers=answers)
    act(client, run, "compare")
    run.refresh_from_db()
    assert run.answers == answers

    lacking = Relationship.objects.in_force().order_by("-public_id")[:5]
    Relationship.objects.filter(pk__in=list(lacking.values_list("pk", flat=True))).delete()
    act(client, run, "compare")

    run.refresh_from_db()
    assert "missing" not in run.answers


def test_a_long_name_of_an_editor_is_cut() -> None:
    client = publisher()
    User.objects.update(first_name="花" * 150, last_name="山" * 150)

    run = publish(client, uploaded(client, month()))

    assert run.status == "published", run.message
    assert len(run.published_by) == 200
