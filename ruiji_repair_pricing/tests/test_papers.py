from odoo.tests import tagged

from odoo.addons.ruiji_client_archive.tests.paper_common import PaperMixin

from .common import PricingCase

ADDON = "ruiji_repair_pricing"


@tagged("post_install", "-at_install")
class TestContractPapers(PaperMixin, PricingCase):
    """Papers of contracts come out of the printer, several at once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contracts = cls._new_contract(cls.yanan, "Y-1", signer="孙桂")
        cls.contracts |= cls._new_contract(cls.xian, "X-1", signer="李敏")
        for contract in cls.contracts:
            cls._new_price(contract, cls.power, 760)
            cls._new_price(contract, cls.aslc, 128)

    def _pages(self, report):
        pages = self._print_paper(f"{ADDON}.{report}", self.contracts, self.clerk)
        self.assertEqual(len(pages), 2)
        for contract, page in zip(self.contracts, pages, strict=True):
            self.assertIn(contract.number, page)
            self.assertIn(contract.partner_id.name, page)
        return pages

    def test_notices(self):
        """CON-03, SVC-05: each notice is kept with its contract, too."""
        self._pages("contract_notice_report")
        kept = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "ruiji.contract"),
                ("res_id", "in", self.contracts.ids),
            ]
        )
        self.assertEqual(set(kept.mapped("res_id")), set(self.contracts.ids))

    def test_summaries(self):
        """CON-01: terms and prices."""
        for page, signer in zip(
            self._pages("contract_summary_report"), ("孙桂", "李敏"), strict=True
        ):
            self.assertIn(signer, page)
            self.assertIn("ASLC", page)

    def test_price_lists(self):
        """PRI-09: what the client signs."""
        for page in self._pages("price_list_action"):
            self.assertIn("ASLC", page)

    def test_long_list(self):
        """PRI-09: a list over many pages loses none of its lines."""
        models = self.env["ruiji.device.model"].create(
            [{"name": f"L{n:03}", "categ_id": self.power.id} for n in range(120)]
        )
        self.Price.create(
            [
                {
                    "contract_id": self.contracts[0].id,
                    "device_model_id": model.id,
                    "price": 1,
                }
                for model in models
            ]
        )
        pages = self._print_paper(
            f"{ADDON}.price_list_action", self.contracts[:1], self.manager
        )
        self.assertGreater(len(pages), 2)
        text = "".join(pages)
        self.assertFalse([name for name in models.mapped("name") if name not in text])
