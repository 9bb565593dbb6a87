from odoo import api, fields, models


class ArchiveImportEntry(models.Model):
    """One record that an import created or changed: its journal for undo (IMP-07).

    Millions of rows may be written, by SQL and in the transaction of their
    batch: no magic columns, no names; those are looked up for what is kept.
    """

    _name = "ruiji.archive.import.entry"
    _description = "Archive Import Journal"
    _order = "id"
    _log_access = False

    import_id = fields.Many2one(
        "ruiji.archive.import", required=True, ondelete="cascade", readonly=True
    )
    model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="model", required=True, readonly=True
    )
    kind = fields.Selection(
        [("created", "Created"), ("updated", "Updated")], required=True, readonly=True
    )
    # Values of files that may be closed to whoever may read the list.
    old_values = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    new_values = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    fingerprint = fields.Char(
        readonly=True,
        groups=fields.NO_ACCESS,
        help="Of the record as the import created it.",
    )
    state = fields.Selection(
        [("undone", "Taken back"), ("kept", "Left in place")],
        string="Status",
        readonly=True,
        help="Empty as long as the record stands as it was imported.",
    )
    name = fields.Char(readonly=True, help="Of a record that was left in place.")
    reason = fields.Text(string="Why it was left", readonly=True)
    record_type = fields.Char(compute="_compute_record_type")

    _import_idx = models.Index("(import_id, id) WHERE state IS NULL")
    _kept_idx = models.Index("(import_id, id) WHERE state = 'kept'")
    _partner_idx = models.Index("(res_id) WHERE model = 'res.partner'")

    def _compute_record_type(self):
        for entry in self:
            entry.record_type = self.env["ir.model"]._get(entry.model).name

    @api.model
    def _imports_of(self, partners):
        """The imports that wrote to these partners, without those still at work."""
        entries = self.search(
            [("model", "=", "res.partner"), ("res_id", "in", partners.ids)]
        )
        return entries.import_id.filtered(lambda run: run.state in ("done", "failed"))

    @api.model
    def _erase_of(self, partners):
        """Forget what imports wrote to destroyed files, and never restore it (ACC-12).

        :param partners: res.partner recordset, the client or its persons
        """
        entries = self.search(
            [("model", "=", "res.partner"), ("res_id", "in", partners.ids)]
        )
        entries.write(
            {
                "old_values": False,
                "new_values": False,
                "fingerprint": False,
                "name": False,
                "state": "kept",
                "reason": self.env._("The file was destroyed."),
            }
        )

    def action_open(self):
        """Open the record that was left in place."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }
