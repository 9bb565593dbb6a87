from odoo import models


class RepairOrder(models.Model):
    """Pricing anew what the client was told: an explicit act, on record (PRI-06)."""

    _inherit = "repair.order"

    def action_reprice(self):
        """Show old and new prices and ask for the reason before anything is done."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_repair_pricing.repair_reprice_action"
        )
        return action | {"context": {"active_ids": self.ids}}

    def _reprice(self, reason):
        """Give the boards the prices of today's lists, frozen or not, on record."""
        entries = []
        for repair, vals in self._new_prices().items():
            old = repair._told_price()
            repair.write(vals)
            new = repair._told_price()
            entries.append(repair._prepare_reprice_entry(old, new, reason))
            repair.message_post(body=self._reprice_message(old, new, reason))
        # The audit writes itself: nobody has the right to, this step does it.
        self.env["ruiji.price.change"].sudo().create(entries)
        self.slip_id._close_reprice_questions(reason)

    def _told_price(self):
        """Price and state in words, as the client was told."""
        self.ensure_one()
        field = self._fields["price_state"]
        state = dict(field._description_selection(self.env)).get(self.price_state)
        if self.price_state != "priced":
            return state or ""
        return self.repair_currency_id.format(self.repair_price)

    def _reprice_message(self, old, new, reason):
        return self.env._(
            "Priced anew, %(old)s → %(new)s: %(reason)s",
            old=old,
            new=new,
            reason=reason,
        )

    def _prepare_reprice_entry(self, old, new, reason):
        self.ensure_one()
        return {
            "kind": "repriced",
            "repair_id": self.id,
            "price_id": self.price_line_id.id,
            "price_label": self.name,
            "contract_id": self.contract_id.id,
            "contract_number": self.contract_id.number,
            "is_standard": self.price_level == "standard",
            "company_id": self.company_id.id,
            "old_value": old,
            "new_value": new,
            "reason": reason,
        }
