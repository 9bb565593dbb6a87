import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..exporter import sheets
from ..utils.workbook_export import archive_workbook


class ArchiveExport(models.TransientModel):
    """A selection of client files as a workbook (ARC-13, ACC-05)."""

    _name = "ruiji.archive.export"
    _description = "Export of Client Files"

    client_ids = fields.Many2many(
        "res.partner",
        string="Client files",
        required=True,
        default=lambda self: self._default_clients(),
    )
    client_count = fields.Integer(compute="_compute_client_count")
    closed_count = fields.Integer(compute="_compute_client_count")
    # Kept in this row of the exporter alone, not among the documents.
    file = fields.Binary(readonly=True, attachment=False)
    file_name = fields.Char(readonly=True)

    @api.model
    def _default_clients(self):
        if self.env.context.get("active_model") != "res.partner":
            return self.env["res.partner"]
        chosen = self.env["res.partner"].browse(self.env.context.get("active_ids", []))
        return chosen.filtered("is_client")

    @api.depends("client_ids")
    def _compute_client_count(self):
        for export in self:
            levels = export.client_ids.mapped("confidentiality")
            export.client_count = len(levels)
            export.closed_count = len(levels) - levels.count("internal")

    def action_export(self):
        """Write the workbook, note it in the access record, hand it out.

        :raises AccessError: for those without the right, and for closed files
        """
        self.ensure_one()
        records = self.env["ruiji.access.record"]
        records._check_may_export()
        clients = self.client_ids.filtered("is_client")
        if not clients:
            raise UserError(
                self.env._("Choose at least one client file to take along.")
            )
        clients.check_access("read")
        pages = [build(clients) for build in self._sheet_builders()]
        rows = sum(len(rows) for _layout, rows in pages)
        records._log(clients, "export", "workbook", rows)
        self.write(
            {
                "file": base64.b64encode(archive_workbook(pages, *self._note(clients))),
                "file_name": f"client_files_{fields.Date.context_today(self)}.xlsx",
            }
        )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/file/{self.file_name}"
            "?download=true",
            "target": "self",
        }

    @api.model
    def _sheet_builders(self):
        """What makes the sheets, in the import's order; other addons add theirs.

        :return: list of functions from clients to (layout, rows)
        """
        return [
            sheets.managers,
            sheets.logistics,
            sheets.client_files,
            sheets.units,
            sheets.persons,
        ]

    def _note(self, clients):
        """Title and lines of the sheet that says whose copy this is (ACC-10)."""
        lines = [
            self.env["ruiji.access.record"]._exported_by(),
            self.env._("%(count)s client files", count=len(clients)),
        ]
        if self.closed_count:
            lines.append(
                self.env._(
                    "%(count)s of them are confidential or secret: do not pass on.",
                    count=self.closed_count,
                )
            )
        return self.env._("About this export"), lines
