from odoo import models


class Disposal(models.Model):
    """The certificate of destruction says whose copy it is (ACC-10)."""

    _name = "ruiji.disposal"
    _inherit = ["ruiji.disposal", "ruiji.marked.paper"]

    def _clients_on_paper(self):
        return self.client_id
