from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

# From narrow to wide.
SCOPES = ("own", "unit", "subtree")


class ResUsers(models.Model):
    """What a unit's administrator of logins reaches, and what he doesn't (WEB-07)."""

    _inherit = "res.users"

    def _administered_units(self):
        """Units whose logins this portal user keeps: his own and those below.

        :return: res.partner recordset in sudo, empty for everybody else
        """
        unit = self._portal_unit()
        # Who is named is the company's to read; here the user's own naming is asked.
        if not unit or unit.unit_administrator_id != self.sudo().partner_id:
            return unit.browse()
        return unit | unit._units_below().filtered("active")

    def _administered_persons_domain(self):
        units = self._administered_units()
        return Domain("parent_id", "in", units.ids) & Domain(
            [("is_company", "=", False), ("type", "=", "contact")]
        )

    def _administered_person(self, person_id):
        """The person of that id if its login is this user's to keep, else nothing."""
        # The domain is the check: persons of the administered units alone.
        persons = self.env["res.partner"].sudo()
        domain = self._administered_persons_domain()
        return persons.search(domain & Domain("id", "=", person_id))

    def _grantable_scopes(self):
        """What may be asked for: nothing wider than the user's own scope."""
        return SCOPES[: SCOPES.index(self._portal_scope()) + 1]

    def _check_may_keep_login(self, person):
        """Refuse what is not the administrator's to touch.

        :raises UserError: for the own login, and where a member of staff signs in
        """
        # Users are not a portal user's to read.
        users = person.sudo().user_ids
        if person.id == self.sudo().partner_id.id or users.filtered(
            lambda user: not user.share
        ):
            raise UserError(
                self.env._(
                    "This login is not yours to change: ask your account manager."
                )
            )

    def _may_hand_over_password(self, person):
        """Whether a password that opens this login shows the user nothing new."""
        return (
            person.parent_id in self._portal_units()
            and person._portal_scope_of_person() in self._grantable_scopes()
        )
