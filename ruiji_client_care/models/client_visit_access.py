from odoo import models


class ClientVisit(models.Model):
    """Who reads or prints a visit has a part of the client's file (ACC-03, ACC-10)."""

    _name = "ruiji.client.visit"
    _inherit = [
        "ruiji.client.visit",
        "ruiji.recorded.reading",
        "ruiji.printed.paper",
    ]

    def _telling_fields(self):
        return super()._telling_fields() | {"findings", "file_changes", "promise_ids"}

    def _read_clients(self):
        # Whose visit it is is noted, not shown.
        return self.sudo().client_id

    def _clients_on_paper(self):
        return self.client_id
