from odoo import api, fields, models
from odoo.exceptions import ValidationError


class DocumentFormat(models.Model):
    """What clients get on paper from repairs and contracts (REP-04)."""

    _inherit = "ruiji.document.format"

    report_id = fields.Many2one(domain=[("model", "=", "ruiji.repair.slip")])
    price_sheet_report_id = fields.Many2one(
        "ir.actions.report",
        string="Price sheet",
        ondelete="restrict",
        domain=[("model", "=", "ruiji.repair.slip")],
        help="Report that prints what the boards of a slip cost.",
    )
    price_list_report_id = fields.Many2one(
        "ir.actions.report",
        string="Price list of a contract",
        ondelete="restrict",
        domain=[("model", "=", "ruiji.contract")],
        help="Report that prints the price list of a contract.",
    )
    asks_order_number = fields.Boolean(
        string="Carries the operator's order number",
        help="Clients with this format number their repair orders themselves: slips "
        "ask for that number.",
    )

    @api.constrains("report_id", "price_sheet_report_id", "price_list_report_id")
    def _check_reports(self):
        """A paper can be printed by a report about the same kind of record only."""
        for document_format in self:
            for name, _label in self._selection_paper_field():
                document_format._check_report(name)

    def _check_report(self, name):
        # Who keeps formats need not have a right on reports beyond choosing them.
        report = self.sudo()[name]
        standard = self.env["ir.actions.report"].sudo()
        standard = standard.search([("paper_field", "=", name)], limit=1)
        if report and standard and report.model != standard.model:
            raise ValidationError(
                self.env._(
                    "“%(report)s” can't print this paper: choose a report made for "
                    "“%(model)s”.",
                    report=report.name,
                    model=self.env[standard.model]._description,
                )
            )
