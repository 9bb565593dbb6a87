from odoo import fields, models


class AccessHandover(models.TransientModel):
    """Records that data were handed over to outsiders (ACC-04)."""

    _name = "ruiji.access.handover"
    _description = "Hand Data Over to Outsiders"

    request_id = fields.Many2one("ruiji.access.request", required=True, readonly=True)
    recipient = fields.Char(related="request_id.recipient")
    data_given = fields.Text(related="request_id.data_given")
    medium = fields.Selection(
        lambda self: self._selection_of_media(),
        required=True,
        default=lambda self: self._default_medium(),
    )
    receipt = fields.Char(
        string="Signed for",
        required=True,
        help="Who signed for it outside, or the number of the receipt.",
    )

    def _selection_of_media(self):
        medium = self.env["ruiji.access.request"]._fields["medium"]
        return medium._description_selection(self.env)

    def _default_medium(self):
        asked = self.env.context.get("default_request_id")
        return self.env["ruiji.access.request"].browse(asked).medium

    def action_confirm(self):
        """Record it, for good."""
        self.ensure_one()
        self.request_id._provide(self.medium, self.receipt)
        return {"type": "ir.actions.act_window_close"}
