from datetime import timedelta

from odoo import api, fields, models

from .client_feedback_flow import GRIEVANCES

REPEAT_DAYS = 90


class ClientFeedback(models.Model):
    """By what complaints are analysed, and which of them come again (CAR-03)."""

    _inherit = "ruiji.client.feedback"

    serial_number = fields.Char(
        compute="_compute_serial_number",
        store=True,
        readonly=False,
        index="btree_not_null",
    )
    product_id = fields.Many2one(
        "product.product",
        string="Board type",
        related="repair_id.product_id",
        store=True,
        index="btree_not_null",
    )
    device_model_id = fields.Many2one(
        "ruiji.device.model",
        string="Device model",
        related="product_id.device_model_id",
        store=True,
        index="btree_not_null",
    )
    categ_id = fields.Many2one(
        "product.category",
        string="Product category",
        related="product_id.categ_id",
        store=True,
        index="btree_not_null",
    )
    region_id = fields.Many2one(
        "res.country.state",
        string="Provincial region",
        related="partner_id.state_id",
        tracking=False,
        store=True,
        index="btree_not_null",
    )
    city_id = fields.Many2one(
        "res.city",
        string="Prefecture",
        related="partner_id.city_id",
        tracking=False,
        store=True,
        index="btree_not_null",
    )
    earlier_id = fields.Many2one(
        "ruiji.client.feedback",
        string="Complained before",
        compute="_compute_earlier_id",
        store=True,
        index="btree_not_null",
        ondelete="set null",
        help="The complaint before this one: about the same serial number, or of the "
        "same client within 90 days.",
    )

    @api.depends("repair_id")
    def _compute_serial_number(self):
        for feedback in self:
            # The board's number is all that is taken, for whoever enters feedback.
            number = feedback.sudo().repair_id.serial_number
            feedback.serial_number = number or feedback.serial_number

    @api.depends("kind", "partner_id", "serial_number", "received_at")
    def _compute_earlier_id(self):
        candidates = self._earlier_candidates()
        for feedback in self:
            feedback.earlier_id = feedback._pick_earlier(candidates)

    def _earlier_candidates(self):
        """Complaints of the same clients and serial numbers, the latest first."""
        numbers = [number for number in self.mapped("serial_number") if number]
        same = fields.Domain("partner_id", "in", self.partner_id.ids)
        same |= fields.Domain("serial_number", "in", numbers)
        grievance = fields.Domain("kind", "in", GRIEVANCES)
        grievance &= fields.Domain("state", "!=", "withdrawn")
        # That there was one before is told to whoever may read this one.
        return self.sudo().search(grievance & same, order="received_at desc, id desc")

    def _pick_earlier(self, candidates):
        if self.kind not in GRIEVANCES or not self.received_at:
            return False
        since = self.received_at - timedelta(days=REPEAT_DAYS)
        before = candidates.filtered(lambda one: one._came_before(self))
        same_board = before.filtered(
            lambda one: self.serial_number and one.serial_number == self.serial_number
        )
        same_client = before.filtered(
            lambda one: self.partner_id
            and one.partner_id == self.partner_id
            and one.received_at >= since
        )
        return (same_board or same_client)[:1]

    def _came_before(self, other):
        return (self.received_at, self.id) < (
            other.received_at,
            other._origin.id or float("inf"),
        )
