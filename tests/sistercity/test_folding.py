"""Folding: one definition in Python and in PostgreSQL."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sistercity.folding import fold, template

# Letters of the scripts that names in the register are written in.
NAMES = st.text(
    st.characters(codec="utf-8", max_codepoint=0xFFEF, exclude_categories=("Cs", "Cn", "Co", "Cc")),
    max_size=40,
)


def fold_in_postgresql(text: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {template() % {'expressions': '%s::text'}}", [text])
        return str(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kōchi", "KOCHI"),
        ("さっぽろ", "サッポロ"),
        ("ｻｯﾎﾟﾛ", "サッポロ"),
        ("São Paulo", "sao paulo"),
        ("Łódź", "lodz"),
        ("Weißenburg", "WEISSENBURG"),
        ("龍ヶ崎", "龍ケ崎"),
        ("Ｏｔａｒｕ", "otaru"),
    ],
)
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_voiced_kana_stay_apart_from_plain_ones() -> None:
    assert fold("がき") != fold("かき")


@pytest.mark.django_db
@hypothesis_settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=NAMES)
def test_python_and_postgresql_fold_alike(text: str) -> None:
    assert fold(text) == fold_in_postgresql(text)
