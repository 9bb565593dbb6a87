from odoo import api, fields, models


class DocumentFormat(models.Model):
    """How a client wants its documents: a print template with a name (ARC-06).

    A new format is a new record that points to a report; no code changes.
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
        string="Print template",
        ondelete="restrict",
        help="Report that prints the documents of clients with this format; "
        "without one, the standard template prints.",
    )
    note = fields.Text()

    _code_uniq = models.Constraint(
        "UNIQUE(code)", "Another document format already has this code."
    )
    _default_uniq = models.UniqueIndex(
        "(is_default) WHERE is_default IS TRUE AND active IS TRUE",
        "There is a default document format already: clear its mark first.",
    )

    @api.model
    def _default_format(self):
        """The format of clients that did not ask for a special one."""
        return self.search([("is_default", "=", True)], limit=1)
