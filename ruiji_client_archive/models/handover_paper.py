from odoo import models


class Handover(models.Model):
    """The list of what is handed over says whose copy it is (ACC-10)."""

    _name = "ruiji.handover"
    _inherit = ["ruiji.handover", "ruiji.marked.paper"]

    def _clients_on_paper(self):
        return self.line_ids.client_id
