from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class ContractReminder(models.Model):
    """The log of the ladder: which step was taken when, and how it got there.

    One row per contract, step and end date, and no second one: the unique key is
    what makes each step fire exactly once (CON-08).
    """

    _name = "ruiji.contract.reminder"
    _description = "Contract Reminder"
    _order = "date_due desc, id desc"
    _rec_name = "step_id"

    contract_id = fields.Many2one(
        "ruiji.contract", required=True, readonly=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(related="contract_id.partner_id", string="Client")
    step_id = fields.Many2one(
        "ruiji.contract.reminder.step",
        string="Step",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    task = fields.Selection(related="step_id.task")
    date_end = fields.Date(
        string="Contract end",
        required=True,
        readonly=True,
        help="A contract that is given another end climbs the ladder anew.",
    )
    date_due = fields.Date(string="Due", required=True, readonly=True)
    fired_on = fields.Datetime(string="Taken on", readonly=True)
    state = fields.Selection(
        [
            ("fired", "Taken"),
            ("missed", "Missed"),
            ("acknowledged", "Stopped: acknowledged"),
        ],
        required=True,
        readonly=True,
        help="Missed: a later step was due already when the job came round.",
    )
    delivery = fields.Selection(
        [
            ("activity", "Activity"),
            ("mail", "By e-mail"),
            ("to_post", "To be posted"),
            ("posted", "Posted"),
        ],
        readonly=True,
        index="btree_not_null",
    )
    user_id = fields.Many2one("res.users", string="Asked", readonly=True)
    email_to = fields.Char(string="E-mail", readonly=True)
    mail_id = fields.Many2one("mail.mail", readonly=True, ondelete="set null")
    mail_state = fields.Selection(
        related="mail_id.state",
        string="E-mail status",
        # Whether a notice went out is the business of whoever reads the contract.
        related_sudo=True,
    )
    posted_on = fields.Datetime(readonly=True)

    _fires_once = models.Constraint(
        "UNIQUE(contract_id, step_id, date_end)",
        "This step has been taken already for this contract.",
    )

    def action_posted(self):
        """Put on record that the printed notice went out by post (CON-08)."""
        if not all(map(self._may_be_posted, self.contract_id)):
            raise AccessError(
                self.env._(
                    "Notices are posted by the marketing clerk or the account manager."
                )
            )
        if self.filtered(lambda reminder: reminder.delivery != "to_post"):
            raise UserError(self.env._("This notice is not waiting to be posted."))
        # Nobody writes the log but the job and this button, which checked who may.
        self.sudo().write(
            {
                "delivery": "posted",
                "posted_on": fields.Datetime.now(),
                "user_id": self.env.uid,
            }
        )
        # The question is answered by the same button, as above.
        self.contract_id.sudo().activity_feedback(
            ["ruiji_repair_pricing.mail_activity_type_post_notice"],
            feedback=self.env._("Posted"),
        )
        return True

    def _may_be_posted(self, contract):
        contract.check_access("read")
        return contract._user_may_propose()
