from odoo import api, fields, models

KINDS = [("credit_downgrade", "Credit downgrade")]


class WatchRule(models.Model):
    """What counts as an anomaly of a client (GRD-04).

    Kinds that need figures of business are added by the addons that have them.
    """

    _name = "ruiji.watch.rule"
    _description = "Watch Rule"
    _rec_name = "kind"

    kind = fields.Selection(KINDS, required=True)
    amount = fields.Float(
        digits=(16, 2),
        help="Smaller amounts, in the company's currency, raise nothing.",
    )
    percent = fields.Float(
        string="Fall in percent",
        help="Raised when orders fall by this much against the year before.",
    )
    days = fields.Integer(help="Days of grace after the due date.")
    active = fields.Boolean(default=True)

    _kind_uniq = models.Constraint(
        "UNIQUE(kind)", "There is a rule of this kind already: change that one."
    )
    _not_negative = models.Constraint(
        "CHECK (amount >= 0 AND days >= 0 AND percent >= 0 AND percent <= 100)",
        "Enter an amount and days of zero or more, and a percentage up to 100.",
    )

    @api.model
    def _rule(self, kind):
        """The rule in force for a kind of anomaly, or an empty recordset."""
        # Thresholds hold for whoever causes the check.
        return self.sudo().search([("kind", "=", kind)], limit=1)
