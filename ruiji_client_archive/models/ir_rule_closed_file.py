from odoo import models
from odoo.tools import format_list

from ..exceptions import ClosedFileError
from .ir_rule_grant import READER

ACTION = "ruiji_client_archive.access_request_action_new"


class IrRule(models.Model):
    """Wherever only a client's name is shown, its file can be asked for (ACC-04)."""

    _inherit = "ir.rule"

    def _make_access_error(self, operation, records):
        error = super()._make_access_error(operation, records)
        if operation == "read":
            self._note_refusal(records)
        if records._name != "res.partner" or operation != "read":
            return error
        # Names of clients are open to all readers of the archive (ACC-02).
        clients = records.sudo().commercial_partner_id.filtered("is_client")
        if not clients or not self.env.user.has_group(READER):
            return error
        return ClosedFileError(
            self.env._(
                "Closed to you: %(clients)s. Their account managers and those who are "
                "cleared open these files; you may ask to borrow them.",
                clients=format_list(self.env, clients[:5].mapped("name")),
            ),
            self.env.ref(ACTION).id,
            self.env._("Ask for access"),
            {"default_file_ids": clients.ids},
        )

    def _note_refusal(self, records):
        """Note who was refused what tells of a client's file (ACC-03)."""
        path = self._paths_to_clients().get(records._name)
        if not path:
            return
        # Whose file it is is noted, not shown.
        known = records.filtered("id").sudo().exists()
        document = known if len(known) == 1 else None
        if clients := known.mapped(path):
            self.env["ruiji.access.record"]._note_refusal(clients, document)
