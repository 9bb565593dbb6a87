from odoo import models

BENCH_FORM = "ruiji_repair_pricing.repair_order_view_form_bench"
SLIP_FORM = "ruiji_repair_pricing.repair_order_view_form_slip"


class RepairOrder(models.Model):
    """Which form opens a board of a slip, wherever it is clicked."""

    _inherit = "repair.order"

    def get_formview_id(self, access_uid=None):
        """The bench form for technicians, the form with slip and price for others.

        Odoo's own form asks for rights in the warehouse.
        """
        if not self.slip_id:
            return super().get_formview_id(access_uid=access_uid)
        readers = "ruiji_client_archive.group_archive_user"
        form = SLIP_FORM if self.env.user.has_group(readers) else BENCH_FORM
        return self.env.ref(form).id
