from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list

# Who may know what a repair costs: those who read contracts. Technicians and the
# technical manager see the boards of all clients, confidential ones too, and so
# without prices.
PRICE_GROUPS = "ruiji_repair_pricing.group_contract_reader"


class RepairOrder(models.Model):
    """What the client pays for a board, and where that price comes from."""

    _inherit = "repair.order"

    repair_price = fields.Monetary(
        compute="_compute_price",
        store=True,
        currency_field="repair_currency_id",
        groups=PRICE_GROUPS,
        tracking=True,
    )
    repair_currency_id = fields.Many2one(
        "res.currency",
        string="Price currency",
        compute="_compute_price",
        store=True,
        groups=PRICE_GROUPS,
    )
    contract_id = fields.Many2one(
        "ruiji.contract",
        compute="_compute_price",
        store=True,
        ondelete="restrict",
        index="btree_not_null",
        groups=PRICE_GROUPS,
        tracking=True,
    )
    price_line_id = fields.Many2one(
        "ruiji.repair.price",
        compute="_compute_price",
        store=True,
        ondelete="restrict",
        index="btree_not_null",
        groups=PRICE_GROUPS,
    )
    price_level = fields.Selection(
        [
            ("group", "Group contract"),
            ("province", "Province contract"),
            ("prefecture", "Prefecture contract"),
            ("independent", "Own contract"),
            ("standard", "Standard price list"),
        ],
        string="Price from",
        compute="_compute_price",
        store=True,
        groups=PRICE_GROUPS,
    )
    price_matched = fields.Selection(
        [
            ("board", "Board type"),
            ("model", "Device model"),
            ("category", "Product category"),
        ],
        string="Price matched by",
        compute="_compute_price",
        store=True,
        groups=PRICE_GROUPS,
    )
    price_state = fields.Selection(
        [
            ("priced", "Priced"),
            ("to_quote", "To be quoted"),
            ("waiting_catalogue", "Waiting for the catalogue"),
            ("warranty", "Free of charge"),
        ],
        compute="_compute_price",
        store=True,
        index=True,
    )
    price_frozen = fields.Boolean(
        readonly=True,
        copy=False,
        help="The client was told this price: later changes of the price list leave "
        "it alone.",
    )

    def write(self, vals):
        told = {"price_frozen", *(field.name for field in self._price_fields())}
        # Steps of the slip and the computation itself come as the system.
        if not self.env.su and told & vals.keys():
            self._check_prices_are_free()
        return super().write(vals)

    def _check_prices_are_free(self):
        """Refuse to type over what the client has been told (PRI-06)."""
        frozen = self.filtered("price_frozen")
        if frozen:
            raise UserError(
                self.env._(
                    "The client has been told these prices, they stand: %(boards)s",
                    boards=format_list(self.env, frozen.mapped("name")),
                )
            )

    @api.depends("product_id", "partner_id", "slip_id.partner_id", "slip_id.price_day")
    def _compute_price(self):
        """Price all boards of slips in one resolution (PRI-07).

        A frozen price stays what it was, whatever happened to lists or contracts.
        """
        unfrozen = self.filtered(lambda repair: not repair.price_frozen)
        asked = unfrozen.filtered(lambda repair: all(repair._price_question()))
        for repair in unfrozen - asked:
            repair.update(repair._prepare_no_price_vals())
        for repair, vals in asked._new_prices().items():
            repair.update(vals)

    def _new_prices(self):
        """What the price lists say of these boards now, one resolution per company.

        :return: {repair: values of its price fields}; nothing is written
        """
        prices = {}
        for company, repairs in self.grouped(lambda r: r.slip_id.company_id).items():
            prices |= repairs.with_company(company)._new_prices_in_company()
        return prices

    def _new_prices_in_company(self):
        answers = self.env["ruiji.repair.price"].resolve(
            [repair._price_question() for repair in self]
        )
        free = self._warranty_contract_ids(answers)
        return {
            repair: repair._prepare_price_vals(answer, answer["contract_id"] in free)
            for repair, answer in zip(self, answers, strict=True)
        }

    def _price_question(self):
        """The unit, the board and the day that decide the price."""
        self.ensure_one()
        slip = self.slip_id
        return (slip.partner_id._origin.id, self.product_id._origin.id, slip.price_day)

    @api.model
    def _warranty_contract_ids(self, answers):
        """Which contracts of the answers mend boards for nothing (CON-06)."""
        contract_ids = {answer["contract_id"] for answer in answers} - {False, None}
        contracts = self.env["ruiji.contract"].browse(contract_ids)
        return set(contracts.filtered(lambda c: c.service_kind == "warranty").ids)

    def _prepare_no_price_vals(self):
        """A board that the catalogue doesn't know waits with a clear mark (PRI-01)."""
        self.ensure_one()
        waits = self.slip_id and not self.product_id
        return {
            "repair_price": 0,
            "repair_currency_id": self.slip_id.currency_id.id,
            "contract_id": False,
            "price_line_id": False,
            "price_level": False,
            "price_matched": False,
            "price_state": "waiting_catalogue" if waits else False,
        }

    def _prepare_price_vals(self, answer, is_free):
        """Turn an answer of the price list into field values."""
        self.ensure_one()
        found = answer["price"] is not False
        state = "warranty" if is_free else "priced" if found else "to_quote"
        return {
            "repair_price": 0 if is_free else answer["price"] or 0,
            "repair_currency_id": answer["currency_id"] or self.slip_id.currency_id.id,
            "contract_id": answer["contract_id"],
            "price_line_id": answer["line_id"],
            "price_level": answer["level"],
            "price_matched": answer["matched"],
            "price_state": state,
        }

    def _resolve_prices(self):
        """Ask the price lists again for every board whose price isn't frozen."""
        repairs = self.filtered(lambda repair: not repair.price_frozen)
        names = [field.name for field in self._price_fields()]
        repairs._compute_anew(*names)
        self._recompute_recordset(names)

    def _freeze_prices(self):
        """Hold the prices that the client has been told (PRI-06)."""
        told = self.filtered(lambda r: r.price_state in ("priced", "warranty"))
        # Freezing follows from the step of the slip, which was checked.
        told.sudo().write({"price_frozen": True})

    @api.model
    def _price_fields(self):
        method = "_compute_price"
        return [field for field in self._fields.values() if field.compute == method]

    def action_explain_price(self):
        """Open the price look-up on this board: winner, losers and reasons."""
        self.ensure_one()
        unit, board, day = self._price_question()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_repair_pricing.price_lookup_action"
        )
        action["context"] = {
            "default_partner_id": unit,
            "default_product_id": board,
            "default_date": day,
        }
        return action
