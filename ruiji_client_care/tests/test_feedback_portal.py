import json
from unittest import skipUnless

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.ruiji_repair_pricing.tests.portal_common import PNG, PortalSlipCase
from odoo.addons.ruiji_repair_pricing.tests.test_portal_accessibility import AXE, CHECK

from .feedback_common import FeedbackCase


@tagged("post_install", "-at_install")
class TestFeedbackPortal(FeedbackCase, PortalSlipCase):
    """A person of Yan'an writes; one of the sister prefecture looks for it."""

    def _form(self, **values):
        page = self._page("/my/feedback/new")
        fields = page.xpath("//form[@enctype]//input[@type='hidden' and @name]")
        return {
            **{field.name: field.value for field in fields},
            "kind": "complaint",
            "subject": "外壳松动",
            "description": "收到时外壳螺丝松动。",
            **values,
        }

    def _send(self, form, photo=None):
        files = photo and {"photos": ("照片.png", photo, "image/png")}
        return self.url_open(
            "/my/feedback/new", data=form, files=files, allow_redirects=False
        )

    def _sent(self):
        return self.Feedback.search([("channel", "=", "portal")])

    def test_written_and_answered(self):
        """CAR-03: written with a photo, read with its course and our answer."""
        slip = self._new_slip()
        slip.action_submit()
        self._sign_in(self.wang_user)
        self.assertIn("/my/feedback", self.url_open("/my").text)
        self.assertIn(
            f"/my/feedback/new?slip={slip.id}",
            self.url_open(f"/my/repair-slips/{slip.id}").text,
        )
        answer = self._send(self._form(slip_id=str(slip.id)), PNG)
        self.assertEqual(answer.status_code, 303, answer.text)
        feedback = self._sent()
        self.assertEqual(feedback.partner_id, self.yanan)
        self.assertEqual(feedback.contact_id, self.wang)
        self.assertEqual(feedback.slip_id, slip)
        self.assertEqual(feedback.user_id, self.manager)
        photo = feedback._client_photos()
        self.assertEqual(len(photo), 1)
        url = f"/my/feedback/{feedback.id}"
        self.assertEqual(self._get(f"{url}/photos/{photo.id}").status_code, 200)
        self.assertNotIn("已更换螺丝", self._text(url))
        handled = feedback.with_user(self.manager)
        handled.write({"answer": "已更换螺丝。", "answer_channel": "portal"})
        handled.action_answer()
        self.assertIn("已更换螺丝", self._text(url))
        self.assertIn("外壳松动", self._text("/my/feedback"))

    @mute_logger("odoo.http")
    def test_nothing_of_others(self):
        """WEB-06: a sister prefecture neither reads nor writes for another."""
        slip = self._new_slip()
        slip.action_submit()
        feedback = self._new_feedback(contact_id=self.wang.id)
        photo = self.env["ir.attachment"].create(
            {
                "name": "x",
                "raw": PNG,
                "res_model": feedback._name,
                "res_id": feedback.id,
            }
        )
        self._sign_in(self.li_user)
        url = f"/my/feedback/{feedback.id}"
        self.assertEqual(self._get(url).status_code, 303)
        self.assertEqual(self._get(f"{url}/photos/{photo.id}").status_code, 404)
        self.assertNotIn(feedback.name, self._text("/my/feedback"))
        form = self._form(unit_id=str(self.yanan.id), slip_id=str(slip.id))
        self._send(form)
        written = self._sent()
        self.assertEqual(written.partner_id, self.xian)
        self.assertFalse(written.slip_id)

    def test_photos_of_staff_stay_inside(self):
        """WEB-06: what staff attached is not the client's to see."""
        feedback = self._new_feedback(contact_id=self.wang.id)
        photo = self.env["ir.attachment"].create(
            {
                "name": "内部.png",
                "raw": PNG,
                "res_model": feedback._name,
                "res_id": feedback.id,
            }
        )
        self._sign_in(self.wang_user)
        url = f"/my/feedback/{feedback.id}/photos/{photo.id}"
        with mute_logger("odoo.http"):
            self.assertEqual(self._get(url).status_code, 404)

    def test_own_scope(self):
        """WEB-08: who sees only his own sees no colleague's feedback."""
        self.wang.portal_scope = "own"
        feedback = self._new_feedback()
        mine = self._new_feedback(contact_id=self.wang.id)
        found = self.Feedback.search(self.wang_user._portal_feedback_domain())
        self.assertIn(mine, found)
        self.assertNotIn(feedback, found)

    def test_sent_twice(self):
        """CAR-03: a form that is sent twice makes one feedback."""
        self._sign_in(self.wang_user)
        form = self._form()
        first, second = self._send(form), self._send(form)
        self.assertEqual(first.headers["Location"], second.headers["Location"])
        self.assertEqual(len(self._sent()), 1)

    def test_bad_input_is_told(self):
        """CAR-03: what is missing is said, and what was written stays."""
        self._sign_in(self.wang_user)
        answer = self._send(self._form(subject=" ", description="还在"))
        self.assertIn("还在", self._parsed(answer).text_content())
        self._send(self._form(kind="claim"))
        self._send(self._form(), b"no photo at all")
        self._send(self._form(token=""))
        self._send(self._form(slip_id="9" * 30, kind="nonsense"))
        self.assertFalse(self._sent())

    def test_as_many_statements_for_many(self):
        """WEB-05: the list asks no more of the database for more feedback."""
        self._sign_in(self.wang_user)
        counts = []
        for count in (2, 15):
            self.Feedback.create(
                [{"partner_id": self.yanan.id, "subject": "x"}] * count
            )
            self.env.flush_all()
            self.url_open("/my/feedback")
            before = self.env.cr.sql_log_count
            self.url_open("/my/feedback")
            counts.append(self.env.cr.sql_log_count - before)
        few, many = counts
        self.assertLess(many, few + 10)

    @skipUnless(AXE.exists(), "axe-core comes with `make test`")
    def test_everybody_can_use_them(self):
        """WEB-09: nothing serious for axe, on phone and desk."""
        wang_user = self._new_portal_user(
            self._new_person(self.yanan, "冯军"), "yadxfengj"
        )
        wang_user.partner_id.login_code = "yadxfengj"[:8]
        feedback = self._new_feedback()
        self.env.flush_all()
        urls = ["/my/feedback", "/my/feedback/new", f"/my/feedback/{feedback.id}"]
        code = CHECK % {"axe": json.dumps(AXE.read_text()), "urls": json.dumps(urls)}
        self.browser_js("/my", code, login="yadxfengj", timeout=120)
