import csv
import io

from odoo.http import request

from odoo.addons.web.controllers.export import (
    CSVExport,
    ExcelExport,
    ExportXlsxWriter,
    GroupExportXlsxWriter,
)


class MarkedWriter:
    """Says on a last sheet, and below every printed page, whose copy this is.

    The sheet of the records stays as it was: it can be read in again (ACC-10).
    """

    def close(self):
        """Write the mark before the workbook is closed."""
        mark = request.env["base"]._mark_of_export()
        self.worksheet.set_footer(f"&R{mark.replace('&', '&&')[:250]}")
        sheet = self.workbook.add_worksheet(request.env._("About this export"))
        sheet.write_string(0, 0, mark)
        return super().close()


class MarkedXlsxWriter(MarkedWriter, ExportXlsxWriter):
    """Of records one below the other."""


class MarkedGroupXlsxWriter(MarkedWriter, GroupExportXlsxWriter):
    """Of records in groups."""


class ClientCSVExport(CSVExport):
    """Odoo's export as text: a last line, after all records, says whose copy it is."""

    def base(self, data):
        """As Odoo's, knowing nothing of an earlier export."""
        request.env["base"]._forget_export()
        return super().base(data)

    def from_data(self, fields, columns_headers, rows):
        """As Odoo's, with the mark as a remark below."""
        text = super().from_data(fields, columns_headers, rows)
        mark = request.env["base"]._mark_of_export()
        if not mark:
            return text
        line = io.StringIO()
        csv.writer(line, quoting=csv.QUOTE_ALL).writerow([f"# {mark}"])
        return text + line.getvalue()


class ClientExcelExport(ExcelExport):
    """Odoo's export as a workbook: a last sheet says whose copy it is."""

    def base(self, data):
        """As Odoo's, knowing nothing of an earlier export."""
        request.env["base"]._forget_export()
        return super().base(data)

    def from_data(self, fields, columns_headers, rows):
        """As Odoo's, by a writer that marks what holds closed files."""
        if not request.env["base"]._mark_of_export():
            return super().from_data(fields, columns_headers, rows)
        with MarkedXlsxWriter(fields, columns_headers, len(rows)) as writer:
            for number, row in enumerate(rows, 1):
                for column, value in enumerate(row):
                    writer.write_cell(number, column, value)
        return writer.value

    def from_group_data(self, fields, columns_headers, groups):
        """As Odoo's, by a writer that marks what holds closed files."""
        if not request.env["base"]._mark_of_export():
            return super().from_group_data(fields, columns_headers, groups)
        with MarkedGroupXlsxWriter(fields, columns_headers, groups.count) as writer:
            row, column = 1, 0
            for name, group in groups.children.items():
                row, column = writer.write_group(row, column, name, group)
        return writer.value
