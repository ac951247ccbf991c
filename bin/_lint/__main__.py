"""Holds the files against the rules of this house that no other linter knows.

PYTHONPATH=bin python -m _lint prints a line for each breach, with its file and what to do, and
fails when there is one. It only reads files: no settings of Django, no database. What needs those
is a test.
"""

import sys
from pathlib import Path

from _lint import code, documents, markup, style_sheet, texts

ROOT = Path(__file__).resolve().parents[2]
RULES = (
    code.long_functions,
    code.usual_length,
    code.long_files,
    code.class_names,
    markup.in_code,
    markup.in_templates,
    texts.hidden,
    texts.kept,
    texts.style,
    style_sheet.contrast,
    style_sheet.tokens,
    style_sheet.size,
    style_sheet.forbidden,
    documents.variables,
    documents.settings_of_a_deployment,
    documents.commands,
    documents.scripts,
    documents.length,
    documents.links,
    documents.programs,
    documents.shell,
)


def main() -> int:
    """Print what breaks a rule; return the exit code."""
    found = [problem for rule in RULES for problem in rule(ROOT)]
    print("\n".join(found) or f"{len(RULES)} rules are kept.")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
