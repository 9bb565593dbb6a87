from itertools import groupby
from operator import itemgetter

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import format_list


class RepairOrder(models.Model):
    """A board of a slip is a repair order, quantity one (REP-01)."""

    _inherit = "repair.order"
    # Boards of one slip are born at the same moment: keep the order of the paper.
    _order = "priority desc, create_date desc, id"

    slip_id = fields.Many2one(
        "ruiji.repair.slip",
        string="Repair slip",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        check_company=True,
    )
    # Who may read a board follows the client's file; kept here so that the record
    # rules stay flat.
    confidentiality = fields.Selection(
        related="partner_id.confidentiality",
        tracking=False,
        store=True,
        index="btree_not_null",
    )
    manager_id = fields.Many2one(
        "res.users",
        string="Account manager",
        related="partner_id.user_id",
        tracking=False,
        store=True,
        index="btree_not_null",
    )
    serial_number = fields.Char(
        string="Serial number",
        index="trigram",
        copy=False,
        help="Serial number on the client's board.",
    )
    fault_description = fields.Text(string="Fault")
    board_text = fields.Char(
        string="Board as written",
        help="What the client calls a board that the catalogue doesn't know.",
    )
    catalogue_request_id = fields.Many2one(
        "ruiji.catalogue.request",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    catalogue_answer = fields.Text(
        string="Answer of the catalogue",
        related="catalogue_request_id.answer",
        related_sudo=True,
        help="Why the board is not taken into the catalogue.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = [vals for vals in vals_list if vals.get("slip_id")]
        self._fill_line_values(lines)
        repairs = super().create(vals_list)
        repairs._request_unknown_boards()
        repairs._join_slips_on_the_bench()
        return repairs

    @api.model
    def _fill_line_values(self, lines):
        """Give boards of slips what Odoo Repair asks for.

        Who keys in a slip, a clerk or a client, has no rights in the warehouse and is
        not the one who will mend the board.
        """
        if not lines:
            return
        self.check_access("create")
        lines.sort(key=itemgetter("slip_id"))
        slips = self.env["ruiji.repair.slip"].browse(v["slip_id"] for v in lines)
        for slip_id, slip_lines in groupby(lines, itemgetter("slip_id")):
            slip = slips.browse(slip_id).with_prefetch(slips.ids)
            slip._number_lines(list(slip_lines))
        references = (
            # A reference is a technical row of the warehouse, one per repair order.
            self.env["stock.reference"]
            .sudo()
            .create([{"name": vals["name"]} for vals in lines])
        )
        for vals, reference in zip(lines, references, strict=True):
            vals["reference_ids"] = [Command.link(reference.id)]

    def write(self, vals):
        if "product_id" in vals and len(self) > 1:
            # Odoo Repair looks at the tracking of one product here, not of many.
            for repair in self:
                repair.write(vals)
            return True
        result = super().write(vals)
        if "board_text" in vals:
            self._leave_refused_requests()
        if "board_text" in vals or "product_id" in vals:
            self._request_unknown_boards()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        """Boards leave a slip only before it is handed in."""
        submitted = self.slip_id.filtered(lambda slip: slip.state != "draft")
        if submitted:
            raise UserError(
                self.env._(
                    "Boards of a submitted slip can't be deleted: %(slips)s",
                    slips=format_list(self.env, submitted.mapped("name")),
                )
            )

    @api.model
    def _bench_type(self):
        """The operation type of repairs in the company's warehouse."""
        return next(iter(self.env["repair.order"]._get_picking_type().values()))

    def _get_picking_type(self):
        """Find the repair bench of the warehouse for people without stock rights."""
        # Only the choice of the operation type runs so; it shows nothing of the stock.
        return super(RepairOrder, self.sudo())._get_picking_type()

    def _join_slips_on_the_bench(self):
        """A board found when the parcel is already checked in is in the house, too."""
        if self.env.context.get("with_next_parcel"):
            return
        late = self.filtered(lambda repair: repair.slip_id.state == "received")
        for slip, boards in late.grouped("slip_id").items():
            boards._enter_into(slip.repair_ids.goods_in_id[:1])
        late._freeze_prices()
        # Whoever may add boards to a slip sends them to the bench, see the slip.
        late.sudo()._action_repair_confirm()

    def _leave_refused_requests(self):
        """What is written anew after a refusal is a new question."""
        # Whoever may rename the board may ask anew, see below.
        boards = self.sudo()
        refused = boards.filtered(lambda r: r.catalogue_request_id.state == "refused")
        refused.catalogue_request_id = False

    def _request_unknown_boards(self):
        """Ask the technical manager for boards that the catalogue lacks (PRI-01)."""
        unknown = self.filtered(
            lambda repair: repair.slip_id.state in ("submitted", "received")
            and repair.board_text
            and not repair.product_id
            and not repair.catalogue_request_id
        )
        if not unknown:
            return
        # Whoever sends in a board may ask for its entry, the portal included; the
        # requests themselves are open to the technical manager alone.
        unknown = unknown.sudo()
        requests = (
            self.env["ruiji.catalogue.request"]
            .sudo()
            ._request_boards(unknown.mapped("board_text"))
        )
        for text, repairs in unknown.grouped("board_text").items():
            repairs.catalogue_request_id = requests[text]
