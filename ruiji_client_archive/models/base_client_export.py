from odoo import api, models

from .marked_paper import CLOSED

# Key among the data of a cursor: closed files are in what is being exported.
CLOSED_EXPORT = "ruiji_closed_export"


class Base(models.AbstractModel):
    """Client data leaves by Odoo's own exports with a right, and on record (ACC-05)."""

    _inherit = "base"

    def export_data(self, fields_to_export):
        """As Odoo's; of what tells of clients, for those who have the right."""
        self._record_export()
        return super().export_data(fields_to_export)

    def _record_export(self):
        """Note that the user takes these records along, and mark his copy (ACC-10).

        :raises AccessError: when they tell of clients and he may not export
        """
        clients = self._clients_taken_along()
        if not clients:
            return
        records = self.env["ruiji.access.record"]
        records._check_may_export()
        records._log(clients, "export", "list", len(self))
        # Only how closed what goes out is, for the mark on it.
        levels = set(clients.sudo().mapped("confidentiality"))
        if not levels.isdisjoint(CLOSED):
            self.env.cr.cache[CLOSED_EXPORT] = True

    def _clients_taken_along(self):
        """Clients, and persons in their files, of whom these records tell."""
        path = self.env["ir.rule"]._paths_of_exports().get(self._name)
        if not path:
            return self.env["res.partner"]
        # Whose record it is is noted, not shown.
        partners = self.sudo().mapped(path).filtered("confidentiality")
        # As the user again: nothing is left open to whoever asked.
        return partners.sudo(self.env.su)

    @api.model
    def _forget_export(self):
        """Begin with an export that nothing is known of."""
        self.env.cr.cache.pop(CLOSED_EXPORT, None)

    @api.model
    def _mark_of_export(self):
        """What is written on the copy of who exported closed files; else nothing."""
        if not self.env.cr.cache.get(CLOSED_EXPORT):
            return ""
        return self.env._(
            "%(exported_by)s. Holds confidential client files: do not pass on.",
            exported_by=self.env["ruiji.access.record"]._exported_by(),
        )
