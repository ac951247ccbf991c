"""The register's columns as people read them: every code has a label, every column two headings."""

import pytest
from django.utils import translation

from relationships.register.models import Relationship
from relationships.releases import dataset, values
from relationships.releases.columns import COLUMNS
from tests.pages import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_is_shown_by_its_label(language: str) -> None:
    pairs = [
        (column.name, code, code.label)
        for column in COLUMNS
        for code in column.choices or ()
        if code.value
    ]

    with translation.override(language):
        wrong = [one for one in pairs if values.readable(one[0], one[1].value) != str(one[2])]

    assert len({name for name, *_ in pairs}) == 7
    assert wrong == []


@pytest.mark.parametrize(
    ("column", "value", "english", "japanese"),
    [
        ("kind", "", "Not recorded", "不明"),
        ("established", "1989", '<time datetime="1989">1989</time>', "1989年</time>"),
        ("ended", "2026-10", "October 2026", "2026年10月"),
        ("term_ends_on", "2026-10-31", "31 October 2026", "2026年10月31日"),
        ("established", "soon", "soon", "soon"),
        ("fields", "education\nculture", "education and youth, culture", "教育・青少年、文化"),
        ("agreement_exists", "yes", "Yes", "あり"),
        ("story_ja_is_translated", "maybe", "maybe", "maybe"),
        ("government_code", "131121", "131121", "131121"),
        ("partner_ja", "キーウ", '<span lang="ja">キーウ</span>', "キーウ"),
        ("partner_en", "Kyiv", "Kyiv", '<span lang="en">Kyiv</span>'),
        ("former", "旧市", '<span lang="ja">旧市</span>', "旧市"),
        ("agreement_title", "Accord d’amitié", '<span lang="und">Accord d’amitié</span>', "und"),
        ("story_en", "<b>", "&lt;b&gt;", '<span lang="en">&lt;b&gt;</span>'),
        ("sources", "ftp://x/", "ftp://x/", "ftp://x/"),
        (
            "sources",
            "https://example.org/?a&b",
            '<a href="https://example.org/?a&amp;b" rel="external">',
            "example.org",
        ),
    ],
)
def test_a_value_is_written_in_the_language_of_the_page(
    column: str, value: str, english: str, japanese: str
) -> None:
    assert english in values.readable(column, value)
    with translation.override("ja"):
        assert japanese in values.readable(column, value)


def test_a_column_that_is_no_more_keeps_its_name() -> None:
    assert values.label("twinned_by") == "twinned_by"
    assert values.readable("twinned_by", "<x>") == "&lt;x&gt;"


@pytest.mark.real_data
@pytest.mark.django_db
def test_every_cell_of_the_register_can_be_read() -> None:
    names = [column.name for column in COLUMNS]

    shown = [
        values.readable(name, cell)
        for line in dataset.lines(Relationship.objects.all())
        for name, cell in zip(names, line, strict=True)
    ]

    assert len(shown) > 50_000 and all(shown)
