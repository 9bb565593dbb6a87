from odoo import fields, models

ACTIVITY = "ruiji_repair_pricing.mail_activity_type_missing_board"


class RepairSlip(models.Model):
    """Somebody asks the client where boards are that were not in the parcel."""

    _inherit = "ruiji.repair.slip"

    def _receive(self, boards, vals=None):
        entries = super()._receive(boards, vals)
        missing = self.filtered(lambda slip: slip._boards_to_come())
        missing._ask_for_missing_boards()
        (self - missing)._end_missing_activities()
        return entries

    def _ask_for_missing_boards(self):
        """One question a slip, to the account manager or to who checked it in."""
        asked = self.activity_search([ACTIVITY]).mapped("res_id")
        slips = self.filtered(lambda slip: slip.id not in asked)
        activity_type = self.env.ref(ACTIVITY)
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                slip._prepare_missing_activity_vals(activity_type, user)
                for slip in slips
                for user in (slip.manager_id or self.env.user,)
            ]
        )

    def _prepare_missing_activity_vals(self, activity_type, user):
        reader = self.with_context(lang=user.lang)
        return {
            "res_model_id": self.env["ir.model"]._get_id(self._name),
            "res_id": self.id,
            "automated": True,
            "activity_type_id": activity_type.id,
            "summary": reader.env._(
                "Not in the parcel: %(boards)s",
                boards=reader._boards_to_come()._name_boards(),
            ),
            "user_id": user.id,
            "date_deadline": fields.Date.context_today(self),
        }

    def _end_missing_activities(self):
        """What was missing has come, or won't."""
        self.activity_unlink([ACTIVITY])
