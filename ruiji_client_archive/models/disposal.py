from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError

from .crm_lead import REGISTRARS
from .res_partner_demand import SALES_MANAGERS

OPEN = ("proposed", "approved")


class Disposal(models.Model):
    """Destruction of a prospect's file, and the certificate of it (ARC-12, ACC-12).

    Proposed by one person, approved by another; what it says of the client is kept
    when the file is no more.
    """

    _name = "ruiji.disposal"
    _description = "File Disposal"
    _order = "id DESC"

    name = fields.Char(string="Number", required=True, readonly=True, copy=False)
    client_id = fields.Many2one(
        "res.partner",
        string="Client file",
        required=True,
        ondelete="restrict",
        index=True,
        readonly=True,
    )
    client_number = fields.Char(readonly=True)
    client_name = fields.Char(string="Legal name", readonly=True)
    reason = fields.Text(required=True, readonly=True)
    state = fields.Selection(
        [
            ("proposed", "Proposed"),
            ("approved", "Approved"),
            ("executed", "Executed"),
            ("refused", "Refused"),
        ],
        string="Status",
        default="proposed",
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )

    proposed_by_id = fields.Many2one("res.users", required=True, readonly=True)
    proposed_on = fields.Datetime(required=True, readonly=True)
    approved_by_id = fields.Many2one("res.users", string="Decided by", readonly=True)
    approved_on = fields.Datetime(string="Decided on", readonly=True)
    executed_by_id = fields.Many2one("res.users", readonly=True)
    executed_on = fields.Datetime(readonly=True)

    person_count = fields.Integer(string="Persons erased", readonly=True)
    message_count = fields.Integer(string="Notes and messages erased", readonly=True)
    attachment_count = fields.Integer(string="Documents erased", readonly=True)
    lead_count = fields.Integer(string="Leads erased", readonly=True)

    # Who may read a disposal follows the client's file; kept here so that the
    # record rules stay flat.
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

    _open_uniq = models.UniqueIndex(
        "(client_id) WHERE state IN ('proposed', 'approved')",
        "The disposal of this file is proposed already.",
    )
    _approver_is_another = models.Constraint(
        "CHECK (state NOT IN ('approved', 'executed') "
        "OR approved_by_id <> proposed_by_id)",
        "A disposal is approved by somebody else than who proposed it.",
    )

    @api.model
    def _propose(self, clients, reason):
        """Propose to destroy the files of prospects.

        :param clients: res.partner records that the user may write
        :return: the proposals
        :raises UserError: naming what stands against it
        """
        self._check_role(REGISTRARS)
        clients.check_access("write")
        clients._check_may_be_disposed()
        self._refuse_second_proposal(clients)
        # By hand nobody writes disposals; role and file were checked.
        proposals = self.sudo().create(
            [
                {
                    "name": number,
                    "client_id": client.id,
                    "client_number": client.client_number,
                    "client_name": client.name,
                    "reason": reason,
                    "proposed_by_id": self.env.uid,
                    "proposed_on": fields.Datetime.now(),
                }
                for client, number in zip(
                    clients, self._next_numbers(len(clients)), strict=True
                )
            ]
        )
        return proposals.with_env(self.env)

    @api.model
    def _refuse_second_proposal(self, clients):
        """Say so before the unique index does."""
        # Whoever may write the file may know of its proposal.
        known = self.sudo().search(
            [("client_id", "in", clients.ids), ("state", "in", OPEN)], limit=1
        )
        if known:
            raise UserError(
                self.env._(
                    "The disposal of %(client)s is proposed already, as %(number)s.",
                    client=known.client_name,
                    number=known.name,
                )
            )

    @api.model
    def _next_numbers(self, count):
        # Who may propose may draw a number.
        sequence = self.env.ref("ruiji_client_archive.sequence_disposal").sudo()
        return sequence._draw(count)

    def action_approve(self):
        """Agree to the destruction, as somebody else than the proposer."""
        self._take_decision("approved", ("proposed",))

    def action_refuse(self):
        """Decide that the file stays."""
        self._take_decision("refused", OPEN)

    def _take_decision(self, state, states):
        self._check_role(SALES_MANAGERS)
        decided = self._locked(states)
        if self.env.user in self.proposed_by_id and state == "approved":
            raise UserError(
                self.env._(
                    "You proposed this disposal yourself: it is approved by somebody "
                    "else."
                )
            )
        if state == "approved":
            decided.client_id._check_may_be_disposed()
        decided.write(
            {
                "state": state,
                "approved_by_id": self.env.uid,
                "approved_on": fields.Datetime.now(),
            }
        )

    def action_execute(self):
        """Destroy what was approved, for good, and keep the certificate."""
        self._check_role(REGISTRARS)
        self.client_id.check_access("write")
        for disposal in self._locked(("approved",)):
            erased = disposal.client_id._dispose(disposal.name)
            disposal.write(
                {
                    **erased,
                    "state": "executed",
                    "executed_by_id": self.env.uid,
                    "executed_on": fields.Datetime.now(),
                }
            )

    @api.model
    def _check_role(self, groups):
        if not self.env.user.has_groups(groups):
            raise AccessError(
                self.env._(
                    "Account managers, clerks and management propose and carry out "
                    "disposals; the marketing VP or the general manager approves them."
                )
            )

    def _locked(self, states):
        """These disposals as the system, kept from others until the end.

        :raises UserError: when one is in another state, or in somebody else's hands
        """
        self.check_access("read")
        # The role was checked; by hand nobody writes disposals.
        disposals = self.sudo()
        try:
            disposals.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else decides on this disposal right now. Reload the page "
                    "to see it."
                )
            ) from error
        if disposals.filtered(lambda disposal: disposal.state not in states):
            raise UserError(
                self.env._(
                    "This disposal cannot take this step in its present state. Reload "
                    "the page to see it."
                )
            )
        return disposals
