from odoo import fields, models


class PriceLookupLoser(models.TransientModel):
    """A price that did not apply, with the reason (PRI-04)."""

    _name = "ruiji.price.lookup.loser"
    _description = "Price Passed Over"

    lookup_id = fields.Many2one("ruiji.price.lookup", ondelete="cascade")
    contract_number = fields.Char(string="Contract")
    partner_id = fields.Many2one("res.partner", string="Client")
    level = fields.Selection(
        lambda self: self._selection_of_lookup("level"),
        string="Contract of",
    )
    matched = fields.Selection(
        lambda self: self._selection_of_lookup("matched"),
        string="Priced by",
    )
    is_priced = fields.Boolean()
    price = fields.Monetary()
    currency_id = fields.Many2one("res.currency")
    reason = fields.Char()

    def _selection_of_lookup(self, name):
        """The choices of the look-up's field, in the reader's language."""
        lookup = self.env["ruiji.price.lookup"]
        return lookup._fields[name]._description_selection(self.env)
