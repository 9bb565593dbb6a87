from odoo.tests import tagged
from odoo.tools import mute_logger

from .goods_common import GoodsCase
from .portal_common import PortalSlipCase

FORM = "//form[contains(@class, 'o_ruiji_rating')]"


@tagged("post_install", "-at_install")
class TestPortalRating(GoodsCase, PortalSlipCase):
    """The client says on the page of its slip what the service was like (WEB-05)."""

    def setUp(self):
        super().setUp()
        self._ask_in_one_way()
        self._sign_in(self.wang_user)

    def _shipped(self, boards=None, client=None):
        slip = self._done_with(boards, client)
        slip.repair_ids._ship({"waybill": "FH-7788"})
        return slip.sudo()

    def _url(self, slip):
        return f"/my/repair-slips/{slip.id}"

    def _token(self):
        page = self._page("/my/repair-slips/new")
        return page.xpath("//input[@name='csrf_token']")[0].value

    def _send(self, slip, level="4", comment="", token=None):
        data = {
            "csrf_token": self._token() if token is None else token,
            "level": level,
            "comment": comment,
        }
        return self.url_open(
            f"{self._url(slip)}/rate", data=data, allow_redirects=False
        )

    def test_rate(self):
        """WEB-05: four answers and a comment; shown afterwards, the form is gone."""
        slip = self._shipped()
        form = self._page(self._url(slip)).xpath(FORM)[0]
        self.assertEqual(len(form.xpath(".//input[@type='radio']")), 4)
        token = form.inputs["csrf_token"].value
        answer = self._send(slip, "5", " 修得<b>又快又好</b> ", token)
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(slip.client_rating, "5")
        page = self._page(self._url(slip))
        self.assertFalse(page.xpath(FORM))
        shown = page.xpath("//section[@id='slip_rating']")[0].text_content()
        self.assertIn("修得<b>又快又好</b>", shown)
        self.assertIn(self.wang.name, shown)

    def test_second_rating(self):
        """WEB-05: the first one counts, and the page says so in a sentence."""
        slip = self._shipped()
        self._send(slip, "1", "太慢")
        answer = self._send(slip, "5", "改主意了")
        alert = self._parsed(answer).xpath(
            "//section[@id='slip_rating']//*[@role='alert']"
        )
        self.assertIn(slip.name, alert[0].text_content())
        self.assertEqual(slip.client_rating, "1")
        self.assertEqual(slip.rating_last_feedback, "太慢")

    def test_bad_input(self):
        """WEB-05: one sentence, and nothing that was typed is lost."""
        slip = self._shipped()
        long = "长" * 1001
        for level, comment in (("", "好"), ("2", "好"), ("很好", "好"), ("5", long)):
            page = self._parsed(self._send(slip, level, comment))
            self.assertTrue(page.xpath("//*[@role='alert']"), level)
            self.assertEqual(page.xpath(f"{FORM}//textarea")[0].text, comment)
        self.assertFalse(slip.client_rating)

    def test_not_while_boards_are_here(self):
        """WEB-05: no form yet, and none is taken."""
        slip = self._received().sudo()
        self.assertFalse(self._page(self._url(slip)).xpath(FORM))
        page = self._parsed(self._send(slip))
        self.assertTrue(page.xpath("//*[@role='alert']"))
        self.assertFalse(slip.client_rating)

    @mute_logger("odoo.http")
    def test_nobody_else_rates(self):
        """WEB-06: not another client, not the public, not by a forged request."""
        slip, foreign = self._shipped(), self._shipped(client=self.xian)
        self.assertEqual(self._send(foreign).status_code, 404)
        self.assertEqual(self._send(slip, token="forged").status_code, 400)
        self.assertEqual(self._get(f"{self._url(slip)}/rate").status_code, 405)
        self.wang.portal_scope = "own"
        self.assertEqual(self._send(slip).status_code, 404)
        self.authenticate(None, None)
        token = self._parsed(self.url_open("/web/login"))
        token = token.xpath("//input[@name='csrf_token']")[0].value
        answer = self._send(slip, token=token)
        self.assertIn("/web/login", answer.headers.get("Location", ""))
        self.assertFalse(slip.client_rating or foreign.client_rating)

    def test_waits_at_home_for_a_month(self):
        """WEB-05: slips closed lately stand on the home page until they are rated."""
        user = self.wang_user.with_user(self.wang_user)
        url = "/my/repair-slips?filterby=to_rate"

        def waiting():
            return {i["url"]: i["count"] for i in user._portal_attention()}.get(url)

        slip, old = self._shipped(), self._shipped()
        self.assertFalse(waiting(), "the receipt is asked for first")
        (slip | old).action_close()
        old.date_closed = "2020-01-01"
        self._shipped(client=self.xian).action_close()
        self.assertEqual(waiting(), 1)
        self.assertEqual(len(self._page(url).xpath("//tbody/tr")), 1)
        self._send(slip)
        self.assertFalse(waiting())

    def test_query_count(self):
        """WEB-05: as many queries for sixty boards as for six, rated or not."""
        first, small, large = (
            self._shipped([self.tnet] * count) for count in (1, 6, 60)
        )
        self._page(self._url(first))

        def queries(slip):
            return self._queries(lambda: self._page(self._url(slip)))

        unrated = queries(small)
        self.assertEqual(unrated, queries(large))
        for slip in (first, small, large):
            slip._rate(self.wang, "5", "好")
        self._page(self._url(first))
        self.assertEqual(queries(small), queries(large))
        self.assertLessEqual(queries(small), unrated + 3)

    def test_person_without_a_scope(self):
        """WEB-08: who was given none sees the least, on every page alike."""
        slip = self._shipped()
        self.wang.portal_scope = False
        user = self.wang_user
        self.assertEqual(user._portal_scope(), "own")
        self.assertNotIn(slip, slip.search(user._portal_slip_domain()))
        self.assertTrue(user._portal_settlement_domain().is_false())
        self.assertEqual(user._grantable_scopes(), ("own",))
        self.assertEqual(user._portal_units(), self.yanan)
