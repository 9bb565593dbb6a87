from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

# For how long somebody is asked what the service was like
DAYS_TO_RATE = 30


class ResUsers(models.Model):
    """Of slips and contracts: what waits for a portal user (WEB-05)."""

    _inherit = "res.users"

    def _portal_attention(self):
        items = super()._portal_attention()
        if not self._portal_unit():
            return items
        own = [
            self._quotation_attention(),
            self._receipt_attention(),
            self._rating_attention(),
            self._draft_attention(),
            self._contract_attention(),
        ]
        return [item for item in own if item["count"]] + items

    def _count_slips(self, domain):
        # Counted within the scope of this user alone.
        slips = self.env["ruiji.repair.slip"].sudo()
        return slips.search_count(self._portal_slip_domain() & domain)

    def _quotation_to_answer_domain(self):
        """Slips with a quotation that the client can still answer (REP-03)."""
        today = self.env.company._business_day()
        in_time = Domain("validity_date", "=", False) | Domain(
            "validity_date", ">=", today
        )
        return Domain(
            "repair_ids",
            "any",
            Domain("quote_state", "=", "pending")
            & Domain("quotation_id", "any", Domain("state", "=", "sent") & in_time),
        )

    def _quotation_attention(self):
        return {
            "count": self._count_slips(self._quotation_to_answer_domain()),
            "title": self.env._("Repair slips with a quotation to answer"),
            "url": "/my/repair-slips?filterby=quoted",
        }

    def _receipt_attention(self):
        return {
            "count": self._count_slips(Domain("state", "=", "shipped")),
            "title": self.env._("Repair slips on their way back: confirm the receipt"),
            "url": "/my/repair-slips?filterby=shipped",
        }

    def _slips_to_rate_domain(self):
        """Slips closed lately that the client has not rated yet (WEB-05)."""
        lately = fields.Datetime.now() - timedelta(days=DAYS_TO_RATE)
        return (
            Domain("state", "=", "closed")
            & Domain("date_closed", ">=", lately)
            & Domain("client_rating", "=", False)
        )

    def _rating_attention(self):
        return {
            "count": self._count_slips(self._slips_to_rate_domain()),
            "title": self.env._("Repair slips to rate: were you satisfied?"),
            "url": "/my/repair-slips?filterby=to_rate",
        }

    def _draft_attention(self):
        return {
            "count": len(self.env["ruiji.repair.slip.draft"].with_user(self)._own()),
            "title": self.env._("Repair slips begun and not sent yet"),
            "url": "/my/repair-slips",
        }

    def _contract_attention(self):
        contracts = self._portal_contracts()
        return {
            "count": len(contracts.filtered(lambda c: c.state == "expiring")),
            "title": self.env._("Contracts that end soon"),
            "url": "/my/contracts",
        }
