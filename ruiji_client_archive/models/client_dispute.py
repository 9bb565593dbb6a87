from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

DECIDER = "ruiji_client_archive.group_general_manager"
MANAGERS = "ruiji_client_archive.group_account_manager"
# Two who register a client within this time do so at the same moment.
MOMENT = timedelta(minutes=10)


class ClientDispute(models.Model):
    """Somebody wanted to register a client that another one has (MGR-02).

    The earlier record wins until the general manager decides otherwise.
    """

    _name = "ruiji.client.dispute"
    _description = "Dispute about a Client"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _rec_name = "client_id"
    _order = "id DESC"
    _mail_post_access = "read"

    client_id = fields.Many2one(
        "res.partner", required=True, readonly=True, ondelete="cascade", index=True
    )
    name = fields.Char(string="Name as entered", required=True, readonly=True)
    date = fields.Datetime(
        string="Claimed on", default=fields.Datetime.now, readonly=True
    )
    claimant_id = fields.Many2one(
        "res.users", string="Claimed by", required=True, readonly=True
    )
    holder_id = fields.Many2one(
        "res.users",
        string="Holder",
        readonly=True,
        help="Account manager of the file, or who registered it, when the claim was "
        "made.",
    )
    date_registered = fields.Datetime(
        related="client_id.create_date", string="First registered on"
    )
    state = fields.Selection(
        [
            ("open", "To decide"),
            ("kept", "Kept by the holder"),
            ("overridden", "Given to another"),
        ],
        string="Status",
        default="open",
        required=True,
        readonly=True,
        tracking=True,
    )
    manager_id = fields.Many2one(
        "res.users", string="Decided for", readonly=True, tracking=True
    )
    reason = fields.Text(readonly=True)
    decided_by_id = fields.Many2one("res.users", string="Decided by", readonly=True)
    date_decided = fields.Datetime(string="Decided on", readonly=True)

    _claim_uniq = models.UniqueIndex(
        "(client_id, claimant_id, COALESCE(holder_id, 0))",
        "This claim is on record already.",
    )

    @api.model
    def _claim(self, names, managers, at_once):
        """Record that a user wanted a client who is in the archive already.

        Account managers claim for themselves, whoever names one for him. Others
        claim nothing, unless both registered the client at the same moment.

        :param dict names: {legal name key: name as entered}
        :param dict managers: {legal name key: id of the account manager entered}
        :param bool at_once: the database itself had to tell the two apart
        :return: the disputes and the clients they, or others before, are about
        """
        archive = self.env["res.partner"].with_context(active_test=False)
        twins = archive.search([("name_key", "in", list(names))])
        claims = [
            self._prepare_claim(twin, names[twin.name_key], claimant)
            for twin in twins
            if (claimant := self._claimant(twin, managers[twin.name_key], at_once))
        ]
        known = {
            (claim.client_id.id, claim.claimant_id.id, claim.holder_id.id)
            for claim in self.search([("client_id", "in", twins.ids)])
        }
        new = self.create([claim for claim in claims if _parties(claim) not in known])
        new._ask_general_managers()
        return len(claims), twins

    def _prepare_claim(self, twin, name, claimant):
        holder = twin.user_id or twin.create_uid
        return {
            "client_id": twin.id,
            "name": name,
            "claimant_id": claimant.id,
            "holder_id": holder.id,
        }

    def _claimant(self, twin, manager_id, at_once):
        """Return who claims the client, or nobody."""
        user = self.env["res.users"].browse(manager_id) or self.env.user
        just_now = fields.Datetime.now() - twin.create_date < MOMENT
        if at_once or (just_now and twin.create_uid != self.env.user):
            return user
        may_claim = twin.user_id and user.has_group(MANAGERS)
        return user if may_claim and user != twin.user_id else user.browse()

    def _ask_general_managers(self):
        deciders = self.env.ref(DECIDER).all_user_ids.filtered("active")
        self.env["mail.activity"]._ask(
            "ruiji_client_archive.mail_activity_dispute",
            [(dispute, decider) for dispute in self for decider in deciders],
        )

    def action_decide(self):
        """Ask the general manager for the decision and its reason."""
        self._check_may_decide()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_client_archive.client_dispute_decision_action"
        )
        action["context"] = {"default_dispute_id": self.id}
        return action

    def action_open_client(self):
        """Open the file that the dispute is about."""
        self.ensure_one()
        return self.client_id.get_formview_action()

    def _keep(self, reason):
        """Leave the client with its holder."""
        self._check_may_decide()
        self._decide("kept", self.client_id.user_id, reason)

    def _override(self, manager, reason):
        """Give the client to another account manager.

        :raises UserError: when the cap of files leaves the manager no room
        """
        self._check_may_decide()
        self.client_id._assign(manager, "override", reason, approver=self.env.user)
        self._decide("overridden", manager, reason)

    def _check_may_decide(self):
        if not (self.env.su or self.env.user.has_group(DECIDER)):
            raise AccessError(
                self.env._("Disputes about clients are decided by the general manager.")
            )
        if any(dispute.state != "open" for dispute in self):
            raise UserError(
                self.env._("This dispute is decided already: reload the page to see.")
            )

    def _decide(self, state, manager, reason):
        # Whoever may decide was checked; by hand nobody may write these.
        decided = self.sudo()
        decided.write(
            {
                "state": state,
                "manager_id": manager.id,
                "reason": reason,
                "decided_by_id": self.env.uid,
                "date_decided": fields.Datetime.now(),
            }
        )
        decided.activity_feedback(
            ["ruiji_client_archive.mail_activity_dispute"], feedback=reason
        )
        parties = (self.claimant_id | self.holder_id) - self.env.user
        decided.env["mail.activity"]._ask(
            "mail.mail_activity_data_todo",
            [(decided, party) for party in parties],
            summary=self.env._("Dispute about %s decided", self.client_id.name),
            note=reason,
        )


def _parties(claim):
    return claim["client_id"], claim["claimant_id"], claim["holder_id"]
