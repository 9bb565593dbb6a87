"""Import of the sample workbook: ours, Odoo's load() twice, COPY."""

import base64
from pathlib import Path

from .clock import seconds
from .databases import clone, environment
from .import_rivals import ByName, ByReference, ImportedRows, copy_bare_rows
from .report import Row

SAMPLE = Path(__file__).parents[1] / "data/client_archive.xls"


def measure(database, say):
    """Rows of the table."""
    with clone(database, "ours") as name:
        with environment(name) as env:
            say("importing the workbook our way")
            ours, _done = seconds(lambda: _import_workbook(env))
        with environment(name) as env:
            imported = ImportedRows(env)
            say("copying the bare rows")
            bare = copy_bare_rows(env)
    ways = [(way, _load(database, way, imported, say)) for way in (ByName, ByReference)]
    work = f"import of the sample: {imported.summary()}"
    return [
        Row(work, ours, bare, partners + prices, _remark(way, partners, prices))
        for way, (partners, prices) in ways
    ]


def _remark(way, partners, prices):
    return (
        f"ours: all eight sheets, read and checked first; Odoo: {way.__doc__} "
        f"({partners:.0f} s for partners, {prices:.0f} s for prices)"
    )


def _import_workbook(env):
    record = env["ruiji.archive.import"].create(
        {
            "file": base64.b64encode(SAMPLE.read_bytes()),
            "file_name": SAMPLE.name,
        }
    )
    record.action_check()
    record.with_context(import_now=True).action_import()
    env.flush_all()
    if record.state != "done":
        raise SystemExit(f"the import ended as {record.state}")


def _load(database, way, imported, say):
    say(f"loading the same rows: {way.__doc__}")
    with clone(database, "load") as name, environment(name) as env:
        return way(env, imported).seconds()
