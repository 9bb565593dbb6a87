from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .portal_common import PortalSlipCase


@tagged("post_install", "-at_install")
class TestPortalLapsed(PortalSlipCase):
    """The province's contract ends; what 延安's engineer sees of it (CON-09)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ruiji.repair.price"].create(
            {"categ_id": cls.switching.id, "price": 999}
        )
        cls.today = fields.Date.today()

    def setUp(self):
        super().setUp()
        self._sign_in(self.wang_user)

    def _end(self, day):
        self.contract.date_end = day
        self.contract._refresh_states()
        self.env.flush_all()

    def _preview(self, board="ZXJ10 TNET"):
        """What the form of a new slip says of a board."""
        values = {"unit_id": str(self.yanan.id), "board-0": board, "serial-0": "L1"}
        return self._rpc("/my/repair-slips/check", values=values)["0"]

    def test_lapsed_cover_is_told_before_anything_is_sent(self):
        """CON-09, WEB-05: never silently the standard price."""
        self._end(self.today - timedelta(days=1))
        told = self._preview()
        self.assertIn("text-bg-warning", told)
        self.assertIn("RJ-0001", told)
        for price in ("800.00", "999.00"):
            self.assertNotIn(price, told)
        # What that contract never priced has its standard price.
        self.assertIn("999.00", self._preview("ZXJ10 SPC"))
        text = self._text("/my/contracts?board=ZXJ10+TNET")
        self.assertNotIn("999.00", text)
        self.assertIn("RJ-0001", text)

    def test_slip_tells_the_same_as_the_preview(self):
        """CON-09, PRI-04: before and after the decision, of each board alone."""
        self._end(self.today - timedelta(days=1))
        slip = self._new_slip(boards=[self.tnet])
        slip.action_submit()
        why = f"/my/repair-slips/{slip.id}?why={slip.repair_ids.id}"
        self.assertNotIn("999.00", self._text(why))
        slip.repair_ids.with_user(self.vp)._decide_cover(
            "grace", "续签中", self.today + timedelta(days=9)
        )
        self.env.flush_all()
        self.assertIn("800.00", self._text(why))
        told = self._preview()
        self.assertNotIn("text-bg-warning", told)
        self.assertIn("800.00", told, "the grace holds for later boards, too")

    def test_what_is_free_says_so(self):
        """PRI-05, WEB-05: boards of a warranty contract are previewed free."""
        self.contract.service_kind = "warranty"
        told = self._preview()
        self.assertIn("text-success", told)
        self.assertNotIn("800.00", told)

    def test_frozen_price_is_told_as_it_was(self):
        """PRI-06, PRI-04: later lists change nothing of what the client was told."""
        slip = self._new_slip(boards=[self.tnet])
        slip.action_submit()
        slip.action_receive()
        self.tnet_price.price = 1234
        self.env.flush_all()
        text = self._text(f"/my/repair-slips/{slip.id}?why={slip.repair_ids.id}")
        self.assertIn("800.00", text)
        self.assertNotIn("1,234.00", text)

    def test_contracts_say_where_they_stand(self):
        """CON-02, WEB-05: in force, about to end, over; what ended long ago is gone."""
        page = self._page("/my/contracts")
        self.assertFalse(page.xpath("//span[contains(@class, 'text-bg-warning')]"))
        self._end(self.today + timedelta(days=10))
        page = self._page("/my/contracts")
        self.assertTrue(page.xpath("//span[contains(@class, 'text-bg-warning')]"))
        self._end(self.today - timedelta(days=1))
        page = self._page("/my/contracts")
        self.assertTrue(page.xpath("//span[contains(@class, 'text-bg-danger')]"))
        self.assertFalse(page.xpath("//a[contains(@href, '/my/contracts/')]"))
        self._end(self.today - timedelta(days=800))
        self.assertNotIn("RJ-0001", self._text("/my/contracts"))

    def test_lapsed_contracts_of_others_stay_theirs(self):
        """WEB-06, CON-05: own ones, and of superiors those that covered the unit."""
        yesterday = self.today - timedelta(days=1)
        for number, client, covers in (
            ("RJ-0003", self.other_province, True),
            ("RJ-0004", self.xian, False),
            ("RJ-0005", self.province, False),
            ("RJ-0006", self.yanan, False),
        ):
            contract = self._new_contract(number, client, date_end=yesterday)
            contract.covers_subordinates = covers
        self.env.flush_all()
        text = self._text("/my/contracts")
        self.assertIn("RJ-0006", text)
        for hidden in ("RJ-0003", "RJ-0004", "RJ-0005"):
            self.assertNotIn(hidden, text)
