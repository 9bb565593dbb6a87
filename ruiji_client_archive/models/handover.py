from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

HEAD = "ruiji_client_archive.group_marketing_vp"
SERVICE = "ruiji_client_archive.group_customer_service"
MANAGERS = "ruiji_client_archive.group_account_manager"
# What the steps alone write, once they have checked.
STEP_FIELDS = {
    "state",
    "head_signer_id",
    "head_signed_on",
    "service_signer_id",
    "service_signed_on",
    "effective_on",
}


class Handover(models.Model):
    """Everything an account manager who leaves was responsible for (MGR-07).

    It is listed and given successors, signed by the head of marketing and by
    customer service, and then takes effect all at once; the leaver's access ends
    in the same moment.
    """

    _name = "ruiji.handover"
    _description = "Handover of an Account Manager"
    _inherit = ["mail.thread"]
    _rec_name = "leaver_id"
    _order = "id DESC"

    leaver_id = fields.Many2one(
        "res.users",
        string="Leaving account manager",
        required=True,
        ondelete="restrict",
        index=True,
        domain=lambda self: [("all_group_ids", "in", self.env.ref(MANAGERS).id)],
        tracking=True,
    )
    successor_id = fields.Many2one(
        "res.users",
        string="Successor",
        required=True,
        ondelete="restrict",
        domain=lambda self: [("all_group_ids", "in", self.env.ref(MANAGERS).id)],
        help="Takes over all that is not given to somebody else below.",
    )
    last_day = fields.Date(default=fields.Date.context_today)
    remark = fields.Text()
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("waiting", "To sign"),
            ("done", "Handed over"),
            ("cancelled", "Cancelled"),
        ],
        string="Progress",
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    head_signer_id = fields.Many2one(
        "res.users", string="Signed by head of marketing", readonly=True, copy=False
    )
    head_signed_on = fields.Datetime(readonly=True, copy=False)
    service_signer_id = fields.Many2one(
        "res.users", string="Signed by customer service", readonly=True, copy=False
    )
    service_signed_on = fields.Datetime(readonly=True, copy=False)
    effective_on = fields.Datetime(readonly=True, copy=False)
    line_ids = fields.One2many("ruiji.handover.line", "handover_id", copy=False)
    line_count = fields.Integer(compute="_compute_line_counts")
    client_count = fields.Integer(string="Clients", compute="_compute_line_counts")

    _one_at_a_time = models.UniqueIndex(
        "(leaver_id) WHERE state IN ('draft', 'waiting')",
        "A handover of this account manager is being prepared already.",
    )
    _somebody_else = models.Constraint(
        "CHECK (leaver_id <> successor_id)",
        "Choose a successor other than the account manager who leaves.",
    )

    @api.depends("line_ids")
    def _compute_line_counts(self):
        groups = self.env["ruiji.handover.line"]._read_group(
            [("handover_id", "in", self.ids)], ["handover_id", "kind"], ["__count"]
        )
        counts = {(handover.id, kind): count for handover, kind, count in groups}
        for handover in self:
            own = {kind: n for (id_, kind), n in counts.items() if id_ == handover.id}
            handover.line_count = sum(own.values())
            handover.client_count = own.get("client", 0)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(STEP_FIELDS & vals.keys() for vals in vals_list):
            self._refuse_to_skip_signatures()
        handovers = super().create(vals_list)
        handovers._list_things()
        return handovers

    def write(self, vals):
        if not self.env.su and STEP_FIELDS & vals.keys():
            self._refuse_to_skip_signatures()
        if {"leaver_id", "successor_id"} & vals.keys():
            self._require_state("draft")
        result = super().write(vals)
        if {"leaver_id", "successor_id"} & vals.keys():
            self._list_things()
        return result

    @api.model
    def _refuse_to_skip_signatures(self):
        raise AccessError(
            self.env._(
                "A handover goes by its steps alone: submit it, and have the head of "
                "marketing and customer service sign it."
            )
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        if self.filtered(lambda handover: handover.state != "draft"):
            raise UserError(
                self.env._("Only drafts are deleted: cancel the handover instead.")
            )

    # Steps

    def action_list(self):
        """List anew what the leaver is responsible for, keeping chosen successors."""
        self._require_state("draft")
        self._list_things()

    def action_submit(self):
        """Ask for the two signatures."""
        self._require_state("draft")
        self._list_things()
        self._take_step(state="waiting")

    def action_revise(self):
        """Take a handover back to draft; signatures are given anew."""
        self._require_state("waiting")
        self._take_step(state="draft", **self._no_signatures())

    def action_cancel(self):
        """Give the handover up: everything stays where it is."""
        self._require_state("draft", "waiting")
        self._take_step(state="cancelled", **self._no_signatures())

    def action_sign_head(self):
        """Sign as the head of marketing."""
        self._sign("head", HEAD)

    def action_sign_service(self):
        """Sign as customer service."""
        self._sign("service", SERVICE)

    def _sign(self, part, role):
        """Keep a signature; with the second one the handover takes effect.

        :raises AccessError: for users without the role
        :raises UserError: when the signer leaves, or signed the other part
        """
        self.ensure_one()
        if not self.env.user.has_group(role):
            self._refuse_to_skip_signatures()
        self.check_access("read")
        # Locking asks for the right to write; the role was checked above.
        self.sudo().lock_for_update()
        self._require_state("waiting")
        if (
            self.env.user
            in self.leaver_id | self.head_signer_id | self.service_signer_id
        ):
            raise UserError(
                self.env._(
                    "Two different persons sign a handover, and not the one who "
                    "leaves: ask a colleague to sign this part."
                )
            )
        signature = {
            f"{part}_signer_id": self.env.uid,
            f"{part}_signed_on": self._now(),
        }
        # The role was checked; signatures are nobody's to write.
        signed = self.sudo()
        signed.write(signature)
        if signed.head_signer_id and signed.service_signer_id:
            signed._take_effect()

    def _take_step(self, **values):
        self.check_access("write")
        # Rights and state were checked; by hand nobody may write these.
        self.sudo().write(values)

    @api.model
    def _no_signatures(self):
        return {
            "head_signer_id": False,
            "head_signed_on": False,
            "service_signer_id": False,
            "service_signed_on": False,
        }

    @api.model
    def _now(self):
        return fields.Datetime.now()

    def _require_state(self, *states):
        if self.filtered(lambda handover: handover.state not in states):
            raise UserError(
                self.env._(
                    "The handover cannot take this step in its present state. Reload "
                    "the page to see it."
                )
            )

    def action_view_lines(self):
        """Open all lines, to group them and give many to one successor."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "ruiji_client_archive.handover_line_action"
        )
        return action | {
            "domain": [("handover_id", "=", self.id)],
            "context": {"search_default_group_kind": 1},
        }
