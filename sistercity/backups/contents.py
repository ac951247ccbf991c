"""What is in a database: rows of its tables, its sequences, and what its tables are made of."""

import re
from dataclasses import dataclass
from typing import Any

# A value of any type is the same text wherever it is read, and no reading is cut short.
SETTINGS = """
    SET LOCAL DateStyle = 'ISO, YMD';
    SET LOCAL IntervalStyle = 'postgres';
    SET LOCAL TimeZone = 'UTC';
    SET LOCAL extra_float_digits = 1;
    SET LOCAL bytea_output = 'hex';
    SET LOCAL statement_timeout = 0;
    SET LOCAL idle_in_transaction_session_timeout = 0;
"""
# Tables of extensions do not count: a new database can have some.
TABLES = """
    SELECT quote_ident(nspname) || '.' || quote_ident(relname)
      FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE relkind IN ('r', 'p') AND nspname !~ '^(pg_|information_schema$)'
       AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
     ORDER BY 1
"""
# A sum does not depend on the order of rows; a row's text has all its columns.
ROWS = """
    SELECT count(*),
           coalesce(sum(('x' || left(md5(whole_row::text), 16))::bit(64)::bigint), 0)::text
      FROM {} AS whole_row
"""
SEQUENCES = """
    SELECT quote_ident(schemaname) || '.' || quote_ident(sequencename), coalesce(last_value, 0)
      FROM pg_sequences ORDER BY 1
"""
# What each kind of object is, by name: the same in two databases that are equal.
DEFINITIONS = {
    "column": """
        SELECT table_name || '.' || column_name,
               concat_ws(' ', data_type, collation_name, is_nullable, column_default,
                         identity_generation, generation_expression)
          FROM information_schema.columns WHERE table_schema = current_schema()""",
    "constraint": """
        SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
          FROM pg_constraint WHERE connamespace = current_schema()::regnamespace""",
    "index": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()",
    "trigger": """
        SELECT tgrelid::regclass || '.' || tgname,
               concat_ws(' ', pg_get_triggerdef(oid), tgenabled, obj_description(oid))
          FROM pg_trigger WHERE NOT tgisinternal""",
    "function": """
        SELECT oid::regprocedure::text, pg_get_functiondef(oid) FROM pg_proc
         WHERE pronamespace = current_schema()::regnamespace AND prokind = 'f'""",
    "extension": "SELECT extname, extversion FROM pg_extension",
}
# PostgreSQL reads its own "ANY (ARRAY['a'::character varying])::text[]" back as
# "ANY (ARRAY['a'::character varying::text])".
CASTS = re.compile(r"::(character varying|text)(\[\])?|[()\s]")
OWNERS = """
    SELECT DISTINCT relowner::regrole::text FROM pg_class
     WHERE relnamespace = current_schema()::regnamespace
    UNION SELECT proowner::regrole::text FROM pg_proc JOIN pg_language ON prolang = pg_language.oid
     WHERE pronamespace = current_schema()::regnamespace AND lanname = 'plpgsql'
    UNION SELECT datdba::regrole::text FROM pg_database WHERE datname = current_database()
"""


@dataclass(frozen=True)
class TableContent:
    """The rows of a table: how many, and a sum of 64 bits of the digest of each."""

    rows: int
    checksum: str


@dataclass(frozen=True)
class Contents:
    """Rows and sequences of a database, by the name of the table or the sequence."""

    tables: dict[str, TableContent]
    sequences: dict[str, int]

    @property
    def rows(self) -> int:
        """How many rows all tables have together."""
        return sum(table.rows for table in self.tables.values())


def read_contents(cursor: Any) -> Contents:
    """Read rows and sequences; within a transaction, of which it changes the settings."""
    cursor.execute(SETTINGS)
    cursor.execute(SEQUENCES)
    sequences = dict(cursor.fetchall())
    return Contents({name: read_table(cursor, name) for name in table_names(cursor)}, sequences)


def table_names(cursor: Any) -> list[str]:
    """Return the tables of a database, with their schemas and quoted."""
    cursor.execute(TABLES)
    return [name for (name,) in cursor.fetchall()]


def read_table(cursor: Any, name: str) -> TableContent:
    """Read all rows of a table; its name is quoted."""
    cursor.execute(ROWS.format(name))
    return TableContent(*cursor.fetchone())


def read_definitions(cursor: Any) -> dict[str, str]:
    """Return what columns, constraints, indexes, triggers and the like of a database are."""
    found: dict[str, str] = {}
    for kind, query in DEFINITIONS.items():
        cursor.execute(query)
        found |= {f"{kind} {name}": CASTS.sub("", str(made)) for name, made in cursor.fetchall()}
    return found


def read_owners(cursor: Any) -> set[str]:
    """Return the roles that the database and what is in it belong to."""
    cursor.execute(OWNERS)
    return {owner for (owner,) in cursor.fetchall()}
