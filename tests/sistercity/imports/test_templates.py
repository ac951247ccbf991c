"""Templates: empty files that lack only rows, and workbooks that say what belongs in them."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from sistercity.imports.exports import write_template
from sistercity.imports.importer import Importer
from sistercity.imports.registry import importers
from sistercity.spreadsheets.describing import example, words
from sistercity.spreadsheets.letters import column_letters
from sistercity.spreadsheets.problems import FileRefused
from sistercity.spreadsheets.reading import open_table
from tests.sistercity.spreadsheets.test_writing import SUFFIXES, part


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("importer", importers(), ids=lambda one: one.name)
def test_a_template_lacks_only_rows(
    tmp_path: Path, importer: type[Importer], suffix: str, language: str
) -> None:
    path = tmp_path / f"empty.{suffix}"

    with translation.override(language):
        write_template(path=path, importer=importer)

    with open_table(path, importer.layout) as table:
        assert table.notices == []
        assert [bound.column for bound in table.bound] == list(importer.layout.columns)
        with pytest.raises(FileRefused) as refused:
            list(table.rows())
    assert [problem.code for problem in refused.value.problems] == ["no_rows"]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("importer", importers(), ids=lambda one: one.name)
def test_the_notes_name_every_column_and_offer_every_word(
    tmp_path: Path, importer: type[Importer], language: str
) -> None:
    path = tmp_path / "empty.xlsx"
    with translation.override(language):
        write_template(path=path, importer=importer)
        labels = [
            f"{column_letters(index)} {column.label}"
            for index, column in enumerate(importer.layout.columns)
        ]
        wanted = [[word.label for word in words(column)] for column in importer.layout.columns]

    notes = texts_of(part(path, "xl/worksheets/sheet2.xml"))
    offered = offers(part(path, "xl/worksheets/sheet1.xml"))

    assert [notes.get(f"A{row}") for row in range(2, len(labels) + 2)] == labels
    assert {index: [notes[place] for place in places] for index, places in offered.items()} == {
        index: known for index, known in enumerate(wanted) if known
    }


def texts_of(sheet: str) -> dict[str, str]:
    """Return the texts of a sheet by place."""
    cells = re.findall(r'<c r="(\w+)"[^>]*><is><t[^>]*>(.*?)</t>', sheet, re.DOTALL)
    return {place: text.replace("&amp;", "&") for place, text in cells}


def offers(sheet: str) -> dict[int, list[str]]:
    """Return the places of the words that each column offers, by the column's index."""
    pattern = (
        r'<dataValidation [^>]*sqref="([A-Z]+)2:[^>]*><formula1>\'[^\']+\'!\$B\$(\d+):\$B\$(\d+)<'
    )
    found = {}
    for name, first, last in re.findall(pattern, sheet):
        index = 0
        for letter in name:
            index = index * 26 + ord(letter) - 64
        found[index - 1] = [f"B{row}" for row in range(int(first), int(last) + 1)]
    return found


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("importer", importers(), ids=lambda one: one.name)
def test_every_word_and_example_is_read_as_what_it_stands_for(
    importer: type[Importer], language: str
) -> None:
    with translation.override(language):
        for column in importer.layout.columns:
            column.parse(example(column))
            for word in words(column):
                for spelling in (word.code, word.en, word.ja, *word.also):
                    assert column.format(column.parse(spelling)) == word.code
