from odoo import api, models
from odoo.fields import Domain

# The field that holds the client, of each model of this addon
OF_PARTNERS = {
    "ruiji.service.analysis": "partner_id",
    "ruiji.service.breach": "call_id.partner_id",
    "ruiji.service.call": "partner_id",
    "ruiji.service.correction": "call_id.partner_id",
    "ruiji.service.fee": "partner_id",
    "ruiji.service.fee.line": "fee_id.partner_id",
    "ruiji.service.late.arrival": "call_id.partner_id",
    "ruiji.service.pause": "call_id.partner_id",
    "ruiji.service.pickup": "voucher_id.partner_id",
    "ruiji.service.return": "partner_id",
    "ruiji.service.renewal": "partner_id",
    "ruiji.service.voucher": "partner_id",
    "ruiji.service.voucher.part": "voucher_id.partner_id",
}
# Whoever sends technicians, goes there or settles the visit knows of every call,
# without the client's file: their own rules say which.
SENT_THERE = ",".join(
    (
        "ruiji_field_service.group_field_technician",
        "ruiji_field_service.group_service_head",
        "ruiji_client_archive.group_finance",
    )
)


class IrRule(models.Model):
    """Service calls are as closed as the client's file (ACC-02)."""

    _inherit = "ir.rule"

    @api.model
    def _wall(self, model_name):
        if model_name not in OF_PARTNERS:
            return super()._wall(model_name)
        if self.env.user.has_groups(SENT_THERE):
            return Domain.TRUE
        return self._wall_around(OF_PARTNERS[model_name])

    @api.model
    def _paths_to_clients(self):
        return super()._paths_to_clients() | OF_PARTNERS
