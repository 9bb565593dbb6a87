"""Import of the sample workbook: ours, Odoo's load() twice, COPY."""

import base64
from collections import Counter
from pathlib import Path

from .clock import Effort
from .databases import clone, environment
from .import_rivals import ByName, ByReference, ImportedRows, copy_bare_rows
from .report import Row

SAMPLE = Path(__file__).parents[1] / "data/client_archive.xls"
# Sheets whose rows the other ways take in as well; units are clients' superiors.
SAME_ROWS = ("reading", "clients", "units", "persons", "prices")


def measure(database, say):
    """Rows of the table, in processor time of Python and of the database."""
    with clone(database, "ours") as name:
        with environment(name) as env:
            say("importing the workbook our way")
            parts = _import_workbook(env)
        with environment(name) as env:
            imported = ImportedRows(env)
            say("copying the bare rows")
            bare = copy_bare_rows(env)
    ours = sum(parts[part] for part in SAME_ROWS)
    whole = sum(parts.values())
    ways = [(way, _load(database, way, imported, say)) for way in (ByName, ByReference)]
    work = f"import of the sample: {imported.summary()}"
    return [
        Row(work, ours, bare, sum(took), _remark(way, whole, *took))
        for way, took in ways
    ]


def _remark(way, whole, partners, prices):
    return (
        f"ours: reading and checking included, {whole:.1f} s with the other four "
        f"sheets; Odoo: {way.__doc__} ({partners:.0f} s for partners, {prices:.0f} s "
        "for prices)"
    )


def _import_workbook(env):
    """Seconds for reading and checking all sheets, and for writing each."""
    record = env["ruiji.archive.import"].create(
        {
            "file": base64.b64encode(SAMPLE.read_bytes()),
            "file_name": SAMPLE.name,
        }
    )
    effort, parts = Effort(env), Counter()
    run = record._checked_run()
    record._keep_findings(run)
    parts["reading"] = effort.seconds()
    for handler, count, _has_written in run.write(record._new_journal()):
        record._keep_progress(handler, count)
        env.flush_all()
        parts[handler.layout.key] += effort.seconds() - parts.total()
    record._finish()
    return parts


def _load(database, way, imported, say):
    say(f"loading the same rows: {way.__doc__}")
    with clone(database, "load") as name, environment(name) as env:
        return way(env, imported).seconds()
