"""`make bench`: measures on copies of the fresh database named by BENCH_DB."""

import argparse
import os
import sys
from collections import defaultdict

from odoo.tools import config

PARTS = ("import", "prices", "portal", "rules", "access", "insight")


def main():
    """Measure, print one table and keep it in docs/bench.md."""
    options = _options()
    config.parse_config(["--no-http", "--log-level=warn"], setup_logging=True)
    # Odoo reads its configuration first, the rest imports what depends on it.
    from . import (
        access,
        import_scale,
        imports,
        insight,
        portal_load,
        prices,
        report,
        rules,
    )

    database = os.environ.get("BENCH_DB") or sys.exit("Start this by: make bench")
    rows, plans = [], defaultdict(list)
    if options.only in (None, "import"):
        rows += imports.measure(database, _say)
        rows += import_scale.measure(database, options.steps, _say)
    if options.only in (None, "prices"):
        rows += prices.measure(database, options.lines, _say, plans["prices"])
    if options.only in (None, "portal"):
        rows += portal_load.measure(database, options.clients, _say)
    if options.only in (None, "rules"):
        rows += rules.measure(database, _say, options.files, plans["rules"])
    if options.only in (None, "access"):
        rows += access.measure(database, _say)
    if options.only in (None, "insight"):
        rows += insight.measure(database, _say, options.files, options.boards)
    print(report.table(rows))
    if not options.only:
        report.save(rows, _postgres_version(database))
    for part, found in plans.items():
        report.save_plans(part, found)


def _options():
    parser = argparse.ArgumentParser(prog="make bench ARGS=…", description=__doc__)
    parser.add_argument("--only", choices=PARTS, help="measure this part")
    parser.add_argument(
        "--lines",
        type=int,
        nargs="+",
        default=[7_000, 200_000, 1_000_000],
        help="numbers of price lines",
    )
    parser.add_argument(
        "--files", type=int, default=200_000, help="client files behind the rules"
    )
    parser.add_argument(
        "--boards", type=int, default=1_000_000, help="repairs behind the dashboards"
    )
    parser.add_argument(
        "--steps",
        type=int,
        nargs="+",
        default=[1, 4],
        help="sizes of workbooks; 20 is what the archive has to take",
    )
    parser.add_argument(
        "--clients",
        type=int,
        nargs="+",
        default=[20],
        help="numbers of clients at the portal at once (100 take minutes more)",
    )
    return parser.parse_args()


def _say(text):
    print(f"… {text}", file=sys.stderr, flush=True)


def _postgres_version(database):
    from .databases import environment

    with environment(database) as env:
        return env.cr._cnx.info.parameter_status("server_version").split()[0]


main()
