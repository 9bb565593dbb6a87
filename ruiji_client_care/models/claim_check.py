from odoo import fields, models


class ClaimCheck(models.Model):
    """One standard step in the handling of a claim, done or not (CAR-06)."""

    _name = "ruiji.claim.check"
    _description = "Step in Handling a Claim"
    _order = "sequence, id"

    feedback_id = fields.Many2one(
        "ruiji.client.feedback", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Step", required=True)
    is_done = fields.Boolean(string="Done")
    done_by_id = fields.Many2one("res.users", string="Done by", readonly=True)
    done_on = fields.Datetime(readonly=True)
    note = fields.Char()

    def write(self, vals):
        """Who ticks a step has done it, now."""
        if "is_done" in vals:
            done = vals["is_done"]
            vals = {
                **vals,
                "done_by_id": done and self.env.uid,
                "done_on": done and fields.Datetime.now(),
            }
        return super().write(vals)
