from contextlib import contextmanager

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

# What makes two lines the same key, and the days on which they hold.
OVERLAP_FIELDS = {
    "contract_id",
    "company_id",
    "categ_id",
    "device_model_id",
    "product_id",
    "date_start",
    "date_end",
}


class RepairPrice(models.Model):
    """What the repair of a board, of any board of a device model or of a whole
    product category costs, under a contract or by the company's standard list."""

    _name = "ruiji.repair.price"
    _description = "Repair Price"
    _order = "id"
    _rec_name = "price"

    contract_id = fields.Many2one(
        "ruiji.contract",
        ondelete="cascade",
        index="btree_not_null",
        help="Empty: a price of the company's standard list.",
    )
    partner_id = fields.Many2one(
        "res.partner", string="Client", related="contract_id.partner_id"
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_from_contract",
        store=True,
        precompute=True,
        required=True,
    )
    categ_id = fields.Many2one(
        "product.category",
        string="Product category",
        compute="_compute_categ_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        ondelete="restrict",
    )
    device_model_id = fields.Many2one(
        "ruiji.device.model",
        compute="_compute_device_model_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
        domain="[('categ_id', '=?', categ_id)]",
        index="btree_not_null",
        help="Empty: the price holds for all device models of the category.",
    )
    product_id = fields.Many2one(
        "product.product",
        string="Board",
        ondelete="restrict",
        domain="[('repairable', '=', True), "
        "('device_model_id', '=?', device_model_id), ('categ_id', '=?', categ_id)]",
        index="btree_not_null",
        help="Empty: the price holds for all boards of the device model.",
    )
    level = fields.Selection(
        [("board", "Board type"), ("model", "Device model"), ("category", "Category")],
        string="Holds for",
        compute="_compute_level",
    )
    currency_id = fields.Many2one(
        "res.currency",
        compute="_compute_from_contract",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    price = fields.Monetary(required=True)
    date_start = fields.Date(string="From")
    date_end = fields.Date(string="To")
    note = fields.Char()

    # Two statements at once cannot both slip past this, as they could past a
    # check that reads first and writes later (PRI-08).
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (COALESCE(contract_id, 0) WITH =, company_id WITH =, "
        "categ_id WITH =, COALESCE(device_model_id, 0) WITH =, "
        "COALESCE(product_id, 0) WITH =, "
        "daterange(date_start, date_end, '[]') WITH &&)",
        "There is already a price for the same board, device model or category "
        "that is valid on some of these days. End that one first, or choose other "
        "dates.",
    )
    _price_not_negative = models.Constraint(
        "CHECK (price >= 0)", "A price cannot be negative."
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_end >= date_start)", "A price cannot end before it starts."
    )
    _board_has_model = models.Constraint(
        "CHECK (product_id IS NULL OR device_model_id IS NOT NULL)",
        "The price of a board needs its device model.",
    )
    # One index per probe of utils.price_sql: none ever reads more than its key.
    _board_idx = models.Index("(contract_id, product_id) WHERE product_id IS NOT NULL")
    _model_idx = models.Index(
        "(contract_id, device_model_id) "
        "WHERE product_id IS NULL AND device_model_id IS NOT NULL"
    )
    _category_idx = models.Index(
        "(contract_id, categ_id) WHERE product_id IS NULL AND device_model_id IS NULL"
    )

    @api.constrains("categ_id", "device_model_id", "product_id")
    def _check_key(self):
        for line in self:
            board, model = line.product_id, line.device_model_id
            if board and not board.repairable:
                raise ValidationError(
                    self.env._(
                        "%s is not in the repair catalogue, so it can have no "
                        "repair price.",
                        board.display_name,
                    )
                )
            if (board and board.device_model_id != model) or (
                model and model.categ_id != line.categ_id
            ):
                raise ValidationError(
                    self.env._(
                        "Category, device model and board of the price do not belong "
                        "together: %(category)s, %(model)s, %(board)s. Choose the "
                        "board alone and the rest follows.",
                        category=line.categ_id.name,
                        model=model.name,
                        board=board.display_name,
                    )
                )

    @api.constrains("contract_id", "date_start", "date_end")
    def _check_inside_contract(self):
        """Prices hold within the dates of their contract only (PRI-02)."""
        for line in self.filtered("contract_id"):
            contract = line.contract_id
            too_early = line.date_start and line.date_start < contract.date_start
            too_late = line.date_end and line.date_end > contract.date_end
            if too_early or too_late:
                raise ValidationError(
                    self.env._(
                        "The price of %(key)s is dated outside contract %(number)s, "
                        "which runs from %(start)s to %(end)s.",
                        key=line._key_label(),
                        number=contract.number,
                        start=contract.date_start,
                        end=contract.date_end,
                    )
                )

    @api.constrains("contract_id", "currency_id")
    def _check_currency(self):
        for line in self:
            if line.contract_id and line.currency_id != line.contract_id.currency_id:
                raise ValidationError(
                    self.env._(
                        "Prices of contract %(number)s are in %(currency)s.",
                        number=line.contract_id.number,
                        currency=line.contract_id.currency_id.name,
                    )
                )

    @api.depends("contract_id.company_id", "contract_id.currency_id")
    def _compute_from_contract(self):
        for contract, lines in self.grouped("contract_id").items():
            lines.currency_id = (contract or self.env.company).currency_id
            lines.company_id = contract.company_id or self.env.company

    @api.depends("product_id.device_model_id")
    def _compute_device_model_id(self):
        for line in self:
            if line.product_id:
                line.device_model_id = line.product_id.device_model_id
            else:
                line.device_model_id = line.device_model_id

    @api.depends("device_model_id.categ_id")
    def _compute_categ_id(self):
        for line in self:
            line.categ_id = line.device_model_id.categ_id or line.categ_id

    @api.depends("device_model_id", "product_id")
    def _compute_level(self):
        for line in self:
            model = "model" if line.device_model_id else "category"
            line.level = "board" if line.product_id else model

    @api.depends("categ_id", "device_model_id", "product_id", "price", "currency_id")
    def _compute_display_name(self):
        for line in self:
            price = line.currency_id.format(line.price) if line.currency_id else ""
            line.display_name = f"{line._key_label()} {price}".strip()

    @api.onchange("categ_id")
    def _onchange_categ_id(self):
        if self.device_model_id.categ_id != self.categ_id:
            self.device_model_id = False

    @api.onchange("device_model_id")
    def _onchange_device_model_id(self):
        if self.product_id.device_model_id != self.device_model_id:
            self.product_id = False

    @api.model_create_multi
    def create(self, vals_list):
        with self._overlap_in_plain_words():
            return super().create(vals_list)

    def write(self, vals):
        if not OVERLAP_FIELDS & vals.keys():
            return super().write(vals)
        with self._overlap_in_plain_words():
            return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        # Prices that repairs refer to are used, whoever may see those repairs.
        used = (
            self.env["repair.order"]
            .sudo()
            .search([("price_line_id", "in", self.ids)], limit=1)
            .price_line_id
        )
        if used:
            raise UserError(
                self.env._(
                    "The price of %s was used by repairs and cannot be deleted. "
                    "Give it an end date instead.",
                    used._key_label(),
                )
            )

    def _key_label(self):
        """What the line holds for, in words."""
        self.ensure_one()
        return (
            self.product_id.display_name
            or self.device_model_id.display_name
            or self.categ_id.display_name
            or ""
        )

    def _key(self):
        """What no two lines of one list may share on the same day (PRI-08)."""
        self.ensure_one()
        return self.categ_id.id, self.device_model_id.id, self.product_id.id

    def _prepare_copy_vals(self, contract, factor):
        """Values of this line in the price list of another contract."""
        self.ensure_one()
        return {
            "contract_id": contract.id,
            "categ_id": self.categ_id.id,
            "device_model_id": self.device_model_id.id,
            "product_id": self.product_id.id,
            "price": contract.currency_id.round(self.price * factor),
            "note": self.note,
        }

    @contextmanager
    def _overlap_in_plain_words(self):
        """Say which price is in the way when the database refuses an overlap."""
        try:
            with self.env.cr.savepoint():
                yield
        except psycopg2.errors.ExclusionViolation as error:
            raise ValidationError(self._sql_error_to_message(error)) from error
