from odoo import fields, models

from ..utils.volume_sql import ORDER_TWELVEMONTHS


class ResPartner(models.Model):
    """Arrears and falling orders of clients (GRD-04)."""

    _inherit = "res.partner"

    def _watch_findings(self, today):
        return super()._watch_findings(today) | {
            "arrears": self._arrears(today),
            "falling_orders": self._falling_orders(today),
        }

    def _arrears(self, today):
        """Sentences on what clients owe beyond the days of grace."""
        rule = self.env["ruiji.watch.rule"]._rule("arrears")
        if not rule:
            return {}
        overdue = self.env["account.move"]._read_group(
            [
                ("commercial_partner_id", "in", self.ids),
                ("move_type", "in", ("out_invoice", "out_refund")),
                ("state", "=", "posted"),
                ("payment_state", "in", ("not_paid", "partial")),
                ("invoice_date_due", "<", fields.Date.subtract(today, days=rule.days)),
            ],
            ["commercial_partner_id"],
            ["amount_residual_signed:sum"],
        )
        return {
            client.id: self.env._(
                "Arrears of %(amount)s, due for more than %(days)s days",
                amount=f"{owed:,.0f}",
                days=rule.days,
            )
            for client, owed in overdue
            if owed > 0 and owed >= rule.amount
        }

    def _falling_orders(self, today):
        """Sentences on clients that order much less than the year before."""
        rule = self.env["ruiji.watch.rule"]._rule("falling_orders")
        if not rule:
            return {}
        amounts = self._amounts_by_year(ORDER_TWELVEMONTHS, today)
        findings = {}
        for client_id in {client_id for client_id, _year in amounts}:
            before, now = amounts[client_id, 0], amounts[client_id, 1]
            fall = before and (before - now) / before * 100
            if before >= rule.amount and fall >= rule.percent > 0:
                findings[client_id] = self.env._(
                    "Orders down by %(percent)s%%: %(now)s in twelve months after "
                    "%(before)s",
                    percent=round(fall),
                    now=f"{now:,.0f}",
                    before=f"{before:,.0f}",
                )
        return findings
