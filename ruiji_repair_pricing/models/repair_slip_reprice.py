from odoo import models
from odoo.exceptions import UserError

ACTIVITY = "ruiji_repair_pricing.mail_activity_type_reprice"


class RepairSlip(models.Model):
    """Who talks to the client asks for new prices; the deciders find it (PRI-06)."""

    _inherit = "ruiji.repair.slip"

    def action_reprice(self):
        """Show old and new prices of the boards whose prices were told."""
        return self._told_boards().action_reprice()

    def action_ask_reprice(self):
        """Ask for the reason, then put the question to the marketing VP."""
        self.ensure_one()
        self._told_boards()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_repair_pricing.reprice_request_action"
        )
        return action | {"context": {"default_slip_id": self.id}}

    def _told_boards(self):
        told = self.repair_ids.filtered("price_frozen")
        if not told:
            raise UserError(
                self.env._(
                    "No price of %s was told to the client yet: it follows the price "
                    "lists by itself.",
                    self.name,
                )
            )
        return told

    def _ask_reprice(self, reason):
        """One question for each marketing VP, whoever else has asked already."""
        self.check_access("write")
        self._told_boards()
        # Who asks need not see who holds which role.
        vp_group = self.env.ref("ruiji_client_archive.group_marketing_vp").sudo()
        deciders = vp_group.all_user_ids.filtered("active")
        # The task is another user's; that this one may ask was checked.
        self.env["mail.activity"].sudo()._ask(
            ACTIVITY,
            [(slip, decider) for slip in self for decider in deciders],
            note=reason,
        )

    def _close_reprice_questions(self, answer):
        self.activity_feedback([ACTIVITY], feedback=answer)
