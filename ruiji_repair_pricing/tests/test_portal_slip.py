from odoo.tests import tagged
from odoo.tools import mute_logger

from ..controllers.portal_slip import SLIPS_PER_PAGE
from ..utils.slip_form import MAX_ROWS
from .portal_common import PortalSlipCase


@tagged("post_install", "-at_install")
class TestPortalSubmission(PortalSlipCase):
    def setUp(self):
        super().setUp()
        self._sign_in(self.wang_user)

    def test_client_submits_a_slip_of_three_boards(self):
        """WEB-05, REP-01: three boards at once, each with price and contract."""
        boards = ["ZXJ10 TNET", "aslc", "某种没见过的板"]
        answer = self._submit(
            self._filled_form(
                boards,
                department="运维部",
                contact_id=str(self.wang.id),
                sender_waybill="JDL-1",
                note="请尽快",
            )
        )
        slip = self.slips.search([("partner_id", "=", self.yanan.id)])
        self.assertEqual(answer.status_code, 303)
        self.assertTrue(answer.headers["Location"].endswith(f"/{slip.id}"))
        self.assertRecordValues(
            slip,
            [
                {
                    "channel": "web",
                    "state": "submitted",
                    "department": "运维部",
                    "contact_id": self.wang.id,
                    "sender_waybill": "JDL-1",
                    "note": "请尽快",
                    "total": 1150,
                }
            ],
        )
        tnet, aslc, unknown = slip.repair_ids
        self.assertEqual((tnet.product_id, aslc.product_id), (self.tnet, self.aslc))
        self.assertEqual(tnet.serial_number, "P0000")
        self.assertEqual(unknown.board_text, "某种没见过的板")
        self.assertEqual(unknown.price_state, "waiting_catalogue")
        self.assertTrue(unknown.catalogue_request_id)
        self.assertFalse(slip.repair_ids.user_id, "nobody's bench yet")
        self.assertNotIn(self.wang, slip.message_partner_ids)

        text = self._text(f"/my/repair-slips/{slip.id}")
        for shown in (slip.name, "P0000", "800.00", "RJ-0001", "某种没见过的板"):
            self.assertIn(shown, text)

    def test_slip_sent_twice_is_one_slip(self):
        """WEB-05: a double click or a resend makes no second slip."""
        form = self._filled_form()
        first, second = self._submit(form), self._submit(form)
        self.assertEqual(first.headers["Location"], second.headers["Location"])
        self.assertEqual(len(self.slips.search([])), 1)

    @mute_logger("odoo.sql_db")
    def test_token_of_a_slip_out_of_sight_leads_nowhere(self):
        """WEB-06: a token that somebody else used shows nothing of his slip."""
        form = self._filled_form()
        self._new_slip(self.xian, client_token=form["token"]).action_submit()
        answer = self._submit(form)
        self.assertIn("/my/repair-slips/sent", answer.headers["Location"])
        answer = self._get(answer.headers["Location"])
        self.assertTrue(answer.headers["Location"].endswith("/my/repair-slips"))

    def test_sent_page_leads_to_the_slip_of_the_token(self):
        """WEB-05: the second click of two at once finds the slip of the first."""
        form = self._filled_form()
        first = self._submit(form)
        answer = self._get(f"/my/repair-slips/sent?token={form['token']}")
        self.assertEqual(
            answer.headers["Location"].rpartition("/")[2],
            first.headers["Location"].rpartition("/")[2],
        )

    def test_form_works_without_javascript(self):
        """WEB-09: the page itself has lines for three boards and the catalogue."""
        page = self._page("/my/repair-slips/new")
        names = {field.name for field in page.xpath("//form//input[@name]")}
        self.assertLessEqual({"board-0", "board-1", "board-2", "serial-2"}, names)
        options = set(page.xpath("//datalist/option/@value"))
        self.assertIn("ZXJ10 TNET", options)

    def test_what_is_wrong_is_said_and_nothing_is_lost(self):
        """WEB-05: errors come back with everything that was typed."""
        form = self._filled_form()
        form["board-0"] = ""
        answer = self._submit(form)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("P0000", answer.text)
        self.assertIn(form["token"], answer.text)
        self.assertFalse(self.slips.search([]))

    def test_empty_forms_and_oversized_ones_are_refused(self):
        """WEB-06: the form takes what it offers, within limits."""
        bad = [
            self._filled_form(boards=()),
            self._filled_form(token=""),
            self._filled_form(department="x" * 100),
            self._filled_form(boards=["x" * 200]),
        ]
        many = {f"board-{number}": "TNET" for number in range(MAX_ROWS + 1)}
        for form in [*bad, self._filled_form(**many)]:
            self.assertEqual(self._submit(form).status_code, 200, form)
        self.assertFalse(self.slips.search([]))

    def test_other_fields_are_not_read(self):
        """WEB-06: what the form doesn't offer can't be set."""
        form = self._filled_form(
            state="closed", channel="paper", partner_id=str(self.xian.id), total="1"
        )
        form["price-0"] = "1"
        self._submit(form)
        slip = self.slips.search([])
        self.assertEqual(slip.partner_id, self.yanan)
        self.assertEqual((slip.state, slip.channel), ("submitted", "web"))
        self.assertEqual(slip.total, 800)

    @mute_logger("odoo.http")
    def test_forged_posts_are_refused(self):
        """WEB-06: no slip without the token of the session's own page."""
        form = self._filled_form(csrf_token="forged")
        self.assertEqual(self._submit(form).status_code, 400)
        self.assertFalse(self.slips.search([]))

    def test_photos_go_to_their_board(self):
        """REP-01: a photo of the fault comes with the board, and is shown again."""
        self._submit(self._filled_form(), files=self._photo_file())
        slip = self.slips.search([])
        photo = self.env["ir.attachment"].search(
            [("res_model", "=", "repair.order"), ("res_id", "=", slip.repair_ids.id)]
        )
        self.assertEqual(photo.mimetype, "image/jpeg")
        answer = self._get(f"/my/repair-slips/{slip.id}/photos/{photo.id}")
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.content, photo.raw)

    def test_other_files_are_no_photos(self):
        """WEB-06: files are judged by their content and size, not by their name."""
        for content in (b"<html><script>alert(1)</script>", b"\xff\xd8\xff" * 2**22):
            answer = self._submit(
                self._filled_form(), files=self._photo_file(content, "x.png")
            )
            self.assertEqual(answer.status_code, 200)
        self.assertFalse(self.slips.search([]))

    def test_boards_complete_by_any_part_of_their_name(self):
        """WEB-05: the catalogue completes what is typed."""
        found = self._rpc("/my/repair-slips/boards", term="zxj tn")
        self.assertEqual(found, ["ZXJ10 TNET"])

    def test_board_type_of_two_models_is_asked_for(self):
        """PRI-01: a board type that doesn't say which board isn't guessed."""
        model = self.zxj10.copy({"name": "C&C08"})
        self._new_board("TNET", model)
        self._submit(self._filled_form(["TNET", "C&C08 TNET"]))
        unclear, clear = self.slips.search([]).repair_ids
        self.assertEqual(unclear.price_state, "waiting_catalogue")
        self.assertEqual(clear.product_id.device_model_id, model)


@tagged("post_install", "-at_install")
class TestPortalPages(PortalSlipCase):
    def setUp(self):
        super().setUp()
        self._sign_in(self.wang_user)

    def _submitted(self, count, **values):
        slips = self.slips
        for _number in range(count):
            slips |= self._new_slip(**values)
        slips.action_submit()
        return slips

    def test_home_leads_to_all_pages(self):
        """WEB-05: slips, contracts and a new slip are on the portal's home."""
        page = self._page("/my/home")
        links = set(page.xpath("//a/@href"))
        self.assertLessEqual(
            {"/my/repair-slips", "/my/repair-slips/new", "/my/contracts"}, links
        )

    def test_list_searches_sorts_and_pages(self):
        """WEB-05: many slips stay findable."""
        slips = self._submitted(SLIPS_PER_PAGE + 1)
        slips[0].repair_ids[0].serial_number = "UNIQUE-1"
        rows = self._page("/my/repair-slips").xpath("//tbody/tr")
        self.assertEqual(len(rows), SLIPS_PER_PAGE)
        rows = self._page("/my/repair-slips/page/2").xpath("//tbody/tr")
        self.assertEqual(len(rows), 1)
        text = self._text("/my/repair-slips?search=UNIQUE-1&search_in=serial")
        self.assertIn(slips[0].name, text)
        self.assertNotIn(slips[1].name, text)
        text = self._text("/my/repair-slips?sortby=name")
        self.assertLess(text.index(slips[0].name), text.index(slips[1].name))
        self.assertNotIn(slips[0].name, self._text("/my/repair-slips?filterby=closed"))

    def test_nonsense_in_the_address_is_harmless(self):
        """WEB-06: unknown sort, filter and search keys fall back."""
        self._submitted(1)
        self._page("/my/repair-slips?sortby=x&filterby=y&search_in=z&search=%25'%22")

    def test_query_count_is_that_of_one_slip(self):
        """WEB-05: the list costs as many queries for fifty slips as for five."""

        def queries(url):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._page(url)
            return self.env.cr.sql_log_count - before

        self._submitted(5)
        queries("/my/repair-slips")  # warms the caches of templates
        few = queries("/my/repair-slips")
        self._submitted(45)
        self.assertEqual(queries("/my/repair-slips"), few)

    def test_price_of_a_board_explains_itself(self):
        """PRI-04: the client opens the reasons of the price that it sees."""
        closer = self._new_contract("RJ-0002", self.yanan, date_end="2021-01-01")
        self._new_price(closer, self.spc, 1)
        slip = self._submitted(1)
        why = f"/my/repair-slips/{slip.id}?why={slip.repair_ids[0].id}"
        text = self._text(why)
        self.assertIn("RJ-0001", text)
        self.assertIn("RJ-0002", text)

    def test_explanation_tells_no_prices_of_what_lost(self):
        """ACC-02: what was passed over is told by number and reason alone."""
        group_contract = self._new_contract("RJ-0009", self.group)
        self._new_price(group_contract, self.tnet, 77)
        group_contract.covers_subordinates = True
        text = self._text("/my/contracts?board=ZXJ10+TNET")
        self.assertIn("RJ-0009", text)
        self.assertNotIn("77.00", text)

    def test_contracts_of_superiors_cover_the_unit(self):
        """SUB-03, WEB-05: the province's contract covers it, others don't."""
        self._new_contract("RJ-0003", self.other_province)
        self._new_contract("RJ-0004", self.xian)
        self._new_contract("RJ-0005", self.yanan, date_end="2021-01-01")
        text = self._text("/my/contracts")
        self.assertIn("RJ-0001", text)
        for hidden in ("RJ-0003", "RJ-0004", "RJ-0005"):
            self.assertNotIn(hidden, text)

    def test_contract_shows_its_price_list(self):
        text = self._text(f"/my/contracts/{self.contract.id}")
        for shown in ("RJ-0001", "TNET", "800.00", "ASLC", "350.00"):
            self.assertIn(shown, text)

    def test_price_look_up(self):
        """PRI-04, WEB-05: any board's price with contract and reason."""
        self.assertIn("800.00", self._text("/my/contracts?board=ZXJ10+TNET"))
        self.assertIn("SPC", self._text("/my/contracts?board=ZXJ10+SPC"))
        self._text("/my/contracts?board=nonsense")

    def test_pages_stay_out_of_browser_caches(self):
        """Decision 14: what a revoked user has seen doesn't stay in the browser."""
        slip = self._submitted(1)
        for url in (
            "/my/repair-slips",
            "/my/repair-slips/new",
            f"/my/repair-slips/{slip.id}",
            "/my/contracts",
        ):
            headers = self.url_open(url).headers
            self.assertEqual(headers["Cache-Control"], "no-store", url)

    def test_pages_in_english(self):
        """WEB-09: the same pages in English."""
        for url, title in (
            ("/en/my/repair-slips", "Repair slips"),
            ("/en/my/repair-slips/new", "New repair slip"),
            ("/en/my/contracts", "Contracts and prices"),
        ):
            self.assertIn(title, self._text(url))
