from odoo import api, models

PATHS = {
    "repair.order": "partner_id",
    "ruiji.contract": "partner_id",
    "ruiji.contract.reminder": "contract_id.partner_id",
    "ruiji.cover.decision": "contract_id.partner_id",
    "ruiji.goods.movement": "partner_id",
    "ruiji.price.change": "contract_id.partner_id",
    "ruiji.repair.analysis": "partner_id",
    "ruiji.repair.intake.line": "partner_id",
    "ruiji.repair.price": "contract_id.partner_id",
    "ruiji.repair.slip": "partner_id",
}


class IrRule(models.Model):
    """Prices and repairs of a borrowed client file are lent with it (ACC-04).

    Settlements are not: they hold boards of several units.
    """

    _inherit = "ir.rule"

    @api.model
    def _paths_to_clients(self):
        return super()._paths_to_clients() | PATHS
