"""The parts of bin/bench that can be wrong without anybody seeing it. Nothing is timed here."""

import socket
import threading
from itertools import islice

import pytest
from django.db import connection
from django.test import override_settings

from places.models import LocalGovernment
from relationships.register.models import Relationship
from tests.bench import bare, figures, load, register, tutorial_settings
from tests.bench.load import Sample, Visitor

PLACES = ("prefectures/01-hokkaido", "countries/US")
HEAD = b'HTTP/1.0 200 OK\r\nETag: W/"1"\r\n'


@pytest.mark.django_db
def test_a_made_register_has_as_many_relationships_as_asked_for_and_breaks_no_rule():
    wanted = Relationship.objects.count() + 30

    register.fill(wanted)

    made = Relationship.objects.order_by("-public_id")[:30]
    assert Relationship.objects.count() == wanted
    connection.check_constraints()
    for one in made:
        one.full_clean()
        one.partner.full_clean()


@pytest.mark.django_db
def test_the_same_number_of_relationships_is_the_same_register():
    first, second = (
        [(one.local_government_id, one.partner.name_en) for _, one in islice(made, 200)]
        for made in (register.Maker().relationships(), register.Maker().relationships())
    )

    assert first == second
    assert len(set(first)) == 200


@pytest.mark.django_db
@override_settings(
    ROOT_URLCONF=tutorial_settings.ROOT_URLCONF,
    TEMPLATES=tutorial_settings.TEMPLATES,
    MIDDLEWARE=tutorial_settings.MIDDLEWARE,
)
@pytest.mark.parametrize(
    "path", ["", "relationships/", "relationships/?prefecture=01&q=city", "statistics/", "places"]
)
def test_the_tutorial_version_answers(client, path):
    government = LocalGovernment.objects.filter(relationships__counting="counted")[0]
    places = [f"{place}/" for place in (*PLACES, f"municipalities/{government.slug}")]

    for address in places if path == "places" else [path]:
        answer = client.get(f"/{address}", SERVER_NAME="127.0.0.1")

        assert answer.status_code == 200
        assert b"elationships" in answer.content


@pytest.mark.parametrize(
    ("answer", "status", "size", "is_kept"),
    [
        (HEAD + b"Content-Length: 3\r\n\r\nabc", 200, 3, True),
        (HEAD + b"Connection: close\r\n\r\nabcd", 200, 4, False),
        (HEAD.replace(b"200 OK", b"304 Not Modified") + b"\r\n", 304, 0, True),
        (b"", 599, 0, False),
    ],
    ids=["length", "until-the-end", "not-modified", "none"],
)
def test_an_answer_is_read_to_its_end(answer, status, size, is_kept):
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=answer_once, args=(server, answer))
        thread.start()
        visitor = Visitor(server.getsockname()[1])
        visit = visitor.visit("/")
        was_kept = visitor.connection is not None
        visitor.close()
        thread.join()

    assert (visit.status, visit.size, was_kept) == (status, size, is_kept)
    assert visit.etag == ('W/"1"' if answer else "")


def answer_once(server: socket.socket, answer: bytes) -> None:
    """Answer one request and close the connection."""
    connection, _ = server.accept()
    with connection:
        connection.recv(65_536)
        connection.sendall(answer)


def test_the_cpu_of_a_process_is_read_whatever_its_name_is():
    fields = "S 7 7 7 0 -1 0 0 0 0 0 100 50 30 20 20 0 1 0"

    parent, cpu = load.parse_stat(f"42 (post) gres: x) {fields}")

    assert (parent, cpu) == (7, 200 / load.TICKS)


def test_figures_are_medians_with_their_spread():
    assert figures.spread([0.004, 0.006, 0.005]) == "0.005 (0.004–0.006)"
    assert figures.spread([1234.5]) == "1,234"
    assert figures.ratio([10, 30], [20, 20]) == "1.00 (0.50–1.50)"
    assert figures.ratio([10], []) == "-"


def test_a_failed_page_has_its_status_for_a_figure():
    good = Sample(cpu=12.5, per_second=80, p50=12, p95=14, first=11, size=1500, status=200)
    bad = Sample(cpu=1, per_second=80, p50=12, p95=14, first=11, size=1500, status=500)

    text = figures.uncached_table({"home": {"here": [good, good], "tutorial": [bad, good]}})

    cells = [cell.strip() for cell in text.splitlines()[2].split("|")]
    assert cells[1:5] == ["home", "12.5", "status 500", "-"]


def test_only_the_figures_of_a_document_are_replaced():
    document = f"# Title\n{figures.BEGIN}\nold\n{figures.END}\n\nThe end.\n"

    written = figures.put_into(document, "new")

    assert written == f"# Title\n{figures.BEGIN}\n\nnew\n\n{figures.END}\n\nThe end.\n"


def test_the_bare_application_answers_with_as_many_bytes_as_asked_for():
    assert bare.application({"PATH_INFO": "/1234"}, lambda *_: None) == [b"x" * 1234]
