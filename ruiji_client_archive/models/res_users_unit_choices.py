from odoo import models
from odoo.fields import Domain

# A page of the list that opens under the field.
CHOICES = 20


class ResUsers(models.Model):
    """Units among which a portal user chooses, thousands for a group's (WEB-08)."""

    _inherit = "res.users"

    def _page_of_units(self, units, term="", page=1):
        """A page of those of a user's units that a term finds, the own one first.

        :param units: res.partner recordset in sudo, in the scope of this user
        :param str term: part of a name, short name, its initials or the number
        :return: (res.partner recordset in sudo, whether there are more)
        """
        self.ensure_one()
        own = units.browse() if term else units & self._portal_unit()
        domain = Domain("id", "in", (units - own).ids)
        if term:
            domain &= Domain("display_name", "ilike", term)
        offset = max(page - 1, 0) * CHOICES
        found = units.search(domain, order="name", offset=offset, limit=CHOICES + 1)
        shown = found[:CHOICES]
        return (own | shown if page <= 1 else shown), len(found) > CHOICES
