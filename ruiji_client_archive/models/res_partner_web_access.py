import re
from urllib.parse import urlencode

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL

STAFF = "base.group_user"
KEEPERS = (
    "ruiji_client_archive.group_marketing_clerk,"
    "ruiji_client_archive.group_marketing_vp,"
    "ruiji_client_archive.group_general_manager"
)
LOGIN_CODE = re.compile("[A-Za-z0-9]{4,8}")


class ResPartner(models.Model):
    """Who of a client may work on the web, under which code (WEB-01, WEB-02)."""

    _inherit = "res.partner"

    login_code = fields.Char(copy=False, index="trigram", tracking=True, groups=STAFF)
    portal_scope = fields.Selection(
        [
            ("own", "Own slips"),
            ("unit", "Own unit"),
            ("subtree", "Own unit with its subordinates"),
        ],
        string="Sees on the web",
        tracking=True,
        groups=STAFF,
    )
    web_consent_date = fields.Date(
        string="Consent given on", copy=False, tracking=True, groups=STAFF
    )
    web_consent_by = fields.Char(
        string="Consent given by", copy=False, tracking=True, groups=STAFF
    )
    has_web_access = fields.Boolean(
        compute="_compute_has_web_access", compute_sudo=True, groups=STAFF
    )

    _login_code_uniq = models.UniqueIndex(
        "(lower(login_code)) WHERE login_code IS NOT NULL AND is_client IS NOT TRUE",
        "Another person already has this login code.",
    )
    _client_login_code_uniq = models.UniqueIndex(
        "(lower(login_code)) WHERE login_code IS NOT NULL AND is_client IS TRUE",
        "Another client already has this login code.",
    )

    @api.constrains("login_code")
    def _check_login_code(self):
        """A code is 4 to 8 letters or digits and stays within its client."""
        coded = self.filtered("login_code")
        for partner in coded:
            self._check_login_code_form(partner.login_code)
        taken = coded._login_codes_of_others()
        if taken:
            raise ValidationError(
                self.env._(
                    "The login code %(code)s is taken: choose another one.",
                    code=taken[0],
                )
            )

    @api.model
    def _check_login_code_form(self, code):
        if not LOGIN_CODE.fullmatch(code or ""):
            raise ValidationError(
                self.env._(
                    "%(code)s is no login code: it takes 4 to 8 letters or digits, "
                    "without spaces or marks.",
                    code=code or "-",
                )
            )

    def _login_codes_of_others(self):
        """Return the codes that somebody else has, in any letter case.

        A client shows the code of one of its persons: those two share it.
        """
        # Not flushed: the unique index would speak first, and less kindly.
        rows = self.env.execute_query(
            SQL(
                """SELECT lower(login_code), commercial_partner_id, is_client
                     FROM res_partner
                    WHERE lower(login_code) = ANY(%(codes)s) AND NOT id = ANY(%(ids)s)
                """,
                codes=[partner.login_code.lower() for partner in self],
                ids=list(self.ids),
            )
        )
        return [
            partner.login_code
            for partner in self
            for code, client_id, is_client in rows
            if code == partner.login_code.lower()
            and (
                client_id != partner.commercial_partner_id.id
                or bool(is_client) == partner.is_client
            )
        ]

    @api.depends("user_ids.active", "user_ids.share")
    def _compute_has_web_access(self):
        for partner in self:
            partner.has_web_access = any(user.share for user in partner.user_ids)

    def write(self, vals):
        if "login_code" in vals and not self.env.su:
            self._check_no_code_in_use()
        if "parent_id" in vals:
            # A code opens one client: it does not move to another with its owner.
            # Outside the archive Odoo's own portal goes on as it does (OPS-02).
            moved = self.filtered(
                lambda person: person.parent_id.id != vals["parent_id"]
                # Whether he is part of the archive is no secret.
                and person.sudo().confidentiality
            )
            moved.filtered("has_web_access")._end_web_access()
        return super().write(vals)

    def _check_no_code_in_use(self):
        if any(self.mapped("has_web_access")):
            raise UserError(
                self.env._(
                    "People sign in with this login code: end the web access first, "
                    "then grant it with the new code."
                )
            )

    def _is_filed_client(self):
        return bool(self.is_client and self.active and self.archive_state == "filed")

    def _end_web_access(self):
        """Close the accounts of these persons; who they were stays on record."""
        # Whoever calls has checked the rights; users are not the clerk's to write.
        persons = self.sudo()
        persons.user_ids.filtered("share")._end_sessions()
        for person in persons:
            person._log_web_access(
                self.env._(
                    "Web access of %(person)s with the code %(code)s has ended.",
                    person=person.name,
                    code=person.login_code,
                )
            )
        persons.login_code = False
        persons.commercial_partner_id._show_login_codes()

    def _log_web_access(self, text):
        """Note on the person and on the client what happened to web access."""
        partners = self | self.commercial_partner_id
        partners._message_log_batch({partner.id: text for partner in partners})

    def _new_password_url(self):
        """Return the page where this person sets a new password, within the hour."""
        self.signup_prepare(signup_type="reset")
        token = self._generate_signup_token(expiration=1)
        return f"/web/reset_password?{urlencode({'token': token})}"

    # Buttons

    def action_revoke_web_access(self):
        """End the web access of these persons, their open sessions included."""
        self._check_may_keep_web_access()
        self.filtered("has_web_access")._end_web_access()

    def action_renew_one_time_password(self):
        """Show a new one-time password for a person who lost the password."""
        self.ensure_one()
        self._check_may_keep_web_access()
        # The rights were checked; users are not the clerk's to write.
        person = self.sudo()
        user = person.user_ids.filtered("share")[:1]
        person._log_web_access(
            self.env._("A new one-time password was made for %s.", person.name)
        )
        return self.env["ruiji.web.access.password"]._show_once(user)

    def action_print_one_time_passwords(self):
        """Print new one-time passwords for these persons, a slip each (WEB-03)."""
        self._check_may_keep_web_access()
        # The rights were checked; users are not the clerk's to write.
        persons = self.sudo().filtered("has_web_access")
        if not persons:
            raise UserError(
                self.env._("None of these persons has web access: grant it first.")
            )
        for person in persons:
            person._log_web_access(
                self.env._("A new one-time password was made for %s.", person.name)
            )
        users = persons.user_ids.filtered("share")
        return self.env["ruiji.web.access.sheet"]._print_once(users)

    def action_grant_web_access_below(self):
        """Open the grant for this unit and all units below it (WEB-02)."""
        self.ensure_one()
        return (self | self._units_below())._open_web_access_grants()

    def action_grant_web_access_to_selected(self):
        """Open the grant for the clients chosen in a list (WEB-02)."""
        return self._open_web_access_grants()

    def _open_web_access_grants(self):
        self._check_may_keep_web_access()
        clients = self.filtered(lambda partner: partner.is_client and partner.active)
        if not clients:
            raise UserError(self.env._("Choose clients to grant web access to."))
        return self.env["ruiji.web.access.bulk"]._open_for(clients)

    def _check_may_keep_web_access(self):
        self.check_access("write")
        if not self.env.user.has_groups(KEEPERS):
            raise AccessError(
                self.env._(
                    "Web access is kept by the marketing clerk, the marketing VP "
                    "and the general manager: ask one of them."
                )
            )
