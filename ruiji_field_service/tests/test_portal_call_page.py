import base64
import json
from unittest import skipUnless

from odoo.tests import tagged
from odoo.tools import file_open

from odoo.addons.ruiji_repair_pricing.tests.test_portal_accessibility import AXE, CHECK

from .common import ADDON
from .portal_call_common import CALLS, PortalCallCase


class SignedCallCase(PortalCallCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with file_open(f"{ADDON}/static/description/icon.png", "rb") as image:
            cls.signature = base64.b64encode(image.read())

    @classmethod
    def _signed_call(cls, **values):
        """A call that was mended, with the client's signature."""
        call = cls._dispatch(cls._new_call(contact_id=cls.wang.id, **values))
        own = call.with_user(cls.field)
        own.action_accept()
        own.action_set_off()
        own.action_arrive()
        vouchers = cls.env["ruiji.service.voucher"].with_user(cls.field)
        voucher = vouchers.browse(own.action_fill_voucher()["res_id"])
        voucher.write(
            {
                "result": "mended",
                "work_done": "更换电容",
                "signature": cls.signature,
                "signer_name": cls.wang.name,
            }
        )
        voucher.action_conclude()
        return call


@tagged("post_install", "-at_install")
class TestPortalCallPage(SignedCallCase):
    """What the client reads of a call while it goes its way."""

    def _read(self, call):
        return self._text(f"{CALLS}/{call.id}")

    def _steps(self, call):
        """(steps that were taken, steps to come) as the page shows them."""
        page = self._page(f"{CALLS}/{call.id}")
        steps = page.xpath("//ol[contains(@class, 'o_ruiji_call_steps')]/li")
        taken = [step for step in steps if step.xpath("./strong")]
        return len(taken), len(steps) - len(taken)

    def test_course_of_a_call(self):
        """SVC-01, SVC-02: each step shows, who comes and by when."""
        call = self._new_call()
        self._sign_in(self.wang_user)
        self.assertEqual(self._steps(call), (1, 4))
        self.assertNotIn(self.field.name, self._read(call))
        self._dispatch(call)
        self.assertIn(self.field.name, self._read(call))
        self.assertEqual(self._steps(call), (2, 3))
        call.with_user(self.field).action_arrive()
        # Nobody pressed that he was on the way: that step is left out.
        self.assertEqual(self._steps(call), (3, 1))

    def test_promise_is_shown_until_somebody_is_there(self):
        """SVC-02: the promised moment by the company's clock, and then no more."""
        call = self._dispatch(self._new_call())
        self._sign_in(self.wang_user)
        shown = "//*[contains(@class, 'o_ruiji_call_promise')]"
        day = str(call.company_id._business_day(call.arrival_due))
        page = self._page(f"{CALLS}/{call.id}")
        self.assertIn(day, page.xpath(shown)[0].text_content())
        call.with_user(self.field).action_arrive()
        self.assertFalse(self._page(f"{CALLS}/{call.id}").xpath(shown))

    def test_pause_shows_its_reason_alone(self):
        """SVC-02: the listed reason is the client's to read, the note is not."""
        call = self._dispatch(self._new_call())
        reason = self.env.ref("ruiji_field_service.pause_reason_weather")
        self.env["ruiji.service.pause"].with_user(self.head).create(
            {"call_id": call.id, "reason_id": reason.id, "note": "内部备注"}
        )
        self._sign_in(self.wang_user)
        told = self._read(call)
        self.assertIn(reason.with_context(lang="zh_CN").name, told)
        self.assertNotIn("内部备注", told)

    def test_kind_is_said_in_the_client_s_words(self):
        """CON-06: paid, contract and warranty each in one sentence, in his language."""
        said = set()
        for kind in ("paid", "contract", "warranty"):
            self.contract.service_kind = kind
            call = self._new_call()
            self.assertEqual(call.kind, kind)
            told = call.with_context(lang="en_US")._portal_kind()
            self.assertIn(self.contract.number, told)
            said.add(told)
        self.contract.covers_subordinates = False
        said.add(self._new_call().with_context(lang="en_US")._portal_kind())
        self.assertEqual(len(said), 4)
        self._sign_in(self.wang_user)
        page = self._page(f"{CALLS}/{call.id}")
        [told] = page.xpath("//dd[contains(@class, 'o_ruiji_call_kind')]/text()")
        self.assertNotIn(call.kind_reason, told)

    def test_internal_notes_stay_inside(self):
        """SVC-01, WEB-06: notes and what is logged are not the client's."""
        call = self._new_call()
        call.message_post(body="内部记录", subtype_xmlid="mail.mt_note")
        call.message_post(
            body="我们十点到", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        self._sign_in(self.wang_user)
        told = self._read(call)
        self.assertNotIn("内部记录", told)
        self.assertNotIn(call.kind_reason, told)
        self.assertIn("我们十点到", told)

    def test_message_reaches_head_and_technician(self):
        """SVC-01: what the client writes is on the call, and who sees to it is told."""
        call = self._dispatch(self._new_call())
        self._sign_in(self.wang_user)
        form = {"csrf_token": self._csrf(call), "text": "<b>门卫</b>\n找老王"}
        url = f"{CALLS}/{call.id}/message"
        self.assertEqual(self._post(url, form).status_code, 303)
        message = call.message_ids[:1]
        self.assertEqual(message.author_id, self.wang)
        self.assertIn("&lt;b&gt;", message.body)
        self.assertLessEqual(
            self.head.partner_id | self.field.partner_id, message.partner_ids
        )
        self.assertIn("找老王", self._read(call))
        self.assertNotIn(self.wang, call.message_partner_ids)
        count = len(call.message_ids)
        for text in (" ", "长" * 2001):
            self.assertEqual(self._post(url, form | {"text": text}).status_code, 200)
        self.assertEqual(len(call.message_ids), count)

    def _csrf(self, call):
        page = self._page(f"{CALLS}/{call.id}")
        return page.xpath("//input[@name='csrf_token']/@value")[0]

    def _post(self, url, form):
        return self.url_open(url, data=form, allow_redirects=False)

    def test_signed_voucher_is_handed_out(self):
        """SVC-03: only once it is signed, as the paper itself."""
        call = self._signed_call()
        voucher = call.voucher_ids
        self._sign_in(self.wang_user)
        url = f"{CALLS}/{call.id}/vouchers/{voucher.id}"
        self.assertIn(voucher.name, self._read(call))
        self.assertEqual(self._steps(call), (5, 0))
        answer = self._get(url)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertIn("更换电容", answer.content.decode())
        other = self._dispatch(self._new_call())
        other.with_user(self.field).action_arrive()
        action = other.with_user(self.field).action_fill_voucher()
        open_one = f"{CALLS}/{other.id}/vouchers/{action['res_id']}"
        self.assertEqual(self._get(open_one).status_code, 404)

    def test_list_shows_open_and_finished(self):
        """SVC-01: the list is narrowed to what is open or over."""
        finished, waiting = self._signed_call(), self._new_call()
        self._sign_in(self.wang_user)
        both = self._text(CALLS)
        self.assertIn(finished.name, both)
        self.assertIn(waiting.name, both)
        self.assertNotIn(finished.name, self._text(f"{CALLS}?filterby=open"))
        self.assertNotIn(waiting.name, self._text(f"{CALLS}?filterby=finished"))
        self.assertIn(waiting.name, self._text(f"{CALLS}?filterby=nonsense"))

    def test_home_page_tells_of_technicians(self):
        """SVC-01: who is on the way stands at the top of the home page."""
        self._dispatch(self._new_call())
        told = [item["url"] for item in self.wang_user._portal_attention()]
        self.assertIn(CALLS, told)
        told = [item["url"] for item in self.li_user._portal_attention()]
        self.assertNotIn(CALLS, told)

    def test_as_many_statements_for_many(self):
        """SVC-01: list and home ask no more of the database for more calls."""
        self._sign_in(self.wang_user)
        counts = []
        for count in (2, 18):
            calls = self.calls.create(
                [{"partner_id": self.yanan.id, "fault_description": "x"}] * count
            )
            self._dispatch(calls)
            self.env.flush_all()
            for url in (CALLS, "/my"):
                self.url_open(url)
            before = self.env.cr.sql_log_count
            for url in (CALLS, "/my"):
                self.url_open(url)
            counts.append(self.env.cr.sql_log_count - before)
        few, many = counts
        self.assertLess(many, few + 10)

    @skipUnless(AXE.exists(), "axe-core comes with `make test`")
    def test_everybody_can_use_them(self):
        """WEB-09: nothing serious for axe, 95 and more, on phone and desk."""
        user = self._new_portal_user(self._new_person(self.yanan, "冯军"), "yadxfengj")
        user.partner_id.login_code = "yadxfeng"
        call, waiting = self._signed_call(), self._new_call()
        waiting._write_from_portal("请带梯子")
        self.env.flush_all()
        urls = [
            CALLS,
            f"{CALLS}/new",
            f"{CALLS}/{call.id}",
            f"{CALLS}/{waiting.id}",
        ]
        code = CHECK % {"axe": json.dumps(AXE.read_text()), "urls": json.dumps(urls)}
        self.browser_js("/my", code, login="yadxfengj", timeout=150)
