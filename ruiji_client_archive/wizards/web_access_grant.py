from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import email_normalize

from ..utils.naming import department_word, legal_name_key


class WebAccessGrant(models.TransientModel):
    """Clerk makes a person of a filed client a portal user (WEB-01 to WEB-03)."""

    _name = "ruiji.web.access.grant"
    _description = "Grant Web Access"

    partner_id = fields.Many2one(
        "res.partner",
        string="Client",
        required=True,
        domain="[('is_client', '=', True), ('archive_state', '=', 'filed')]",
        ondelete="cascade",
    )
    recipient = fields.Selection(
        [("person", "A person of the client"), ("main_contact", "The main contact")],
        string="Access for",
        compute="_compute_recipient",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    person_id = fields.Many2one(
        "res.partner",
        string="Person",
        domain="[('parent_id', '=', partner_id), ('is_company', '=', False)]",
        ondelete="cascade",
    )
    contact_name = fields.Char(related="partner_id.contact_name")
    department = fields.Char(
        compute="_compute_department",
        store=True,
        readonly=False,
        help="The code ends with its initials; empty for the person's own.",
    )
    login_code = fields.Char(
        compute="_compute_login_code",
        store=True,
        readonly=False,
        help="4 to 8 letters or digits: unit, then department or person.",
    )
    portal_scope = fields.Selection(
        "_selection_portal_scope",
        string="Sees on the web",
        required=True,
        default="unit",
    )
    email = fields.Char(
        compute="_compute_email",
        store=True,
        readonly=False,
        help="An invitation goes there. Without an e-mail you get a one-time "
        "password to hand over.",
    )
    consent = fields.Boolean(string="The client agrees to this code")
    consent_date = fields.Date(default=fields.Date.context_today)
    consent_by = fields.Char(
        string="Agreed by",
        compute="_compute_consent_by",
        store=True,
        readonly=False,
        help="Who at the client agreed.",
    )

    @api.model
    def default_get(self, fields):
        """Open for the client or for the person whose form it was called from."""
        defaults = super().default_get(fields)
        partner = self.env["res.partner"].browse(self.env.context.get("active_id"))
        if self.env.context.get("active_model") == "res.partner" and partner:
            if partner.is_client:
                defaults.setdefault("partner_id", partner.id)
            else:
                defaults.setdefault("partner_id", partner.parent_id.id)
                defaults.setdefault("person_id", partner.id)
        return defaults

    @api.model
    def _selection_portal_scope(self):
        scope = self.env["res.partner"]._fields["portal_scope"]
        return scope._description_selection(self.env)

    # Proposals

    @api.depends("partner_id", "person_id")
    def _compute_recipient(self):
        for grant in self:
            main_contact = grant.contact_name and not grant.person_id
            grant.recipient = "main_contact" if main_contact else "person"

    @api.depends("partner_id", "person_id", "recipient")
    def _compute_department(self):
        for grant in self:
            grant.department = department_word(grant._described_partner().function)

    @api.depends("partner_id", "person_id", "recipient", "department")
    def _compute_login_code(self):
        for grant in self:
            grant.login_code = grant.partner_id and grant._proposed_code()

    @api.depends("partner_id", "person_id", "recipient")
    def _compute_email(self):
        for grant in self:
            grant.email = grant._described_partner().email

    @api.depends("partner_id", "person_id", "recipient")
    def _compute_consent_by(self):
        for grant in self:
            grant.consent_by = grant._recipient_name()

    def _proposed_code(self):
        person = self._described_partner() - self.partner_id
        if person.login_code:
            return person.login_code.lower()
        words = self.department or self._recipient_name()
        return words and self.partner_id._propose_login_code(words, person)

    def _described_partner(self):
        """The main contact is described on the client itself (ARC-02)."""
        return self.person_id if self.recipient == "person" else self.partner_id

    def _recipient_name(self):
        person = self.recipient == "person"
        return self.person_id.name if person else self.contact_name

    # Granting

    def action_grant(self):
        """Make the portal user; invite by e-mail or show a one-time password."""
        self.ensure_one()
        self.check_access("write")
        # Whoever may grant access still grants it only where he may keep the file.
        self.partner_id.check_access("write")
        self._check_request()
        person = self._find_or_create_person()
        self._check_person(person)
        self._check_code_is_free(person)
        self._record_consent(person)
        # The rights were checked above; users are not the clerk's to write.
        user = person._grant_web_access(self.login_code.lower())
        if not self.email:
            return self.env["ruiji.web.access.password"]._show_once(user)
        user._queue_invitation()
        return {"type": "ir.actions.act_window_close"}

    def _check_request(self):
        if not self.partner_id._is_filed_client():
            raise UserError(
                self.env._(
                    "%s is not filed yet: web access needs a filed archive.",
                    self.partner_id.name,
                )
            )
        if not (self.consent and self.consent_date and self.consent_by):
            raise UserError(
                self.env._(
                    "Record the client's consent to the code first: that they "
                    "agree, who agreed and when."
                )
            )
        if self.email and not email_normalize(self.email):
            raise ValidationError(
                self.env._(
                    "%s is no e-mail address: correct it, or leave it empty to get "
                    "a one-time password.",
                    self.email,
                )
            )
        self.env["res.partner"]._check_login_code_form(self.login_code)

    def _find_or_create_person(self):
        """Return the person who gets access; a main contact becomes one."""
        if self.recipient == "person":
            return self.person_id
        client = self.partner_id
        name_key = legal_name_key(self.contact_name)
        for person in client.child_ids:
            if legal_name_key(person.name) == name_key:
                return person
        return self.env["res.partner"].create(client._main_contact_as_person())

    def _check_person(self, person):
        if not person or person.parent_id != self.partner_id:
            raise UserError(
                self.env._(
                    "Choose a person of %s: access is given to persons, never to "
                    "the unit as a whole.",
                    self.partner_id.name,
                )
            )
        # Users are not the clerk's to read.
        user = person.sudo().user_ids[:1]
        if user:
            raise UserError(
                self.env._(
                    "%(person)s has an account already, with the code %(code)s.",
                    person=person.name,
                    code=user.login,
                )
            )

    def _check_code_is_free(self, person):
        if self.partner_id._taken_login_codes([self.login_code], person):
            raise UserError(
                self.env._(
                    "The login code %(code)s is taken. %(free)s would be free.",
                    code=self.login_code,
                    free=self._proposed_code(),
                )
            )

    def _record_consent(self, person):
        person.write(
            {
                "email": self.email or person.email,
                "portal_scope": self.portal_scope,
                "web_consent_date": self.consent_date,
                "web_consent_by": self.consent_by,
            }
        )
        person._log_web_access(
            self.env._(
                "Web access granted to %(person)s with the code %(code)s; "
                "%(who)s agreed on %(day)s.",
                person=person.name,
                code=self.login_code.lower(),
                who=self.consent_by,
                day=self.consent_date,
            )
        )
