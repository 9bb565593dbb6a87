from odoo.tests import tagged
from odoo.tools import mute_logger

from .goods_common import GoodsCase
from .portal_common import PortalSlipCase


@tagged("post_install", "-at_install")
class TestPortalGoods(GoodsCase, PortalSlipCase):
    """The client follows its boards and says that they came back (REP-02)."""

    def setUp(self):
        super().setUp()
        self._sign_in(self.wang_user)

    def _shipped(self, boards=None, client=None):
        slip = self._done_with(boards, client)
        slip.repair_ids._ship({"waybill": "FH-7788"})
        return slip

    def _url(self, slip):
        return f"/my/repair-slips/{slip.id}"

    def _confirm(self, slip, token=None):
        if token is None:
            page = self._page("/my/repair-slips/new")
            token = page.xpath("//input[@name='csrf_token']")[0].value
        return self.url_open(
            f"{self._url(slip)}/confirm",
            data={"csrf_token": token},
            allow_redirects=False,
        )

    def test_way_back(self):
        """REP-02, LOG-02: states with their times, waybill and logistics company."""
        slip = self._shipped()
        text = self._text(self._url(slip))
        self.assertIn("FH-7788", text)
        self.assertIn(self.jindalai.name, text)
        page = self._page(self._url(slip))
        steps = slip.repair_ids[0].step_ids
        self.assertEqual(len(steps), 4)
        self.assertEqual(
            len(page.xpath("(//details)[1]//li")), len(steps), "one line a step"
        )

    def test_missing_boards(self):
        """REP-02: the client sees what has not arrived."""
        slip = self._submitted()
        slip._receive(slip.repair_ids[0])
        page = self._page(self._url(slip))
        self.assertEqual(
            page.xpath("//div[contains(@class, 'alert-warning')]/strong")[0].text, "1"
        )

    def test_received_in_good_order(self):
        """REP-02: the client's word closes the slip; a second click does nothing."""
        slip = self._shipped()
        form = self._page(self._url(slip)).xpath(
            "//form[contains(@class, 'o_ruiji_confirm_receipt')]"
        )[0]
        for _click in range(2):
            answer = self._confirm(slip, form.inputs["csrf_token"].value)
            self.assertEqual(answer.status_code, 303)
        self.assertEqual(slip.state, "closed")
        self.assertEqual(slip.confirmed_by, self.wang_user.name)
        page = self._page(self._url(slip))
        self.assertFalse(page.xpath("//form[contains(@class, 'confirm_receipt')]"))

    @mute_logger("odoo.http")
    def test_nobody_else_confirms(self):
        """WEB-06: not another client, not by a forged or a plain request."""
        slip, foreign = self._shipped(), self._shipped(client=self.xian)
        self._confirm(foreign)
        self.assertEqual(foreign.state, "shipped")
        self.assertEqual(self._confirm(slip, "forged").status_code, 400)
        self.assertEqual(self._get(f"{self._url(slip)}/confirm").status_code, 405)
        self.assertEqual(slip.state, "shipped")

    def test_not_before_it_went_back(self):
        """REP-02: there is nothing to confirm while boards are here."""
        slip = self._received()
        self._confirm(slip)
        self.assertEqual(slip.state, "received")

    def test_query_count(self):
        """WEB-05: a slip of sixty boards costs as many queries as one of six."""
        small, large = (self._shipped([self.tnet] * count) for count in (6, 60))
        self._page(self._url(self._shipped()))

        def queries(slip):
            return self._queries(lambda: self._page(self._url(slip)))

        self.assertEqual(queries(small), queries(large))
