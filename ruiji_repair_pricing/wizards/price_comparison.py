from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

CHANGES = ("added", "dropped", "repriced", "same")
TOTALS = ("boards", "boards_without", "old_total", "new_total")


class PriceComparison(models.TransientModel):
    """Two price lists beside each other, weighed by real volume (PRI-02, CON-10)."""

    _name = "ruiji.price.comparison"
    _description = "Price List Comparison"

    new_contract_id = fields.Many2one(
        "ruiji.contract", string="Price list of", help="Empty: the standard list."
    )
    old_contract_id = fields.Many2one(
        "ruiji.contract",
        string="Compared with",
        compute="_compute_old_contract_id",
        store=True,
        readonly=False,
        help="The contract of the last period, if there is one. Empty: the standard "
        "list.",
    )
    volume_of = fields.Selection(
        [
            ("both", "Boards priced by either contract"),
            ("old", "Boards priced by the list compared with"),
            ("new", "Boards priced by this list"),
            ("none", "Without volume"),
        ],
        string="Weighed by",
        required=True,
        default="both",
        help="The boards of the last 12 months that show what the difference would "
        "have meant. The standard list's boards are those of all clients without a "
        "contract price.",
    )
    only_differences = fields.Boolean(default=True)
    compared_lists = fields.Char(readonly=True)
    is_current = fields.Boolean(compute="_compute_is_current")

    currency_id = fields.Many2one("res.currency", readonly=True)
    line_ids = fields.One2many(
        "ruiji.price.comparison.line", "comparison_id", readonly=True
    )
    difference_ids = fields.One2many(
        "ruiji.price.comparison.line",
        "comparison_id",
        string="Differences",
        domain=[("change", "!=", "same")],
        readonly=True,
    )
    added_count = fields.Integer(string="Lines added", readonly=True)
    dropped_count = fields.Integer(string="Lines dropped", readonly=True)
    repriced_count = fields.Integer(string="Lines repriced", readonly=True)
    same_count = fields.Integer(string="Lines unchanged", readonly=True)
    boards = fields.Integer(string="Boards in 12 months", readonly=True)
    boards_without = fields.Integer(string="Of these without a price", readonly=True)
    old_total = fields.Monetary(
        string="At the old prices",
        readonly=True,
        help="Boards that both lists price.",
    )
    new_total = fields.Monetary(
        string="At the new prices",
        readonly=True,
        help="Boards that both lists price.",
    )
    difference = fields.Monetary(compute="_compute_difference")
    percent = fields.Float(string="Change", compute="_compute_difference")

    @api.depends("new_contract_id")
    def _compute_old_contract_id(self):
        for comparison in self:
            comparison.old_contract_id = comparison.new_contract_id.renewed_from_id

    @api.depends("old_contract_id", "new_contract_id", "volume_of", "compared_lists")
    def _compute_is_current(self):
        for comparison in self:
            comparison.is_current = comparison.compared_lists == comparison._lists_key()

    @api.depends("old_total", "new_total")
    def _compute_difference(self):
        for comparison in self:
            comparison.difference = comparison.new_total - comparison.old_total
            old_total = comparison.old_total
            comparison.percent = old_total and comparison.difference / old_total

    def _lists_key(self):
        """What the result depends on, to tell a stale one by."""
        self.ensure_one()
        return f"{self.old_contract_id.id}/{self.new_contract_id.id}/{self.volume_of}"

    @api.model
    def _open(self, new, old=None):
        """Compare a price list with another and show the result.

        :param new: ruiji.contract, or none of it for the standard list
        :param old: ruiji.contract; the one that `new` renews when left out
        :return: window action; it asks for the lists while there are no two of them
        """
        lists = {"new_contract_id": new.id}
        if old:
            lists["old_contract_id"] = old.id
        comparison = self.create(lists)
        if not comparison._lists_problem():
            comparison._compare()
        return comparison._reopen()

    def action_compare(self):
        """Compare the two lists that are chosen.

        :raises UserError: for one list twice, and for lists of two currencies
        """
        self.ensure_one()
        self._compare()
        return self._reopen()

    def _compare(self):
        if problem := self._lists_problem():
            raise UserError(problem)
        old, new = self.old_contract_id, self.new_contract_id
        rows = self.env["ruiji.repair.price"].compare(
            old.ids, new.ids, self._volume_contracts()
        )
        changes = [row["change"] for row in rows]
        self.write(
            {
                "currency_id": self._currencies()[:1].id,
                "compared_lists": self._lists_key(),
                "line_ids": [Command.clear()]
                + [Command.create(self._prepare_line_vals(row)) for row in rows],
            }
            | {name: sum(row[name] for row in rows) for name in TOTALS}
            | {f"{change}_count": changes.count(change) for change in CHANGES}
        )

    def _lists_problem(self):
        """Why these two lists can't be compared, or nothing."""
        self.ensure_one()
        if self.old_contract_id == self.new_contract_id:
            return self.env._("Choose two different price lists to compare.")
        currencies = self._currencies()
        return len(currencies) > 1 and self.env._(
            "These price lists are in %(old)s and %(new)s: compare lists of one "
            "currency.",
            old=currencies[0].name,
            new=currencies[1].name,
        )

    def _currencies(self):
        """Currencies of the two lists; the standard list is in the company's."""
        own = self.env.company.currency_id
        old, new = self.old_contract_id, self.new_contract_id
        return (old.currency_id or own) | (new.currency_id or own)

    def _volume_contracts(self):
        """Contract ids whose boards count, as compare() takes them."""
        return {
            "both": (self.old_contract_id | self.new_contract_id).ids,
            "old": self.old_contract_id.ids,
            "new": self.new_contract_id.ids,
            "none": False,
        }[self.volume_of]

    @api.model
    def _prepare_line_vals(self, row):
        return {name: row[name] for name in row if name != "ratio"} | {
            "percent": row["ratio"] or 0
        }

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Compare price lists"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }
