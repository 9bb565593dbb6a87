from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list

from .assignment import DECIDERS

ACTIVITY = "ruiji_client_archive.mail_activity_manager_change"
HEAD = "ruiji_client_archive.group_marketing_vp"


class ResPartner(models.Model):
    """The head of marketing confirms who looks after a filed client (MGR-06)."""

    _inherit = "res.partner"

    manager_is_settled = fields.Boolean(
        compute="_compute_manager_is_settled",
        groups="base.group_user",
        help="The account manager changes by a proposal only.",
    )

    @api.depends("archive_state")
    @api.depends_context("uid")
    def _compute_manager_is_settled(self):
        decides = self._user_confirms_managers()
        for partner in self:
            partner.manager_is_settled = (
                partner.archive_state == "filed" and not decides
            )

    def write(self, vals):
        if "user_id" in vals and not self._book_is_kept():
            self._refuse_unconfirmed_manager(vals["user_id"])
        return super().write(vals)

    @api.model
    def _user_confirms_managers(self):
        return self.env.su or self.env.user.has_groups(DECIDERS)

    def _refuse_unconfirmed_manager(self, user_id):
        if self._user_confirms_managers():
            return
        changing = self.filtered(
            lambda client: client.archive_state == "filed"
            and client.user_id.id != (user_id or False)
        )
        if changing:
            raise UserError(
                self.env._(
                    "%(clients)s: a filed client changes its account manager with "
                    "the head of marketing's consent. Ask for it with the button "
                    "Change account manager.",
                    clients=format_list(self.env, changing[:3].mapped("name")),
                )
            )

    def action_change_manager(self):
        """Ask for the new account manager and the reason."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_client_archive.manager_change_action"
        )
        action["context"] = {"default_partner_ids": self.ids}
        return action

    def _change_manager(self, manager, reason):
        """Propose another account manager; who may confirm it confirms it thereby.

        :raises UserError: when a change of one of the clients waits already
        """
        self.check_access("write")
        if self._user_confirms_managers():
            self._assign(manager, "transfer", reason, approver=self.env.user)
        else:
            self._propose_manager(manager, reason)

    def _propose_manager(self, manager, reason):
        changing = self.filtered(lambda client: client.user_id != manager)
        # A proposal changes nothing; nobody writes the history by hand.
        history = self.env["ruiji.assignment"].sudo()
        waiting = history.search(
            [("client_id", "in", changing.ids), ("state", "=", "proposed")], limit=1
        )
        if waiting:
            raise UserError(
                self.env._(
                    "A change of %(client)s to %(manager)s waits for the head of "
                    "marketing already.",
                    client=waiting.client_id.name,
                    manager=waiting.user_id.name,
                )
            )
        history.create(
            [
                {
                    "client_id": client.id,
                    "user_id": manager.id,
                    "previous_user_id": client.user_id.id,
                    "origin": "transfer",
                    "reason": reason,
                    "proposed_by_id": self.env.uid,
                    "state": "proposed",
                }
                for client in changing
            ]
        )
        changing._ask_head_of_marketing(manager, reason)

    def _ask_head_of_marketing(self, manager, reason):
        summary = self.env._("New account manager %s?", manager.name)
        # Who asks need not see who holds which role, nor make activities for them.
        heads = self.env.ref(HEAD).sudo().all_user_ids.filtered("active")
        # As above: the activity is the head's, made on behalf of who asks.
        self.env["mail.activity"].sudo()._ask(
            ACTIVITY,
            [(client, head) for client in self for head in heads],
            summary=summary,
            note=reason,
        )
