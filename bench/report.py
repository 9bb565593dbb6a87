"""The table: printed, and kept in docs/bench.md."""

import os
import platform
from datetime import date
from pathlib import Path
from typing import NamedTuple

TARGET = Path(__file__).parents[1] / "docs/bench.md"
# Where each part keeps its plans, and what stands above them.
PLANS = {
    "prices": (
        TARGET.with_name("bench-plans.md"),
        "# How the prices are found\n\nKept by `make bench`: the plans that PostgreSQL "
        "ran for the one statement of\nthe price resolution, on the tables of "
        "[bench.md](bench.md).\n",
    ),
    "rules": (
        TARGET.with_name("bench-plans-wall.md"),
        "# How files are found behind the wall\n\nKept by `make bench`: the plans that "
        "PostgreSQL ran for an account manager with borrowed\nfiles and for a clerk, "
        "among 200,000 files.\n",
    ),
}
# All between these lines is `make bench`'s to write, all around them people's.
BEGIN, END = "<!-- make bench: begin -->", "<!-- make bench: end -->"
TITLES = ("work", "ours", "plain SQL", "Odoo", "ours / SQL", "Odoo / ours", "remark")


class Row(NamedTuple):
    """Seconds of one piece of work done in up to three ways."""

    work: str
    ours: float
    sql: float | None
    odoo: float | None
    remark: str = ""

    def cells(self):
        """The row as it is shown."""
        return (
            self.work,
            duration(self.ours),
            duration(self.sql),
            duration(self.odoo),
            ratio(self.ours, self.sql),
            ratio(self.odoo, self.ours),
            self.remark,
        )


def duration(seconds):
    """Seconds in the unit that reads well."""
    if seconds is None:
        return "–"
    return f"{seconds * 1000:.2f} ms" if seconds < 1 else f"{seconds:.2f} s"


def ratio(more, less):
    """How many times as much."""
    if more is None or less is None:
        return "–"
    times = more / less
    return f"{times:,.0f}×" if times >= 10 else f"{times:.2f}×"


def table(rows):
    """The rows as a Markdown table with aligned columns."""
    cells = [TITLES, *(row.cells() for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [_line(row, widths) for row in cells]
    return "\n".join(
        [lines[0], _line(["-" * width for width in widths], widths)] + lines[1:]
    )


def _line(row, widths):
    padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
    return f"| {' | '.join(padded)} |"


def save(rows, postgres):
    """Write the generated part of docs/bench.md; the rest stays as it is."""
    machine = f"{os.cpu_count()} × {platform.machine()}, PostgreSQL {postgres}"
    block = f"""Made by `make bench` on {date.today()}: {machine}, Python \
{platform.python_version()}.

Times depend on the machine, ratios hardly do. All ways work on the same rows; "plain
SQL" is written by hand for these tables alone, without access rules, and is the limit.
Imports are measured in processor seconds of Python and of its database connection.

{table(rows)}"""
    TARGET.write_text(replace_block(TARGET.read_text(), block))


def replace_block(text, block):
    """The text with a new block between its marks.

    :raises SystemExit: if the text has no such place, before anything is lost
    """
    before, begun, rest = text.partition(BEGIN)
    _old, ended, after = rest.partition(END)
    if not (begun and ended):
        raise SystemExit(f"{TARGET.name} lacks the lines {BEGIN} and {END}: add them")
    return f"{before}{BEGIN}\n\n{block}\n\n{END}{after}"


def save_plans(part, plans):
    """Write the document of a part's plans from (title, plan) pairs."""
    path, introduction = PLANS[part]
    parts = [f"## {title}\n\n```\n{plan}\n```\n" for title, plan in plans]
    path.write_text("\n".join([introduction, *parts]))
