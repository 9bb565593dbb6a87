from odoo import api, fields, models
from odoo.exceptions import UserError

from .service_call import HEAD, TECHNICIAN

# What the technician adds; all else follows from the records.
FILLED_IN = {"remarks", "tomorrow", "late_ids"}


class ServiceDay(models.Model):
    """A technician's day 技术员日报: written by the records, confirmed (SVC-04)."""

    _name = "ruiji.service.day"
    _description = "Daily Report"
    _inherit = ["mail.thread", "mail.activity.mixin", "ruiji.marked.paper"]
    _order = "day desc, technician_id"
    # Whoever reads a report may ask back.
    _mail_post_access = "read"

    technician_id = fields.Many2one(
        "res.users",
        string="Technician",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    day = fields.Date(required=True, readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="restrict"
    )
    state = fields.Selection(
        [
            ("draft", "To be confirmed"),
            ("confirmed", "Confirmed"),
            ("noted", "Taken note of"),
        ],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        index=True,
    )
    remarks = fields.Text(help="What the records don't tell.")
    tomorrow = fields.Text(
        string="What tomorrow needs", help="Parts, keys, help, a second visit."
    )
    late_ids = fields.One2many(
        "ruiji.service.late.arrival", "day_id", string="Late arrivals"
    )
    date_confirmed = fields.Datetime(string="Confirmed at", readonly=True)
    date_noted = fields.Datetime(string="Taken note of at", readonly=True)
    noted_by_id = fields.Many2one(
        "res.users", string="Taken note of by", readonly=True, ondelete="restrict"
    )
    is_mine = fields.Boolean(compute="_compute_is_mine")

    _one_a_day = models.Constraint(
        "UNIQUE(technician_id, day, company_id)",
        "There is a report of this technician for this day already.",
    )
    _day_idx = models.Index("(company_id, day, state)")

    @api.depends("technician_id", "day")
    def _compute_display_name(self):
        for report in self:
            report.display_name = f"{report.technician_id.name} {report.day}"

    @api.depends_context("uid")
    @api.depends("technician_id")
    def _compute_is_mine(self):
        for report in self:
            report.is_mine = report.technician_id == self.env.user

    def write(self, vals):
        """Take what the technician adds, until he has confirmed.

        :raises UserError: if the report is confirmed, or the system's was typed
        """
        if not self.env.su:
            self._check_is_filled_in(vals)
        return super().write(vals)

    def _check_is_filled_in(self, vals):
        names = vals.keys() - FILLED_IN
        if any(name in self._fields and not self._is_mails(name) for name in names):
            raise UserError(
                self.env._("The report follows from the records: add remarks alone.")
            )
        if FILLED_IN & vals.keys() and any(day.state != "draft" for day in self):
            raise UserError(self.env._("A confirmed report stays as it was."))

    @api.model
    def _is_mails(self, name):
        """Whether a field is of the messages and activities about a record."""
        return name.startswith(("message_", "activity_", "my_activity_"))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Daily reports are kept."))

    @api.model
    def action_today(self):
        """Open one's own report of today, drawn up as the records stand.

        :return: action that shows the report
        :raises UserError: if the user is no technician
        """
        if not self.env.user.has_group(TECHNICIAN):
            raise UserError(self.env._("Only field technicians have daily reports."))
        company = self.env.company
        key = (company.id, self.env.uid, company._business_day())
        # Whose report it is has been checked: reports are made by this step alone.
        report = self.sudo()._draw_up([key]) or self.search(
            [("technician_id", "=", self.env.uid), ("day", "=", key[2])], limit=1
        )
        return report._show()

    @api.model
    def action_draw_up_today(self):
        """Draw up the reports of everybody who was on the road today.

        :raises AccessError: if the user isn't the service head
        """
        self.env["ruiji.service.call"]._check_head()
        today = self.env.company._business_day()
        # The head sees all reports; they are made by this step alone.
        keys = self.sudo()._missing_keys(self.env.company, [today])
        self.sudo()._draw_up(keys)
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def action_print(self):
        """Print the report."""
        report = self.env.ref("ruiji_field_service.service_day_report")
        return report.report_action(self) | {"close_on_report_download": True}

    def _show(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def _clients_on_paper(self):
        """Those whom the technician went to."""
        calls = [visit["call_id"] for day in self for visit in day._shown()["visits"]]
        # The level of the file alone decides how it prints.
        return self.env["ruiji.service.call"].sudo().browse(calls).exists().partner_id

    def _check_head(self):
        self.env["ruiji.service.call"]._check_head()

    def _heads(self):
        """Who takes note of reports."""
        return self.env["ruiji.service.call"]._active_users(HEAD)
