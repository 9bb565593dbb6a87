from odoo import models


class SatisfactionRating(models.Model):
    """A bad answer leads to a measure (CAR-04)."""

    _inherit = "ruiji.satisfaction.rating"

    def action_measure(self):
        """Begin a measure with what the client said."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "ruiji.improvement.measure",
            "views": [(False, "form")],
            "context": {
                "default_name": self.name,
                "default_source": "rating",
                "default_rating_id": self.id,
                "default_partner_id": self.partner_id.id,
                "default_cause": self.comment or "",
            },
        }
