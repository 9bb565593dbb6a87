from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..utils.price_paste import MAX_ROWS, read_block
from ..utils.price_paste_catalogue import PasteCatalogue


class PricePaste(models.TransientModel):
    """Takes prices copied from a spreadsheet into a price list (PRI-02).

    Each row gets its verdict before anything is saved. Rows that can't be taken
    stay in the box.
    """

    _name = "ruiji.price.paste"
    _description = "Paste Prices"

    contract_id = fields.Many2one(
        "ruiji.contract", help="Empty: the company's standard list."
    )
    text = fields.Text(string="Copied cells")
    line_ids = fields.One2many(
        "ruiji.price.paste.line",
        "paste_id",
        string="Rows",
        compute="_compute_lines",
        store=True,
        readonly=True,
    )
    good_count = fields.Integer(compute="_compute_counts")
    unknown_count = fields.Integer(compute="_compute_counts")
    problem_count = fields.Integer(compute="_compute_counts")

    @api.depends("text", "contract_id")
    def _compute_lines(self):
        for paste in self:
            paste.line_ids = [Command.clear()] + [
                Command.create(vals) for vals in paste._prepare_lines()
            ]

    @api.depends("line_ids.verdict")
    def _compute_counts(self):
        for paste in self:
            verdicts = paste.line_ids.mapped("verdict")
            paste.good_count = verdicts.count("new") + verdicts.count("update")
            paste.unknown_count = verdicts.count("unknown")
            paste.problem_count = verdicts.count("problem")

    def _prepare_lines(self):
        """The rows of the box, each with its verdict, in a fixed number of queries."""
        self.ensure_one()
        rows = read_block(self.text, fields.Date.context_today(self))
        if len(rows) == MAX_ROWS:
            raise UserError(
                self.env._(
                    "Paste fewer than %s rows at a time, or import a workbook.",
                    MAX_ROWS,
                )
            )
        catalogue = PasteCatalogue(self.env, self.contract_id, rows)
        return [self._prepare_line(row, catalogue) for row in rows]

    @api.model
    def _prepare_line(self, row, catalogue):
        key = catalogue.key_of(row)
        verdict, line, problem = catalogue.judge(row, key)
        category_id, model_id, board_id = key or (False, False, False)
        return {
            "row_text": row.text,
            "written": " ".join(filter(None, (row.category, row.model, row.board))),
            "board_text": " ".join(filter(None, (row.model, row.board))),
            "categ_id": category_id,
            "device_model_id": model_id,
            "product_id": board_id,
            "price": row.price or 0,
            "old_price": line.price,
            "price_id": line.id,
            "currency_id": catalogue.currency.id,
            "date_start": row.start,
            "date_end": row.end,
            "note": row.note,
            "verdict": verdict,
            "problem": self._problems(row)[problem] if problem else False,
        }

    @api.model
    def _problems(self, row):
        return {
            "missing_category": self.env._("Category, model and board are all empty."),
            "missing_price": self.env._("The price is missing."),
            "end_before_start": self.env._("It ends before it starts."),
            "not_a_date": self.env._("A date cannot be read: write 2026-03-31."),
            "price_not_a_number": self.env._("The price is not a number."),
            "negative_price": self.env._("A price cannot be negative."),
            "error_value": self.env._("The cell holds an error."),
            "unknown_entry": self.env._(
                "The catalogue has no such category or device model."
            ),
            "unknown_board": self.env._(
                "The catalogue has no such board: ask for it below."
            ),
            "outside_contract": self.env._("The dates lie outside the contract."),
            "overlap": self.env._(
                "The list has a price for it on some of these days: end that one first."
            ),
            "repeated": self.env._("An earlier row prices the same on the same days."),
        }

    def action_save(self):
        """Take the good rows; the others stay in the box with their reasons."""
        self.ensure_one()
        prices = self.env["ruiji.repair.price"].with_context(prices_by_hand=True)
        new = self.line_ids.filtered(lambda line: line.verdict == "new")
        prices.create([line._prepare_price_vals() for line in new])
        changed = self.line_ids.filtered(lambda line: line.verdict == "update")
        for price, lines in changed.grouped("price").items():
            lines.price_id.price = price
        rest = self.line_ids.filtered(
            lambda line: line.verdict in ("unknown", "problem")
        )
        if not rest:
            return {"type": "ir.actions.act_window_close"}
        self.text = "\n".join(rest.mapped("row_text"))
        return self._reopen()

    def action_request_boards(self):
        """Ask the technical manager for the boards that the catalogue lacks."""
        self.ensure_one()
        unknown = self.line_ids.filtered(lambda line: line.verdict == "unknown")
        self.env["ruiji.catalogue.request"]._request_boards(
            unknown.mapped("board_text"), self.contract_id.partner_id
        )
        if self.contract_id:
            # The prices that wait must not get lost with this window; who enters
            # prices may write a note beside them.
            self.contract_id.sudo().message_post(
                body=self.env._(
                    "Prices that wait for the catalogue: %(rows)s",
                    rows="; ".join(unknown.mapped("row_text")).replace("\t", " "),
                )
            )
        return self._reopen()

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Paste prices"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
