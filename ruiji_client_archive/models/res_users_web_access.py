from odoo import models


class ResUsers(models.Model):
    """What a portal user sees of the archive (WEB-08)."""

    _inherit = "res.users"

    def _portal_unit(self):
        """Return the filed client whose person this portal user is.

        :return: res.partner recordset in sudo, empty for everybody else
        """
        self.ensure_one()
        # The user's own unit follows from the session alone, never from input.
        person = self.sudo().partner_id
        unit = person.commercial_partner_id
        belongs = self.share and unit != person and unit._is_filed_client()
        return unit if belongs else unit.browse()

    def _portal_units(self):
        """Return the units whose slips and prices this user may see today.

        The user's own unit; with the scope "unit with its subordinates" also
        all units below it as of today, never a sister unit. With the scope
        "own slips" the caller narrows to the person's own slips as well.

        :return: res.partner recordset in sudo
        """
        unit = self._portal_unit()
        if unit and self.sudo().partner_id.portal_scope == "subtree":
            return unit | unit._units_below()
        return unit
