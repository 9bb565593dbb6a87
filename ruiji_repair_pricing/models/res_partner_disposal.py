from odoo import models

# Where business names a client.
BUSINESS = (
    ("ruiji.contract", "partner_id"),
    ("ruiji.contract", "contracting_party_id"),
    ("ruiji.repair.slip", "partner_id"),
    ("repair.order", "partner_id"),
    ("ruiji.goods.movement", "partner_id"),
    ("sale.order", "partner_id"),
    ("account.move", "partner_id"),
)


class ResPartner(models.Model):
    """A file that saw business is kept (ACC-12)."""

    _inherit = "res.partner"

    def _disposal_obstacles(self):
        obstacles = super()._disposal_obstacles()
        sentences = self._business_obstacles()
        for model, field in BUSINESS:
            found = self.env[model]._read_group(
                [(f"{field}.commercial_partner_id", "in", self.ids)],
                [field],
            )
            for (partner,) in found:
                obstacles[partner.commercial_partner_id.id].append(sentences[model])
        return obstacles

    def _business_obstacles(self):
        return {
            "ruiji.contract": self.env._("it has contracts"),
            "ruiji.repair.slip": self.env._("it has repair slips"),
            "repair.order": self.env._("it has repairs"),
            "ruiji.goods.movement": self.env._("it has goods in the register"),
            "sale.order": self.env._("it has orders"),
            "account.move": self.env._("it has invoices"),
        }
