"""Sections of the client analysis report as plain values."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Section:
    """A table with its title; `key` names it in every report."""

    key: str
    title: str
    columns: list
    rows: list

    def values(self, sequence):
        """Values of a record that keeps the section."""
        return {
            "key": self.key,
            "name": self.title,
            "sequence": sequence,
            "columns": self.columns,
            "rows": self.rows,
        }


def with_previous(section, before, figure, title):
    """Add a column with the figure that the same line had before.

    Lines are the same when all that stands left of the figure is the same.

    :param list before: rows of the same section in the report before
    :param int figure: place of the figure
    :param str title: of the column that is added
    :return: Section
    """
    known = {tuple(row[:figure]): row[figure] for row in before}
    rows = [[*row, known.get(tuple(row[:figure]), "")] for row in section.rows]
    return replace(section, columns=[*section.columns, title], rows=rows)
