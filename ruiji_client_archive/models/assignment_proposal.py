from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .assignment import DECIDERS

ACTIVITY = "ruiji_client_archive.mail_activity_manager_change"


class Assignment(models.Model):
    """A proposed change of account manager is confirmed or refused (MGR-06)."""

    _inherit = "ruiji.assignment"

    refusal = fields.Text(string="Refused because", readonly=True)

    _one_open_proposal = models.UniqueIndex(
        "(client_id) WHERE state = 'proposed'",
        "A change of this client's account manager waits already.",
    )

    def action_confirm(self):
        """Put proposed changes into effect.

        The row that takes effect takes the place of the proposal.

        :raises UserError: when a client went to somebody else meanwhile
        """
        self._check_may_decide()
        stale = self.filtered(lambda row: row.client_id.user_id != row.previous_user_id)
        if stale:
            raise UserError(
                self.env._(
                    "%(client)s went to %(manager)s meanwhile: refuse this change, "
                    "and have it proposed anew.",
                    client=stale[0].client_id.name,
                    manager=stale[0].client_id.user_id.name or self.env._("the pool"),
                )
            )
        clients = self.client_id
        for (manager, reason, proposer), rows in self.grouped(
            lambda row: (row.user_id, row.reason, row.proposed_by_id)
        ).items():
            rows.client_id._assign(manager, "transfer", reason, self.env.user, proposer)
        # The answer to the proposals of others, too.
        clients.sudo().activity_feedback([ACTIVITY], feedback=self.env._("Confirmed"))
        # Rights and state were checked; by hand nobody may write these.
        self.sudo().unlink()

    def action_refuse(self):
        """Ask for the reason of the refusal."""
        self._check_may_decide()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_client_archive.manager_change_refusal_action"
        )
        action["context"] = {"default_assignment_ids": self.ids}
        return action

    def _refuse(self, reason):
        """Leave the clients where they are, and tell who proposed otherwise."""
        self._check_may_decide()
        # Rights and state were checked; by hand nobody may write these.
        rows = self.sudo()
        rows.write(
            {
                "state": "refused",
                "refusal": reason,
                "approved_by_id": self.env.uid,
                "date_from": fields.Date.context_today(self),
            }
        )
        rows.client_id.activity_feedback([ACTIVITY], feedback=reason)
        rows.env["mail.activity"]._ask(
            "mail.mail_activity_data_todo",
            [(row.client_id, row.proposed_by_id) for row in rows],
            summary=self.env._("Change of account manager refused"),
            note=reason,
        )

    def _check_may_decide(self):
        if not (self.env.su or self.env.user.has_groups(DECIDERS)):
            raise AccessError(
                self.env._(
                    "A change of account manager is confirmed by the marketing VP or "
                    "the general manager."
                )
            )
        if any(row.state != "proposed" for row in self):
            raise UserError(
                self.env._("This change is decided already: reload the page to see.")
            )
