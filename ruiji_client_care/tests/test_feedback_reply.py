from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from odoo.addons.ruiji_client_archive.tests.connection_common import Connection
from odoo.addons.ruiji_repair_pricing.tests.portal_common import PNG, PortalSlipCase

from .feedback_common import FeedbackCase

REPLIED = "ruiji_client_care.mail_activity_type_feedback_replied"


@tagged("post_install", "-at_install")
class TestFeedbackReply(FeedbackCase, PortalSlipCase):
    """What is said between a client and the house after our answer (CAR-03)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.feedback = cls._new_feedback(contact_id=cls.wang.id)
        cls.url = f"/my/feedback/{cls.feedback.id}"

    def _answer(self, text="已更换电源模块。"):
        handled = self.feedback.with_user(self.manager)
        handled.write({"answer": text, "answer_channel": "phone"})
        handled.action_answer()

    def _hidden(self):
        fields = self._page(self.url).xpath(
            "//section[@id='replies']//input[@type='hidden']"
        )
        return {field.name: field.value for field in fields}

    def _reply(self, text="还是告警，请再看看。", url=None, photo=None, **values):
        form = {**(self._hidden() if not values else {}), **values, "text": text}
        return self.url_open(
            f"{url or self.url}/reply",
            data=form,
            files=photo and {"photos": ("照片.png", photo, "image/png")},
            allow_redirects=False,
        )

    def _replies(self):
        return self.feedback._client_messages().filtered("author_id.partner_share")

    def test_to_and_fro(self):
        """CAR-03: answer, reply with a photo, second answer: all on the page."""
        self._sign_in(self.wang_user)
        self._answer()
        self.assertIn("已更换电源模块", self._text(self.url))
        answer = self._reply(photo=PNG)
        self.assertEqual(answer.status_code, 303, answer.text)
        page = self._page(self.url)
        self.assertIn("还是告警", page.text_content())
        [picture] = page.xpath("//section[@id='replies']//img/@src")
        self.assertEqual(self._get(picture).status_code, 200)
        self.env.invalidate_all()
        self.assertTrue(self.feedback.replied_on)
        asked = self.feedback.activity_search([REPLIED])
        self.assertEqual(asked.user_id, self.manager)
        handled = self.feedback.with_user(self.manager)
        handled.action_reopen()
        self.assertFalse(self.feedback.replied_on)
        self.assertFalse(self.feedback.activity_search([REPLIED]))
        self._answer("第二次：已更换主板。")
        text = self._text(self.url)
        for said in ("已更换电源模块", "还是告警", "已更换主板"):
            self.assertIn(said, text)
        self.assertIn("/my/feedback", self._text("/my") + self.url_open("/my").text)

    def test_house_talk_stays_in_the_house(self):
        """WEB-06: notes, and messages among colleagues, are not the client's."""
        handled = self.feedback.with_user(self.manager)
        handled.message_post(body="客户很难缠", message_type="comment")
        handled.message_post(
            body="先拖两天", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        self._sign_in(self.wang_user)
        text = self._text(self.url)
        self.assertNotIn("难缠", text)
        self.assertNotIn("拖两天", text)

    def test_nobody_replies_for_another(self):
        """WEB-06: a sister prefecture writes nothing under our feedback."""
        self._sign_in(self.li_user)
        token = {"csrf_token": self._csrf(), "token": "x"}
        answer = self._reply(**token)
        self.assertEqual(answer.headers["Location"].split("?")[0][-12:], "/my/feedback")
        self.assertFalse(self._replies())

    def _csrf(self):
        page = self._page("/my/feedback/new")
        return page.xpath("//input[@name='csrf_token']/@value")[0]

    def test_sent_twice(self):
        """CAR-03: a reply that is sent twice stands there once."""
        self._sign_in(self.wang_user)
        form = self._hidden()
        for _time in range(2):
            self._reply(**form)
        self.assertEqual(len(self._replies()), 1)

    def test_bad_input_is_told(self):
        """CAR-03: what is missing is said, and nothing is kept."""
        self._sign_in(self.wang_user)
        for text, photo in (("  ", None), ("看图", b"no photo at all")):
            answer = self._reply(text, photo=photo)
            problem = self._parsed(answer).xpath("//*[@role='alert']")
            self.assertTrue(problem, answer.text)
        self._reply("迟了", csrf_token=self._csrf(), token="")
        self.assertFalse(self._replies())

    def test_withdrawn(self):
        """CAR-03: what was withdrawn takes no reply any more."""
        self.feedback.sudo().state = "withdrawn"
        self._sign_in(self.wang_user)
        self.assertFalse(self._hidden())
        self._reply(csrf_token=self._csrf(), token="x")
        self.assertFalse(self._replies())
        with self.assertRaises(UserError):
            self.feedback.sudo()._receive_reply(self.wang_user, "x", "还在吗", [])

    def test_opening_is_on_record(self):
        """ACC-03: a client's person opens feedback on record, by the portal."""
        self._sign_in(self.wang_user)
        self._page(self.url)
        record = self.env["ruiji.access.record"].search(
            [
                ("res_model", "=", self.feedback._name),
                ("user_id", "=", self.wang_user.id),
            ]
        )
        self.assertEqual((record.action, record.channel), ("open", "portal"))


@tagged("post_install", "-at_install")
class TestFeedbackReplyRace(TransactionCase):
    """Two real connections: what they save is committed and removed again."""

    def setUp(self):
        super().setUp()
        with Connection(self.registry) as env:
            feedback = env["ruiji.client.feedback"].create({"subject": "同时回复"})
            self.feedback_id = feedback.id
        self.addCleanup(self._remove_what_was_committed)

    def _remove_what_was_committed(self):
        with Connection(self.registry) as env:
            feedback = self._feedback(env)
            feedback.activity_ids.unlink()
            feedback.message_ids.unlink()
            feedback.step_ids.unlink()
            env.cr.execute(
                "DELETE FROM ruiji_client_feedback WHERE id = %s", [feedback.id]
            )

    def _feedback(self, env):
        return env["ruiji.client.feedback"].browse(self.feedback_id)

    @mute_logger("odoo.sql_db")
    def test_two_at_once(self):
        """CAR-03: the same form, sent twice at the same time, is one reply."""

        def reply(env):
            self._feedback(env)._receive_reply(env.user, "token", "还是告警", [])

        with Connection(self.registry) as late:
            self._feedback(late).replied_on  # noqa: B018 (sees no reply)
            with Connection(self.registry) as early:
                reply(early)
            retrying(lambda: reply(late), late)
        with Connection(self.registry) as env:
            self.assertEqual(len(self._feedback(env)._client_messages()), 1)
