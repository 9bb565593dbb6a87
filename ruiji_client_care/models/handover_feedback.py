from odoo import api, fields, models

from odoo.addons.ruiji_client_archive.models.handover_effect import Source

from .client_feedback import OVER


class Handover(models.Model):
    """Feedback that an account manager who leaves has not closed (MGR-07)."""

    _inherit = "ruiji.handover"

    @api.model
    def _sources(self):
        open_ones = [("state", "not in", OVER)]
        undone = [("date_done", "=", False)]
        return [
            *super()._sources(),
            Source(
                "feedback", "ruiji.client.feedback", "user_id", open_ones, "partner_id"
            ),
            Source(
                "feedback", "ruiji.feedback.measure", "user_id", undone, "partner_id"
            ),
        ]


class HandoverLine(models.Model):
    _inherit = "ruiji.handover.line"

    kind = fields.Selection(
        selection_add=[("feedback", "Feedback")], ondelete={"feedback": "cascade"}
    )
