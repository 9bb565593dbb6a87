from odoo import api, fields, models


class ClaimBand(models.Model):
    """How a claim is handled as a rule, by its amount (CAR-06)."""

    _name = "ruiji.claim.band"
    _description = "Handling of Claims by Amount"
    _order = "amount_from"

    name = fields.Char(required=True, translate=True)
    currency_id = fields.Many2one(
        "res.currency", default=lambda self: self.env.company.currency_id, required=True
    )
    amount_from = fields.Monetary(
        string="From", help="Claims of this amount and more, up to the next band."
    )
    needs_approval = fields.Boolean(
        string="Finance and management approve",
        help="Finance, and the marketing VP or the general manager, approve what is "
        "granted.",
    )
    steps = fields.Text(
        required=True, translate=True, help="What is done as a rule, a line a step."
    )

    _amount_uniq = models.Constraint(
        "unique(amount_from)", "There is a band from this amount on already."
    )
    _amount_not_negative = models.Constraint(
        "CHECK(amount_from >= 0)", "A band starts from zero or more."
    )

    @api.model
    def _band_of(self, amount):
        """The band that an amount in the company's currency falls into."""
        # The rules are the same for everybody who has a claim before him.
        reached = self.sudo().search([("amount_from", "<=", amount)])
        return reached[-1:]

    def _step_names(self):
        return [step.strip() for step in self.steps.splitlines() if step.strip()]
