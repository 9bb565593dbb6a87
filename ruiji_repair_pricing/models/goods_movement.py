from odoo import api, fields, models


class GoodsMovement(models.Model):
    """A parcel in or out, entered in the goods register 客户商品进出登记簿 (REP-02)"""

    _name = "ruiji.goods.movement"
    _description = "Goods Register Entry"
    _inherit = ["mail.thread"]
    _order = "date desc, id desc"
    _rec_names_search = ["name", "waybill", "partner_id"]
    _check_company_auto = True

    name = fields.Char(
        string="Number",
        default="/",
        required=True,
        readonly=True,
        copy=False,
        index="trigram",
    )
    direction = fields.Selection(
        [("in", "In"), ("out", "Out")], required=True, readonly=True, index=True
    )
    date = fields.Datetime(
        required=True, readonly=True, default=fields.Datetime.now, index=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Unit",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    logistics_partner_id = fields.Many2one(
        "res.partner",
        string="Logistics company",
        ondelete="restrict",
        index="btree_not_null",
        domain=[("is_logistics_company", "=", True)],
        tracking=True,
    )
    waybill = fields.Char(index="btree_not_null", tracking=True)
    user_id = fields.Many2one(
        "res.users",
        string="Handled by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
        index=True,
    )
    ship_to = fields.Text(
        string="Ship to",
        readonly=True,
        help="Name, address and phone that the parcel back was sent to.",
    )
    note = fields.Text()
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    # Who may read an entry follows the client's file; kept here so that the record
    # rules stay flat.
    confidentiality = fields.Selection(
        related="partner_id.confidentiality", tracking=False, store=True, index=True
    )
    manager_id = fields.Many2one(
        "res.users",
        string="Account manager",
        related="partner_id.user_id",
        tracking=False,
        store=True,
        index="btree_not_null",
    )
    repair_in_ids = fields.One2many(
        "repair.order", "goods_in_id", string="Boards received", readonly=True
    )
    repair_out_ids = fields.One2many(
        "repair.order", "goods_out_id", string="Boards sent back", readonly=True
    )

    board_count = fields.Integer(
        string="Boards", compute="_compute_board_count", store=True
    )

    _name_uniq = models.UniqueIndex(
        "(name, company_id) WHERE name <> '/'", "This receipt number exists already."
    )

    @api.depends("repair_in_ids", "repair_out_ids")
    def _compute_board_count(self):
        counts = {}
        for side in ("goods_in_id", "goods_out_id"):
            counts |= {
                entry.id: count
                # How many boards a parcel holds is part of its entry.
                for entry, count in self.env["repair.order"]
                .sudo()
                ._read_group([(side, "in", self.ids)], [side], ["__count"])
            }
        for entry in self:
            entry.board_count = counts.get(entry.id, 0)

    @api.model_create_multi
    def create(self, vals_list):
        """Number the entries, those in and those out each in their own row."""
        for direction in ("in", "out"):
            entries = [vals for vals in vals_list if vals["direction"] == direction]
            numbers = self._next_numbers(direction, len(entries))
            for vals, number in zip(entries, numbers, strict=True):
                vals["name"] = number
        return super().create(vals_list)

    @api.model
    def _next_numbers(self, direction, count):
        """Draw that many receipt numbers in one query."""
        if not count:
            return []
        # Whoever may enter goods may draw a number.
        sequence = self.env.ref(f"ruiji_repair_pricing.sequence_goods_{direction}")
        return sequence.sudo()._draw(count)
