"""Moves the clock of the site."""

import datetime

import pytest
from django.utils import timezone


def japan(text: str) -> datetime.datetime:
    """Return a moment in Japanese time: ``2026-05-01T09:00``, or a day at noon."""
    day = text if "T" in text else f"{text}T12:00"
    return datetime.datetime.fromisoformat(f"{day}+09:00")


def set_clock(monkeypatch: pytest.MonkeyPatch, text: str) -> datetime.datetime:
    """Let it be a moment in Japan for all that asks Django for the time; return it."""
    moment = japan(text)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return moment
