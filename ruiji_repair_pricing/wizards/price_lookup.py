from odoo import api, fields, models
from odoo.fields import Command


class PriceLookup(models.TransientModel):
    """What does the repair of a board cost a client on a day, and why (PRI-04)."""

    _name = "ruiji.price.lookup"
    _description = "Price Look-up"

    partner_id = fields.Many2one(
        "res.partner",
        string="Client",
        required=True,
        domain="[('is_client', '=', True)]",
    )
    product_id = fields.Many2one(
        "product.product",
        string="Board",
        required=True,
        domain="[('repairable', '=', True)]",
    )
    date = fields.Date(
        string="Price Day",
        required=True,
        default=lambda self: fields.Date.context_today(self),
    )
    is_asked = fields.Boolean(compute="_compute_answer")
    is_priced = fields.Boolean(compute="_compute_answer")
    price = fields.Monetary(compute="_compute_answer")
    currency_id = fields.Many2one("res.currency", compute="_compute_answer")
    contract_id = fields.Many2one("ruiji.contract", compute="_compute_answer")
    level = fields.Selection(
        [
            ("prefecture", "Prefecture"),
            ("province", "Province"),
            ("group", "Group"),
            ("independent", "Independent client"),
            ("standard", "Standard price list"),
        ],
        string="Contract of",
        compute="_compute_answer",
    )
    matched = fields.Selection(
        [("board", "Board type"), ("model", "Device model"), ("category", "Category")],
        string="Priced by",
        compute="_compute_answer",
    )
    reason = fields.Char(compute="_compute_answer")
    has_lapsed = fields.Boolean(
        compute="_compute_answer",
        help="A contract priced the board until it lapsed: the board waits for a "
        "decision before anybody is told a price.",
    )
    loser_ids = fields.One2many(
        "ruiji.price.lookup.loser",
        "lookup_id",
        string="Passed over",
        compute="_compute_answer",
    )

    @api.depends("partner_id", "product_id", "date")
    def _compute_answer(self):
        for lookup in self:
            question = (lookup.partner_id.id, lookup.product_id.id, lookup.date)
            lookup.is_asked = all(question)
            found = {"winner": False, "losers": []}
            if lookup.is_asked:
                found = self.env["ruiji.repair.price"].explain(*question)
            lookup.update(lookup._prepare_winner_vals(found["winner"]))
            lookup.has_lapsed = lookup._has_lapsed_cover(found["winner"])
            lookup.loser_ids = [Command.clear()] + [
                Command.create(self._prepare_loser_vals(loser))
                for loser in found["losers"]
            ]

    def _has_lapsed_cover(self, winner):
        """Whether the board would wait for a decision on its cover (CON-09)."""
        question = (self.partner_id.id, self.product_id.id, self.date)
        # That cover has lapsed is told with the price; by whom it was is not.
        prices = self.env["ruiji.repair.price"].sudo()
        contract = prices.env["ruiji.contract"].browse(winner and winner["contract_id"])
        if not all(question) or contract.service_kind == "warranty":
            return False
        return bool(prices._lapsed_cover([question], [contract.id]))

    def _prepare_winner_vals(self, winner):
        answer = winner or {}
        return {
            "is_priced": bool(winner),
            "price": answer.get("price"),
            "currency_id": answer.get("currency_id"),
            # Which contract gave the price is told only to those who may open it.
            "contract_id": answer.get("contract_number") and answer["contract_id"],
            "level": answer.get("level"),
            "matched": answer.get("matched"),
            "reason": answer.get("reason"),
        }

    @api.model
    def _prepare_loser_vals(self, loser):
        return {
            "contract_number": loser["contract_number"],
            "partner_id": loser["partner_id"],
            "level": loser["level"],
            "matched": loser["matched"],
            "price": loser["price"],
            "currency_id": loser["currency_id"],
            "is_priced": bool(loser["line_id"]),
            "reason": loser["reason"],
        }
