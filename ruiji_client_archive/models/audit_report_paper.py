import base64

from odoo import fields, models
from odoo.tools import format_date, format_datetime

from ..utils.analysis_workbook import analysis_workbook
from .marked_paper import CLOSED

REPORT = "ruiji_client_archive.audit_report_paper"
COLUMNS = {
    "reader_ids": (
        "user_name readings average openings lists prints exports copies downloads "
        "rows_taken refusals off_hours finding comment"
    ),
    "file_ids": "client_number client_name level openings taken readers",
    "loan_ids": "number borrower files state since until days_overdue recipient",
    "idle_ids": "user_name login_on read_on",
}


class AuditReport(models.Model):
    """The report as PDF and as a workbook, kept when it is issued (ACC-08)."""

    _name = "ruiji.audit.report"
    _inherit = ["ruiji.audit.report", "ruiji.marked.paper"]

    # In the row itself, which the database guards once the report is issued.
    pdf_file = fields.Binary(string="PDF", attachment=False, readonly=True)
    pdf_name = fields.Char(readonly=True)
    xlsx_file = fields.Binary(string="Workbook", attachment=False, readonly=True)
    xlsx_name = fields.Char(readonly=True)

    def _values_of_issue(self, user):
        return super()._values_of_issue(user) | self._papers(user)

    def _tells_of_closed_files(self):
        return not set(self.file_ids.mapped("level")).isdisjoint(CLOSED)

    def _papers(self, user):
        """The report as PDF and as a workbook, in the company's language."""
        house = self.with_context(lang=self.env.company.partner_id.lang)
        house = house.with_context(issued_by=user.name)
        pdf, kind = house.env["ir.actions.report"]._render_qweb_pdf(REPORT, self.ids)
        return {
            "pdf_file": base64.b64encode(pdf),
            "pdf_name": f"{self.name}.{kind}",
            "xlsx_file": base64.b64encode(analysis_workbook(house._sheets())),
            "xlsx_name": f"{self.name}.xlsx",
        }

    def _sheets(self):
        facts = [[str(cell) for cell in fact] for fact in self._facts()]
        title = self.env._("Audit report")
        return [(title, facts[0], facts[1:], self.comment), *self._tables()]

    def _facts(self):
        """What stands above the lists: (label, value)."""
        names = (
            "name month drawn_on reader_count unusual_count refusal_count "
            "overdue_count provided_count outcome seal_number seal_date seal_digest"
        )
        shown = self._cells(self, names.split())
        labels = self._labels(self, names.split())
        issuer = self.env.context.get("issued_by") or self.issued_by_id.name or ""
        return [
            *zip(labels, shown, strict=True),
            (self._fields["issued_by_id"]._description_string(self.env), issuer),
        ]

    def _tables(self):
        """The lists: (title, columns, rows, what is said below)."""
        return [self._listing(name, names.split()) for name, names in COLUMNS.items()]

    def _listing(self, name, names):
        lines = self[name]
        title = self._fields[name]._description_string(self.env)
        rows = [self._cells(line, names) for line in lines]
        below = self.rule or "" if name == "reader_ids" else ""
        return title, self._labels(lines, names), rows, below

    def _labels(self, lines, names):
        return [lines._fields[name]._description_string(self.env) for name in names]

    def _cells(self, line, names):
        return [self._cell(line, line._fields[name]) for name in names]

    def _cell(self, line, field):
        value = line[field.name]
        if field.type in ("integer", "float"):
            return round(value, 1)
        if not value:
            return ""
        if field.type == "selection":
            return dict(field._description_selection(self.env))[value]
        if field.type == "date":
            return format_date(self.env, value, date_format="yyyy-MM")
        if field.type == "datetime":
            zone = self.env.company.resource_calendar_id.tz
            return format_datetime(self.env, value, zone, "yyyy-MM-dd HH:mm")
        return value
