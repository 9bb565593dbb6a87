from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .res_partner_web_access import KEEPERS, STAFF


class ResPartner(models.Model):
    """One of a unit's persons keeps the logins of the unit himself (WEB-07)."""

    _inherit = "res.partner"

    unit_administrator_id = fields.Many2one(
        "res.partner",
        string="Login administrator",
        domain="[('parent_id', '=', id), ('is_company', '=', False)]",
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        tracking=True,
        groups=STAFF,
        help="On the portal this person asks for logins of the unit and of the units "
        "below, and suspends and resets them.",
    )
    web_suspended_on = fields.Datetime(
        string="Suspended on", copy=False, readonly=True, tracking=True, groups=STAFF
    )

    @api.constrains("unit_administrator_id", "portal_scope", "parent_id")
    def _check_unit_administrator(self):
        """An administrator is a person of the unit and sees all of it (WEB-08)."""
        units = self | self.parent_id
        for unit in units.filtered("unit_administrator_id"):
            person = unit.unit_administrator_id
            if person.parent_id != unit or person.is_company:
                raise ValidationError(
                    self.env._(
                        "Choose a person of %s: a unit's logins are kept by one of "
                        "its own people.",
                        unit.name,
                    )
                )
            if person.portal_scope == "own":
                raise ValidationError(
                    self.env._(
                        "%s sees only own slips on the web: widen that first, or "
                        "choose another administrator.",
                        person.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get("unit_administrator_id") for vals in vals_list):
            self._check_may_name_administrators()
        return super().create(vals_list)

    def write(self, vals):
        """Who leaves a unit keeps neither its logins nor a suspended code of it."""
        if "unit_administrator_id" in vals:
            self._check_may_name_administrators()
        if "parent_id" in vals:
            leaving = self.filtered(
                lambda person: person.parent_id.id != vals["parent_id"]
            )
            leaving._end_administration()
            # Who may move the person need not see its accounts.
            leaving.sudo().filtered("web_suspended_on")._end_web_access()
        return super().write(vals)

    def _check_may_name_administrators(self):
        if not self.env.su and not self.env.user.has_groups(KEEPERS):
            raise AccessError(
                self.env._(
                    "Who keeps a unit's logins is named by the marketing clerk, the "
                    "marketing VP and the general manager: ask one of them."
                )
            )

    def _end_administration(self):
        # Follows from what happened to the person, whoever had the right to do that.
        units = self.sudo().parent_id
        units.filtered(
            lambda unit: unit.unit_administrator_id in self
        ).unit_administrator_id = False

    # What a suspension means for the company's own steps

    def _grant_web_access_to(self, codes):
        users = super()._grant_web_access_to(codes)
        # As the grant itself: the caller has checked the rights.
        self.sudo().web_suspended_on = False
        return users

    def _end_web_access(self):
        self._end_administration()
        result = super()._end_web_access()
        # Whoever calls has checked the rights.
        self.sudo().web_suspended_on = False
        return result

    def action_revoke_web_access(self):
        result = super().action_revoke_web_access()
        self.filtered("web_suspended_on")._end_web_access()
        return result

    # What the administrator does, called in sudo for persons of the own units

    def _suspend_web_access(self):
        """Close the login at once, sessions included; the code stays the person's."""
        self.ensure_one()
        self.user_ids.filtered("share")._end_sessions()
        self.web_suspended_on = fields.Datetime.now()
        self._log_web_access(
            self.env._("The login of %s was suspended.", self.name),
        )
        self.commercial_partner_id._show_login_codes()

    def _resume_web_access(self):
        """Open a suspended login again; its old password stays void."""
        self.ensure_one()
        self._grant_web_access(self.login_code)
        self._log_web_access(
            self.env._("The suspended login of %s was opened again.", self.name)
        )

    def _invite_again(self):
        """Replace the password by a link that goes to the person's own e-mail."""
        self.ensure_one()
        if not self.email:
            raise UserError(
                self.env._("%s has no e-mail address on file.", self.name),
            )
        user = self.user_ids.filtered("share")
        user._set_unknown_password()
        user._queue_invitation()
        self._log_web_access(
            self.env._("The password of %s was reset by an invitation.", self.name)
        )

    def _new_one_time_password(self):
        """Replace the password by one that is handed over.

        :return: the password, readable this once
        """
        self.ensure_one()
        self._log_web_access(
            self.env._("A new one-time password was made for %s.", self.name)
        )
        return self.user_ids.filtered("share")._set_one_time_password()
