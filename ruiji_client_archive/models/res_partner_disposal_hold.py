from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResPartner(models.Model):
    """Why a file is kept, whatever is proposed (ACC-12)."""

    _inherit = "res.partner"

    disposal_hold_reason = fields.Char(
        string="Kept because",
        copy=False,
        tracking=True,
        groups="base.group_user",
        help="What the file is kept for: a dispute, a legal duty, a warranty.",
    )

    @api.constrains("disposal_hold", "disposal_hold_reason")
    def _check_hold_has_reason(self):
        for client in self:
            if client.disposal_hold and not (client.disposal_hold_reason or "").strip():
                raise ValidationError(
                    self.env._(
                        "Say why the file of %(client)s is kept.", client=client.name
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get("disposal_hold_reason") for vals in vals_list):
            self._check_may_hold()
        return super().create(vals_list)

    def write(self, vals):
        if vals.get("disposal_hold_reason"):
            self._check_may_hold()
        return super().write(vals)

    def _own_obstacles(self):
        sentences = super()._own_obstacles()
        disputes = self.env["ruiji.client.dispute"].search_count(
            [("client_id", "=", self.id), ("state", "=", "open")], limit=1
        )
        if disputes:
            sentences.append(self.env._("it is disputed between account managers"))
        return sentences
