from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .portal_common import PortalSlipCase

OUR_MODELS = (
    "ruiji.contract",
    "ruiji.repair.price",
    "ruiji.repair.slip",
    "ruiji.device.model",
    "ruiji.catalogue.request",
    "ruiji.price.lookup",
    "repair.order",
)


@tagged("post_install", "-at_install")
class TestPortalIsolation(PortalSlipCase):
    """WEB-06, WEB-08: nothing of another client, by any route or call."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.foreign = cls._new_slip(
            cls.xian, boards=[cls.tnet, "西安的神秘板"], sender_waybill="XA-SECRET"
        )
        cls.foreign.action_submit()
        cls.foreign_contract = cls._new_contract("RJ-XIAN", cls.xian)
        cls._new_price(cls.foreign_contract, cls.tnet, 123)
        cls.foreign_photo = cls.env["ir.attachment"].create(
            {
                "name": "x.png",
                "raw": b"photo",
                "res_model": "repair.order",
                "res_id": cls.foreign.repair_ids[0].id,
            }
        )
        # As if the sister unit's person had sent it: only such photos are shown.
        cls.env.cr.execute(
            "UPDATE ir_attachment SET create_uid = %s WHERE id = %s",
            [cls.li_user.id, cls.foreign_photo.id],
        )
        cls.env.invalidate_all()

    def setUp(self):
        super().setUp()
        self._sign_in(self.wang_user)

    def _location(self, url):
        answer = self._get(url)
        self.assertEqual(answer.status_code, 303, url)
        return answer.headers["Location"]

    def test_slip_of_another_client_is_as_if_it_were_not(self):
        """WEB-06: the same answer as for a slip that doesn't exist."""
        nowhere = self._location("/my/repair-slips/99999999")
        repair = self.foreign.repair_ids[0]
        for url in (
            f"/my/repair-slips/{self.foreign.id}",
            f"/my/repair-slips/{self.foreign.id}?why={repair.id}",
            f"/my/repair-slips/{self.foreign.id}?access_token=x",
        ):
            self.assertEqual(self._location(url), nowhere)

    def test_lists_hold_nothing_of_another_client(self):
        """WEB-06: neither lists nor searches show or count it."""
        own = self._new_slip()
        own.action_submit()
        for url in (
            "/my/repair-slips",
            "/my/repair-slips?search=XA-SECRET",
            f"/my/repair-slips?search={self.foreign.name}",
            "/my/repair-slips?search=SN0001&search_in=serial",
        ):
            text = self._text(url).replace(f'value="{self.foreign.name}"', "")
            self.assertNotIn(self.foreign.name, text, url)

    def test_explanation_of_a_foreign_board_is_not_given(self):
        """WEB-06: `why` takes boards of the slip that is shown, no others."""
        own = self._new_slip()
        own.action_submit()
        foreign = self.foreign.repair_ids[0]
        page = self._page(f"/my/repair-slips/{own.id}?why={foreign.id}")
        self.assertFalse(page.xpath("//*[@id='price_answer']"))

    @mute_logger("odoo.http")
    def test_photo_of_another_client(self):
        """WEB-06: neither through its slip, nor through one's own, nor directly."""
        own = self._new_slip()
        own.action_submit()
        photo = self.foreign_photo.id
        for url in (
            f"/my/repair-slips/{self.foreign.id}/photos/{photo}",
            f"/my/repair-slips/{own.id}/photos/{photo}",
            f"/web/content/{photo}",
            f"/web/image/{photo}",
        ):
            answer = self._get(url)
            self.assertNotIn(b"photo", answer.content[:5], url)
            self.assertIn(answer.status_code, (404, 403, 200), url)

    def test_contract_of_another_client(self):
        """WEB-06: a sister unit's contract is as if it didn't exist."""
        nowhere = self._location("/my/contracts/99999999")
        contract = self.foreign_contract.id
        self.assertEqual(self._location(f"/my/contracts/{contract}"), nowhere)
        self.assertEqual(self._location(f"/my/contracts/{contract}/page/1"), nowhere)

    def test_prices_of_another_client(self):
        """WEB-06: units come from the session; another's gives one's own, if any."""
        text = self._text(f"/my/contracts?unit_id={self.xian.id}&board=ZXJ10+TNET")
        self.assertIn("800.00", text)
        self.assertNotIn("123.00", text)
        values = {"unit_id": str(self.xian.id), "board-0": "ZXJ10 TNET"}
        self.assertEqual(self._rpc("/my/repair-slips/check", values=values), {})

    def test_slip_in_the_name_of_another_client(self):
        """WEB-06: a slip for another unit, or naming its people, is refused."""
        answer = self._submit(self._filled_form(unit_id=str(self.xian.id)))
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.slips.search([]), self.foreign)
        self._submit(self._filled_form(contact_id=str(self.li.id)))
        own = self.slips.search([("partner_id", "=", self.yanan.id)])
        self.assertFalse(own.contact_id)

    def test_sent_page_with_a_foreign_token(self):
        """WEB-06: another client's token leads to one's own list."""
        self.foreign.client_token = "foreign-token"
        for token in ("foreign-token", "", "nonsense"):
            location = self._location(f"/my/repair-slips/sent?token={token}")
            self.assertTrue(location.endswith("/my/repair-slips"))

    def test_home_counts_one_s_own_slips(self):
        """WEB-06: counters count within the scope."""
        counts = self._rpc(
            "/my/counters", counters=["repair_slip_count", "covering_contract_count"]
        )
        self.assertEqual(counts["repair_slip_count"], 0)
        self.assertEqual(counts["covering_contract_count"], 1)

    def test_rpc_opens_no_model(self):
        """WEB-06: portal users have no right on any model of ours, over RPC either."""
        for model in OUR_MODELS:
            records = self.env[model].with_user(self.wang_user)
            for operation in ("read", "write", "create", "unlink"):
                with self.subTest(model=model, operation=operation):
                    self.assertFalse(records.has_access(operation))
            with self.subTest(model=model), self.assertRaises(AccessError):
                records.search([])

    @mute_logger("odoo.http")
    def test_rpc_calls_over_http_are_refused(self):
        """WEB-06: the calls that a browser console could send."""
        calls = [
            ("ruiji.repair.slip", "web_search_read", [[], {"name": {}}]),
            ("ruiji.repair.slip", "web_read", [[self.foreign.id], {"name": {}}]),
            ("repair.order", "web_search_read", [[], {"name": {}}]),
            ("ruiji.contract", "name_search", ["RJ"]),
            (
                "ruiji.repair.price",
                "resolve",
                [[[self.xian.id, self.tnet.id, "2025-06-01"]]],
            ),
            (
                "ruiji.repair.price",
                "explain",
                [self.xian.id, self.tnet.id, "2025-06-01"],
            ),
        ]
        for model, method, args in calls:
            with self.subTest(model=model, method=method):
                answer = self.url_open(
                    "/web/dataset/call_kw",
                    json={
                        "params": {
                            "model": model,
                            "method": method,
                            "args": args,
                            "kwargs": {},
                        }
                    },
                ).json()
                self.assertIn("error", answer)
                self.assertNotIn("result", answer)

    @mute_logger("odoo.http")
    def test_chatter_of_a_slip_is_closed(self):
        """WEB-06: messages of slips and boards open to nobody at the portal."""
        self.foreign.message_post(body="内部备注")
        for model, record in (
            ("ruiji.repair.slip", self.foreign),
            ("repair.order", self.foreign.repair_ids[0]),
        ):
            answer = self.url_open(
                "/mail/thread/messages",
                json={"params": {"thread_model": model, "thread_id": record.id}},
            )
            self.assertNotIn("内部备注", answer.text)

    def test_who_is_not_signed_in_sees_nothing(self):
        """WEB-06: every page asks for a login first."""
        self.authenticate(None, None)
        for url in (
            "/my/repair-slips",
            "/my/repair-slips/new",
            "/my/repair-slips/sent?token=x",
            f"/my/repair-slips/{self.foreign.id}",
            f"/my/repair-slips/{self.foreign.id}/photos/{self.foreign_photo.id}",
            "/my/contracts",
            f"/my/contracts/{self.foreign_contract.id}",
        ):
            answer = self.url_open(url)
            self.assertIn("/web/login", answer.url, url)

    def test_portal_user_of_no_client_is_sent_home(self):
        """WEB-06: who belongs to no filed client has no slips nor contracts."""
        stranger = self._new_portal_user(
            self.env["res.partner"].create({"name": "路人"}), "stranger"
        )
        self._sign_in(stranger)
        for url in ("/my/repair-slips", "/my/repair-slips/new", "/my/contracts"):
            self.assertTrue(self._location(url).endswith("/my"), url)
        self.assertEqual(self._rpc("/my/repair-slips/boards", term="TNET"), [])
        values = {"unit_id": str(self.yanan.id), "board-0": "ZXJ10 TNET"}
        self.assertEqual(self._rpc("/my/repair-slips/check", values=values), {})


@tagged("post_install", "-at_install")
class TestPortalScopes(PortalSlipCase):
    """WEB-08: own slips, own unit, own unit with its subordinates."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.zhao = cls._new_person(cls.province, "赵刚", portal_scope="subtree")
        cls.zhao_user = cls._new_portal_user(cls.zhao, "sxdxgl")
        cls.sun = cls._new_person(cls.yanan, "孙敏", portal_scope="own")
        cls.sun_user = cls._new_portal_user(cls.sun, "yadxsm")
        cls.of_units = {
            unit: cls._new_slip(unit)
            for unit in (cls.province, cls.yanan, cls.xian, cls.lanzhou)
        }
        cls.draft = cls._new_slip(cls.yanan)
        for slip in cls.of_units.values():
            slip.action_submit()

    def _seen_by(self, user):
        return self.slips.search(user._portal_slip_domain()).partner_id

    def test_scope_of_a_unit_and_of_a_subtree(self):
        """WEB-08: a prefecture never sees its sister; a province sees its own below."""
        self.assertEqual(self._seen_by(self.wang_user), self.yanan)
        self.assertEqual(
            self._seen_by(self.zhao_user), self.province | self.yanan | self.xian
        )

    def test_own_slips(self):
        """WEB-08: with the scope "own slips" the colleague's slips stay his."""
        self.assertFalse(self._seen_by(self.sun_user))
        own = self._new_slip(self.yanan, contact_id=self.sun.id)
        own.action_submit()
        self.assertEqual(self._seen_by(self.sun_user), self.yanan)
        self._sign_in(self.sun_user)
        self._submit(self._filled_form())
        self.assertEqual(
            self.slips.search_count(self.sun_user._portal_slip_domain()), 2
        )

    def test_scope_without_subordinates(self):
        """WEB-08: a province's person with the scope "unit" sees the province alone."""
        self.zhao.portal_scope = "unit"
        self.assertEqual(self._seen_by(self.zhao_user), self.province)

    def test_moved_unit_leaves_the_scope(self):
        """WEB-08, SUB-05: the tree of today decides."""
        self.yanan.superior_id = self.other_province
        self.assertNotIn(self.yanan, self._seen_by(self.zhao_user))

    def test_province_submits_for_its_prefecture(self):
        """WEB-08: one slip of a prefecture, sent in by its province."""
        self._sign_in(self.zhao_user)
        self._submit(self._filled_form())
        slip = self.slips.search([("channel", "=", "web")])
        self.assertEqual(slip.partner_id, self.yanan)

    def test_revoked_file_closes_the_pages(self):
        """WEB-06: a file that is no longer filed opens nothing."""
        self.yanan.archive_state = "returned"
        self.assertFalse(self._seen_by(self.wang_user))

    def test_drafts_stay_in_the_house(self):
        """WEB-05: a paper slip that is being keyed in isn't shown yet."""
        self.assertNotIn(
            self.draft, self.slips.search(self.wang_user._portal_slip_domain())
        )
