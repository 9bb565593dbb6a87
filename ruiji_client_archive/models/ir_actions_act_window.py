from odoo import models


class IrActionsActWindow(models.Model):
    """What a browser would keep of a client file is not kept (ACC-02).

    Odoo's web client stores the answers of lists and forms on the reader's machine
    and shows them again before it asks: past the end of a borrowing or a clearance.
    """

    _inherit = "ir.actions.act_window"

    def _get_action_dict(self):
        action = super()._get_action_dict()
        if self.res_model in self.env["ir.rule"]._models_about_clients():
            action["cache"] = False
        return action
