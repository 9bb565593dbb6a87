from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .portal_common import PortalSlipCase
from .quotation_common import QuotationMixin


@tagged("post_install", "-at_install")
class TestPortalQuotation(QuotationMixin, PortalSlipCase):
    """The client answers on the page of its slip (REP-03, WEB-05)."""

    def setUp(self):
        super().setUp()
        self.slip = self._received_slip()
        self.first, self.second, _priced = self.slip.repair_ids
        self.order = self._sent_quotation(self.slip)
        self.url = f"/my/repair-slips/{self.slip.id}"
        self.env.flush_all()

    def _form(self):
        """The hidden fields of the page's form."""
        page = self._page(self.url)
        fields_ = page.xpath("//form[@id='quotation']//input[@type='hidden']")
        return {field.name: field.value for field in fields_}

    def _post(self, form, url=None):
        answer = self.url_open(
            f"{url or self.url}/answer", data=form, allow_redirects=False
        )
        self.env.invalidate_all()
        return answer

    def _choices(self, *choices):
        lines = self.order.order_line
        return {
            f"answer-{line.id}": choice
            for line, choice in zip(lines, choices, strict=True)
        }

    def test_board_by_board(self):
        """REP-03: one accepted, one refused; the page shows both."""
        self._sign_in(self.wang_user)
        answer = self._post(self._form() | self._choices("accept", "refuse"))
        self.assertIn("answered=2", answer.headers["Location"])
        self.assertEqual(self.first.quote_state, "accepted")
        self.assertEqual(self.first.repair_price, 500)
        self.assertEqual(self.first.quote_answered_by, self.wang_user.name)
        self.assertEqual(self.second.outcome, "refused")
        self.assertEqual(self.order.state, "sale")
        self.assertFalse(self._page(self.url).xpath("//form[@id='quotation']"))

    def test_all_at_once(self):
        """REP-03: one button accepts all."""
        self._sign_in(self.wang_user)
        self._post(self._form() | {"all": "accept"})
        self.assertEqual(self.slip.repair_ids.mapped("repair_price"), [500, 260, 800])

    def test_twice_and_in_two_tabs(self):
        """REP-03: the first answer counts, the second changes nothing."""
        self._sign_in(self.wang_user)
        form = self._form()
        self._post(form | {"all": "accept"})
        answer = self._post(form | {"all": "refuse"})
        self.assertIn("answered=0", answer.headers["Location"])
        self.assertEqual(self.first.quote_state, "accepted")

    def test_withdrawn_since_the_page_was_loaded(self):
        """REP-03: nobody accepts a price that was not on the page."""
        self._sign_in(self.wang_user)
        form = self._form()
        self.order._action_cancel()
        self._sent_quotation(self.slip, (900, 900))
        self.env.flush_all()
        answer = self._post(form | {"all": "accept"})
        self.assertIn("answered=0", answer.headers["Location"])
        self.assertEqual(self.first.quote_state, "pending")

    def test_expired(self):
        """REP-03: an expired quotation can't be accepted any more."""
        self._sign_in(self.wang_user)
        form = self._form()
        self.order.validity_date = fields.Date.today() - timedelta(days=2)
        self.env.flush_all()
        answer = self._post(form | {"all": "accept"})
        self.assertIn("answered=0", answer.headers["Location"])
        self.assertFalse(self._page(self.url).xpath("//button[@name='all']"))

    def test_another_client(self):
        """WEB-06: neither another client's slip nor, by one's own slip, its lines."""
        foreign_form = {f"line-{line.id}": "1" for line in self.order.order_line}
        self._sign_in(self.li_user)
        own = self._received_slip(self.xian)
        form = {**self._new_form(), **foreign_form, "all": "accept"}
        answer = self._post(form)
        self.assertTrue(answer.headers["Location"].endswith("/my/repair-slips"))
        self._post(form, f"/my/repair-slips/{own.id}")
        self.assertEqual(self.first.quote_state, "pending")

    @mute_logger("odoo.http")
    def test_forged(self):
        """WEB-06: no answer without the page's token, none by a link."""
        self._sign_in(self.wang_user)
        form = self._form() | {"all": "accept"}
        self.assertEqual(self._post(form | {"csrf_token": "x"}).status_code, 400)
        self.assertIn(self._get(f"{self.url}/answer").status_code, (404, 405))
        self.assertEqual(self.first.quote_state, "pending")

    @mute_logger("odoo.http")
    def test_odoo_s_own_page(self):
        """WEB-06, WEB-08: it leads to the slip and lets nobody accept or decline."""
        order = self.order.sudo()
        order._portal_ensure_token()
        token = order.access_token
        self.env.flush_all()
        self._sign_in(self.wang_user)
        self.assertNotIn(order.name, self._text("/my/quotes"))
        location = self._get(f"/my/orders/{order.id}").headers["Location"]
        self.assertTrue(location.endswith("/my"))
        for query in ("", "&report_type=pdf&download=1"):
            url = f"/my/orders/{order.id}?access_token={token}{query}"
            location = self._get(url).headers["Location"]
            self.assertTrue(location.endswith(self.url))
        answer = self._rpc(
            f"/my/orders/{order.id}/accept",
            access_token=token,
            name="x",
            signature="iVBORw0KGgo=",
        )
        self.assertIn("error", answer)
        self.assertEqual(self.first.quote_state, "pending")

    def test_link_in_the_mail(self):
        """REP-03: the button of Odoo's mail opens the slip."""
        self.assertIn(self.url, self.order.get_portal_url())

    def test_rpc(self):
        """WEB-06: portal users reach no order of boards, their own neither."""
        orders = self.env["sale.order"].with_user(self.wang_user)
        self.assertFalse(orders.search([("repair_slip_id", "!=", False)]))
        self.assertFalse(self.order.with_user(self.wang_user).has_access("read"))
        line = self.order.order_line[0]
        self.assertFalse(line.with_user(self.wang_user).has_access("read"))
