from odoo import api, fields, models
from odoo.exceptions import LockError, UserError
from odoo.tools import format_list

# What the goods register alone decides.
REGISTERED = {"goods_in_id", "goods_out_id", "date_received", "date_shipped"}


class RepairOrder(models.Model):
    """A board comes in once and goes out once (REP-02, REP-09)."""

    _inherit = "repair.order"

    goods_in_id = fields.Many2one(
        "ruiji.goods.movement",
        string="Received with",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
    )
    goods_out_id = fields.Many2one(
        "ruiji.goods.movement",
        string="Sent back with",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
    )
    date_received = fields.Datetime(
        string="Received on", related="goods_in_id.date", store=True
    )
    date_shipped = fields.Datetime(
        string="Shipped on", related="goods_out_id.date", store=True, index=True
    )

    _nothing_out_that_was_not_in = models.Constraint(
        "CHECK (goods_out_id IS NULL OR goods_in_id IS NOT NULL)",
        "A board that was never received cannot be sent back.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(REGISTERED & vals.keys() for vals in vals_list):
            self._refuse_to_type_goods()
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and REGISTERED & vals.keys():
            self._refuse_to_type_goods()
        return super().write(vals)

    def _refuse_to_type_goods(self):
        raise UserError(
            self.env._(
                "Boards come in and go back by the goods register: check them in on "
                "their slip, or send them back."
            )
        )

    def _enter_into(self, entry):
        """Put boards into the parcel of an entry that came in or goes out."""
        side = "goods_in_id" if entry.direction == "in" else "goods_out_id"
        # The entry was made for these boards; nobody may set it by hand.
        self.sudo().write({side: entry.id})

    def _hold_goods(self):
        """Let nobody else check these boards in or send them back meanwhile.

        :raises UserError: if somebody does so at this moment
        """
        try:
            self.lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else is checking in or sending back these boards at this "
                    "moment: look at them again."
                )
            ) from error

    def _name_boards(self):
        """The boards as a sentence names them: number and serial number."""
        return format_list(
            self.env,
            [
                f"{board.name} ({board.serial_number})"
                if board.serial_number
                else board.name
                for board in self
            ],
        )

    def _settled_boards(self):
        """Those of these boards that have been settled with the client (REP-06)."""
        return self.browse()

    def _prepare_receipt_line_vals(self):
        """The line of the check-in that stands for this board."""
        return {
            "repair_id": self.id,
            "name": self.name,
            "product_id": self.product_id.id,
            "board_text": self.board_text,
            "serial_number": self.serial_number,
            "fault_description": self.fault_description,
        }
