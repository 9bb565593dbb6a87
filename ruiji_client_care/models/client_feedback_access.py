from odoo import models


class ClientFeedback(models.Model):
    """Reading what a client said is opening a part of its file (ACC-03, ACC-09)."""

    _name = "ruiji.client.feedback"
    _inherit = ["ruiji.client.feedback", "ruiji.recorded.reading"]

    def _telling_fields(self):
        return super()._telling_fields() | {
            "description",
            "investigation",
            "answer",
            "follow_up_note",
            "decision_reason",
            "claim_check_ids",
        }
