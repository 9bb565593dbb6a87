from odoo import api, fields, models
from odoo.exceptions import UserError

from .access_record import SnapshotMany2one


class AuditLine(models.AbstractModel):
    """A line of an audit report: made by the system, kept once it is issued."""

    _name = "ruiji.audit.line"
    _description = "Line of an Audit Report"
    _inherit = "ruiji.audit.final"
    _order = "report_id, id"

    report_id = fields.Many2one(
        "ruiji.audit.report",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )

    def write(self, vals):
        """People explain; figures are the system's.

        :raises UserError: for a figure, and once the report is issued
        """
        if vals.keys() - {"comment"}:
            raise UserError(
                self.env._("The figures come from the system: write your comment.")
            )
        self.report_id._check_is_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts_only(self):
        self.report_id._check_is_draft()


class AuditReader(models.Model):
    """How much one person read in the month (ACC-08)."""

    _name = "ruiji.audit.reader"
    _description = "Reader in an Audit Report"
    _inherit = "ruiji.audit.line"
    _rec_name = "user_name"
    _order = "report_id, is_unusual DESC, readings DESC, id"

    user_id = SnapshotMany2one("res.users", string="Who", readonly=True)
    user_name = fields.Char(string="Reader", readonly=True)
    is_outside = fields.Boolean(string="Client's account", readonly=True)
    openings = fields.Integer(string="Opened", readonly=True)
    lists = fields.Integer(string="In lists", readonly=True)
    prints = fields.Integer(string="Printed", readonly=True)
    exports = fields.Integer(string="Exported", readonly=True)
    copies = fields.Integer(string="Copied", readonly=True)
    downloads = fields.Integer(string="Downloaded", readonly=True)
    refusals = fields.Integer(
        string="Refused attempts",
        readonly=True,
        help="Attempts to open files that are closed to this person, once an hour for "
        "each file.",
    )
    readings = fields.Integer(
        readonly=True, help="All of it, without lists and what was refused."
    )
    rows_taken = fields.Integer(
        string="Rows taken along",
        readonly=True,
        help="Rows of all prints, exports, copies and downloads.",
    )
    off_hours = fields.Integer(
        string="Outside working hours",
        readonly=True,
        help="Readings at night, on weekends and holidays of the company's calendar.",
    )
    average = fields.Float(
        string="Own average",
        readonly=True,
        digits=(12, 1),
        aggregator=None,
        help="Readings a month, over those of the three months before in which this "
        "person read.",
    )
    is_unusual = fields.Boolean(string="Unusual", readonly=True)
    finding = fields.Char(string="What is unusual", readonly=True)
    comment = fields.Char(string="Explanation")


class AuditFile(models.Model):
    """How often a confidential or secret file was read in the month (ACC-08)."""

    _name = "ruiji.audit.file"
    _description = "Client File in an Audit Report"
    _inherit = "ruiji.audit.line"
    _rec_name = "client_name"

    client_id = SnapshotMany2one("res.partner", string="Client file", readonly=True)
    client_number = fields.Char(readonly=True)
    client_name = fields.Char(readonly=True)
    level = fields.Selection(
        lambda self: self.env["ruiji.access.record"]._selection_of_levels(),
        readonly=True,
    )
    openings = fields.Integer(string="Opened", readonly=True)
    taken = fields.Integer(
        string="Taken along",
        readonly=True,
        help="Printed, exported, copied or downloaded.",
    )
    readers = fields.Integer(readonly=True)


class AuditLoan(models.Model):
    """A grant that stands open, or data handed to outsiders in the month (ACC-08)."""

    _name = "ruiji.audit.loan"
    _description = "Grant in an Audit Report"
    _inherit = "ruiji.audit.line"
    _rec_name = "number"

    request_id = fields.Many2one(
        "ruiji.access.request", readonly=True, ondelete="restrict", index=True
    )
    number = fields.Char(readonly=True)
    borrower = fields.Char(string="Requested by", readonly=True)
    files = fields.Char(string="Client files", readonly=True)
    state = fields.Selection(
        [
            ("approved", "Approved"),
            ("active", "Open"),
            ("overdue", "Overdue"),
            ("provided", "Handed over"),
        ],
        string="Status",
        readonly=True,
    )
    since = fields.Datetime(string="Open from", readonly=True)
    until = fields.Datetime(string="Open until", readonly=True)
    days_overdue = fields.Integer(readonly=True)
    recipient = fields.Char(readonly=True)
    receipt = fields.Char(string="Signed for", readonly=True)


class AuditIdle(models.Model):
    """An account that nobody used for long (ACC-08)."""

    _name = "ruiji.audit.idle"
    _description = "Idle Account in an Audit Report"
    _inherit = "ruiji.audit.line"
    _rec_name = "user_name"

    user_id = SnapshotMany2one("res.users", string="Who", readonly=True)
    user_name = fields.Char(string="User", readonly=True)
    login_on = fields.Datetime(string="Last log-in", readonly=True)
    read_on = fields.Datetime(string="Last reading", readonly=True)
