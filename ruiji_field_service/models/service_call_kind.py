from odoo import api, fields, models
from odoo.tools import SQL, format_date

from odoo.addons.ruiji_repair_pricing.models.repair_order_price import PRICE_GROUPS

from ..utils.kind_sql import NEAREST_CONTRACTS
from .service_call import OFFICE


class ServiceCall(models.Model):
    """Whether a call is paid, under contract or free, and why (SVC-01, CON-06)."""

    _inherit = "ruiji.service.call"

    kind = fields.Selection(
        [("paid", "A Paid"), ("contract", "B Contract"), ("warranty", "C Warranty")],
        compute="_compute_kind",
        store=True,
        index=True,
        tracking=True,
    )
    kind_reason = fields.Char(
        string="Because", compute="_compute_kind", store=True, groups=OFFICE
    )
    contract_id = fields.Many2one(
        "ruiji.contract",
        compute="_compute_kind",
        store=True,
        ondelete="restrict",
        index="btree_not_null",
        groups=PRICE_GROUPS,
    )
    earlier_repair_id = fields.Many2one(
        "repair.order",
        string="Repeats repair",
        compute="_compute_kind",
        store=True,
        ondelete="restrict",
        index="btree_not_null",
        groups=PRICE_GROUPS,
        help="The repair whose guarantee the equipment is still under.",
    )

    @api.depends("partner_id", "product_id", "serial_key", "date_called", "company_id")
    def _compute_kind(self):
        """The guarantee on the last repair, else the nearest contract in force."""
        asked = self.filtered(lambda call: call.partner_id and call.date_called)
        (self - asked).update(self._prepare_no_kind_vals())
        guarantees = asked._find_guarantees()
        contracts = asked._find_contracts()
        for call in asked:
            inside = call.with_context(lang=call.company_id.partner_id.lang)
            if call in guarantees:
                call.update(inside._prepare_guarantee_vals(guarantees[call]))
            else:
                call.update(inside._prepare_contract_vals(contracts.get(call)))

    def _prepare_no_kind_vals(self):
        return {
            "kind": False,
            "kind_reason": False,
            "contract_id": False,
            "earlier_repair_id": False,
        }

    def _call_day(self):
        """The day of the call by the company's clock."""
        return self.company_id._business_day(self.date_called)

    def _find_guarantees(self):
        """{call: the earlier repair whose guarantee the equipment is under}"""
        asked = self.filtered(lambda call: call.serial_key and call.product_id)
        questions = [
            (
                0,
                call.serial_key,
                call.partner_id._origin.id,
                call.product_id._origin.id,
                call._call_day(),
            )
            for call in asked
        ]
        found = self.env["repair.order"]._find_guarantees(questions)
        return {asked[row]: repair for row, repair in found.items()}

    def _find_contracts(self):
        """{call: the contract that decides about it}, in one statement."""
        if not self:
            return {}
        self.env["ruiji.unit.ancestry"].flush_model()
        self.env["ruiji.contract"].flush_model()
        rows = self.env.execute_query(
            SQL(
                NEAREST_CONTRACTS,
                units=[call.partner_id._origin.id for call in self],
                days=[call._call_day() for call in self],
                companies=[call.company_id.id for call in self],
            )
        )
        contracts = self.env["ruiji.contract"]
        return {self[row - 1]: contracts.browse(found) for row, found in rows}

    def _prepare_guarantee_vals(self, repair):
        mended = repair.date_repaired
        return {
            "kind": "warranty",
            "contract_id": False,
            "earlier_repair_id": repair.id,
            "kind_reason": self.env._(
                "Free: this serial number was mended on %(day)s (%(repair)s) and is "
                "still under guarantee.",
                day=format_date(self.env, self.company_id._business_day(mended)),
                repair=repair.name,
            ),
        }

    def _prepare_contract_vals(self, contract):
        return {
            "kind": contract.service_kind if contract else "paid",
            "contract_id": contract and contract.id,
            "earlier_repair_id": False,
            "kind_reason": self._contract_reason(contract),
        }

    def _contract_reason(self, contract):
        day = format_date(self.env, self._call_day())
        if not contract:
            return self.env._(
                "No contract in force covers the client on %(day)s: the call is paid.",
                day=day,
            )
        names = {
            "number": contract.number,
            "unit": contract.partner_id.name,
            "day": day,
        }
        if contract.service_kind == "warranty":
            return self.env._(
                "Free: warranty contract %(number)s of %(unit)s is in force on "
                "%(day)s.",
                **names,
            )
        if contract.service_kind == "contract":
            return self.env._(
                "Maintenance contract %(number)s of %(unit)s is in force on %(day)s.",
                **names,
            )
        return self.env._(
            "Contract %(number)s of %(unit)s, in force on %(day)s, has every call "
            "paid.",
            **names,
        )

    def action_find_kind(self):
        """Look at contracts and guarantees anew, say after a contract was filed late.

        :raises AccessError: if the user may not write these calls
        """
        self.check_access("write")
        # What is charged is decided by the system alone, whoever asks for it.
        self.sudo()._compute_kind()
        return True
