"""Makes of a declared dashboard what Odoo's spreadsheet draws; no ORM here."""

from .declarations import VIEWER, Chart, Listing, Score

COLUMNS = 6
COLUMN_WIDTH = 200
WIDTH = COLUMNS * COLUMN_WIDTH
ROW_HEIGHT = 23
GAP = 10
SCORE_HEIGHT = 96
LETTERS = "ABCDEF"
AVERAGES = {"completeness", "days_in_house", "no_fault_rate", "exchange_rate", "score"}

TITLE_STYLE, HEADER_STYLE = 1, 2
STYLES = {
    str(TITLE_STYLE): {"textColor": "#01666b", "bold": True, "fontSize": 14},
    str(HEADER_STYLE): {"bold": True, "fontSize": 11, "textColor": "#434343"},
}
FORMATS = {"number": "#,##0", "decimal": "#,##0.0", "percent": "0.0%"}
FORMAT_IDS = {name: number for number, name in enumerate(FORMATS, 1)}


class Composer:
    """Lays the rows of one dashboard out for one viewer.

    :param translate: gives a lazy text in the viewer's language
    :param int viewer: id of the user who looks
    """

    def __init__(self, translate, viewer):
        self.translate = translate
        self.viewer = viewer
        self.row = 0
        self.cells, self.styles = {}, {}
        self.data_cells, self.data_formats = {}, {}
        self.figures, self.menus = [], {}
        self.pivots, self.lists = {}, {}

    def compose(self, board):
        """Return the dashboard as the web client reads it."""
        self.filters = {item.name: item for item in board.filters}
        for row in board.rows:
            self._add_row(row)
        return {
            "version": "18.5.10",
            "revisionId": "START_REVISION",
            "uniqueFigureIds": True,
            "settings": {},
            "styles": STYLES,
            "formats": {str(FORMAT_IDS[name]): text for name, text in FORMATS.items()},
            "borders": {},
            "sheets": [self._front(), self._data()],
            "pivots": self.pivots,
            "pivotNextId": len(self.pivots) + 1,
            "lists": self.lists,
            "listNextId": len(self.lists) + 1,
            "globalFilters": [self._global_filter(item) for item in board.filters],
            "chartOdooMenusReferences": self.menus,
        }

    def _front(self):
        return {
            "id": "front",
            "name": "Front",
            "colNumber": COLUMNS,
            "rowNumber": self.row + 1,
            "cols": {str(i): {"size": COLUMN_WIDTH} for i in range(COLUMNS)},
            "cells": self.cells,
            "styles": self.styles,
            "figures": self.figures,
            "areGridLinesVisible": False,
        }

    def _data(self):
        return {
            "id": "data",
            "name": "Data",
            "colNumber": 1,
            "rowNumber": max(len(self.data_cells), 1),
            "cells": self.data_cells,
            "formats": self.data_formats,
            "figures": [],
        }

    def _add_row(self, row):
        if isinstance(row, Listing):
            return self._add_list(row)
        add = {Score: self._add_score, Chart: self._add_chart}[type(row[0])]
        shares = [getattr(figure, "share", 1) for figure in row]
        unit = (WIDTH - GAP * (len(row) - 1)) / sum(shares)
        left = 0
        for figure, share in zip(row, shares, strict=True):
            add(figure, round(left), round(unit * share))
            left += unit * share + GAP
        height = max(getattr(figure, "height", SCORE_HEIGHT) for figure in row)
        self.row += -(-(height + GAP) // ROW_HEIGHT)
        return None

    def _place(self, figure, data, left, width, height):
        name = f"figure{len(self.figures) + 1}"
        self.menus[name] = figure.source.menu
        self.figures.append(
            {
                "id": name,
                "tag": "chart",
                "col": 0,
                "row": self.row,
                "offset": {"x": left, "y": GAP},
                "width": width,
                "height": height,
                "data": {
                    "chartId": name,
                    "title": {"text": self.translate(figure.title), "bold": True},
                    **data,
                },
            }
        )

    def _add_score(self, score, left, width):
        cell = f"A{len(self.data_cells) + 1}"
        value = f'PIVOT.VALUE({self._add_pivot(score)},"{score.measure}")'
        if score.unit == "percent":
            value = f"IFERROR({value}/100,0)"
        if score.unit == "money":
            # The sum of nothing is nothing, not 0.
            value = f'IF({value}="",0,{value})'
        self.data_cells[cell] = f"={value}"
        if score.unit in FORMAT_IDS:
            self.data_formats[cell] = FORMAT_IDS[score.unit]
        data = {
            "type": "scorecard",
            "background": "#EFF6FF",
            "keyValue": f"Data!{cell}",
            "baselineMode": "text",
            "humanize": False,
        }
        self._place(score, data, left, width, SCORE_HEIGHT)

    def _add_pivot(self, score):
        name, _, aggregator = score.measure.partition(":")
        measure = {"id": score.measure, "fieldName": name}
        if aggregator:
            measure["aggregator"] = aggregator
        number = str(len(self.pivots) + 1)
        self.pivots[number] = {
            "type": "ODOO",
            "id": number,
            "formulaId": number,
            "name": self.translate(score.title),
            "model": score.source.model,
            "domain": self._domain(score.source),
            "context": {},
            "measures": [measure],
            "columns": [],
            "rows": [],
            "fieldMatching": self._matching(score.source),
        }
        return number

    def _add_chart(self, chart, left, width):
        data = {
            "type": {"rows": "odoo_bar"}.get(chart.kind, f"odoo_{chart.kind}"),
            "horizontal": chart.kind == "rows",
            "background": "#FFFFFF",
            "legendPosition": self._legend(chart),
            "verticalAxisPosition": "left",
            "stacked": len(chart.by) > 1,
            "showValues": self._shows_values(chart),
            "humanize": False,
            "dataSets": [{}],
            "metaData": {
                "resModel": chart.source.model,
                "groupBy": list(chart.by),
                "measure": chart.measure,
                "order": "DESC" if chart.ranked else None,
            },
            "searchParams": {
                "context": {},
                "domain": self._domain(chart.source),
                "groupBy": list(chart.by),
                "orderBy": [],
            },
            "fieldMatching": self._matching(chart.source),
            "actionXmlId": chart.source.action,
        }
        self._place(chart, data, left, width, chart.height)

    def _shows_values(self, chart):
        """Bars of counts and sums say their value; those of averages are too long."""
        of_one = len(chart.by) == 1 and chart.kind in ("bar", "rows")
        return of_one and chart.measure not in AVERAGES

    def _legend(self, chart):
        return "right" if chart.kind == "pie" or len(chart.by) > 1 else "none"

    def _add_list(self, listing):
        number = str(len(self.lists) + 1)
        top = self.row + 2
        title = self.translate(listing.title)
        self.cells[f"A{top}"] = (
            f"[{title}](odoo://ir_menu_xml_id/{listing.source.menu})"
        )
        self.styles[f"A{top}"] = TITLE_STYLE
        self.styles[f"A{top + 1}:{LETTERS[-1]}{top + 1}"] = HEADER_STYLE
        column = 0
        for name, span in listing.columns:
            self._add_column(number, name, LETTERS[column], top + 1, listing.rows)
            column += span
        self.lists[number] = {
            "id": number,
            "name": title,
            "model": listing.source.model,
            "columns": [name for name, _span in listing.columns],
            "domain": self._domain(listing.source),
            "context": {},
            "orderBy": [{"name": listing.order, "asc": not listing.descending}],
            "fieldMatching": self._matching(listing.source),
            "actionXmlId": listing.source.action,
        }
        self.row = top + 1 + listing.rows

    def _add_column(self, number, name, letter, top, rows):
        self.cells[f"{letter}{top}"] = f'=ODOO.LIST.HEADER({number},"{name}")'
        for row in range(1, rows + 1):
            self.cells[f"{letter}{top + row}"] = f'=ODOO.LIST({number},{row},"{name}")'

    def _domain(self, source):
        """The conditions, spoken of the viewer where they are about him."""
        return [
            leaf
            if isinstance(leaf, str)
            else [leaf[0], leaf[1], self.viewer if leaf[2] == VIEWER else leaf[2]]
            for leaf in source.domain
        ]

    def _matching(self, source):
        return {
            name: self._match(name, path, source.by_day)
            for name, path in source.filters.items()
            if name in self.filters
        }

    def _match(self, name, path, by_day):
        if self.filters[name].model:
            return {"chain": path, "type": "many2one"}
        return {"chain": path, "type": "date" if by_day else "datetime", "offset": 0}

    def _global_filter(self, item):
        result = {
            "id": item.name,
            "type": "relation" if item.model else "date",
            "label": self.translate(item.label),
        }
        if item.model:
            result |= {"modelName": item.model, "defaultValueDisplayNames": []}
        if item.domain:
            result["domainOfAllowedValues"] = [list(leaf) for leaf in item.domain]
        if item.default:
            result["defaultValue"] = item.default
        return result
