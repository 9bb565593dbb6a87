from odoo import api, models

REMINDER = "ruiji_repair_pricing.mail_activity_type_standard_prices"
APPROVER = "ruiji_client_archive.group_marketing_vp"


class RepairPrice(models.Model):
    """Standard prices that wait for approval ask for it themselves (PRI-09).

    The list of a contract is asked for on the contract; the standard list has no
    record of its own to ask on.
    """

    _inherit = "ruiji.repair.price"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._standard_drafts()._remind_approvers()
        return lines

    def write(self, vals):
        waited = self._standard_drafts()
        result = super().write(vals)
        if waited != self._standard_drafts():
            self._remind_approvers()
        return result

    def unlink(self):
        waited = self._standard_drafts()
        result = super().unlink()
        waited._remind_approvers()
        return result

    def _standard_drafts(self):
        return self.filtered(
            lambda line: line.state == "draft" and not line.contract_id
        )

    def _remind_approvers(self):
        """Tell the approvers how many standard prices wait, or that none does."""
        if not self:
            return
        # Whoever enters prices need not see who approves them, nor whose are open.
        system = self.sudo()
        waiting = system.search_count(
            [("contract_id", "=", False), ("state", "=", "draft")]
        )
        users = system.env.ref(APPROVER).all_user_ids.filtered("active")
        system.env["res.partner"]._remind(
            REMINDER,
            dict.fromkeys(users, waiting) if waiting else {},
            lambda env, count: env._(
                "%s standard prices wait for your approval", count
            ),
        )
