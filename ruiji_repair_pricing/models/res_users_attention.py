from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

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
            *self._slip_attention(),
            self._draft_attention(),
            self._contract_attention(),
        ]
        return [item for item in own if item["count"]] + items

    def _slip_attention(self):
        """What waits on slips, all of it counted by one query."""
        page, asked = "/my/repair-slips?filterby=", self._slip_questions()
        counts = self._count_slips([domain for _filter, domain, _title in asked])
        return [
            {"count": count, "title": title, "url": f"{page}{name}"}
            for count, (name, _domain, title) in zip(counts, asked, strict=True)
        ]

    def _slip_questions(self):
        """What is asked of slips: (filter of the list, domain, title) of each."""
        return [
            (
                "quoted",
                self._quotation_to_answer_domain(),
                self.env._("Repair slips with a quotation to answer"),
            ),
            (
                "shipped",
                Domain("state", "=", "shipped"),
                self.env._("Repair slips on their way back: confirm the receipt"),
            ),
            (
                "to_rate",
                self._slips_to_rate_domain(),
                self.env._("Repair slips to rate: were you satisfied?"),
            ),
        ]

    def _count_slips(self, domains):
        """How many slips each of these domains finds, by one query for all."""
        # Counted within the scope of this user alone.
        slips = self.env["ruiji.repair.slip"].sudo()
        query = slips._search(self._portal_slip_domain() & Domain.OR(domains))
        if query.is_empty():
            return [0 for _domain in domains]
        counts = [
            SQL(
                "COUNT(*) FILTER (WHERE %s)",
                domain.optimize_full(slips)._to_sql(slips, query.table, query),
            )
            for domain in domains
        ]
        [row] = self.env.execute_query(query.select(*counts))
        return row

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

    def _slips_to_rate_domain(self):
        """Slips closed lately that the client has not rated yet (WEB-05)."""
        lately = fields.Datetime.now() - timedelta(days=DAYS_TO_RATE)
        return (
            Domain("state", "=", "closed")
            & Domain("date_closed", ">=", lately)
            & Domain("client_rating", "=", False)
        )

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
