from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.tools import format_list

from .res_partner_confidentiality import LEVEL_SETTERS

ACTIVITY = "ruiji_client_archive.mail_activity_level_proposal"
PROPOSERS = "ruiji_client_archive.group_customer_service"


class LevelProposal(models.Model):
    """Customer service proposes how secret a file is, management decides (ACC-01).

    Raising and lowering alike; what was decided stays as the history of levels.
    """

    _name = "ruiji.level.proposal"
    _description = "Proposed Level of a Client File"
    _order = "state DESC, id DESC"
    _rec_name = "client_id"

    client_id = fields.Many2one(
        "res.partner", required=True, readonly=True, ondelete="cascade", index=True
    )
    old_level = fields.Selection(
        lambda self: self._selection_of_levels(), string="Level now", readonly=True
    )
    new_level = fields.Selection(
        lambda self: self._selection_of_levels(),
        string="Proposed level",
        required=True,
        readonly=True,
    )
    reason = fields.Char(required=True, readonly=True)
    proposed_by_id = fields.Many2one("res.users", required=True, readonly=True)
    state = fields.Selection(
        [
            ("pending", "Waiting"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("overtaken", "Overtaken"),
        ],
        string="Status",
        required=True,
        readonly=True,
        default="pending",
        index=True,
        help="Overtaken: management set the level without this proposal.",
    )
    decided_by_id = fields.Many2one("res.users", readonly=True)
    decided_on = fields.Datetime(readonly=True)
    answer = fields.Char(string="Reason of the decision", readonly=True)
    # As secret as the file; kept here so that the record rules stay flat.
    confidentiality = fields.Selection(
        related="client_id.confidentiality", store=True, index=True
    )
    manager_id = fields.Many2one(
        "res.users",
        string="Account manager",
        related="client_id.user_id",
        store=True,
        index="btree_not_null",
    )

    _one_pending_uniq = models.UniqueIndex(
        "(client_id) WHERE state = 'pending'",
        "A level has been proposed for this file already: wait for the decision.",
    )
    _decided_by_another = models.Constraint(
        "CHECK (decided_by_id <> proposed_by_id OR state = 'overtaken')",
        "Nobody decides on a level that he proposed.",
    )

    @api.model
    def _selection_of_levels(self):
        level = self.env["res.partner"]._fields["confidentiality"]
        return level._description_selection(self.env)

    @api.model
    def _propose(self, clients, level, reason):
        """Propose a level for client files that have another one.

        :param clients: res.partner recordset that the user reads
        :return: the proposals
        :raises AccessError: for anybody but customer service
        :raises UserError: when a proposal waits already, or nothing would change
        """
        if not self.env.user.has_group(PROPOSERS):
            raise AccessError(
                self.env._("Levels of client files are proposed by customer service.")
            )
        clients.check_access("read")
        others = clients.filtered(lambda c: c.is_client and c.confidentiality != level)
        if not others:
            raise UserError(self.env._("These files have this level already."))
        self._check_none_waits(others)
        # The role was checked; by hand nobody writes proposals.
        proposals = self.sudo().create(
            [
                {
                    "client_id": client.id,
                    "old_level": client.confidentiality,
                    "new_level": level,
                    "reason": reason,
                    "proposed_by_id": self.env.uid,
                }
                for client in others
            ]
        )
        proposals._ask_management()
        return proposals.with_env(self.env)

    def _check_none_waits(self, clients):
        # That one waits is told, by whomever it was made; nothing of it is shown.
        waiting = self.sudo().search(
            [("client_id", "in", clients.ids), ("state", "=", "pending")]
        )
        if waiting:
            raise UserError(
                self.env._(
                    "A level has been proposed already and waits for management: "
                    "%(clients)s",
                    clients=format_list(self.env, waiting.client_id.mapped("name")),
                )
            )

    def _ask_management(self):
        vps = self.env.ref("ruiji_client_archive.group_marketing_vp").all_user_ids
        deciders = vps.filtered(lambda user: user.active and not user.share)
        quiet = self.env["mail.activity"].with_context(mail_activity_quick_update=True)
        quiet._ask(ACTIVITY, [(p.client_id, user) for p in self for user in deciders])

    def action_approve(self):
        """Give the files the levels that were proposed, in the user's name.

        :raises AccessError: for all but management
        :raises UserError: if one was decided on already
        """
        proposals = self._held()
        proposals._decide("approved")
        for level, of_level in proposals.grouped("new_level").items():
            clients = of_level.client_id.with_env(self.env)
            clients.write({"confidentiality": level})

    def action_refuse(self):
        """Ask for the reason that customer service gets."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_client_archive.level_refusal_action"
        )
        return action | {"context": {"default_proposal_ids": self.ids}}

    def _refuse(self, answer):
        self._held()._decide("refused", answer)

    def _decide(self, state, answer=False):
        self.write(
            {
                "state": state,
                "answer": answer,
                "decided_by_id": self.env.uid,
                "decided_on": fields.Datetime.now(),
            }
        )
        self.flush_recordset()
        self.client_id.activity_unlink([ACTIVITY])

    def _held(self):
        """These as the system, kept from others until the end; management only."""
        self.check_access("read")
        if not self.env.user.has_groups(LEVEL_SETTERS):
            raise AccessError(
                self.env._(
                    "The marketing VP or the general manager decides on the level of "
                    "a client file."
                )
            )
        # The role was checked; by hand nobody writes proposals.
        proposals = self.sudo()
        try:
            proposals.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else decides on this level right now. Reload the page "
                    "to see it."
                )
            ) from error
        if proposals.filtered(lambda proposal: proposal.state != "pending"):
            raise UserError(
                self.env._(
                    "This level has been decided on already. Reload the page to see it."
                )
            )
        return proposals
