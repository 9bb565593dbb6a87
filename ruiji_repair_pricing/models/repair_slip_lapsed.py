from odoo import fields, models

ACTIVITY = "ruiji_repair_pricing.mail_activity_type_cover"


class RepairSlip(models.Model):
    """Asks somebody to decide when boards arrive under lapsed cover (CON-09)."""

    _inherit = "ruiji.repair.slip"

    lapsed_count = fields.Integer(
        string="Cover lapsed", compute="_compute_lapsed_count"
    )

    def _compute_lapsed_count(self):
        counts = self.env["repair.order"]._read_group(
            [("slip_id", "in", self.ids), ("cover_state", "in", ("lapsed", "hold"))],
            ["slip_id"],
            ["__count"],
        )
        by_slip = {slip.id: count for slip, count in counts}
        for slip in self:
            slip.lapsed_count = by_slip.get(slip.id, 0)

    def action_submit(self):
        result = super().action_submit()
        self._ask_for_cover_decision()
        return result

    def _receive(self, boards, vals=None):
        entries = super()._receive(boards, vals)
        self._ask_for_cover_decision()
        return entries

    def action_decide_cover(self):
        """Ask what to do with the boards of the slip whose cover has lapsed."""
        waiting = self.repair_ids.filtered(lambda r: r.cover_state == "lapsed")
        held = self.repair_ids.filtered(lambda r: r.cover_state == "hold")
        return (waiting or held).action_decide_cover()

    def _ask_for_cover_decision(self):
        """One question a slip, to the account manager or who stands in."""
        # Whoever hands a slip in, the client included, causes the question; whom it
        # goes to is not theirs to read.
        slips = self.sudo().filtered(
            lambda slip: "lapsed" in slip.repair_ids.mapped("cover_state")
        )
        activity_type = self.env.ref(ACTIVITY)
        asked = slips.activity_ids.filtered(
            lambda activity: activity.activity_type_id == activity_type
        )
        slips = slips.filtered(lambda slip: not slip.activity_ids & asked)
        # Who holds which role is not theirs to read either.
        stand_in = self.env["ruiji.contract"].sudo()._first_of("group_marketing_vp")
        slips.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "res_model_id": self.env["ir.model"]._get_id(self._name),
                    "res_id": slip.id,
                    "automated": True,
                    "activity_type_id": activity_type.id,
                    "summary": activity_type.with_context(lang=user.lang).summary,
                    "user_id": user.id,
                    "date_deadline": fields.Date.context_today(self),
                }
                for slip in slips
                for user in (slip.manager_id or stand_in,)
            ]
        )

    def _close_cover_questions(self, answer):
        """End the questions of slips none of whose boards waits for a decision."""
        decided = self.filtered(
            lambda slip: "lapsed" not in slip.repair_ids.mapped("cover_state")
        )
        decided.activity_feedback([ACTIVITY], feedback=answer)
