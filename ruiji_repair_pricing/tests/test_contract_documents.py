from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import PricingCase

SUMMARY = "ruiji_repair_pricing.contract_summary_report"
NOTICE = "ruiji_repair_pricing.contract_notice_report"


@tagged("post_install", "-at_install")
class TestContractDocuments(PricingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._new_contract(cls.yanan, "Y-1", signer="孙桂")
        cls._new_price(cls.contract, cls.power, 760)
        cls._new_price(cls.contract, cls.zxj10, 300)
        cls._new_price(cls.contract, cls.aslc, 128)

    def _html(self, report, user):
        reports = self.env["ir.actions.report"].with_user(user)
        return reports._render_qweb_html(report, self.contract.ids)[0].decode()

    def test_summary_has_terms_and_prices(self):
        """CON-01: everything about the contract on paper, prices by category."""
        page = self._html(SUMMARY, self.finance)
        for text in ("Y-1", "孙桂", self.yanan.name, "ASLC", "128.00", "760.00"):
            self.assertIn(text, page)
        categories = [category for category, _lines in self.contract._price_sheet()]
        self.assertEqual(set(categories), {self.switching, self.power})

    def test_notice_names_the_contract_and_its_end(self):
        """CON-03, SVC-05: the notice to the client can be printed."""
        page = self._html(NOTICE, self.clerk)
        self.assertIn("Y-1", page)
        self.assertIn("2026", page)

    def test_secret_contracts_are_not_printed(self):
        """ACC-02: paper is as confidential as the file."""
        self.yanan.confidentiality = "secret"
        for report in (SUMMARY, NOTICE):
            with self.subTest(report=report), self.assertRaises(AccessError):
                self._html(report, self.clerk)
