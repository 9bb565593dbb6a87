"""The words in which a dashboard is declared; no ORM here (ANA-01).

Texts are lazy translations: each viewer gets them in his language.
"""

from dataclasses import dataclass, field, replace

# Stands in domains for whoever looks.
VIEWER = "viewer"


@dataclass(frozen=True, eq=False)
class Source:
    """Records that figures count, and where a click on a figure leads.

    :param dict filters: {name of a global filter: path of the field it narrows}
    :param bool by_day: whether the period narrows a day, not a time
    """

    model: str
    menu: str
    action: str
    domain: tuple = ()
    filters: dict = field(default_factory=dict)
    by_day: bool = False

    def where(self, *conditions, menu=None, action=None):
        """Return the part that meets the conditions, with a list of its own or not."""
        return replace(
            self,
            domain=self.domain + conditions,
            menu=menu or self.menu,
            action=action or self.action,
        )

    def without(self, *names):
        """Return the source that these global filters don't narrow."""
        left = {name: self.filters[name] for name in self.filters.keys() - set(names)}
        return replace(self, filters=left)


@dataclass(frozen=True, eq=False)
class Score:
    """One number on a card.

    :param str measure: a field with its aggregate, or the count of records
    :param str unit: "number", "decimal", "percent" (of 0 to 100) or "money"
    """

    title: object
    source: Source
    measure: str = "__count"
    unit: str = "number"


@dataclass(frozen=True, eq=False)
class Chart:
    """Bars, ranked bars (rows), a line or a pie of one or two groupings."""

    kind: str
    title: object
    source: Source
    by: tuple
    measure: str = "__count"
    ranked: bool = False
    height: int = 300
    share: int = 1


@dataclass(frozen=True, eq=False)
class Listing:
    """A short list of records, first ones first.

    :param tuple columns: (field, how many columns of the sheet it takes)
    """

    title: object
    source: Source
    columns: tuple
    order: str
    descending: bool = False
    rows: int = 6


@dataclass(frozen=True, eq=False)
class Filter:
    """A question that narrows the whole dashboard."""

    name: str
    label: object
    model: str = ""
    domain: tuple = ()
    default: str = ""


@dataclass(frozen=True, eq=False)
class Board:
    """A dashboard: its filters, and rows of figures from top to bottom."""

    filters: tuple
    rows: tuple

    def plus(self, *rows):
        """Return the board with more rows of figures, above the lists at its end."""
        lists = tuple(row for row in self.rows if isinstance(row, Listing))
        figures = tuple(row for row in self.rows if not isinstance(row, Listing))
        return replace(self, rows=figures + rows + lists)
