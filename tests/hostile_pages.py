"""Pages opened with hostile texts and with harmless ones: both must have the same elements."""

from collections.abc import Callable, Iterator
from typing import Any

import html5lib
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from tests.hostile_texts import Texts, columns

# Names and responses of pages.
Pages = Iterator[tuple[str, Any]]


def superuser(texts: Texts) -> Client:
    """Return the browser of a superuser whose name is hostile too."""
    client = Client()
    names = columns(User, texts)
    client.force_login(User.objects.create_superuser("chief", **names))
    return client


def structures(pages: Callable[[Texts], Pages], texts: Texts) -> dict[str, list[str]]:
    """Return the status and the structure of each page, by its name; undo what they wrote."""
    found = {}
    with transaction.atomic():
        for name, response in pages(texts):
            assert response.status_code in (200, 400, 403, 404, 410), (name, response.status_code)
            elements = structure(response.getvalue().decode())
            found[name] = [str(response.status_code), *elements]
        transaction.set_rollback(True)
    return found


def unlike(pages: Callable[[Texts], Pages]) -> list[str]:
    """Return the names of the pages that have other elements, or attributes, with harmless text."""
    hostile, harmless = (structures(pages, Texts(are_hostile=one)) for one in (True, False))
    assert list(hostile) == list(harmless)
    return [name for name in hostile if hostile[name] != harmless[name]]


def structure(html: str) -> list[str]:
    """Return the elements of a page as a browser makes them, each with its attributes' names.

    Their order is left out: some queries have none.
    """
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    return sorted(" ".join([element.tag, *sorted(element.attrib)]) for element in elements)


def shown(html: str) -> str:
    """Return what a page shows: its text, and what stands in its inputs."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    values = [str(element.get("value", "")) for element in tree.iter("input")]
    return "\n".join(["".join(tree.itertext()), *values])
