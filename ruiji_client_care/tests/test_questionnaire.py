from psycopg2 import IntegrityError

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.ruiji_client_archive.tests.common import ArchiveCase


class QuestionnaireCase(ArchiveCase):
    """Three clients with a person each who can be asked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.yanan.user_id = cls.manager
        cls.clients = cls.yanan + cls.xian + cls.lanzhou
        cls.wang, cls.li, cls.zhao = (
            cls.env["res.partner"].create(
                {
                    "parent_id": client.id,
                    "name": name,
                    "email": f"{mail}@example.com",
                    "lang": "zh_CN",
                }
            )
            for client, name, mail in zip(
                cls.clients,
                ("王磊", "李静", "赵刚"),
                ("wang", "li", "zhao"),
                strict=True,
            )
        )
        cls.survey = cls.env.ref("ruiji_client_care.survey_satisfaction")

    def _mailing(self, user=None, **values):
        mailings = self.env["ruiji.care.questionnaire"].with_user(user or self.vp)
        chosen = {"client_ids": [Command.set(self.clients.ids)], "year": 2027}
        return mailings.create({**chosen, "half": "1", **values})

    def _run_job(self):
        job = self.env.ref("ruiji_client_care.cron_send_questionnaires")
        with self.enter_registry_test_mode():
            job.method_direct_trigger()
        self.env.invalidate_all()

    def _asked(self, person):
        return self.env["survey.user_input"].search([("partner_id", "=", person.id)])


@tagged("post_install", "-at_install")
class TestQuestionnaire(QuestionnaireCase):
    """The questionnaire of a half-year, sent to many (CAR-04)."""

    def test_preview_says_who_is_left_out(self):
        """CAR-04: how many are asked, how many not and why, before it is sent."""
        self.env["res.partner"].create({"parent_id": self.yanan.id, "name": "无信"})
        self.li.care_opt_out = True
        self.env["mail.blacklist"].create({"email": "zhao@example.com"})
        form = Form(self.env["ruiji.care.questionnaire"].with_user(self.vp))
        for client in self.clients:
            form.client_ids.add(client)
        self.assertEqual(form.survey_id, self.survey.with_user(self.vp))
        self.assertEqual(form.recipient_count, 1)
        self.assertEqual(form.no_email_count, 1)
        self.assertEqual(form.opt_out_count, 1)
        self.assertEqual(form.blacklisted_count, 1)
        form.state_ids.add(self.gansu)
        self.assertEqual(form.recipient_count, 0)

    def test_sent_in_the_background(self):
        """CAR-04: queued, mailed by the job in the reader's language, on record."""
        mailing = self._mailing()
        mailing.action_send()
        self.assertEqual((mailing.state, mailing.total), ("sending", 3))
        self.wang.care_opt_out = True
        self._run_job()
        self.assertEqual((mailing.state, mailing.sent), ("done", 2))
        self.assertEqual(self._asked(self.wang).care_state, "left_out")
        answer = self._asked(self.li)
        mail = self.env["mail.mail"].search([("recipient_ids", "in", self.li.ids)])
        self.assertEqual(len(mail), 1)
        self.assertIn(answer.access_token, mail.body_html)
        self.assertEqual(answer.lang_id.code, "zh_CN")
        with self.assertRaises(UserError):
            mailing.unlink()

    def test_once_a_round(self):
        """CAR-04: sent twice is asked once, whoever sends; the database sees to it."""
        mailing = self._mailing(self.manager, own_clients=True)
        mailing.action_send()
        with self.assertRaises(UserError):
            mailing.action_send()
        second = self._mailing()
        self.assertEqual((second.known_count, second.recipient_count), (1, 2))
        second.action_send()
        self._run_job()
        self.assertEqual(len(self._asked(self.wang)), 1)
        with self.assertRaises(UserError):
            self._mailing().action_send()
        self.assertEqual(self._mailing(half="2").recipient_count, 3)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._asked(self.wang).copy({"care_round": "2027-1"})
            self.env.flush_all()

    def test_closed_files(self):
        """ACC-02, CAR-04: nobody asks whom he may not know, or reads the answer."""
        self.yanan.confidentiality = "secret"
        self.assertEqual(self._mailing(self.customer_service).recipient_count, 2)
        mailing = self._mailing()
        mailing.action_send()
        answers = self.env["survey.user_input"].with_user(self.customer_service)
        mine = answers.search([("questionnaire_id", "=", mailing.id)])
        self.assertEqual(mine.partner_id, self.li + self.zhao)
        self.assertEqual(mailing.with_user(self.customer_service).total, 2)
        closed = self._asked(self.wang)
        with self.assertRaises(AccessError):
            closed.with_user(self.customer_service).read(["state"])
        # What a person said of a client stays with it when the person leaves.
        self.wang.parent_id = self.xian
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            closed.with_user(self.customer_service).read(["state"])

    def test_roles(self):
        """ACC-06: who sends and reads what, over RPC as well."""
        mailing = self._mailing(self.manager)
        with self.assertRaises(AccessError):
            mailing.with_user(self.clerk).action_send()
        for user in (self.general_manager, self.finance, self.outsider):
            with self.assertRaises(AccessError):
                self._mailing(user)
        mailing.action_send()
        answer = self._asked(self.wang)
        for user in (self.finance, self.outsider):
            with self.assertRaises(AccessError):
                answer.with_user(user).read(["state"])
        with self.assertRaises(AccessError):
            answer.with_user(self.manager).read(["access_token"])
        with self.assertRaises(AccessError):
            answer.with_user(self.vp).write({"state": "done"})

    def test_other_surveys_stay_closed(self):
        """ACC-06, CAR-04: client care reads the clients' questionnaires only."""
        survey = self.env["survey.survey"].create({"title": "员工调查"})
        answer = self.env["survey.user_input"].create({"survey_id": survey.id})
        for record in (survey, answer):
            with self.assertRaises(AccessError):
                record.with_user(self.vp).read(["display_name"])

    def test_query_count(self):
        """CAR-04: sending to forty takes about as many queries as to four."""
        few = self._queries(4, "1")
        self.assertLess(self._queries(40, "2"), few * 2)

    def _queries(self, count, half):
        client = self._new_client(f"中国电信榆林{count}", "prefecture")
        self.env["res.partner"].create(
            [
                {
                    "parent_id": client.id,
                    "name": f"客户{count}-{number}",
                    "email": f"k{count}-{number}@example.com",
                }
                for number in range(count)
            ]
        )
        mailing = self._mailing(half=half, client_ids=[Command.set(client.ids)])
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        mailing.action_send()
        mailing.sudo().answer_ids._send()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before


@tagged("post_install", "-at_install")
class TestQuestionnairePage(QuestionnaireCase, HttpCase):
    """What a client sees of it (CAR-04)."""

    def test_answered_without_login(self):
        """CAR-04: by the link alone; what was said counts for the client."""
        mailing = self._mailing()
        mailing.action_send()
        answer = self._asked(self.wang)
        page = self.url_open(answer.get_start_url())
        self.assertEqual(page.status_code, 200)
        self.assertIn(answer.access_token, page.url)
        self._answer(answer)
        self.env.invalidate_all()
        self.assertEqual((answer.state, answer.client_id), ("done", self.yanan))
        self.assertAlmostEqual(answer.scoring_percentage, 66.67)
        self.assertEqual((mailing.answered, round(mailing.score)), (1, 67))
        client = self.yanan.with_user(self.manager)
        self.assertEqual(client.questionnaire_count, 1)
        action = client.action_view_questionnaires()
        found = self.env["survey.user_input"].with_user(self.manager)
        self.assertEqual(found.search(action["domain"]), answer.with_user(self.manager))
        line = answer.user_input_line_ids[0]
        line.with_user(self.manager).read(["question_id", "display_name"])
        self.yanan.confidentiality = "secret"
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            line.with_user(self.customer_service).read(["display_name"])

    def test_in_the_analysis_report(self):
        """ANA-03, CAR-04: what was answered in the period, question by question."""
        mailing = self._mailing()
        mailing.action_send()
        self._answer(self._asked(self.wang))
        self.env.invalidate_all()
        today = fields.Date.context_today(self.survey)
        report = self.env["ruiji.analysis.report"].new(
            {"date_from": today, "date_to": today}
        )
        rows = report._section_of_questionnaires().rows
        asked = self.survey.question_ids.filtered("suggested_answer_ids")
        self.assertEqual([row[0] for row in rows], asked.mapped("title"))
        self.assertEqual({tuple(row[1:]) for row in rows}, {(1, 66.7, 0)})

    def _answer(self, answer):
        """Choose the second best of everything, as the page does."""
        path = f"{self.survey.access_token}/{answer.access_token}"
        self.make_jsonrpc_request(f"/survey/begin/{path}", {})
        questions = self.survey.question_ids
        chosen = {
            str(question.id): str(question.suggested_answer_ids[1].id)
            for question in questions
            if question.suggested_answer_ids
        }
        self.make_jsonrpc_request(f"/survey/submit/{path}", chosen)
