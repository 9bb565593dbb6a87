from odoo import models

from .res_partner_contract import READERS


class ResPartner(models.Model):
    """Contract and price of a unit as of the day of the unit tree (SUB-05)."""

    _inherit = "res.partner"

    def _tree_marks(self, day):
        """The nearest contract that covered the unit on that day."""
        marks = super()._tree_marks(day)
        if not (self.env.su or self.env.user.has_group(READERS)):
            return marks
        covering = self._covering_contracts(day)
        readable = self.env["ruiji.contract"].union(*covering.values())
        readable = readable._filtered_access("read")
        for unit in self:
            contract = (covering[unit.id] & readable)[:1]
            if contract:
                marks.setdefault(unit.id, []).append(
                    {
                        "label": contract.number,
                        "kind": "light border",
                        "title": contract.name,
                    }
                )
        return marks

    def action_look_up_price(self):
        """Ask for the day of the tree when it is asked from there."""
        action = super().action_look_up_price()
        if day := self.env.context.get("tree_day"):
            action["context"]["default_date"] = day
        return action
