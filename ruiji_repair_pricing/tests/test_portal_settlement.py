import io

from openpyxl import load_workbook

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .portal_common import PortalSlipCase
from .settlement_common import SettlementCase


@tagged("post_install", "-at_install")
class TestPortalSettlement(SettlementCase, PortalSlipCase):
    """The contracting party reads its settlements and asks about them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.zhao = cls._new_person(cls.province, "赵刚", portal_scope="subtree")
        cls.zhao_user = cls._new_portal_user(cls.zhao, "sxdxgl")

    def setUp(self):
        super().setUp()
        self._shipped_slip()
        self.settlement = self._settlement(finish="draft")
        self.assertEqual(self.settlement.partner_id, self.province)
        self.url = f"/my/settlements/{self.settlement.id}"

    def _confirm(self):
        self.settlement.with_user(self.finance).action_confirm()
        self.env.flush_all()

    def _ask(self, question):
        page = self._page(self.url)
        token = page.xpath("//input[@name='csrf_token']")[0].value
        return self.url_open(
            f"{self.url}/ask",
            data={"csrf_token": token, "question": question},
            allow_redirects=False,
        )

    @mute_logger("odoo.http")
    def test_drafts_are_the_company_s(self):
        """REP-06, WEB-05: what isn't confirmed is not shown."""
        self._sign_in(self.zhao_user)
        self.assertEqual(self._get(self.url).status_code, 404)
        self._confirm()
        self.assertIn(self.settlement.name, self._text("/my/settlements"))
        self.assertIn(f"{self.settlement.amount:,.2f}", self._text(self.url))

    def test_statement(self):
        """REP-06: as a workbook, and as a paper."""
        self._confirm()
        self._sign_in(self.zhao_user)
        workbook = load_workbook(
            io.BytesIO(self._get(f"{self.url}/statement.xlsx").content)
        )
        cells = [str(cell.value) for row in workbook.active for cell in row]
        self.assertIn(self.settlement.name, " ".join(cells))
        paper = self._get(f"{self.url}/statement.pdf")
        self.assertEqual(paper.status_code, 200)
        self.assertIn("no-store", paper.headers["Cache-Control"])

    @mute_logger("odoo.http")
    def test_no_settlement_of_others(self):
        """WEB-06, WEB-08: a prefecture, a sister, scope "own", nobody: 404."""
        self._confirm()
        paths = ("", "/statement.xlsx", "/statement.pdf")
        self.zhao.portal_scope = "own"
        for user in (self.wang_user, self.li_user, self.zhao_user):
            self._sign_in(user)
            for path in paths:
                with self.subTest(user=user.login, path=path):
                    self.assertEqual(self._get(self.url + path).status_code, 404)
            self.assertNotIn(self.settlement.name, self._text("/my/settlements"))
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open(self.url).url)

    def test_question_reaches_finance(self):
        """REP-09, WEB-05: noted on the settlement, on the list of who settled."""
        self._confirm()
        self._sign_in(self.zhao_user)
        self._ask("序列号 SN0000 的板件 <b>未修复</b>")
        activity = self.settlement.activity_ids
        self.assertEqual(activity.user_id, self.finance)
        self.assertIn("SN0000", activity.note)
        text = self._text(self.url)
        self.assertIn("<b>未修复</b>", text)
        self._ask("  ")
        self.assertEqual(len(self.settlement.activity_ids), 1)

    def test_notes_of_staff_stay_in_the_house(self):
        """WEB-06: what finance writes about it isn't shown."""
        self._confirm()
        self.settlement.with_user(self.finance).message_post(body="内部备注")
        self._sign_in(self.zhao_user)
        self.assertNotIn("内部备注", self._text(self.url))


@tagged("post_install", "-at_install")
class TestNativePages(PortalSlipCase):
    """Odoo's own pages of invoices and orders follow the scope (WEB-08)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.wang | cls.li).portal_scope = "unit"
        product = cls.env["product.product"].create({"name": "Cable", "list_price": 9})
        cls.order = cls.env["sale.order"].create(
            {
                "partner_id": cls.yanan.id,
                "order_line": [Command.create({"product_id": product.id})],
            }
        )
        cls.order.action_confirm()
        cls.invoice = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": cls.yanan.id,
                "invoice_line_ids": [
                    Command.create({"name": "Cable", "price_unit": 9, "tax_ids": []})
                ],
            }
        )
        cls.invoice.action_post()

    def _seen(self, user):
        return [
            record.with_user(user).search([("id", "=", record.id)]) == record
            for record in (
                self.order,
                self.order.order_line,
                self.invoice,
                self.invoice.line_ids[:1],
            )
        ]

    def test_scope_decides(self):
        """WEB-08: own unit yes; own slips alone no, from the next query on."""
        self.assertEqual(self._seen(self.wang_user), [True] * 4)
        self.assertEqual(self._seen(self.li_user), [False] * 4)
        self._sign_in(self.wang_user)
        self.assertIn(self.invoice.name, self._text("/my/invoices"))
        self.wang.portal_scope = "own"
        self.assertEqual(self._seen(self.wang_user), [False] * 4)
        for url in ("/my/invoices", "/my/orders", "/my/quotes"):
            text = self._text(url)
            self.assertNotIn(self.invoice.name, text)
            self.assertNotIn(self.order.name, text)

    def test_others_see_what_odoo_shows(self):
        """OPS-02: partners outside the archive and staff are as they were."""
        stranger = self.env["res.partner"].create({"name": "路人"})
        user = self._new_portal_user(stranger, "stranger")
        self.order.partner_id = stranger
        self.assertEqual(self._seen(user)[0], True)
