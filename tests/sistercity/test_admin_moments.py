"""Moments of publication at the staff desk: as editors write them, in Japanese time."""

import pytest
from django.core.exceptions import ValidationError

from sistercity.forms import MomentFormField
from tests.clock import japan, set_clock


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2026-05-01 9:00", "2026-05-01T09:00"),
        ("2026-05-01T09:00", "2026-05-01T09:00"),
        ("2026-05-01", "2026-05-01T00:00"),
        ("令和8年5月1日　２３：５９", "2026-05-01T23:59"),
        ("2026年5月1日 9:00:30", "2026-05-01T09:00:30"),
    ],
)
def test_a_moment_is_read_in_japanese_time(typed: str, moment: str) -> None:
    assert MomentFormField().clean(typed) == japan(moment)


def test_now_is_the_minute_that_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, "2026-05-01T09:12:34")

    assert MomentFormField().clean("今") == japan("2026-05-01T09:12")


@pytest.mark.parametrize(
    "typed", ["9:00", "2026-05", "2026-05-01 25:00", "2026-05-01 9:60", "2026-02-30 9:00", "abc"]
)
def test_what_is_no_moment_is_an_error(typed: str) -> None:
    with pytest.raises(ValidationError):
        MomentFormField().clean(typed)


@pytest.mark.parametrize("moment", ["2026-05-01T09:00", "2026-05-01T09:00:12.345678"])
def test_a_moment_shown_is_read_back_as_it_was(moment: str) -> None:
    field = MomentFormField()
    shown = field.prepare_value(japan(moment))

    assert field.clean(shown) == japan(moment)
    assert not field.has_changed(japan(moment), shown)


def test_an_empty_input_is_a_draft() -> None:
    assert MomentFormField(required=False).clean(" ") is None
