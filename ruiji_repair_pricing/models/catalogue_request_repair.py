from odoo import fields, models


class CatalogueRequest(models.Model):
    """Boards in repair wait for the catalogue, and go on by themselves (PRI-01)."""

    _inherit = "ruiji.catalogue.request"

    repair_ids = fields.One2many(
        "repair.order", "catalogue_request_id", string="Waiting boards", readonly=True
    )

    def _on_resolved(self, product):
        """Name the waiting boards; naming them prices them."""
        result = super()._on_resolved(product)
        # The boards wait for this answer, whoever may read their slips.
        waiting = self.sudo().repair_ids.filtered(lambda repair: not repair.product_id)
        waiting.product_id = product
        on_the_bench = waiting.filtered(lambda r: r.slip_id.state != "submitted")
        on_the_bench._freeze_prices()
        return result

    def _on_refused(self):
        """Tell the slips of the waiting boards why, and have somebody see to it."""
        result = super()._on_refused()
        for request in self:
            # The boards wait for this answer, whoever may read their slips.
            for slip in request.sudo().repair_ids.slip_id:
                slip.message_post(
                    body=self.env._(
                        "%(board)s is not taken into the catalogue: %(reason)s",
                        board=request.requested_board,
                        reason=request.answer,
                    )
                )
                if slip.channel == "web" and slip.manager_id:
                    slip.activity_schedule(
                        "mail.mail_activity_data_todo",
                        summary=self.env._("Settle the refused board with the client"),
                        note=request.answer,
                        user_id=slip.manager_id.id,
                    )
        return result
