"""How much a file may hold: what Excel allows, and what bounds the memory and time of an import."""

from dataclasses import dataclass

from sistercity.spreadsheets.letters import LONGEST

MB = 2**20
# Excel's own limits.
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
LONGEST_CELL = 32_767  # characters


@dataclass(frozen=True)
class Limits:
    """The most that a file may hold; a larger one is refused."""

    text_bytes: int = 100 * MB
    workbook_bytes: int = 50 * MB
    unpacked_bytes: int = 200 * MB
    entries: int = 10_000  # files in the archive that a workbook is
    workbook_cells: int = 2_000_000  # of all sheets, with their texts and formats
    cell: int = LONGEST  # characters
    columns: int = 400

    @property
    def line(self) -> int:
        """The most characters of one row of a text file."""
        return self.cell * self.columns * 2


USUAL = Limits()
