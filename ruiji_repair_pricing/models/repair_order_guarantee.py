import unicodedata

from odoo import api, fields, models
from odoo.tools import SQL

from ..utils.guarantee_sql import EARLIER_REPAIRS
from .repair_order_price import PRICE_GROUPS


def serial_key(text):
    """A serial number as it is compared: letter forms, case and spaces made alike.

    :param text: str, or nothing
    :return: str, or False
    """
    text = unicodedata.normalize("NFKC", text or "")
    return "".join(text.upper().split()) or False


class RepairOrder(models.Model):
    """A board that comes back under guarantee is mended for nothing (PRI-05)."""

    _inherit = "repair.order"

    serial_key = fields.Char(
        compute="_compute_serial_key",
        store=True,
        index="btree_not_null",
        help="The serial number as it is compared: letter forms, case and spaces "
        "made alike.",
    )
    earlier_repair_id = fields.Many2one(
        "repair.order",
        string="Repeats repair",
        compute="_compute_price",
        store=True,
        ondelete="restrict",
        index="btree_not_null",
        groups=PRICE_GROUPS,
        help="The repair whose guarantee this one falls under.",
    )
    free_reason = fields.Selection(
        [
            ("contract", "Free warranty contract"),
            ("guarantee", "Guarantee on the earlier repair"),
        ],
        string="Free because of",
        compute="_compute_price",
        store=True,
        groups=PRICE_GROUPS,
    )

    @api.depends("serial_number")
    def _compute_serial_key(self):
        for repair in self:
            repair.serial_key = serial_key(repair.serial_number)

    @api.depends("serial_key")
    def _compute_price(self):
        return super()._compute_price()

    def _new_prices_in_company(self):
        """Find the earlier repairs of all these boards in one statement."""
        prices = super()._new_prices_in_company()
        for repair, earlier in self._find_earlier_repairs().items():
            prices[repair] |= self._prepare_guarantee_vals(earlier)
        return prices

    @api.model
    def _prepare_guarantee_vals(self, earlier):
        return {
            "earlier_repair_id": earlier.id,
            "repair_price": 0,
            "price_state": "warranty",
            "free_reason": "guarantee",
        }

    def _prepare_price_vals(self, answer, is_free):
        vals = super()._prepare_price_vals(answer, is_free)
        return vals | {
            "free_reason": "contract" if is_free else False,
            "earlier_repair_id": False,
        }

    def _prepare_no_price_vals(self):
        vals = super()._prepare_no_price_vals()
        return vals | {"free_reason": False, "earlier_repair_id": False}

    def _find_earlier_repairs(self):
        """The earlier repair under guarantee of each board that has one.

        :return: {repair: earlier repair.order}
        """
        asked = self.filtered("serial_key")
        found = self._find_guarantees(
            [
                (repair._origin.id or 0, repair.serial_key, *repair._price_question())
                for repair in asked
            ]
        )
        return {asked[row]: earlier for row, earlier in found.items()}

    @api.model
    def _find_guarantees(self, questions):
        """The earlier repair whose guarantee a board falls under, in one statement.

        :param list questions: (id of the repair or 0, serial key, unit id, product id,
            day) of each board
        :return: {index of the question: earlier repair.order}
        """
        if not questions:
            return {}
        self.env["repair.order"].flush_model()
        self.env["ruiji.contract"].flush_model(["guarantee_months"])
        self.env["ruiji.unit.ancestry"].flush_model()
        # Settings of the company alone.
        company = self.env.company.sudo()
        ids, keys, units, products, days = map(list, zip(*questions, strict=True))
        rows = self.env.execute_query(
            SQL(
                EARLIER_REPAIRS,
                ids=ids,
                keys=keys,
                products=products,
                units=units,
                days=days,
                company=company.id,
                months=company.guarantee_months,
                zone=company._business_timezone(),
            )
        )
        return {row - 1: self.browse(repair_id) for row, repair_id in rows}
