import base64

from odoo.tests import tagged

from odoo.addons.ruiji_client_archive.tests.common_import import (
    ImportMixin,
    read_back,
)

from .common import PricingCase


@tagged("post_install", "-at_install")
class TestArchiveCardContracts(ImportMixin, PricingCase):
    """Contracts and prices on the archive card and in the exported workbook."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._new_contract(cls.province, "RJ-2026-01", amount=5000)
        cls._new_price(cls.contract, cls.aslc, 320)
        cls._new_price(cls.contract, cls.ewsd, 150)
        cls._new_price(cls.contract, cls.power, 90)

    def _card(self, client, user):
        reports = self.env["ir.actions.report"].with_user(user)
        html, _kind = reports._render_qweb_html(
            "ruiji_client_archive.archive_card", client.ids
        )
        return html.decode()

    def test_contracts_are_the_sixth_part(self):
        """ARC-13: own contracts, and those of superiors that cover the unit."""
        self.assertIn("RJ-2026-01", self._card(self.province, self.finance))
        card = self._card(self.yanan, self.clerk)
        self.assertIn("part_contracts", card)
        self.assertIn("RJ-2026-01", card)

    def test_closed_contracts_stay_hidden(self):
        """ARC-13, ACC-02: the contract of a closed superior is not on the card."""
        self.province.confidentiality = "secret"
        self.assertNotIn("RJ-2026-01", self._card(self.yanan, self.clerk))

    def test_technical_manager_sees_no_contracts(self):
        """ARC-13: whoever is no reader of contracts gets a card without them."""
        card = self._card(self.yanan, self.technical_manager)
        self.assertNotIn("part_contracts", card)

    def test_workbook_holds_contracts_and_prices(self):
        """ARC-13, IMP-03: reading it in again changes nothing."""
        exports = self.env["ruiji.archive.export"].with_user(self.clerk)
        export = exports.create({"client_ids": self.province.ids})
        export.action_export()
        sheets = read_back(export.file)
        self.assertEqual(sheets["业务合同"][1][0], "RJ-2026-01")
        self.assertEqual(len(sheets["维修价格"]), 4)
        self.assertEqual(len(sheets["维修产品目录"]), 2)
        prices = self.contract.price_ids
        before = prices.read(["price", "product_id", "write_date"])
        record = self.import_file(base64.b64decode(export.file))
        self.assertEqual(record.state, "done", record.failure)
        self.assertFalse(self.findings(record, "error"))
        self.assertEqual(self.contract.price_ids, prices)
        self.assertEqual(prices.read(["price", "product_id", "write_date"]), before)
