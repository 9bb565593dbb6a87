import base64

from odoo import fields, models
from odoo.tools import format_datetime

from odoo.addons.ruiji_client_archive.utils.workbook_export import archive_workbook
from odoo.addons.ruiji_client_archive.utils.workbook_layout import Column, Layout


class PriceComparison(models.TransientModel):
    """A comparison of price lists as a workbook (CON-10)."""

    _inherit = "ruiji.price.comparison"

    # Kept in this row of the exporter alone, not among the documents.
    file = fields.Binary(readonly=True, attachment=False)
    file_name = fields.Char(readonly=True)

    def action_export(self):
        """Hand the comparison out as a workbook and note it in the access record."""
        self.ensure_one()
        if not self.is_current:
            self._compare()
        lines = self.difference_ids if self.only_differences else self.line_ids
        clients = (self.old_contract_id | self.new_contract_id).partner_id
        self.env["ruiji.access.record"]._log(clients, "export", "workbook", len(lines))
        self.write(
            {
                "file": base64.b64encode(self._workbook(lines)),
                "file_name": f"price_lists_{fields.Date.context_today(self)}.xlsx",
            }
        )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/file/{self.file_name}"
            "?download=true",
            "target": "self",
        }

    def _workbook(self, lines):
        layout = Layout("comparison", self.env._("Price lists"), self._columns())
        rows = [self._prepare_row(line) for line in lines]
        note = self.env._("About this export"), self._note_lines()
        return archive_workbook([(layout, rows)], *note)

    def _columns(self):
        """The list's columns under their own names."""
        names = (
            "change",
            "categ_id",
            "device_model_id",
            "product_id",
            "old_price",
            "new_price",
            "percent",
            "boards",
            "old_total",
            "new_total",
        )
        labels = self.line_ids.fields_get(names, ["string"])
        return tuple(Column(name, labels[name]["string"]) for name in names)

    def _prepare_row(self, line):
        changes = dict(line._fields["change"]._description_selection(self.env))
        has_old, has_new = line.change != "added", line.change != "dropped"
        return {
            "change": changes[line.change],
            "categ_id": line.categ_id.name,
            "device_model_id": line.device_model_id.name,
            "product_id": line.product_id.display_name,
            "old_price": has_old and line.old_price,
            "new_price": has_new and line.new_price,
            "percent": line.change == "repriced" and f"{line.percent:.1%}",
            "boards": line.boards,
            "old_total": line.old_total,
            "new_total": line.new_total,
        }

    def _note_lines(self):
        """Whose copy this is, and what is compared with what (ACC-10)."""
        standard = self.env._("Standard list")
        moment = format_datetime(
            self.env, fields.Datetime.now(), dt_format="yyyy-MM-dd HH:mm:ss"
        )
        return [
            self.env._(
                "Exported by %(reader)s on %(moment)s",
                reader=self.env.user.name,
                moment=moment,
            ),
            self.env._(
                "%(new)s compared with %(old)s, in %(currency)s",
                new=self.new_contract_id.display_name or standard,
                old=self.old_contract_id.display_name or standard,
                currency=self.currency_id.name,
            ),
            self.env._(
                "%(boards)s boards in 12 months: %(old)s at the old prices, %(new)s "
                "at the new ones.",
                boards=self.boards,
                old=self.currency_id.format(self.old_total),
                new=self.currency_id.format(self.new_total),
            ),
        ]
