import csv
import json
from typing import Any

from django.db import migrations

# The columns of every dataset until now, in order: the lines were told by position alone.
NAMES = [
    "id", "government_code", "prefecture_ja", "prefecture_en", "government_ja",
    "government_en", "former", "partner_id", "country_code", "country_ja", "country_en",
    "state_ja", "state_en", "partner_ja", "partner_en", "partner_level", "kind", "status",
    "established", "established_basis", "re_signed", "ended", "end_reason_ja",
    "end_reason_en", "term_ends_on", "counting", "confidence", "agreement_exists",
    "agreement_title", "fields", "story_ja", "story_en", "story_ja_is_translated",
    "last_confirmed_on", "sources",
]  # fmt: skip
GUARDED = frozenset("=+-@＝＋－＠\t\r\n'")


def by_column(line: str) -> str:
    """Return a line of CSV as JSON: its filled cells by the names of their columns."""
    cells = next(csv.reader([line]))
    pairs = zip(NAMES, map(unguarded, cells), strict=True)
    return json.dumps({name: cell for name, cell in pairs if cell}, ensure_ascii=False)


def unguarded(cell: str) -> str:
    """Take off the quote that stands before the first letter of a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in GUARDED else cell


def convert(apps: Any, schema_editor: Any) -> None:
    """Rewrite the lines that the notices hold of relationships that came or went."""
    model = apps.get_model("relationships", "Change")
    for change in model.objects.filter(column="").iterator():
        side = "before" if change.before else "after"
        setattr(change, side, by_column(getattr(change, side)))
        change.save(update_fields=[side])


class Migration(migrations.Migration):
    dependencies = [("relationships", "0006_rate_limits")]
    operations = [migrations.RunPython(convert)]
