from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_list

from .repair_order_price import PRICE_GROUPS

WAITING = ("lapsed", "hold")


class RepairOrder(models.Model):
    """A board whose cover has lapsed waits for a decision (CON-09)."""

    _inherit = "repair.order"

    cover_state = fields.Selection(
        [
            ("lapsed", "Cover lapsed"),
            ("hold", "Held"),
            ("standard", "Price without contract"),
            ("grace", "Grace"),
        ],
        string="Cover",
        compute="_compute_price",
        store=True,
        index="btree_not_null",
        help="The contract that would price the board is void or over: somebody has "
        "to decide what the client pays.",
    )
    lapsed_contract_id = fields.Many2one(
        "ruiji.contract",
        compute="_compute_price",
        store=True,
        ondelete="set null",
        index="btree_not_null",
        groups=PRICE_GROUPS,
    )

    def _prepare_no_price_vals(self):
        vals = super()._prepare_no_price_vals()
        return vals | {"cover_state": False, "lapsed_contract_id": False}

    def _new_prices_in_company(self):
        """Hold back prices of boards whose nearer contract has lapsed."""
        prices = super()._new_prices_in_company()
        lapsed = self._lapsed_cover(prices)
        decisions = self._cover_decisions(lapsed)
        for repair, vals in prices.items():
            vals |= repair._prepare_cover_vals(lapsed.get(repair), decisions)
        return prices

    def _lapsed_cover(self, prices):
        """What boards would cost under the contract that lapsed.

        :param dict prices: {repair: values of its price fields}; what is free needs
            no decision
        :return: {repair: answer as resolve() gives it}
        """
        asked = self.filtered(lambda r: prices[r]["price_state"] != "warranty")
        found = self.env["ruiji.repair.price"]._lapsed_cover(
            [repair._price_question() for repair in asked],
            [prices[repair]["contract_id"] for repair in asked],
        )
        return {asked[position]: answer for position, answer in found.items()}

    def _cover_decisions(self, lapsed):
        """Decisions that may hold for these boards, the latest first."""
        contract_ids = {answer["contract_id"] for answer in lapsed.values()}
        days = [repair.slip_id.price_day for repair in lapsed]
        Decision = self.env["ruiji.cover.decision"]
        if not contract_ids:
            return Decision
        # What was decided holds, whoever has the price computed.
        return Decision.sudo().search(
            Domain("contract_id", "in", list(contract_ids))
            & (
                Domain("repair_ids", "in", self._origin.ids)
                | Domain("valid_until", ">=", min(days))
            )
        )

    def _prepare_cover_vals(self, lapsed, decisions):
        """Turn lapsed cover, and what was decided about it, into field values."""
        self.ensure_one()
        if not lapsed:
            return {"cover_state": False, "lapsed_contract_id": False}
        decision = next(
            (
                decision
                for decision in decisions
                if decision.contract_id.id == lapsed["contract_id"]
                and decision._applies_to(self)
            ),
            decisions.browse(),
        )
        state = decision.choice or "lapsed"
        vals = {"cover_state": state, "lapsed_contract_id": lapsed["contract_id"]}
        if state in WAITING:
            return self._prepare_held_price_vals() | vals
        if state == "grace":
            is_free = decision.contract_id.service_kind == "warranty"
            return self._prepare_price_vals(lapsed, is_free) | vals
        return vals

    def _prepare_held_price_vals(self):
        """Nobody is told a price before somebody has decided on it."""
        return {
            "repair_price": 0,
            "contract_id": False,
            "price_line_id": False,
            "price_level": False,
            "price_matched": False,
            "price_state": "to_quote",
        }

    def action_repair_start(self):
        """Boards under lapsed cover stay on the shelf until it is decided on."""
        waiting = self.filtered(lambda repair: repair.cover_state in WAITING)
        if waiting:
            raise UserError(
                self.env._(
                    "The contract that covered these boards has lapsed; they wait "
                    "for the account manager's or marketing VP's decision: %(boards)s",
                    boards=format_list(self.env, waiting.mapped("name")),
                )
            )
        return super().action_repair_start()

    def action_decide_cover(self):
        """Ask what to do with boards whose cover has lapsed."""
        self._check_cover_is_open()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_repair_pricing.cover_decide_action"
        )
        action["context"] = {"default_repair_ids": self.ids}
        return action

    def _check_cover_is_open(self):
        if not self or self.filtered(lambda r: r.cover_state not in WAITING):
            raise UserError(
                self.env._("Choose boards that wait because their cover has lapsed.")
            )

    def _check_may_decide_cover(self, choice):
        """Managers may hold their clients' boards; what is charged the VP decides."""
        self.check_access("read")
        if self.env["ruiji.contract"]._user_may_decide_validity():
            return
        own = all(manager == self.env.user for manager in self.mapped("manager_id"))
        if choice != "hold" or not own:
            raise AccessError(
                self.env._(
                    "The account manager may hold the client's boards; grace or a "
                    "price without the contract is approved by the marketing VP or "
                    "the general manager."
                )
            )

    def _decide_cover(self, choice, reason, valid_until=False):
        """Decide on boards whose cover has lapsed, for good and on record (CON-09).

        :param choice: hold, standard or grace
        :param valid_until: date; required for grace
        :raises AccessError: unless the user may decide that
        """
        self._check_may_decide_cover(choice)
        self._check_cover_is_open()
        # Decisions are written by this step alone; who may decide was checked.
        boards = self.sudo()
        self.env["ruiji.cover.decision"].sudo().create(
            [
                {
                    "contract_id": contract.id,
                    "choice": choice,
                    "reason": reason,
                    "user_id": self.env.uid,
                    "decided_on": fields.Datetime.now(),
                    "date_from": fields.Date.context_today(self),
                    "valid_until": valid_until,
                    "repair_ids": repairs.ids,
                }
                for contract, repairs in boards.grouped("lapsed_contract_id").items()
            ]
        )
        boards._resolve_prices()
        received = boards.filtered(lambda r: r.slip_id.state == "received")
        received._freeze_prices()
        boards._log_cover_decision(choice, reason)

    def _log_cover_decision(self, choice, reason):
        labels = dict(
            self.env["ruiji.cover.decision"]
            ._fields["choice"]
            ._description_selection(self.env)
        )
        text = self.env._(
            "Cover lapsed – %(choice)s: %(reason)s",
            choice=labels[choice],
            reason=reason,
        )
        self._message_log_batch({repair.id: text for repair in self})
        self.lapsed_contract_id._message_log_batch(
            {contract.id: text for contract in self.lapsed_contract_id}
        )
        self.slip_id._close_cover_questions(text)
