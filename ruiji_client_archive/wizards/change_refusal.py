from odoo import fields, models


class ChangeRefusal(models.TransientModel):
    """Asks for the sentence that a client gets when a change is refused (WEB-04)."""

    _name = "ruiji.change.refusal"
    _description = "Refuse a Change Request"

    request_ids = fields.Many2many("ruiji.change.request", required=True, readonly=True)
    answer = fields.Char(string="Answer to the client", required=True)

    def action_confirm(self):
        """Refuse the requests; the client reads the answer on the portal."""
        self.ensure_one()
        self.request_ids._refuse(self.answer)
        return {"type": "ir.actions.act_window_close"}
