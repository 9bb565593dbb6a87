from odoo import fields, models
from odoo.tools import format_datetime

from ..utils.settlement_workbook import Section, statement_workbook


class Settlement(models.Model):
    """The statement 结算单 that the client gets: per unit, board by board (REP-06)."""

    _inherit = "ruiji.settlement"

    def _statement_sections(self):
        """The lines of each sending unit, with its superior of that day and its sum.

        :return: list of utils.settlement_workbook.Section
        """
        self.ensure_one()
        # Who reads a statement may read the names that it is made of.
        lines = self.sudo().line_ids.sorted(
            lambda line: (line.unit_id.id, line.date_out, line.id)
        )
        return [
            Section(
                unit=" / ".join(filter(None, [part[0].superior_id.name, unit.name])),
                lines=part,
                amount=sum(part.mapped("amount")),
            )
            for unit, part in lines.grouped("unit_id").items()
        ]

    def action_export_statement(self):
        """Download the statement as a workbook."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/ruiji/settlements/{self.id}/statement.xlsx",
            "target": "download",
        }

    def _statement_workbook(self):
        """The statement as an .xlsx, safe to open (IMP-06).

        :return: bytes
        """
        self.ensure_one()
        header = [
            self.env._("Sending unit"),
            self.env._("Repair slip"),
            self.env._("Board"),
            self.env._("Serial number"),
            self.env._("Result"),
            self.env._("Received on"),
            self.env._("Receipt in"),
            self.env._("Shipped on"),
            self.env._("Receipt out"),
            self.env._("Charged as"),
            self.env._("Price from"),
            self.env._("Settled amount"),
        ]
        rows = [
            [section.unit, *line._statement_cells()]
            for section in self._statement_sections()
            for line in section.lines
        ]
        return statement_workbook(
            title=f"{self.env._('Settlement')} {self.name}",
            notes=self._statement_notes(),
            header=header,
            rows=rows,
            subtotals=[(s.unit, s.amount) for s in self._statement_sections()],
            total=(self.env._("Total"), self.amount),
            units_title=self.env._("Per sending unit"),
        )

    def _statement_notes(self):
        return [
            f"{self.company_id.name}",
            # Names of clients are open to all staff (ACC-02).
            f"{self.env._('Contracting party')}: {self.sudo().partner_id.name}",
            f"{self.env._('Period')}: {self.date_from} – {self.date_to}",
            # A copy says whose copy it is (ACC-10).
            self.env._(
                "Exported by %(reader)s on %(moment)s",
                reader=self.env.user.name,
                moment=format_datetime(
                    self.env, fields.Datetime.now(), dt_format="yyyy-MM-dd HH:mm:ss"
                ),
            ),
        ]
