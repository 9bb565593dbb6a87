from odoo import api, fields, models
from odoo.exceptions import UserError

KINDS = ("paid", "contract", "warranty")
# When no reminder comes before the end of a contract of some kind.
DAYS_WITHOUT_STEPS = 60


class ContractReminderStep(models.Model):
    """One rung of the ladder of reminders around the end of a contract (CON-03)."""

    _name = "ruiji.contract.reminder.step"
    _description = "Contract Reminder Step"
    _order = "days desc, task, id"

    name = fields.Char(
        string="What to do",
        required=True,
        translate=True,
        help="Title of the activity.",
    )
    task = fields.Selection(
        [
            ("manager", "Remind the account manager"),
            ("notice", "Notice to the client"),
            ("visit", "Visit for the renewal"),
            ("void", "Ask the clerk to propose void"),
            ("renew", "Prompt the account manager to renew"),
        ],
        required=True,
        default="manager",
    )
    days = fields.Integer(
        string="Days before the end",
        required=True,
        help="Negative: so many days after the end.",
    )
    service_kind = fields.Selection(
        selection=lambda self: self.env["ruiji.contract"]
        ._fields["service_kind"]
        ._description_selection(self.env),
        string="Only for",
        help="Empty: for contracts of every service kind.",
    )
    active = fields.Boolean(default=True)

    _one_per_day = models.UniqueIndex(
        "(task, days, COALESCE(service_kind, '')) WHERE active",
        "There is already such a step on that day.",
    )

    @api.model
    def _first_reminder_days(self):
        """{service kind: days before the end at which the first reminder comes}."""
        groups = self._read_group(
            [("task", "=", "manager"), ("days", ">", 0)],
            ["service_kind"],
            ["days:max"],
        )
        longest = dict(groups)
        for_all = longest.get(False, 0)
        return {
            kind: max(longest.get(kind, 0), for_all) or DAYS_WITHOUT_STEPS
            for kind in (*KINDS, False)
        }

    def write(self, vals):
        """From when on contracts are called expiring follows the steps."""
        result = super().write(vals)
        if {"days", "task", "service_kind", "active"} & vals.keys():
            # Who keeps the steps need not be able to open every contract.
            self.env["ruiji.contract"].sudo().search(
                [("state", "in", ("in_force", "expiring"))]
            )._refresh_states()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        # That a step was taken is no secret, whatever contract it was for.
        log = self.env["ruiji.contract.reminder"].sudo()
        if log.search_count([("step_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "This step has been taken and stays with its log: archive it "
                    "instead."
                )
            )
