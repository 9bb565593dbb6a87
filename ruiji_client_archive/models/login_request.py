from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .res_partner_web_access import KEEPERS

ACTIVITY = "ruiji_client_archive.mail_activity_login_request"
# What the company may put right before it approves.
CORRECTABLE = {"login_code", "portal_scope", "email"}


class LoginRequest(models.Model):
    """A unit's administrator asks for a login of one of its people (WEB-07).

    The company approves or refuses; only these steps write what was decided.
    """

    _name = "ruiji.login.request"
    _description = "Login Request"
    _order = "id DESC"
    _rec_name = "person_name"

    client_id = fields.Many2one(
        "res.partner",
        string="Client",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    person_id = fields.Many2one(
        "res.partner", string="Person", readonly=True, ondelete="cascade", index=True
    )
    person_name = fields.Char(string="Full name", required=True, readonly=True)
    function = fields.Char(string="Position", readonly=True)
    mobile = fields.Char(readonly=True)
    email = fields.Char()
    portal_scope = fields.Selection(
        "_selection_portal_scope", string="Sees on the web", required=True
    )
    login_code = fields.Char(required=True)
    consent_by = fields.Char(string="Agreed by", required=True, readonly=True)
    consent_date = fields.Date(
        required=True, readonly=True, default=fields.Date.context_today
    )
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
        "(client_id, lower(person_name)) WHERE state = 'pending'",
        "A login for this person is asked for already.",
    )
    _pending_code_uniq = models.UniqueIndex(
        "(lower(login_code)) WHERE state = 'pending'",
        "This login code is asked for already: choose another one.",
    )

    @api.model
    def _selection_portal_scope(self):
        scope = self.env["res.partner"]._fields["portal_scope"]
        return scope._description_selection(self.env)

    @api.constrains("login_code")
    def _check_login_code(self):
        for request in self:
            self.env["res.partner"]._check_login_code_form(request.login_code)

    def write(self, vals):
        """Take corrections of what still waits; all else follows from the steps."""
        if not self.env.su and (
            vals.keys() - CORRECTABLE
            or any(request.state != "pending" for request in self)
        ):
            raise AccessError(
                self.env._("This follows from the request and from its answer.")
            )
        return super().write(vals)

    # Answers

    def action_approve(self):
        """Give the login: by an invitation, or with a one-time password to show.

        :return: the dialog with the one-time password, where there is no e-mail
        :raises UserError: if it was decided on already, or the code is taken
        """
        self.ensure_one()
        self._check_may_decide()
        # First, so that of two who approve at once one waits here and is told.
        self._decide("approved")
        person = self.person_id or self._create_person()
        grant = self.env["ruiji.web.access.grant"].create(
            self._prepare_grant_vals(person)
        )
        return grant.action_grant()

    def _create_person(self):
        person = self.env["res.partner"].create(
            {
                "parent_id": self.client_id.id,
                "name": self.person_name,
                "function": self.function,
                "mobile": self.mobile,
                "user_id": self.client_id.user_id.id,
            }
        )
        # Part of the decision, which was checked.
        self.sudo().person_id = person
        return person

    def _prepare_grant_vals(self, person):
        return {
            "partner_id": self.client_id.id,
            "recipient": "person",
            "person_id": person.id,
            "login_code": self.login_code,
            "portal_scope": self.portal_scope,
            "email": self.email,
            "consent": True,
            "consent_by": self.consent_by,
            "consent_date": self.consent_date,
        }

    def action_refuse(self):
        """Ask for the sentence that the unit gets as an answer."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_client_archive.login_refusal_action"
        )
        return action | {"context": {"default_request_ids": self.ids}}

    def _refuse(self, answer):
        self._check_may_decide()
        self._decide("refused", answer)

    def _check_may_decide(self):
        self.check_access("read")
        if not self.env.user.has_groups(KEEPERS):
            raise AccessError(
                self.env._(
                    "Web access is kept by the marketing clerk, the marketing VP "
                    "and the general manager: ask one of them."
                )
            )
        self.client_id.check_access("write")
        if any(request.state != "pending" for request in self):
            raise UserError(
                self.env._("This has been decided on already: reload the list.")
            )

    def _decide(self, state, answer=False):
        # Who may decide was checked; the answer is nobody's to write by hand.
        decided = self.sudo()
        decided.write(
            {
                "state": state,
                "answer": answer,
                "decided_by_id": self.env.uid,
                "decided_on": fields.Datetime.now(),
            }
        )
        decided.flush_recordset()
        decided._close_questions()

    def _close_questions(self):
        """End the activity of units none of whose requests waits any more."""
        waiting = self._read_group(
            [("client_id", "in", self.client_id.ids), ("state", "=", "pending")],
            ["client_id"],
        )
        waiting = self.client_id.browse(client.id for (client,) in waiting)
        (self.client_id - waiting).activity_unlink([ACTIVITY])
