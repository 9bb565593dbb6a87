from odoo import api, fields, models

# In the order in which the record tells them.
AUDITED = (
    "contract_id",
    "categ_id",
    "device_model_id",
    "product_id",
    "price",
    "currency_id",
    "date_start",
    "date_end",
    "note",
)
TERMS = ("currency_id", "price", "date_start", "date_end")


class RepairPrice(models.Model):
    """Whatever happens to a published price is put on record (PRI-09)."""

    _inherit = "ruiji.repair.price"

    change_ids = fields.One2many(
        "ruiji.price.change", "price_id", string="Changes", readonly=True
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._published()._record_whole("added")
        return lines

    def write(self, vals):
        before = {line: line._audit_values() for line in self._published()}
        result = super().write(vals)
        self._record_differences(before)
        now_published = self._published() - self.browse().concat(*before)
        now_published._record_whole("published")
        return result

    def unlink(self):
        gone = [
            line._prepare_change_vals("removed", old_value=line._terms_label())
            | {"price_id": False}
            for line in self._published()
        ]
        result = super().unlink()
        self._record(gone)
        return result

    def action_open_changes(self):
        """Show what became of this price."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_repair_pricing.price_change_action"
        )
        return action | {"domain": [("price_id", "=", self.id)], "context": {}}

    def _published(self):
        return self.filtered(lambda line: line.state == "published")

    def _audit_values(self):
        """What the record compares, as people read it."""
        self.ensure_one()
        return {name: self._audit_value(name) for name in AUDITED}

    def _audit_value(self, name):
        value, field = self[name], self._fields[name]
        if field.relational:
            return value.display_name or ""
        if name == "price":
            return f"{value:.2f}"
        return str(value or "")

    def _terms_label(self):
        """Price and days in one line, as the record tells of a whole price."""
        self.ensure_one()
        price = self.currency_id.format(self.price)
        if not (self.date_start or self.date_end):
            return price
        return f"{price}  {self.date_start or '…'} – {self.date_end or '…'}"

    def _record_whole(self, kind):
        # Long lists are made of few prices.
        alike = self.grouped(lambda line: tuple(line[name] for name in TERMS))
        labels = {}
        for lines in alike.values():
            labels |= dict.fromkeys(lines, lines[0]._terms_label())
        self._record(
            [line._prepare_change_vals(kind, new_value=labels[line]) for line in self]
        )

    def _record_differences(self, before):
        entries = []
        for line, old in before.items():
            new = line._audit_values()
            entries += [
                line._prepare_change_vals(
                    "changed", field_name=name, old_value=old[name], new_value=new[name]
                )
                for name in AUDITED
                if old[name] != new[name]
            ]
        self._record(entries)

    def _prepare_change_vals(self, kind, **values):
        self.ensure_one()
        return {
            "kind": kind,
            "price_id": self.id,
            "price_label": self._key_label(),
            "contract_id": self.contract_id.id,
            "contract_number": self.contract_id.number,
            "is_standard": not self.contract_id,
            "company_id": self.company_id.id,
            **values,
        }

    @api.model
    def _record(self, entries):
        if entries:
            # Nobody may write the record; it writes itself, in the name of the user.
            self.env["ruiji.price.change"].sudo().create(entries)
