from odoo import models
from odoo.fields import Domain

# A page of the list that opens under the field.
CHOICES = 20


class ResUsers(models.Model):
    """Units among which a portal user chooses, thousands for a group's (WEB-08)."""

    _inherit = "res.users"

    def _portal_unit_choices(self, term="", page=1):
        """A page of the units of this user's scope that a term finds.

        :param str term: part of a name, short name, its initials or the number
        :return: (res.partner recordset in sudo, whether there are more)
        """
        self.ensure_one()
        units = self._portal_units()
        own = self._portal_unit() if not term else units.browse()
        domain = Domain("id", "in", (units - own).ids)
        if term:
            domain &= Domain("display_name", "ilike", term)
        offset = max(page - 1, 0) * CHOICES
        found = units.search(domain, order="name", offset=offset, limit=CHOICES + 1)
        shown = found[:CHOICES]
        return (own | shown if page <= 1 else shown), len(found) > CHOICES
