from odoo import fields, models

# Whoever may read both the slip and the call.
READERS = ",".join(
    f"ruiji_client_archive.group_{role}"
    for role in (
        "account_manager",
        "customer_service",
        "finance",
        "general_manager",
        "marketing_vp",
    )
)


class RepairSlip(models.Model):
    """A slip of boards that a technician took away from the client's site (SVC-03)."""

    _inherit = "ruiji.repair.slip"

    # Set when the voucher is concluded, by nobody's hand.
    service_voucher_id = fields.Many2one(
        "ruiji.service.voucher",
        string="Service voucher",
        index=False,
        copy=False,
        ondelete="restrict",
        groups=fields.NO_ACCESS,
    )
    service_call_id = fields.Many2one(
        related="service_voucher_id.call_id", string="Service call", groups=READERS
    )

    _service_voucher_uniq = models.UniqueIndex(
        "(service_voucher_id) WHERE service_voucher_id IS NOT NULL",
        "The boards of this voucher have been taken in already.",
    )

    def action_view_service_call(self):
        """Open the call from which the boards were taken away."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "ruiji.service.call",
            "res_id": self.service_call_id.id,
            "views": [(False, "form")],
        }
