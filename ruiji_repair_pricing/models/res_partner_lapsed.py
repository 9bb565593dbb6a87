from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.fields import Domain


class ResPartner(models.Model):
    """Contracts that covered a unit until lately (CON-02, CON-09)."""

    _inherit = "res.partner"

    def _lapsed_contracts(self, day):
        """Contracts that covered this unit, are void or over, and were not renewed.

        :param date day: contracts that ended within the year before it
        :return: ruiji.contract recordset, the latest first
        """
        self.ensure_one()
        superiors = self.env["ruiji.unit.ancestry"].search(
            Domain("unit_id", "=", self.id)
            & (Domain("date_from", "=", False) | Domain("date_from", "<=", day))
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
        )
        covered = Domain("partner_id", "=", self.id) | (
            Domain("partner_id", "in", superiors.ancestor_id.ids)
            & Domain("covers_subordinates", "=", True)
        )
        found = self.env["ruiji.contract"].search(
            covered
            & Domain("state", "in", ("expired", "void"))
            & Domain("date_start", "<=", day)
            & Domain("date_end", ">=", day - relativedelta(years=1)),
            order="date_end desc, number desc",
        )
        return found.filtered(lambda contract: not contract._has_successor())
