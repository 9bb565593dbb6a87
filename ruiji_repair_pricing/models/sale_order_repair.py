from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_list

from .repair_slip_quote_request import ACTIVITY as QUOTE_ACTIVITY

ACTIVITY = "ruiji_repair_pricing.mail_activity_type_quotation"


class SaleOrder(models.Model):
    """The quotation for boards of one slip, answered board by board (REP-03)."""

    _inherit = "sale.order"

    repair_slip_id = fields.Many2one(
        "ruiji.repair.slip",
        string="Repair slip",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    boards_answered_on = fields.Datetime(
        string="Last answer on", readonly=True, copy=False
    )
    pending_board_count = fields.Integer(
        string="Boards without answer", compute="_compute_pending_board_count"
    )

    @api.depends("order_line.repair_id.quote_state")
    def _compute_pending_board_count(self):
        for order in self:
            order.pending_board_count = len(order._pending_boards())

    def _pending_boards(self):
        boards = self.order_line.repair_id
        return boards.filtered(lambda repair: repair.quote_state == "pending")

    def _compute_access_url(self):
        """The client answers on the page of its slip, board by board."""
        result = super()._compute_access_url()
        for order in self.filtered("repair_slip_id"):
            order.access_url = f"/my/repair-slips/{order.repair_slip_id.id}"
        return result

    def _has_to_be_signed(self):
        return not self.repair_slip_id and super()._has_to_be_signed()

    def _has_to_be_paid(self):
        return not self.repair_slip_id and super()._has_to_be_paid()

    def _get_update_prices_lines(self):
        """Boards have their own prices: no pricelist is asked."""
        lines = super()._get_update_prices_lines()
        return lines.filtered(lambda line: not line.repair_id)

    def _confirmation_error_message(self):
        if self.repair_slip_id and self._pending_boards():
            return self.env._("Record the client's answer for each board first.")
        return super()._confirmation_error_message()

    def write(self, vals):
        """Sending tells the client the prices, withdrawing takes them back."""
        quotations = self.filtered("repair_slip_id")
        sent = vals.get("state") == "sent" and quotations.filtered(
            lambda order: order.state == "draft"
        )
        if sent:
            sent._check_ready_to_tell()
        if vals.get("state") == "cancel":
            quotations._check_may_be_withdrawn()
        result = super().write(vals)
        if sent:
            sent._tell_client()
        if vals.get("state") == "cancel":
            quotations._withdraw()
        return result

    def _check_ready_to_tell(self):
        """A quotation names a price for every board, and its boards still wait."""
        lines = self.order_line.filtered("repair_id")
        priceless = lines.filtered(
            lambda line: line.price_unit <= 0
            and line.repair_id.price_state != "warranty"
        )
        if priceless:
            raise UserError(
                self.env._(
                    "Enter the price of these boards first: %(boards)s",
                    boards=format_list(self.env, priceless.repair_id.mapped("name")),
                )
            )
        lines.repair_id._check_may_be_quoted()

    def _tell_client(self):
        """From now on the boards wait for the client, their prices stand."""
        for order in self:
            # Whoever sends the quotation decides for its boards.
            boards = order.order_line.repair_id.sudo()
            boards._freeze_prices()
            boards.write({"quote_state": "pending", "quotation_id": order.id})
        self.repair_slip_id.activity_feedback([QUOTE_ACTIVITY])

    def _check_may_be_withdrawn(self):
        boards = self.order_line.repair_id
        accepted = boards.filtered(lambda repair: repair.quote_state == "accepted")
        if accepted:
            raise UserError(
                self.env._(
                    "The client has accepted these prices, they stand: %(boards)s",
                    boards=format_list(self.env, accepted.mapped("name")),
                )
            )

    def _withdraw(self):
        """Boards nobody answered for are open to another quotation."""
        # Follows from withdrawing the quotation, see above.
        pending = self._pending_boards().sudo()
        pending.write({"quote_state": False, "quotation_id": False})
        # The index that keeps a board on one quotation asks the database.
        self.order_line.flush_recordset(["state"])

    def _conclude(self):
        """Turn quotations that are answered in full into orders, or end them."""
        self.write({"boards_answered_on": fields.Datetime.now()})
        self.activity_feedback([ACTIVITY])
        for order in self.filtered(lambda order: not order._pending_boards()):
            lines = order.order_line.filtered("repair_id")
            refused = lines.filtered(lambda ln: ln.repair_id.quote_state == "refused")
            if refused == lines:
                order._action_cancel()
                continue
            refused.product_uom_qty = 0
            order.action_confirm()

    def _is_open_to_answers(self):
        """Whether the client can still accept at these prices."""
        self.ensure_one()
        today = self.company_id._business_day()
        in_time = not self.validity_date or self.validity_date >= today
        return self.state == "sent" and in_time

    @api.model
    def _cron_remind_of_expired_quotations(self):
        """Ask account managers to follow up what the client left unanswered."""
        expired = self.search(
            Domain("repair_slip_id", "!=", False)
            & Domain("state", "=", "sent")
            & Domain("validity_date", "<", fields.Date.today())
        )
        activity_type = self.env.ref(ACTIVITY)
        asked = self.env["mail.activity"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", expired.ids),
                ("activity_type_id", "=", activity_type.id),
            ]
        )
        expired -= self.browse(asked.mapped("res_id"))
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [order._prepare_expiry_activity(activity_type) for order in expired]
        )

    def _prepare_expiry_activity(self, activity_type):
        self.ensure_one()
        user = self.user_id or self.repair_slip_id.manager_id or self.create_uid
        return {
            "res_model_id": self.env["ir.model"]._get_id(self._name),
            "res_id": self.id,
            "automated": True,
            "activity_type_id": activity_type.id,
            "summary": activity_type.with_context(lang=user.lang).summary,
            "user_id": user.id,
            "date_deadline": self.company_id._business_day(),
        }

    def action_told(self):
        """The client has the quotation in hand, however it got there."""
        return self.action_quotation_sent()

    def action_answer(self):
        """Record what the client answered on paper or by phone."""
        self.ensure_one()
        return self.repair_slip_id.action_answer_quotation()
