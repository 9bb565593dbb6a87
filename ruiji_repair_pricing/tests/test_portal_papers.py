import json
from urllib.parse import parse_qs, urlsplit

from odoo.tests import tagged

from .portal_common import PortalSlipCase


@tagged("post_install", "-at_install")
class TestPortalPapers(PortalSlipCase):
    """Clients print the papers of their own slips."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.jiangsu = cls.env.ref("ruiji_client_archive.document_format_jiangsu_unicom")
        cls.own = cls._new_slip()
        cls.foreign = cls._new_slip(cls.xian)
        (cls.own | cls.foreign).action_submit()

    def _print(self, slip, paper="slip"):
        return self.url_open(f"/my/repair-slips/{slip.id}/print/{paper}")

    def _new_form(self):
        return self._page("/my/repair-slips/new")

    def test_papers_of_an_own_slip(self):
        """REP-04, REP-07: slip, prices, packing list and labels, for the client."""
        self._sign_in(self.wang_user)
        for paper in ("slip", "prices", "packing-list", "labels"):
            answer = self._print(self.own, paper)
            self.assertEqual(answer.status_code, 200, paper)
            self.assertIn(self.own.repair_ids[0].name, answer.text)
            self.assertIn("attachment", answer.headers["Content-Disposition"])
            self.assertIn("no-store", answer.headers["Cache-Control"])

    def test_paper_follows_the_format(self):
        """REP-04: the client gets its own paper from the portal, too."""
        self.yanan.document_format_id = self.jiangsu
        self.own.client_order_number = "JSLT-0077"
        self._sign_in(self.wang_user)
        self.assertIn("JSLT-0077", self._print(self.own).text)

    def test_page_offers_what_prints(self):
        """REP-04, REP-07: every link on the page of the slip leads to its paper."""
        self._sign_in(self.wang_user)
        page = self._page(f"/my/repair-slips/{self.own.id}")
        links = page.xpath("//div[hasclass('o_ruiji_papers')]//a/@href")
        self.assertEqual(len(links), 4)
        for link in links:
            self.assertEqual(self.url_open(link).status_code, 200, link)

    def test_slip_of_another_client_is_refused(self):
        """REP-04, WEB-05: a foreign number prints nothing, nor does a foreign word."""
        self._sign_in(self.wang_user)
        for paper in ("slip", "prices", "packing-list", "labels"):
            answer = self._print(self.foreign, paper)
            self.assertEqual(answer.status_code, 404)
            self.assertNotIn(self.foreign.name, answer.text)
        self.assertEqual(self._print(self.own, "invoice").status_code, 404)

    def test_visitor_prints_nothing(self):
        """REP-04: who is not signed in is sent to the login page."""
        answer = self._print(self.own)
        self.assertIn("/web/login", answer.url)

    def test_printing_at_the_portal_is_on_record(self):
        """ACC-03: a client's print is noted as the portal's."""
        self._sign_in(self.wang_user)
        self._print(self.own)
        made = self.env["ruiji.access.record"].search(
            [("user_id", "=", self.wang_user.id)], limit=1
        )
        self.assertEqual(made.client_id, self.yanan)
        self.assertEqual((made.action, made.channel), ("print", "portal"))

    def test_order_number_is_asked_where_papers_carry_it(self):
        """REP-04: the new slip asks for the operator's number, if its papers do."""
        field = "//input[@name='client_order_number']"
        self._sign_in(self.wang_user)
        self.assertFalse(self._new_form().xpath(field))
        self.yanan.document_format_id = self.jiangsu
        form = self._new_form()
        self.assertTrue(form.xpath(field))
        answer = self.url_open(
            "/my/repair-slips/new",
            data={
                "csrf_token": form.xpath("//input[@name='csrf_token']/@value")[0],
                "token": form.xpath("//input[@name='token']/@value")[0],
                "unit_id": self.yanan.id,
                "client_order_number": "JSLT-0088",
                "board-0": "ZXJ10 TNET",
                "serial-0": "SN-0088",
            },
        )
        self.assertEqual(answer.status_code, 200)
        slip = self.slips.search([("client_order_number", "=", "JSLT-0088")])
        self.assertEqual(slip.partner_id, self.yanan)
        self.assertIn("JSLT-0088", answer.text)


@tagged("post_install", "-at_install")
class TestFormatSample(PortalSlipCase):
    """Whoever keeps formats sees what they print."""

    def test_sample_in_the_chosen_format(self):
        """REP-04: a sample prints in that format, whatever its client asked for."""
        jiangsu = self.env.ref("ruiji_client_archive.document_format_jiangsu_unicom")
        slip = self._new_slip(client_order_number="JSLT-0099")
        self.assertNotEqual(slip.partner_id.document_format_id, jiangsu)
        url = urlsplit(jiangsu.with_user(self.clerk).action_print_sample()["url"])
        reports = self.env["ir.actions.report"].with_user(self.clerk)
        reports = reports.with_context(**json.loads(parse_qs(url.query)["context"][0]))
        report, record_id = url.path.split("/")[-2:]
        html = reports._render_qweb_html(report, [int(record_id)])[0].decode()
        self.assertIn(f">{slip.partner_id.city_id.name}<", html)
        self.assertIn("JSLT-0099", html)

    def test_sample_is_one_of_a_client_with_the_format(self):
        """REP-04: a real paper of such a client comes first."""
        jiangsu = self.env.ref("ruiji_client_archive.document_format_jiangsu_unicom")
        self.xian.document_format_id = jiangsu
        own = self._new_slip(self.xian)
        self._new_slip()
        url = jiangsu.with_user(self.clerk).action_print_sample()["url"]
        self.assertIn(f"/{own.id}?", url)
