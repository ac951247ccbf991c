"""Our Japanese texts leave those of Django's own pages alone: one catalogue serves both."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import _messages
import django
from django.apps import apps

# Django's lists of names in a sentence get the Japanese comma too.
WANTED = {", "}


def folders() -> Iterator[Path]:
    """Yield where Django keeps the texts of the framework and of the apps that the site uses."""
    yield Path(django.__file__).parent / "conf"
    for app in apps.get_app_configs():
        if app.name.startswith("django.contrib."):
            yield Path(app.path)


def texts(path: Path) -> dict[Any, Any]:
    """Return the translations of a catalogue whose texts have no context."""
    found = _messages.texts(_messages.read(path))
    return {text: one.string for (context, text), one in found.items() if not context}


def test_no_text_of_ours_replaces_one_of_django() -> None:
    ours = texts(_messages.CATALOGUE)
    django_s: dict[Any, Any] = {}
    for folder in folders():
        path = folder / "locale" / "ja" / "LC_MESSAGES" / "django.po"
        django_s |= texts(path) if path.exists() else {}

    replaced = {text for text in ours.keys() & django_s.keys() if ours[text] != django_s[text]}

    assert len(django_s) > 500
    assert replaced == WANTED
