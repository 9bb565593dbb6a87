from odoo import api, fields, models
from odoo.exceptions import UserError

# What sends a board back: mended, or for good reason not.
OUTCOMES = [
    ("repaired", "Repaired"),
    ("no_fault_found", "No fault found"),
    ("exchanged", "Exchanged"),
    ("irreparable", "Beyond repair"),
    ("refused", "Quotation refused"),
    ("withdrawn", "Withdrawn by the client"),
]
BOARD_STATES = [
    ("draft", "Draft"),
    ("submitted", "Submitted"),
    ("received", "Received"),
    ("diagnosing", "Diagnosing"),
    ("quoted", "Quoted"),
    ("repairing", "Repairing"),
    ("tested", "Tested"),
    ("shipped", "Shipped back"),
    ("closed", "Closed"),
    ("cancelled", "Withdrawn"),
]
# From the hand-in of its slip until it is on its way back, a board is open.
OPEN_STATES = (
    "submitted",
    "received",
    "diagnosing",
    "quoted",
    "repairing",
    "tested",
)
# What the steps of the work leave behind; nobody types it.
FACTS = {
    "board_state",
    "date_diagnosis",
    "date_repair_start",
    "date_repaired",
    "exchange_serial_number",
    "outcome",
    "quote_state",
}


class RepairOrder(models.Model):
    """Where a board is, in words that the client and we share (REP-02).

    The state is never set: it follows from what happened to the board.
    """

    _inherit = "repair.order"

    board_state = fields.Selection(
        BOARD_STATES,
        string="Progress",
        compute="_compute_board_state",
        store=True,
        index=True,
    )
    outcome = fields.Selection(
        OUTCOMES,
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="How the work on the board ended: from now on it may go back.",
    )
    quote_state = fields.Selection(
        [
            ("pending", "Waiting for the client's answer"),
            ("accepted", "Accepted"),
            ("refused", "Refused"),
        ],
        string="Quotation",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    date_diagnosis = fields.Datetime(string="Diagnosed on", readonly=True, copy=False)
    date_repair_start = fields.Datetime(
        string="Repair started on", readonly=True, copy=False
    )
    date_repaired = fields.Datetime(
        string="Repaired on", readonly=True, copy=False, index=True
    )

    @api.depends(
        "state",
        "slip_id.state",
        "outcome",
        "quote_state",
        "date_diagnosis",
        "goods_in_id",
        "goods_out_id",
    )
    def _compute_board_state(self):
        """One word for where the board is, the same for the client and for us."""
        for repair in self:
            repair.board_state = repair._board_state()

    def _board_state(self):
        if self.state == "cancel" and not self.outcome:
            return "cancelled"
        if self.slip_id.state == "closed":
            return "closed"
        if self.goods_out_id:
            return "shipped"
        return self._board_state_in_house()

    def _board_state_in_house(self):
        if self.outcome or self.state == "done":
            return "tested"
        if self.state == "under_repair":
            return "repairing"
        if self.quote_state:
            return "quoted"
        if self.date_diagnosis:
            return "diagnosing"
        if self.goods_in_id or not self.slip_id:
            return "received"
        return "draft" if self.slip_id.state == "draft" else "submitted"

    def write(self, vals):
        if not self.env.su and FACTS & vals.keys():
            raise UserError(
                self.env._(
                    "Where a board is follows from what happened to it: use the steps "
                    "of its form."
                )
            )
        return super().write(vals)

    def action_repair_start(self):
        """Start mending, and note when."""
        result = super().action_repair_start()
        # Follows from the step, which the user was allowed to take; so below.
        self.sudo().write({"date_repair_start": fields.Datetime.now()})
        return result

    def action_repair_done(self):
        """End mending, and note when and how it ended."""
        result = super().action_repair_done()
        # Facts are written by steps alone; super() asked who may take this one.
        boards = self.sudo()
        boards.write({"date_repaired": fields.Datetime.now()})
        boards.filtered(lambda repair: not repair.outcome).outcome = "repaired"
        return result

    def action_repair_cancel(self):
        """Take boards off the bench; those in the house go back as they are."""
        result = super().action_repair_cancel()
        # Facts are written by steps alone; super() asked who may take this one.
        in_house = self.sudo().filtered(lambda r: r.goods_in_id and not r.outcome)
        in_house.outcome = "withdrawn"
        return result
