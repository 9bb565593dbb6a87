from odoo.http import request

from ..models.repair_order_intake import BLOCKING
from ..models.repair_order_lapsed import WAITING
from ..utils.intake_rows import IntakeRow
from ..utils.slip_form import MAX_ROWS
from .portal_contract import BOARDS_OFFERED
from .portal_slip import SlipPortal

INITIAL_ROWS = 3
# What has to be corrected, or waits with us until somebody has looked at it.
UNCLEAR = {*BLOCKING, "unreadable"}
LEVELS = {
    **dict.fromkeys(UNCLEAR, "danger"),
    **dict.fromkeys(("unknown_board", "lapsed", "no_serial"), "warning"),
    **dict.fromkeys(("to_quote", "standard"), "info"),
}


class SlipFormPortal(SlipPortal):
    """The form of a new slip: what it offers, and what is said of each board."""

    def _pick(self, allowed, record_id):
        """The record of that id if it is among those allowed, else none."""
        return allowed.filtered(lambda record: str(record.id) == str(record_id or ""))

    def _contacts(self):
        """Persons who may be named on a slip: of the user's own unit."""
        # A unit knows its own people; no other field of them is shown.
        unit = request.env.user._portal_unit()
        return unit.child_ids.filtered(lambda person: not person.is_company)

    def _logistics_companies(self):
        # Names of logistics companies are no secret.
        companies = request.env["res.partner"].sudo()
        return companies.search_fetch([("is_logistics_company", "=", True)], ["name"])

    def _drafts(self):
        return request.env["ruiji.repair.slip.draft"]

    def _judge_rows(self, unit, rows):
        """Say of each row what would become of it if it were sent now (REP-07).

        :param unit: one of the user's
        :param rows: list of utils.slip_form.Row
        :return: list of JudgedRow in the same order
        """
        # The unit is one of the user's; what is told of other boards is what he may
        # see, which the judge decides by the user.
        slips = request.env["ruiji.repair.slip"].sudo()
        slip = slips.new({"partner_id": unit.id})
        return slip._judge_rows(
            [
                IntakeRow(
                    row.number,
                    board=row.board,
                    serial=row.serial,
                    fault=row.fault,
                    problem=row.problem,
                )
                for row in rows
            ]
        )

    def _verdicts(self, unit, rows):
        """{row number: what the page says about it}"""
        judged = self._judge_rows(unit, rows) if unit else []
        return {one.row.number: self._verdict_values(one) for one in judged}

    def _verdict_values(self, judged):
        line, labels = judged.line, self._verdict_labels()
        waits = line.cover_state in WAITING
        priced = line.price_state == "priced" and not waits
        contract = line.lapsed_contract_id if waits else line.contract_id
        return {
            "verdict": judged.verdict,
            "level": LEVELS.get(judged.verdict, "success"),
            "label": judged.verdict != "ok" and labels[judged.verdict],
            "note": judged.note or self._client_notes().get(judged.verdict, ""),
            "price": priced and line.repair_currency_id.format(line.repair_price),
            "is_free": line.price_state == "warranty" and not waits,
            "contract": contract.number,
            "board": line.product_id and line.product_id._board_label(),
        }

    def _verdict_labels(self):
        lines = request.env["ruiji.repair.intake.line"]
        return dict(lines._fields["verdict"]._description_selection(request.env))

    def _client_notes(self):
        """What a client is told where staff needs no words."""
        return {
            "no_board": request.env._("Write what is printed on the board."),
            "unknown_board": request.env._(
                "Not in the catalogue: we will enter it and price it"
            ),
            "to_quote": request.env._("We quote it once we have seen it."),
            "duplicate_here": request.env._("Correct one of the two."),
        }

    def _check_form(self, units, form, token):
        """What is wrong with the form as a whole, one sentence each."""
        errors = []
        if not token:
            errors.append(request.env._("This page is out of date: open a new slip."))
        if not self._pick(units, form.unit_id):
            errors.append(request.env._("Choose the unit that sends the boards."))
        if not form.rows:
            errors.append(request.env._("Enter at least one board."))
        if form.too_many:
            errors.append(self._too_many_sentence())
        if form.too_long:
            errors.append(request.env._("Some entries are too long: shorten them."))
        return errors

    def _too_many_sentence(self):
        return request.env._("Send at most %s boards with one slip.", MAX_ROWS)

    def _render_new_slip(self, units, form, token, errors=(), **kwargs):
        unit = self._chosen_unit(units, form.unit_id)
        # Boards of the catalogue are no secret, and carry no prices here.
        products = request.env["product.product"].sudo()
        drafts = self._drafts()._own()
        draft = drafts.filtered(lambda known: known.token == token)
        verdicts = kwargs.pop("verdicts", None)
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "repair_slip_new",
            "units": units,
            "unit": unit,
            "asks_order_number": any(
                units.document_format_id.mapped("asks_order_number")
            ),
            "contacts": self._contacts(),
            "logistics_companies": self._logistics_companies(),
            "boards": products._search_boards("", limit=BOARDS_OFFERED),
            "form": form,
            "rows": form.rows_to_show(INITIAL_ROWS),
            "verdicts": verdicts or self._verdicts(unit, form.rows),
            "photos": draft._photos_by_row(),
            "draft": draft,
            "other_drafts": drafts - draft,
            "token": token,
            "errors": errors,
            "person": request.env.user.partner_id,
            "max_rows": MAX_ROWS,
            **kwargs,
        }
        return self._render_page("portal_new_repair_slip", values)
