"""What stands for a seminar in URLs: ``2018-new-york``, ``2018-paris-2``."""

import re
from typing import Any

from seminars.offices import Office

KEY = re.compile(
    rf"(?P<fiscal_year>\d{{4}})-(?P<office>{'|'.join(Office.values)})(?:-(?P<sequence>[2-9]|[1-9]\d))?"
)


def parse(key: str) -> dict[str, Any] | None:
    """Return fiscal year, office and sequence; None for what is no key. See ``Seminar.key``."""
    match = KEY.fullmatch(key)
    return match and {**match.groupdict(), "sequence": match["sequence"] or "1"}
