from odoo import api, models
from odoo.exceptions import AccessError

DECIDERS = (
    "ruiji_client_archive.group_marketing_vp",
    "ruiji_client_archive.group_general_manager",
)
ACTIVITY = "ruiji_repair_pricing.mail_activity_type_validity"


class Contract(models.Model):
    """In force or void: changes with the supervisor's approval only (CON-02)."""

    _inherit = "ruiji.contract"

    def write(self, vals):
        if "validity" in vals:
            self._check_may_decide_validity(vals["validity"])
        return super().write(vals)

    @api.model
    def _user_may_decide_validity(self):
        return self.env.su or any(map(self.env.user.has_group, DECIDERS))

    def _check_may_decide_validity(self, validity):
        changing = self.filtered(lambda contract: contract.validity != validity)
        if changing and not self._user_may_decide_validity():
            raise AccessError(
                self.env._(
                    "Whether contract %s is in force or void is decided by the "
                    "marketing VP or the general manager: propose it to them "
                    "with the button.",
                    changing[0].number,
                )
            )

    def _change_validity(self, validity, reason):
        """Set the flag, put the reason on record and end what asked for it."""
        self.write({"validity": validity})
        labels = dict(self._fields["validity"]._description_selection(self.env))
        for contract in self:
            contract.message_post(
                body=self.env._(
                    "Declared %(validity)s: %(reason)s",
                    validity=labels[validity],
                    reason=reason,
                )
            )
        # The decision answers the proposals of others, too.
        self.sudo().activity_feedback([ACTIVITY], feedback=reason)

    def _propose_void(self, reason):
        """Ask the marketing VP to declare the contracts void (CON-02)."""
        # A proposal changes nothing: reading the contract is enough to make one.
        self.sudo()._ask_deciders(
            ACTIVITY, self.env._("Declare the contract void?"), note=reason
        )

    def _ask_deciders(self, activity_type, summary, note):
        """Put a question to every marketing VP."""
        # Who asks need not see who holds which role.
        vp_group = self.env.ref("ruiji_client_archive.group_marketing_vp").sudo()
        deciders = vp_group.all_user_ids.filtered("active")
        self.env["mail.activity"]._ask(
            activity_type,
            [(contract, decider) for contract in self for decider in deciders],
            summary=summary,
            note=note,
        )

    def action_void(self):
        """Ask for the reason, then declare the contracts void."""
        self._check_may_decide_validity("void")
        return self._open_decision("void")

    def action_reinstate(self):
        """Ask for the reason, then put the contracts in force again."""
        self._check_may_decide_validity("in_force")
        return self._open_decision("reinstate")

    def action_propose_void(self):
        """Ask for the reason, then hand the question to the marketing VP."""
        return self._open_decision("propose_void")

    def _open_decision(self, decision):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_repair_pricing.contract_decision_action"
        )
        action["context"] = {
            "default_contract_ids": self.ids,
            "default_decision": decision,
        }
        return action
