from odoo import fields, models


class LoginRefusal(models.TransientModel):
    """Asks for the sentence that a unit gets when a login is refused (WEB-07)."""

    _name = "ruiji.login.refusal"
    _description = "Refuse a Login Request"

    request_ids = fields.Many2many("ruiji.login.request", required=True, readonly=True)
    answer = fields.Char(string="Answer to the client", required=True)

    def action_confirm(self):
        """Refuse the requests; the unit's administrator reads why on the portal."""
        self.ensure_one()
        self.request_ids._refuse(self.answer)
        return {"type": "ir.actions.act_window_close"}
