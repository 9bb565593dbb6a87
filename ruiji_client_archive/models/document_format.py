from urllib.parse import quote

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class DocumentFormat(models.Model):
    """How a client wants its documents: print templates with a name (ARC-06, REP-04).

    A new format is a new record that points to reports; no code changes. Each field
    that points to a report stands for one paper.
    """

    _name = "ruiji.document.format"
    _description = "Document Format"
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_default = fields.Boolean(
        string="Used unless the client asked otherwise",
    )
    report_id = fields.Many2one(
        "ir.actions.report",
        string="Repair slip",
        ondelete="restrict",
        help="Report that prints the repair slips of clients with this format; "
        "without one, the standard template prints.",
    )
    client_count = fields.Integer(
        string="Clients", compute="_compute_client_count", compute_sudo=True
    )
    note = fields.Text()

    _code_uniq = models.Constraint(
        "UNIQUE(code)", "Another document format already has this code."
    )
    _default_uniq = models.UniqueIndex(
        "(is_default) WHERE is_default IS TRUE AND active IS TRUE",
        "There is a default document format already: clear its mark first.",
    )

    def _compute_client_count(self):
        """Count the clients that ask for this format: a number, and no file."""
        clients = self.env["res.partner"]._read_group(
            [("document_format_id", "in", self.ids), ("is_client", "=", True)],
            ["document_format_id"],
            ["__count"],
        )
        counts = {document_format.id: count for document_format, count in clients}
        for document_format in self:
            document_format.client_count = counts.get(document_format.id, 0)

    @api.model
    def _default_format(self):
        """The format of clients that did not ask for a special one."""
        return self.search([("is_default", "=", True)], limit=1)

    @api.model
    def _selection_paper_field(self):
        """The papers that a format may print its own way."""
        return [
            (field.name, field._description_string(self.env))
            for field in self._fields.values()
            if field.comodel_name == "ir.actions.report"
        ]

    def action_print_sample(self):
        """Show a paper in this format; `paper_field` of the context says which.

        :return: action that opens the PDF of the newest record there is, one of a
            client with this format if possible
        :raises UserError: when there is nothing that the reader may see
        """
        self.ensure_one()
        # Every user prints through reports; nobody but administrators reads them.
        reports = self.env["ir.actions.report"].sudo()
        paper = self.env.context.get("paper_field", "report_id")
        report = reports.search([("paper_field", "=", paper)], limit=1)
        sample = self._sample_record(report.model)
        context = quote(f'{{"document_format_id": {self.id}}}')
        return {
            "type": "ir.actions.act_url",
            "url": f"/report/pdf/{report.report_name}/{sample.id}?context={context}",
            "target": "new",
        }

    def _sample_record(self, model):
        records = self.env[model]
        own = Domain("partner_id.document_format_id", "=", self.id)
        sample = records.search(own, order="id desc", limit=1) or records.search(
            Domain.TRUE, order="id desc", limit=1
        )
        if not sample:
            raise UserError(
                self.env._(
                    "There is nothing to print as a sample yet: enter a record of "
                    "that kind first."
                )
            )
        return sample

    def action_view_clients(self):
        """Show the clients that ask for this format."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_client_archive.client_action"
        )
        return action | {
            "domain": [("document_format_id", "=", self.id), ("is_client", "=", True)],
            "context": {"create": False},
        }
