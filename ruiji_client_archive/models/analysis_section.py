from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError


class AnalysisSection(models.Model):
    """A part of a client analysis report: figures of the system, words of people."""

    _name = "ruiji.analysis.section"
    _description = "Section of a Client Analysis Report"
    _order = "report_id, sequence, id"

    report_id = fields.Many2one(
        "ruiji.analysis.report", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(readonly=True)
    key = fields.Char(required=True, readonly=True)
    name = fields.Char(string="Section", required=True, readonly=True)
    columns = fields.Json(readonly=True)
    rows = fields.Json(readonly=True)
    figures = fields.Html(compute="_compute_figures", sanitize=False)
    comment = fields.Text(help="What the figures mean, and what follows from them.")
    state = fields.Selection(related="report_id.state")

    _key_uniq = models.UniqueIndex("(report_id, key)", "A section stands once.")

    @api.depends("columns", "rows")
    def _compute_figures(self):
        for section in self:
            head = Markup().join(
                Markup("<th>%s</th>") % column for column in section.columns or []
            )
            lines = Markup().join(map(self._line, section.rows or []))
            section.figures = (
                Markup('<table class="table table-sm"><tr>%s</tr>%s</table>')
                % (head, lines)
                if section.rows
                else self.env._("Nothing to report.")
            )

    def _line(self, row):
        cells = Markup().join(Markup("<td>%s</td>") % self._shown(c) for c in row)
        return Markup("<tr>%s</tr>") % cells

    def _shown(self, cell):
        if isinstance(cell, bool) or cell is None:
            return ""
        if isinstance(cell, float):
            return f"{cell:,.1f}"
        return f"{cell:,}" if isinstance(cell, int) else cell

    def write(self, vals):
        """People write comments, while the report is a draft."""
        if not self.env.su and vals.keys() - {"comment"}:
            raise UserError(
                self.env._("The figures come from the system: write your comment.")
            )
        if "comment" in vals and any(
            state != "draft" for state in self.mapped("state")
        ):
            raise UserError(
                self.env._(
                    "Comments are written while the report is a draft: have it "
                    "returned first."
                )
            )
        return super().write(vals)
