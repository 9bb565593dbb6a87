from odoo import api, fields, models

from odoo.addons.ruiji_client_archive.models.handover_effect import Source

from .client_visit import WRITING


class Handover(models.Model):
    """Visits of an account manager who leaves, and what he promised (MGR-07)."""

    _inherit = "ruiji.handover"

    @api.model
    def _sources(self):
        open_visits = [("state", "in", WRITING)]
        unkept = [("done_on", "=", False), ("visit_id.state", "!=", "cancelled")]
        promise = "ruiji.client.visit.promise"
        return [
            *super()._sources(),
            Source("visit", "ruiji.client.visit", "user_id", open_visits, "client_id"),
            Source("visit", promise, "user_id", unkept, "client_id"),
        ]


class HandoverLine(models.Model):
    _inherit = "ruiji.handover.line"

    kind = fields.Selection(
        selection_add=[("visit", "Visit")], ondelete={"visit": "cascade"}
    )
