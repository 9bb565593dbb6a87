from odoo import fields
from odoo.tests import tagged

from .portal_common import PortalSlipCase


@tagged("post_install", "-at_install")
class TestPortalHome(PortalSlipCase):
    """What waits for a client's person stands at the top of the home page (WEB-05)."""

    def _attention(self, user=None):
        user = user or self.wang_user
        items = user.with_user(user)._portal_attention()
        return {item["url"]: item["count"] for item in items}

    def _slip_on_its_way(self, client=None):
        slip = self._new_slip(client)
        slip.action_submit()
        slip.sudo().action_receive()
        slip.sudo().repair_ids.outcome = "repaired"
        slip.sudo().repair_ids._ship()
        self.assertEqual(slip.state, "shipped")
        return slip

    def test_nothing_waits(self):
        """WEB-05: a home without anything to do says nothing."""
        self._sign_in(self.wang_user)
        self.assertFalse(self._page("/my").xpath("//*[@aria-labelledby]//a"))

    def test_goods_on_the_way(self):
        """WEB-05, WEB-08: own slips count, a sister's don't; the link shows them."""
        self._slip_on_its_way()
        self._slip_on_its_way(self.xian)
        url = "/my/repair-slips?filterby=shipped"
        self.assertEqual(self._attention()[url], 1)
        self._sign_in(self.wang_user)
        page = self._page("/my")
        self.assertTrue(page.xpath(f"//section//a[@href='{url}']"))
        self.assertEqual(len(self._page(url).xpath("//tbody/tr")), 1)

    def test_drafts_of_one_s_own(self):
        """WEB-05: a slip that was begun is not forgotten; a colleague's is his own."""
        self.env["ruiji.repair.slip.draft"].create(
            {"user_id": self.wang_user.id, "token": "t" * 32}
        )
        self.assertEqual(self._attention(), {"/my/repair-slips": 1})
        self.assertFalse(self._attention(self.li_user))

    def test_answers_to_change_requests_are_news(self):
        """WEB-04, WEB-05: for two weeks; of another unit not at all."""
        request = self.env["ruiji.change.request"].create(
            {
                "client_id": self.yanan.id,
                "field_name": "short_name",
                "new_value": "延安",
                "state": "refused",
                "decided_on": fields.Datetime.now(),
            }
        )
        self.assertEqual(self._attention(), {"/my/client-file": 1})
        self.assertFalse(self._attention(self.li_user))
        request.decided_on = "2020-01-01"
        self.assertFalse(self._attention())

    def test_questions_are_as_many_for_many_slips(self):
        """WEB-05: as many queries for ten slips as for one."""
        self._slip_on_its_way()
        user = self.wang_user.with_user(self.wang_user)
        user._portal_attention()

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            user._portal_attention()
            return self.env.cr.sql_log_count - before

        of_one = count()
        for _number in range(4):
            self._slip_on_its_way()
        self.assertLessEqual(count(), of_one)

    def test_slips_are_asked_once(self):
        """WEB-05: quotations, receipts and ratings are counted by one query."""
        self._slip_on_its_way()
        user = self.wang_user.with_user(self.wang_user)
        user._slip_attention()
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        counts = [item["count"] for item in user._slip_attention()]
        self.assertLessEqual(self.env.cr.sql_log_count - before, 2)
        self.assertEqual(counts, [0, 1, 0])

    def test_who_belongs_to_no_client(self):
        """WEB-06: Odoo's home as it is."""
        stranger = self._new_portal_user(
            self.env["res.partner"].create({"name": "路人"}), "stranger"
        )
        self.assertFalse(self._attention(stranger))
        self._sign_in(stranger)
        self._page("/my")
