from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    """What of slips and contracts a portal user may see (WEB-08)."""

    _inherit = "res.users"

    def _portal_slip_domain(self):
        """Slips that the portal pages may show to this user.

        Paper slips that the clerk is still keying in are nobody's yet.
        """
        self.ensure_one()
        domain = Domain("partner_id", "in", self._portal_units().ids)
        if self._portal_scope() == "own":
            domain &= Domain("create_uid", "=", self.id) | Domain(
                "contact_id", "=", self.partner_id.id
            )
        return domain & Domain("state", "!=", "draft")

    def _portal_settlement_domain(self):
        """Settlements whose contracting party is one of the user's units (WEB-08).

        Who sees only own slips sees none: they name the slips of everybody.
        """
        self.ensure_one()
        if self._portal_scope() == "own":
            return Domain.FALSE
        return Domain("partner_id", "in", self._portal_units().ids) & Domain(
            "state", "in", ("confirmed", "invoiced", "paid")
        )

    def _portal_contracts(self):
        """Contracts that cover any of the user's units today.

        :return: ruiji.contract recordset in sudo
        """
        self.ensure_one()
        today = self.env.company._business_day()
        covering = self._portal_units()._covering_contracts(today)
        # The units come from the user's session; what covers them is theirs to see.
        return self.env["ruiji.contract"].sudo().union(*covering.values())
