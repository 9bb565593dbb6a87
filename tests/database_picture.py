"""What people have entered in a database, table by table, to be compared later."""

import json

# Odoo's own bookkeeping: what every installation of an addon rewrites.
TECHNICAL = (
    "ir_act",
    "ir_asset",
    "ir_config",
    "ir_cron",
    "ir_default",
    "ir_embedded",
    "ir_filters",
    "ir_logging",
    "ir_mail",
    "ir_model",
    "ir_module",
    "ir_profile",
    "ir_rule",
    "ir_sequence",
    "ir_ui",
    "base_registry",
    "bus_",
    "iap_",
    "mail_activity_type",
    "module_",
    "orm_signaling",
    "rel_modules",
    "res_groups",
    "spreadsheet_",
    "web_",
)
# Odoo notes here that it filled in columns of ours.
STAMPS = {"write_date", "write_uid"}
COLUMNS = """
    SELECT c.relname, json_agg(a.attname)
      FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT attisdropped
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
     GROUP BY c.relname ORDER BY c.relname"""


def columns(pg, database):
    """{table: names of its columns}, of tables that people fill."""
    rows = (row.split("\t", 1) for row in pg.sql(COLUMNS, database))
    return {
        table: [name for name in json.loads(names) if name not in STAMPS]
        for table, names in rows
        if not table.startswith(TECHNICAL)
    }


def take(pg, database, shape=None):
    """{table: its rows}, each row as text.

    :param dict shape: {table: columns} as they were; without it, as they are
    """
    shape = shape or columns(pg, database)
    query = " UNION ALL ".join(
        f"SELECT '{table}', to_jsonb(row)::text FROM "
        f"(SELECT {', '.join(map(_quoted, names))} FROM {_quoted(table)}) row"
        for table, names in shape.items()
    )
    picture = {table: set() for table in shape}
    for line in pg.sql(query, database):
        table, row = line.split("\t", 1)
        picture[table].add(row)
    return picture


def missing(before, after):
    """{table: rows that were there before and are there no more, as dicts}"""
    return {
        table: [json.loads(row) for row in sorted(gone)]
        for table, rows in before.items()
        if (gone := rows - after[table])
    }


def added(before, after):
    """{table: rows that are there now and were not before, as dicts}"""
    return missing(after, before)


def _quoted(name):
    return f'"{name}"'
