from odoo import models


class ResPartner(models.Model):
    """What leaves a client file leaves a trace (ACC-03, ACC-05)."""

    _inherit = "res.partner"

    def export_data(self, fields_to_export):
        """Odoo's own export: for those who have the right, and on record."""
        # The level marks what is part of the archive, and is no secret (ACC-02).
        archive = self.sudo().filtered("confidentiality").sudo(self.env.su)
        if archive:
            self.env["ruiji.access.record"]._check_may_export()
        data = super().export_data(fields_to_export)
        if archive:
            archive._log_access("export", "list", len(self))
        return data

    def _log_access(self, action, channel, rows=0):
        """Note that these files were before the user; see ruiji.access.record."""
        self.env["ruiji.access.record"]._log(self, action, channel, rows or len(self))

    def action_view_access_records(self):
        """Show who had this file before him."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_client_archive.access_record_action"
        )
        action["domain"] = [("client_id", "=", self.id)]
        return action
