from odoo.tests import tagged

from .feedback_common import FeedbackCase

MAIL = """From: {sender}
To: feedback@ruiji.example
Subject: {subject}
Message-ID: <{number}@client.example>
Content-Type: text/plain; charset=utf-8
{headers}

{body}
"""


@tagged("post_install", "-at_install")
class TestFeedbackMail(FeedbackCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        domain = cls.env["mail.alias.domain"].create({"name": "ruiji.example"})
        alias = cls.env.ref("ruiji_client_care.mail_alias_feedback")
        alias.alias_domain_id = domain
        cls.wang.email = "wang@yanan.example"

    def _receive(self, sender="wang@yanan.example", number=1, headers="X-A: b"):
        known = self.Feedback.search([])
        text = MAIL.format(
            sender=sender,
            subject="板件包装破损",
            number=number,
            headers=headers,
            body="外包装压坏了。",
        )
        self.env["mail.thread"].message_process(None, text)
        return self.Feedback.search([]) - known

    def test_known_sender(self):
        """CAR-03: the sender's address tells whose client it is."""
        feedback = self._receive("王磊 <Wang@yanan.example>")
        self.assertEqual(feedback.partner_id, self.yanan)
        self.assertEqual(feedback.contact_id, self.wang)
        self.assertEqual(feedback.channel, "mail")
        self.assertEqual(feedback.user_id, self.manager)
        self.assertIn("外包装压坏了", feedback.description)

    def test_unknown_sender(self):
        """CAR-03: mails of strangers wait for customer service to assign them."""
        feedback = self._receive("stranger@nowhere.example")
        self.assertFalse(feedback.partner_id)
        self.assertIn(self.customer_service, feedback.activity_ids.user_id)
        feedback.with_user(self.customer_service).partner_id = self.yanan
        self.assertEqual(feedback.user_id, self.manager)

    def test_address_of_two_clients(self):
        """CAR-03: an address that two clients give is assigned by people."""
        self._new_person(self.xian, "李娟", email="wang@yanan.example")
        self.assertFalse(self._receive().partner_id)

    def test_replies_stay_together(self):
        """CAR-03: a reply comes to the feedback that it answers."""
        feedback = self._receive()
        reply = self._receive(
            number=2, headers="In-Reply-To: <1@client.example>\nX-A: b"
        )
        self.assertFalse(reply)
        self.assertEqual(len(feedback.message_ids.filtered("email_from")), 2)

    def test_machines_are_not_heard(self):
        """CAR-03: absence notes open nothing."""
        self.assertFalse(self._receive(headers="Auto-Submitted: auto-replied"))

    def test_answer_by_mail(self):
        """CAR-03: an answer by e-mail goes to the contact from the form."""
        feedback = self._receive().with_user(self.manager)
        feedback.write({"answer": "已补发新包装。", "answer_channel": "mail"})
        feedback.action_answer()
        sent = feedback.message_ids.filtered(
            lambda message: self.wang in message.partner_ids
        )
        self.assertIn("已补发新包装。", sent.body)
