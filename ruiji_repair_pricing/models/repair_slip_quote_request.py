from odoo import fields, models

ACTIVITY = "ruiji_repair_pricing.mail_activity_type_quote"


class RepairSlip(models.Model):
    """Asks the account manager for a quotation once the fault is known (REP-03)."""

    _inherit = "ruiji.repair.slip"

    def _ask_for_quotation(self):
        """One question a slip, to the account manager or who stands in."""
        kind = self.env.ref(ACTIVITY)
        open_slips = self.filtered(
            lambda slip: kind not in slip.activity_ids.activity_type_id
        )
        stand_in = self.env["ruiji.contract"]._first_of("group_marketing_vp")
        quick = self.env["mail.activity"].with_context(mail_activity_quick_update=True)
        quick.create(
            [
                slip._prepare_quote_question(kind, slip.manager_id or stand_in)
                for slip in open_slips
            ]
        )

    def _prepare_quote_question(self, kind, user):
        self.ensure_one()
        return {
            "res_model_id": self.env["ir.model"]._get_id(self._name),
            "res_id": self.id,
            "automated": True,
            "activity_type_id": kind.id,
            "summary": kind.with_context(lang=user.lang).summary,
            "user_id": user.id,
            "date_deadline": fields.Date.context_today(self),
        }
