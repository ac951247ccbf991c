"""The office's mail address and telephone stand in one place."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from sistercity import contact
from tests.pages import LANGUAGES, get, soup

ROOT = Path(__file__).resolve().parents[2]
# The web server sends this page while the site is away, so no template can make it.
COPY = "docs/deploy/unavailable.html"
NUMBERS = re.compile(r"5213\D?1723")


def files() -> list[str]:
    """Return the names of the project's files of text, but for tests and data."""
    run = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    ends = (".py", ".html", ".txt", ".md", ".po", ".js", ".conf")
    return [name for name in run.stdout.split() if name.endswith(ends) and "tests/" not in name]


def test_no_other_file_says_how_the_office_is_reached() -> None:
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in files()}

    saying = {name for name, text in texts.items() if contact.MAIL in text or NUMBERS.search(text)}

    assert saying == {"sistercity/contact.py", COPY}


def test_the_page_of_the_web_server_says_the_same() -> None:
    page = soup((ROOT / COPY).read_text(encoding="utf-8"))

    links = {(link["href"], link.get_text()) for link in page.select("a")}

    dialled = "tel:" + contact.TELEPHONE["en"].replace("-", "")
    assert links == {
        (f"mailto:{contact.MAIL}", contact.MAIL),
        *((dialled, contact.TELEPHONE[language]) for language in LANGUAGES),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["about/", "accessibility/"])
def test_a_page_gives_the_number_for_its_readers(client: Any, path: str, language: str) -> None:
    page = soup(get(client, f"/{language}/{path}"))

    links = page.select("main a[href^='tel:']")

    assert [link.get_text() for link in links] == [contact.TELEPHONE[language]]
    assert page.select(f"main a[href='mailto:{contact.MAIL}']")
