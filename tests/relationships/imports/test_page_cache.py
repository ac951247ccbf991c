"""An import and its undo make every page that is kept new, as an edit does."""

from typing import Any

from tests.relationships.imports.files import Desk, Sheet, undone
from tests.sistercity.cached.site import CachedSite, in_a_transaction

ALBERTA, STORY = 1, "History"
PAGE = "/en/relationships/1/"


def test_a_page_is_new_a_second_after_an_import_and_after_its_undo(
    desk: Desk, register: Sheet, monkeypatch: Any
) -> None:
    site = CachedSite(monkeypatch)
    with in_a_transaction():
        before = site.get(PAGE).text
        register[ALBERTA][STORY] = "A story from the file."
        desk.publish(register)
        site.wait()
        published = site.get(PAGE).text
        undone(2)
        site.wait()
        after = site.get(PAGE).text

    assert "A story from the file." in published
    assert "A story from the file." not in before + after
