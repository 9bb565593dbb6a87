from odoo import models

from odoo.addons.ruiji_client_archive.utils.lifecycle import Fact


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _business_facts(self, today):
        """Count boards sent in for repair as business (ARC-05)."""
        facts = super()._business_facts(today)
        # When a client last sent boards says nothing of what they cost.
        last_slips = (
            self.env["ruiji.repair.slip"]
            .sudo()
            ._read_group(
                [("partner_id", "in", self.ids), ("date_submitted", "!=", False)],
                ["partner_id"],
                ["date_submitted:max"],
            )
        )
        for client, submitted in last_slips:
            facts[client.id].append(
                Fact("current", submitted.date(), self.env._("repair slip"))
            )
        return facts
