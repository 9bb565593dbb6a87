from odoo import models

from odoo.addons.ruiji_client_archive.utils.lifecycle import Fact


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _business_facts(self, today):
        """Count boards sent in for repair, and orders, as business (ARC-05)."""
        facts = super()._business_facts(today)
        for client, day in self._last_slips():
            label = self.env._("repair slip")
            facts[client.id].append(Fact("current", day.date(), label))
        for client, day in self._last_orders():
            label = self.env._("order")
            company = client.commercial_partner_id
            facts[company.id].append(Fact("current", day.date(), label))
        return facts

    def _last_slips(self):
        """Pairs of client and the time when it last sent in boards."""
        # When a client last sent boards says nothing of what they cost.
        slips = self.env["ruiji.repair.slip"].sudo()
        return slips._read_group(
            [("partner_id", "in", self.ids), ("date_submitted", "!=", False)],
            ["partner_id"],
            ["date_submitted:max"],
        )

    def _last_orders(self):
        """Pairs of customer, a client or its person, and the time of its last order."""
        # When a client last ordered says nothing of what it ordered.
        orders = self.env["sale.order"].sudo()
        return orders._read_group(
            [
                ("partner_id.commercial_partner_id", "in", self.ids),
                ("state", "=", "sale"),
            ],
            ["partner_id"],
            ["date_order:max"],
        )
