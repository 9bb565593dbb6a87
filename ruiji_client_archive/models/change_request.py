from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.tools import format_list

# What contracts rest on: a client asks, its account manager decides.
REQUESTED_FIELDS = ("name", "short_name", "client_tier")
ACTIVITY = "ruiji_client_archive.mail_activity_change_request"


class ChangeRequest(models.Model):
    """A client asks on the portal to correct what contracts rest on (WEB-04).

    One request a field, each approved or refused by itself; only its steps write it.
    """

    _name = "ruiji.change.request"
    _description = "Change Request of a Client"
    _order = "state DESC, id DESC"
    _rec_name = "client_id"

    client_id = fields.Many2one(
        "res.partner", required=True, readonly=True, ondelete="cascade", index=True
    )
    field_name = fields.Selection(
        selection="_field_names", string="Field", required=True, readonly=True
    )
    old_value = fields.Char(readonly=True)
    new_value = fields.Char(required=True, readonly=True)
    old_text = fields.Char(string="Now", compute="_compute_texts")
    new_text = fields.Char(string="Asked for", compute="_compute_texts")
    reason = fields.Char(string="Client's reason", readonly=True)
    requested_by_id = fields.Many2one("res.users", readonly=True, ondelete="set null")
    state = fields.Selection(
        [
            ("pending", "Waiting"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("withdrawn", "Withdrawn"),
        ],
        string="Status",
        required=True,
        readonly=True,
        default="pending",
        index=True,
    )
    decided_by_id = fields.Many2one("res.users", readonly=True, ondelete="set null")
    decided_on = fields.Datetime(readonly=True)
    answer = fields.Char(readonly=True)
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
        "(client_id, field_name) WHERE state = 'pending'",
        "A change of this field is waiting already.",
    )

    @api.model
    def _field_names(self):
        fields_of_file = self.env["res.partner"]._fields
        return [
            (name, fields_of_file[name]._description_string(self.env))
            for name in REQUESTED_FIELDS
        ]

    @api.depends("field_name", "old_value", "new_value")
    @api.depends_context("lang")
    def _compute_texts(self):
        for request in self:
            request.old_text = request._as_shown(request.old_value)
            request.new_text = request._as_shown(request.new_value)

    def _as_shown(self, value):
        field = self.env["res.partner"]._fields.get(self.field_name)
        if not value or not field or field.type != "selection":
            return value or "-"
        return dict(field._description_selection(self.env)).get(value, value)

    def action_approve(self):
        """Write what the client asked for into its file, in the user's name.

        :raises UserError: if a request was decided on already, or the file doesn't
            take the value
        """
        self._check_may_decide()
        self._hold()
        for client, requests in self.grouped("client_id").items():
            # Whether the file takes it is said by the file's own checks.
            client.write({r.field_name: r.new_value for r in requests})
        self._decide("approved", False)

    def action_refuse(self):
        """Ask for the sentence that the client gets as an answer."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_client_archive.change_refusal_action"
        )
        return action | {"context": {"default_request_ids": self.ids}}

    def _refuse(self, answer):
        self._check_may_decide()
        self._hold()
        self._decide("refused", answer)

    def _decide(self, state, answer):
        # Who may decide was checked; the requests themselves are nobody's to write.
        decided = self.sudo()
        decided.write(
            {
                "state": state,
                "answer": answer,
                "decided_by_id": self.env.uid,
                "decided_on": fields.Datetime.now(),
            }
        )
        decided._close_questions()

    def _check_may_decide(self):
        """The account manager of the file, or management, while a request waits."""
        self.check_access("read")
        management = any(
            self.env.user.has_group(f"ruiji_client_archive.{group}")
            for group in ("group_marketing_vp", "group_general_manager")
        )
        if not management and self.manager_id - self.env.user:
            raise AccessError(
                self.env._(
                    "The account manager of the client decides on this, or the "
                    "marketing VP."
                )
            )
        decided = self.filtered(lambda request: request.state != "pending")
        if decided:
            raise UserError(
                self.env._(
                    "This has been decided on already: %(clients)s",
                    clients=format_list(self.env, decided.client_id.mapped("name")),
                )
            )

    def _hold(self):
        """Let one of two who decide at once go first, and tell the other."""
        # Who may decide was checked; the requests themselves are nobody's to write.
        waiting = self.sudo()
        try:
            waiting.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._(
                    "A colleague is deciding on this request right now: reload the "
                    "page to see the decision."
                )
            ) from error

    def _close_questions(self):
        """End the activity of files none of whose requests waits any more."""
        waiting = self._read_group(
            [("client_id", "in", self.client_id.ids), ("state", "=", "pending")],
            ["client_id"],
        )
        settled = self.client_id - self.client_id.browse(
            client.id for (client,) in waiting
        )
        settled.activity_unlink([ACTIVITY])
