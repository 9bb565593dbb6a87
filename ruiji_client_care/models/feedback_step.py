from odoo import api, fields, models

from .client_feedback import STATES


class FeedbackStep(models.Model):
    """When feedback entered a status and when it left it (CAR-03).

    Written as it moves on; nobody edits it.
    """

    _name = "ruiji.feedback.step"
    _description = "Step of Feedback"
    _order = "entered_on, id"
    _rec_name = "state"

    feedback_id = fields.Many2one(
        "ruiji.client.feedback",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    state = fields.Selection(STATES, string="Status", required=True, readonly=True)
    entered_on = fields.Datetime(required=True, readonly=True)
    left_on = fields.Datetime(readonly=True)
    user_id = fields.Many2one(
        "res.users", string="By", readonly=True, ondelete="set null"
    )

    _one_open_step_uniq = models.UniqueIndex(
        "(feedback_id) WHERE left_on IS NULL", "Feedback has one status at a time."
    )

    @api.model
    def _record(self, feedback):
        """Note the status of feedback that has moved on."""
        # Steps are written by what is done; nobody has a right to write them.
        steps = self.sudo()
        now = fields.Datetime.now()
        left = steps.search(
            [("feedback_id", "in", feedback.ids), ("left_on", "=", False)]
        )
        left.write({"left_on": now})
        left.flush_recordset()
        # Where it stands is noted, whoever may see what it tells.
        steps.create(
            [
                {
                    "feedback_id": one.id,
                    "state": one.state,
                    "entered_on": now,
                    "user_id": self.env.uid,
                }
                for one in feedback.sudo()
            ]
        )
