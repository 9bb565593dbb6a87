from odoo.fields import Command
from odoo.tests import Form, tagged

from .quotation_common import QuotationCase


@tagged("post_install", "-at_install")
class TestSaleLinePrice(QuotationCase):
    """What the client was told of a board survives whatever is done to its order."""

    def setUp(self):
        super().setUp()
        self.env["res.config.settings"].create(
            {"group_product_pricelist": True, "group_discount_per_so_line": True}
        ).execute()
        action = self.priced.with_user(self.manager).action_make_quotation()
        self.order = self.env["sale.order"].browse(action["res_id"])
        self.line = self.order.order_line

    def _assert_price_stands(self, price=800):
        self.assertEqual(self.line.price_unit, price)
        self.assertEqual(self.line.discount, 0)

    def test_line_names_its_source(self):
        """PRI-04, PRI-06: contract, level and line are those of the board."""
        line = self.line.with_user(self.manager)
        self.assertEqual(line.price_unit, 800)
        self.assertEqual(line.repair_contract_id, self.contract)
        self.assertEqual(line.repair_price_level, "province")
        self.assertEqual(line.repair_price_line_id, self.tnet_price)
        action = line.action_explain_price()
        self.assertEqual(action["context"]["default_product_id"], self.tnet.id)

    def test_quantity(self):
        """PRI-06: Odoo computes prices anew on a new quantity, not a board's."""
        with Form(self.order) as form, form.order_line.edit(0) as line:
            line.product_uom_qty = 5
        self._assert_price_stands()

    def test_pricelist(self):
        """PRI-06: neither a pricelist nor the button that applies it."""
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "九折",
                "item_ids": [
                    Command.create({"compute_price": "percentage", "percent_price": 10})
                ],
            }
        )
        self.order.pricelist_id = pricelist
        self.order.action_update_prices()
        self._assert_price_stands()

    def test_customer(self):
        """PRI-06: another customer on the order."""
        self.order.partner_id = self.xian
        self.order.action_update_prices()
        self._assert_price_stands()

    def test_sources(self):
        """PRI-06: price line, contract, tree and catalogue may change."""
        self.tnet_price.price = 1
        self.contract.write({"validity": "void", "service_kind": "warranty"})
        self.yanan.superior_id = False
        self.line.product_uom_qty = 2
        self._assert_price_stands()

    def test_entered_price(self):
        """PRI-06: a price that the manager entered, before and after the answer."""
        order = self._quotation(self.slip)
        self.line = order.order_line[0]
        self.line.product_uom_qty = 3
        order.action_update_prices()
        self._assert_price_stands(500)
        order.action_told()
        self.slip._answer_quotations({self.first: "accepted"}, "王磊", "phone")
        self.line.sudo().product_uom_qty = 1
        order.sudo().action_update_prices()
        self._assert_price_stands(500)
        self.assertEqual(self.first.repair_price, 500)
