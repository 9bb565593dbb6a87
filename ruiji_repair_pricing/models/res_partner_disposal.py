from odoo import models


class ResPartner(models.Model):
    """A file that saw business is kept (ACC-12)."""

    _inherit = "res.partner"

    def _disposal_obstacles(self):
        obstacles = super()._disposal_obstacles()
        sentences = {
            ("ruiji.contract", "partner_id"): self.env._("it has contracts"),
            ("ruiji.contract", "contracting_party_id"): self.env._("it has contracts"),
            ("ruiji.repair.slip", "partner_id"): self.env._("it has repair slips"),
            ("repair.order", "partner_id"): self.env._("it has repairs"),
            ("sale.order", "partner_id"): self.env._("it has orders"),
            ("account.move", "partner_id"): self.env._("it has invoices"),
        }
        for (model, field), sentence in sentences.items():
            found = self.env[model]._read_group(
                [(f"{field}.commercial_partner_id", "in", self.ids)],
                [field],
            )
            for (partner,) in found:
                obstacles[partner.commercial_partner_id.id].append(sentence)
        return obstacles
