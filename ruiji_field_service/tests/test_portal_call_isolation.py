from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.ruiji_client_archive.tests.isolation_calls import Caller
from odoo.addons.ruiji_client_archive.tests.isolation_common import FOREIGN
from odoo.addons.ruiji_client_archive.tests.isolation_guard import (
    Strangers,
    TouchGuard,
)
from odoo.addons.ruiji_client_archive.tests.isolation_routes import (
    NOISE,
    RouteCrawler,
)
from odoo.addons.ruiji_client_archive.tests.web_access_common import PASSWORD
from odoo.addons.ruiji_repair_pricing.tests.foreign_world import ForeignWorldCase
from odoo.addons.ruiji_repair_pricing.tests.portal_common import PNG
from odoo.addons.ruiji_repair_pricing.tests.test_isolation_routes import KINDS, MODELS

from .portal_call_common import CALLS
from .test_portal_call_page import SignedCallCase

WHOSE = MODELS | {"call": "ruiji.service.call", "voucher": "ruiji.service.voucher"}
MUST_HOLD = (
    "ruiji.service.breach",
    "ruiji.service.call",
    "ruiji.service.pause",
    "ruiji.service.voucher",
    "ruiji.service.voucher.part",
)


@tagged("post_install", "-at_install")
class TestIsolationOfCallsOfOthers(SignedCallCase, ForeignWorldCase):
    """WEB-06: another client's calls, with all that belongs to them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own_call = cls._new_call()
        cls._foreign_calls()
        cls.env.flush_all()
        cls.strangers_of = Strangers(cls.env, cls.strangers, FOREIGN)
        cls.guard = TouchGuard(cls.strangers_of)

    @classmethod
    def _foreign_calls(cls):
        values = {
            "partner_id": cls.foreign.id,
            "fault_description": FOREIGN,
            "serial_number": f"{FOREIGN}-S",
            "street": FOREIGN,
            "contact_name": FOREIGN,
        }
        call = cls.calls.create(
            {
                **values,
                "client_token": f"{cls.env.uid},{FOREIGN}",
                "date_called": cls._hours_ago(1),
            }
        )
        reason = cls.env.ref("ruiji_field_service.pause_reason_weather")
        cls.env["ruiji.service.pause"].create(
            {"call_id": call.id, "reason_id": reason.id, "note": FOREIGN}
        )
        cls.env["ruiji.service.breach"]._note(call)
        call._keep_photos([PNG])
        call.message_post(body=FOREIGN, subtype_xmlid="mail.mt_comment")
        visit = cls.calls.create({**values, "technician_id": cls.field.id})
        visit.action_arrive()
        voucher = cls.env["ruiji.service.voucher"].create(
            {
                "call_id": visit.id,
                "result": "mended",
                "work_done": FOREIGN,
                "signature": cls.signature,
                "signer_name": FOREIGN,
            }
        )
        voucher.part_ids.create({"voucher_id": voucher.id, "name": FOREIGN})
        voucher.action_conclude()

    def test_other_client_s_calls_are_there(self):
        """WEB-06: a crawl proves nothing of what there is nothing of."""
        empty = [model for model in MUST_HOLD if not self.strangers_of.of(model)]
        self.assertEqual(empty, [])

    def test_every_page_of_calls(self):
        """WEB-06: the ids of another client on every route of calls."""
        for login, password in ((self.user.login, PASSWORD), (None, None)):
            self.authenticate(login, password)
            crawler = RouteCrawler(
                self, self.strangers_of, self.guard, WHOSE, KINDS, ("x",)
            )
            crawler.crawl(below=CALLS)
            self.assertGreater(len(crawler.tried), 7)
            self.assertEqual(crawler.leaks, [])

    def test_vouchers_of_others_as_paper_and_file(self):
        """WEB-06: neither by the report's own address nor as a file of its row."""
        voucher = self.strangers_of.of("ruiji.service.voucher")[0]
        report = "ruiji_field_service.service_voucher_document"
        self.authenticate(self.user.login, PASSWORD)
        crawler = RouteCrawler(
            self, self.strangers_of, self.guard, WHOSE, KINDS, ("x",)
        )
        with mute_logger(*NOISE):
            for kind in ("html", "pdf", "text"):
                crawler.open(f"/report/{kind}/{report}/{voucher}")
            crawler.open(f"/web/image/ruiji.service.voucher/{voucher}/signature")
            # A voucher of others is none of a call of one's own either.
            url = f"{CALLS}/{self.own_call.id}/vouchers/{voucher}"
            self.assertNotEqual(crawler.open(url).status_code, 200)
        self.assertEqual(crawler.leaks, [])

    def test_every_method_of_calls(self):
        """WEB-06: RPC tells portal users nothing of any call."""
        names = [name for name in self.registry if name.startswith("ruiji.service.")]
        for user in (self.user, self.env.ref("base.public_user")):
            caller = Caller(
                user, self.strangers_of, self.guard, FOREIGN, self.find_mark
            )
            for name in sorted(names):
                caller.try_every_method(name)
            self.assertGreater(caller.calls, 100)
            self.assertEqual(caller.leaks, [])

    def test_asking_for_others_is_on_record(self):
        """ACC-03: who tries a number of another client leaves a trace."""
        self.authenticate(self.user.login, PASSWORD)
        call = self.strangers_of.of("ruiji.service.call")[0]
        self._get(f"{CALLS}/{call}")
        refused = self.env["ruiji.access.record"].search(
            [("action", "=", "refused"), ("client_id", "=", self.foreign.id)]
        )
        self.assertTrue(refused)


@tagged("post_install", "-at_install")
class TestScopeOfCalls(SignedCallCase):
    """WEB-08: own calls, own unit, own unit with those below."""

    def _seen(self, user):
        return self.calls.search(user._portal_call_domain())

    def test_scopes(self):
        """WEB-08: each scope sees what is its own, never a sister prefecture."""
        mine = self._new_call(contact_id=self.wang.id)
        unit = self._new_call()
        sister = self._new_call(partner_id=self.xian.id)
        above = self._new_call(partner_id=self.province.id)
        everything = mine | unit | sister | above
        self.wang.portal_scope = "own"
        self.assertEqual(self._seen(self.wang_user) & everything, mine)
        self.wang.portal_scope = "unit"
        self.assertEqual(self._seen(self.wang_user) & everything, mine | unit)
        zhao = self._new_person(self.province, "赵刚", portal_scope="subtree")
        zhao_user = self._new_portal_user(zhao, "sxdxzhao")
        self.assertEqual(self._seen(zhao_user) & everything, everything)

    def test_unit_of_others_is_not_called_for(self):
        """WEB-06, WEB-08: a call is always for a unit of one's own scope."""
        self._sign_in(self.li_user)
        self._send_call(self._call_form(unit_id=str(self.yanan.id)))
        self.assertEqual(self._sent_calls().partner_id, self.xian)
        zhao = self._new_person(self.province, "赵刚", portal_scope="subtree")
        self._sign_in(self._new_portal_user(zhao, "sxdxzhao"))
        self._send_call(
            self._call_form(unit_id=str(self.yanan.id), contact_name="赵刚")
        )
        latest = self._sent_calls().sorted("id")[-1:]
        self.assertEqual(latest.partner_id, self.yanan)
        self.assertFalse(latest.contact_id)
