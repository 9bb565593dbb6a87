from odoo import api, models

from .res_partner_contract import READERS


class UnitTree(models.AbstractModel):
    """From the tree to a price of its day (SUB-05)."""

    _inherit = "ruiji.unit.tree"

    @api.model
    @api.readonly
    def actions(self):
        """Who reads contracts may ask for prices."""
        offered = super().actions()
        if self.env.user.has_group(READERS):
            offered.append(
                {
                    "label": self.env._("Repair price on this day"),
                    "icon": "fa-calculator",
                    "method": "action_look_up_price",
                }
            )
        return offered
