from odoo import api, models


class IrRule(models.Model):
    """Whose data is in an export of what Odoo and the addons keep (ACC-05)."""

    _inherit = "ir.rule"

    @api.model
    def _paths_of_exports(self):
        """Name what tells of clients when it is exported, and the way to the client.

        :return: {model: field, or path of fields, that holds the client}
        """
        return self._paths_to_clients() | {"crm.lead": "partner_id"}
