from odoo import api, fields, models
from odoo.tools import format_date

from ..utils.intake_judge import IntakeJudge
from .repair_order_lapsed import WAITING
from .repair_order_price import PRICE_GROUPS

# In the order of their weight: a line has the verdict that comes first.
VERDICTS = [
    ("no_board", "Which board?"),
    ("duplicate_here", "Twice on the slip"),
    ("duplicate_open", "In the house already"),
    ("unknown_board", "Unknown board"),
    ("lapsed", "Cover lapsed"),
    ("to_quote", "To be quoted"),
    ("standard", "Out of contract"),
    ("repeat", "Repeat repair"),
    ("seen_before", "Seen before"),
    ("no_serial", "No serial number"),
    ("ok", "Good"),
]
# What nobody can take in before it is corrected.
BLOCKING = {"no_board", "duplicate_here", "duplicate_open"}


class RepairOrder(models.Model):
    """The verdict about a line of a slip, before it is saved (REP-05, REP-07).

    Whoever takes boards in asks here: the grid, paste and file, and the portal.
    """

    _inherit = "repair.order"

    intake_verdict = fields.Selection(
        VERDICTS,
        string="Verdict",
        compute="_compute_intake_verdict",
        groups=PRICE_GROUPS,
    )
    intake_note = fields.Char(
        string="What to know",
        compute="_compute_intake_verdict",
        groups=PRICE_GROUPS,
    )

    @api.depends(
        "slip_id.state",
        "slip_id.repair_ids.serial_key",
        "product_id",
        "board_text",
        "serial_key",
        "price_state",
        "price_level",
        "cover_state",
        "earlier_repair_id",
    )
    @api.depends_context("uid", "lang")
    def _compute_intake_verdict(self):
        asked = self.filtered(lambda line: line._is_at_intake())
        (self - asked).update({"intake_verdict": False, "intake_note": False})
        judge = IntakeJudge(asked)
        for line in asked:
            findings = line._intake_findings(judge)
            line.intake_verdict = next(iter(findings), "ok")
            line.intake_note = " ".join(filter(None, findings.values())) or False

    def _is_at_intake(self):
        """Whether the line says anything yet, and nobody works on the board."""
        return self.slip_id.state in ("draft", "submitted") and (
            self.product_id or self.board_text or self.serial_key
        )

    def _intake_findings(self, judge):
        """What is to be said about the line.

        :param IntakeJudge judge: knows the other boards
        :return: {verdict: sentence or ""}, the weightiest first
        """
        self.ensure_one()
        found = {
            **self._identity_findings(judge),
            **self._price_findings(),
            **self._history_findings(judge),
        }
        return {verdict: found[verdict] for verdict, _ in VERDICTS if verdict in found}

    def _identity_findings(self, judge):
        """Which board it is, and whether it can be here at all."""
        found = {}
        if not self.product_id:
            known = bool(self.board_text)
            found["unknown_board" if known else "no_board"] = ""
        if not self.serial_key:
            found["no_serial"] = ""
        place = judge.twin_place(self)
        if place:
            found["duplicate_here"] = self.env._(
                "Line %s has the same serial number.", place
            )
        visit = judge.open_visit(self)
        if visit:
            found["duplicate_open"] = self._open_visit_note(visit, judge)
        return found

    def _open_visit_note(self, visit, judge):
        if not judge.may_name(visit):
            return self.env._("It stands on another slip that is not finished yet.")
        return self.env._(
            "Open on %(slip)s of %(unit)s.",
            slip=visit.slip_id.name,
            unit=visit.slip_id.partner_id.name,
        )

    def _price_findings(self):
        """What the price lists say that somebody has to know."""
        if self.cover_state in WAITING:
            return {"lapsed": self.env._("The contract has ended: it will be decided.")}
        if not self.product_id:
            return {}
        if self.price_state == "to_quote":
            return {"to_quote": ""}
        is_standard = self.price_level == "standard" and self.price_state == "priced"
        return {"standard": self.env._("Standard price.")} if is_standard else {}

    def _history_findings(self, judge):
        """When the same board was here before."""
        earlier = self.earlier_repair_id
        if earlier:
            return {"repeat": self._repeat_note(earlier, judge)}
        visit = judge.last_visit(self)
        if not visit or not self._may_hear_of(visit, judge):
            return {}
        note = self.env._("Last here on %s.", self._visit_day(visit, "create_date"))
        if judge.may_name(visit) and visit.fault_description:
            note = f"{note} {visit.fault_description}"
        return {"seen_before": note}

    def _repeat_note(self, earlier, judge):
        if not self._may_hear_of(earlier, judge):
            return self.env._("Under guarantee.")
        day = self._visit_day(earlier, "date_repaired")
        return self.env._("Under guarantee, mended on %s.", day)

    def _may_hear_of(self, visit, judge):
        """Whether the user may learn that the board was here: a client that types a
        serial number need not hold the board in hand."""
        return not self.env.user.share or judge.may_name(visit)

    def _visit_day(self, visit, field):
        # Only the day is told, of a board that whoever asks holds in hand.
        return format_date(self.env, visit.sudo()[field])

    @api.model_create_multi
    def create(self, vals_list):
        """Look the bench up once for all boards of slips.

        Odoo Repair does so for each order, even where it is given.
        """
        if not all(vals.get("slip_id") for vals in vals_list):
            return super().create(vals_list)
        known = self.with_context(default_picking_type_id=self._bench_type().id)
        return super(RepairOrder, known).create(vals_list).with_env(self.env)

    @api.onchange("serial_number")
    def _onchange_serial_brings_board(self):
        """A known serial number brings its board along (REP-05)."""
        if not self.serial_key or self.product_id or self.board_text:
            return
        # Which board a serial number belongs to is no secret of a client's.
        visit = (
            self.env["repair.order"]
            .sudo()
            .search(
                [("serial_key", "=", self.serial_key), ("product_id", "!=", False)],
                order="id desc",
                limit=1,
            )
        )
        self.product_id = visit.product_id.with_env(self.env)

    @api.onchange("board_text")
    def _onchange_board_text(self):
        """What is typed in full is found, however it is spelled (PRI-01)."""
        board = self.env["product.product"]._board_by_text(self.board_text)
        if board:
            self.product_id = board
            self.board_text = False
