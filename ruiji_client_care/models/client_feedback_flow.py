from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .client_feedback import OVER

# What follows from the steps taken; nobody types it.
SEALED = {
    "name",
    "state",
    "answered_on",
    "answered_by_id",
    "closed_on",
    "source_key",
    "answer_deadline",
    "closing_deadline",
    "deadline",
    "escalation",
}
# These have a cause and call for a measure.
GRIEVANCES = ("complaint", "claim")
FOLLOW_UP = "ruiji_client_care.mail_activity_type_follow_up"


class ClientFeedback(models.Model):
    """The way of feedback from the first word to the closing (CAR-03)."""

    _inherit = "ruiji.client.feedback"

    step_ids = fields.One2many("ruiji.feedback.step", "feedback_id", readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        """What comes in has its first step."""
        self._refuse_sealed({name for vals in vals_list for name in vals})
        feedback = super().create(vals_list)
        self.env["ruiji.feedback.step"]._record(feedback)
        return feedback

    def write(self, vals):
        """Status, times and terms follow from the buttons alone."""
        self._refuse_sealed(vals.keys())
        return super().write(vals)

    @api.model
    def _refuse_sealed(self, names):
        if not self.env.su and self._sealed_fields() & set(names):
            raise UserError(
                self.env._(
                    "Number, status, times and terms follow from what is done: use "
                    "the buttons of the form."
                )
            )

    @api.model
    def _sealed_fields(self):
        """Names of what follows from steps alone; addons and concepts add theirs."""
        return SEALED

    @api.constrains("state", "partner_id")
    def _check_client_known(self):
        for feedback in self:
            if feedback.state not in ("new", "withdrawn") and not feedback.partner_id:
                raise ValidationError(
                    self.env._(
                        "Choose the client that %(number)s comes from first.",
                        number=feedback.name,
                    )
                )

    @api.constrains("state", "answer", "cause_id", "measure_ids")
    def _check_closed_complete(self):
        """A complaint that is closed has an answer, a cause and a measure."""
        for feedback in self.filtered(lambda one: one.state == "closed"):
            missing = feedback._missing_to_close()
            if missing:
                raise ValidationError(
                    self.env._(
                        "%(number)s can be closed once it has: %(missing)s.",
                        number=feedback.name,
                        missing=", ".join(missing),
                    )
                )

    def _missing_to_close(self):
        """Labels of what is still to be filled in before the closing."""
        self.ensure_one()
        names = ["answer"]
        if self.kind in GRIEVANCES:
            names += ["cause_id", "measure_ids"]
        if self.kind == "praise":
            names = []
        labels = self.fields_get(names, ["string"])
        return [labels[name]["string"] for name in names if not self[name]]

    def action_accept(self):
        """Take it up: whoever does becomes its owner where there is none."""
        self._check_step(("new",))
        self.filtered(lambda one: not one.user_id).user_id = self.env.user
        self._move_to("under_way")

    def action_answer(self):
        """Record that the client has the answer that is written in the form."""
        self._check_step(("new", "under_way"))
        for feedback in self:
            if not feedback.answer or not feedback.answer_channel:
                raise UserError(
                    self.env._(
                        "Write the answer to the client and how he got it before "
                        "recording it."
                    )
                )
        self._send_answers()
        now = fields.Datetime.now()
        self._move_to("answered", answered_on=now, answered_by_id=self.env.uid)
        self._plan_follow_up()

    def action_close(self):
        """Close what is answered; complaints with their cause and measure."""
        self._check_step(("new", "under_way", "answered"))
        self._move_to("closed", closed_on=fields.Datetime.now())

    def action_withdraw(self):
        """Take out what was entered by mistake or taken back, with the reason."""
        self._check_step(("new", "under_way", "answered"))
        for feedback in self:
            if not feedback.withdrawal_reason:
                raise UserError(
                    self.env._(
                        "Write why %(number)s is withdrawn.", number=feedback.name
                    )
                )
        self._move_to("withdrawn", closed_on=fields.Datetime.now())

    def action_reopen(self):
        """Take up a case once more: the client is not content, or it was a mistake."""
        self._check_step(("answered", "closed", "withdrawn"))
        self._move_to(
            "under_way", closed_on=False, answered_on=False, answered_by_id=False
        )

    def _check_step(self, states):
        self.check_access("write")
        if set(self.mapped("state")) - set(states):
            raise UserError(
                self.env._(
                    "This step is not open to feedback in this status: load the page "
                    "again to see where it stands."
                )
            )

    def _move_to(self, state, **values):
        """Enter a state, with what follows from it."""
        # Whoever may write feedback takes its steps, see `_check_step`; only what the
        # step says is written.
        self.sudo().write({"state": state, "escalation": "none", **values})
        self.env["ruiji.feedback.step"]._record(self)
        self._settle_activities(over=state in OVER)

    def _send_answers(self):
        """Mail the answer to those who are answered by e-mail."""
        for feedback in self.filtered(lambda one: one.answer_channel == "mail"):
            feedback._mail_answer()

    def _plan_follow_up(self):
        """The owner asks the client on the phone whether it helped."""
        grieved = self.filtered(lambda one: one.kind in GRIEVANCES)
        self.env["mail.activity"]._ask(
            FOLLOW_UP, [(one, one.user_id or self.env.user) for one in grieved]
        )
