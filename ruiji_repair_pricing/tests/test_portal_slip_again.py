from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .portal_common import PortalSlipCase


@tagged("post_install", "-at_install")
class TestPortalSlipAgain(PortalSlipCase):
    """Finding a slip again, its papers, and another slip like it (WEB-05)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.old = cls._new_slip(client_order_number="GD-OLD", sender_waybill="YD-1")
        cls.new = cls._new_slip(client_order_number="GD-NEW")
        cls.foreign = cls._new_slip(cls.xian, client_order_number="GD-XIAN")
        (cls.old | cls.new | cls.foreign).action_submit()
        cls.old.date_submitted -= timedelta(days=40)

    def setUp(self):
        super().setUp()
        self._sign_in(self.wang_user)

    def _found(self, query):
        """The numbers that the list shows."""
        cells = self._page(f"/my/repair-slips?{query}").xpath("//tbody/tr/td[1]")
        return {cell.text_content().strip() for cell in cells}

    def test_slips_are_found_by_what_the_client_knows(self):
        """WEB-05: order number, waybill, serial number, unit and state."""
        old, new = {self.old.name}, {self.new.name}
        for query, found in (
            ("search=GD-OLD&search_in=order", old),
            ("search=GD-&search_in=order", old | new),
            ("search=GD-XIAN&search_in=order", set()),
            ("search=YD-1&search_in=waybill", old),
            (f"search={self.new.repair_ids[0].serial_number}&search_in=serial", new),
            (f"search={self.xian.name}&search_in=unit", set()),
            (f"search={self.yanan.name}&search_in=unit", old | new),
            ("filterby=submitted", old | new),
            ("filterby=shipped", set()),
        ):
            self.assertEqual(self._found(query), found, query)

    def test_slips_are_found_by_period(self):
        """WEB-05: from one day to another, by the clock of the company's seat."""
        today = self.env.company._business_day()
        day = fields.Date.to_string(self.old.price_day)
        month = fields.Date.to_string(today - timedelta(days=30))
        for query, found in (
            (f"from_day={month}", {self.new.name}),
            (f"to_day={month}", {self.old.name}),
            (f"from_day={day}&to_day={day}", {self.old.name}),
            (f"to_day={month}&search=GD-NEW&search_in=order", set()),
            ("from_day=0001-01-01&to_day=nonsense", {self.old.name, self.new.name}),
        ):
            self.assertEqual(self._found(query), found, query)

    def test_slip_like_an_earlier_one(self):
        """WEB-05: the same boards in a draft, without the numbers of the others."""
        form = self._new_form()
        self.new.department = "运维部"
        answer = self.url_open(
            f"/my/repair-slips/{self.new.id}/copy",
            data={"csrf_token": form["csrf_token"]},
            allow_redirects=False,
        )
        page = self._page(answer.headers["Location"])
        boards = page.xpath("//input[starts-with(@name, 'board-')]/@value")
        self.assertEqual(boards[:2], ["ZXJ10 TNET", "ZXJ10 ASLC"])
        self.assertFalse(page.xpath("//input[starts-with(@name, 'serial-')]/@value")[0])
        self.assertEqual(page.xpath("//input[@name='department']/@value"), ["运维部"])

    @mute_logger("odoo.http")
    def test_slip_of_another_client_is_not_copied(self):
        """WEB-06: a foreign number gives no draft, a forged form neither."""
        form = self._new_form()
        for slip, token in ((self.foreign, form["csrf_token"]), (self.new, "forged")):
            self.url_open(
                f"/my/repair-slips/{slip.id}/copy", data={"csrf_token": token}
            )
        self.assertFalse(self.env["ruiji.repair.slip.draft"].search([]))

    @mute_logger("odoo.http")
    def test_papers_of_parcels(self):
        """REP-02, WEB-05: receipt and delivery note, each once there is a parcel."""
        url = f"/my/repair-slips/{self.new.id}/print/"
        self.assertEqual(self._get(f"{url}receipt").status_code, 404)
        self.new.action_receive()
        self.env.flush_all()
        links = self._page(f"/my/repair-slips/{self.new.id}").xpath("//a/@href")
        self.assertIn(f"{url}receipt", links)
        self.assertNotIn(f"{url}delivery-note", links)
        answer = self._get(f"{url}receipt")
        self.assertEqual(answer.status_code, 200)
        self.assertIn(self.new.repair_ids.goods_in_id.name, answer.text)
        self.assertEqual(self._get(f"{url}delivery-note").status_code, 404)

    @mute_logger("odoo.http")
    def test_parcel_with_boards_of_others_stays_ours(self):
        """WEB-06: a receipt that names boards out of sight is not handed out."""
        self.foreign.action_receive()
        self.new.action_receive()
        self.foreign.repair_ids[0].sudo().goods_in_id = self.new.repair_ids.goods_in_id
        self.env.flush_all()
        answer = self._get(f"/my/repair-slips/{self.new.id}/print/receipt")
        self.assertEqual(answer.status_code, 404)
