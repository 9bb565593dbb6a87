from ast import literal_eval
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from ..utils.file_parts import FILE_FIELDS, PERSON_FIELDS
from .common import ArchiveCase

VERIFICATION = "ruiji_client_archive.mail_activity_verification"


class VerificationCase(ArchiveCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.yanan.user_id = cls.manager
        cls.yanan.sudo().date_filed = "2025-01-15"
        cls.person = cls.env["res.partner"].create(
            {"name": "何辉杰", "parent_id": cls.yanan.id, "user_id": cls.manager.id}
        )
        cls.yanan.changed_since = False
        cls.env.flush_all()
        cls.env.cr.flush()

    def _as(self, user, record=None):
        tracked = (record or self.yanan).with_user(user)
        return tracked.with_context(tracking_disable=False)

    def _track(self):
        """What was written so far is a transaction's."""
        self.env.flush_all()
        self.env.cr.flush()

    def _wizard(self, user):
        wizard = self.env["ruiji.client.confirmation"].with_user(user)
        return Form(wizard.with_context(active_ids=self.yanan.ids))

    def _confirm(self, user, note=False):
        form = self._wizard(user)
        if note:
            form.note = note
        form.save().action_confirm()

    def _activities(self):
        kind = self.env.ref(VERIFICATION)
        return self.yanan.activity_ids.filtered(lambda a: a.activity_type_id == kind)


@tagged("post_install", "-at_install")
class TestChanges(VerificationCase):
    """Changes of filed data are marked until somebody verified the file."""

    def test_every_field_of_the_file_is_tracked(self):
        """ARC-09: of the client and of its persons, hobbies included."""
        tracked = self.env["res.partner"]._track_get_fields()
        self.assertFalse({*FILE_FIELDS, *PERSON_FIELDS} - tracked)

    def test_change_is_marked_and_listed(self):
        """ARC-09: the file says that it changed, and what, by whom."""
        form = Form(
            self._as(self.manager), view="ruiji_client_archive.client_view_form"
        )
        form.street = "枣园路12号"
        client = form.save()
        self._track()
        self.assertTrue(client.changed_since)
        for text in ("枣园路12号", self.manager.name):
            self.assertIn(text, client.recent_changes)
        found = client.search([("changed_since", "!=", False)])
        self.assertEqual(found, client)

    def test_saving_the_same_is_no_change(self):
        """ARC-09: the mark means that something is different."""
        self._as(self.clerk).write({"state_id": self.shaanxi.id, "street": False})
        self.assertFalse(self.yanan.changed_since)
        self.assertFalse(self.yanan.recent_changes)

    def test_persons_count(self):
        """ARC-09: a person who comes, changes or goes changes the file."""
        steps = {
            "changes": lambda: self._as(self.manager, self.person).write(
                {"hobbies": "钓鱼"}
            ),
            "comes": lambda: self._as(self.manager, self.person).create(
                {"name": "严艳", "parent_id": self.yanan.id}
            ),
            "goes": lambda: self._as(self.clerk, self.person).unlink(),
        }
        shown = {"changes": "钓鱼", "comes": "严艳", "goes": "何辉杰"}
        for step, act in steps.items():
            with self.subTest(step):
                act()
                self._track()
                self.assertTrue(self.yanan.changed_since)
                changes = self.yanan.with_user(self.manager).recent_changes
                self.assertIn(shown[step], changes)
                self.yanan.changed_since = False

    def test_list_shows_nothing_that_the_reader_may_not_see(self):
        """ARC-09, ACC-06: finance does not learn hobbies, clerks no credit."""
        self._as(self.manager, self.person).hobbies = "钓鱼"
        self._as(self.vp).financial_state = "拖欠货款"
        self._track()
        seen = {
            self.manager: ("钓鱼", "拖欠货款"),
            self.finance: ("拖欠货款",),
            self.clerk: ("钓鱼",),
        }
        for user, texts in seen.items():
            shown = self.yanan.with_user(user).recent_changes
            for text in ("钓鱼", "拖欠货款"):
                with self.subTest(user=user.login, text=text):
                    self.assertEqual(text in shown, text in texts)

    def test_draft_is_not_marked(self):
        """ARC-09: what is not filed yet is no archived data."""
        draft = self._new_client(
            "国家电网有限公司", "independent", archive_state="draft"
        )
        self._as(self.clerk, draft).street = "枣园路12号"
        self.assertFalse(draft.changed_since)


@tagged("post_install", "-at_install")
class TestVerification(VerificationCase):
    """Every file is confirmed once a year, and when somebody asks."""

    @freeze_time("2026-03-02 02:00:00")
    def test_confirming_keeps_who_when_and_what(self):
        """ARC-11: the file is overdue, is confirmed, and has another year."""
        self.assertEqual(self.yanan.verification_due_on, date(2026, 1, 15))
        self._as(self.manager).street = "枣园路12号"
        self._track()
        self._confirm(self.manager, "电话核实")
        client = self.yanan
        self.assertEqual(client.last_verified_on, date(2026, 3, 2))
        self.assertEqual(client.verification_due_on, date(2027, 3, 2))
        self.assertFalse(client.changed_since)
        kept = client.verification_ids
        self.assertEqual((kept.user_id, kept.note), (self.manager, "电话核实"))
        self.assertEqual(kept.change_count, 1, kept.sudo().change_lines)
        self.assertIn("枣园路12号", kept.with_user(self.manager).changes)

    @freeze_time("2026-03-02 02:00:00")
    def test_wizard_shows_what_changed(self):
        """ARC-11: before one confirms."""
        self._as(self.manager).street = "枣园路12号"
        self._track()
        self.assertIn("枣园路12号", self._wizard(self.manager).changes)

    def test_verification_on_demand(self):
        """ARC-11: customer service asks, the account manager finds it and confirms."""
        with freeze_time("2025-06-02 02:00:00"):
            self._as(self.customer_service).action_request_verification()
            self.assertEqual(self.yanan.verification_due_on, date(2025, 6, 9))
            self.assertEqual(self._activities().user_id, self.manager)
            self._confirm(self.manager)
        self.assertFalse(self._activities())
        self.assertFalse(self.yanan.verification_requested_on)
        self.assertEqual(
            self.yanan.verification_ids.requested_by_id, self.customer_service
        )

    def test_who_asks_and_who_confirms(self):
        """ARC-11, ACC-06: refused over RPC to everybody else."""
        for user in (self.manager, self.clerk, self.finance, self.other_manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._as(user).action_request_verification()
        for user in (self.finance, self.other_manager, self.outsider):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._as(user)._confirm_file()
        for values in (
            {"last_verified_on": "2026-01-01"},
            {"changed_since": False},
            {"verification_requested_on": "2026-01-01"},
        ):
            with self.subTest(values), self.assertRaises(AccessError):
                self._as(self.manager).write(values)
        with self.assertRaises(AccessError):
            self.env["ruiji.client.verification"].with_user(self.vp).create(
                {"client_id": self.yanan.id}
            )

    def test_only_filed_files(self):
        """ARC-11: a draft is reviewed, not verified."""
        draft = self._new_client(
            "国家电网有限公司", "independent", archive_state="draft"
        )
        with self.assertRaisesRegex(UserError, "reviewed"):
            self._as(self.clerk, draft)._confirm_file()

    def test_verifications_are_as_secret_as_the_file(self):
        """ARC-11, ACC-02: others see neither them nor the significant changes."""
        self._as(self.manager)._confirm_file()
        change = self.env["ruiji.significant.change"].create(
            {"client_id": self.yanan.id, "description": "法人变更"}
        )
        self.yanan.confidentiality = "secret"
        for record in (self.yanan.verification_ids, change):
            for user, open_ in (
                (self.manager, True),
                (self.vp, True),
                (self.clerk, False),
                (self.customer_service, False),
                (self.finance, False),
                (self.other_manager, False),
                (self.outsider, False),
            ):
                with self.subTest(record=record._name, user=user.login):
                    self.assertEqual(record.with_user(user).has_access("read"), open_)

    @freeze_time("2026-03-02 02:00:00")
    def test_overdue_ones_are_listed_and_reminded_of(self):
        """ARC-11: one entry a manager, kept up to date, gone when all is done."""
        action = self.env.ref("ruiji_client_archive.client_action_verification")
        domain = [*literal_eval(action.domain), ("user_id", "=", self.manager.id)]
        clients = self.env["res.partner"].with_user(self.manager)
        self.assertEqual(clients.search(domain), self.yanan)
        kind = self.env.ref(VERIFICATION)
        mine = [("user_id", "=", self.manager.id), ("activity_type_id", "=", kind.id)]
        for _day in range(2):
            self.env["res.partner"]._cron_remind_of_verification()
            reminder = self.env["mail.activity"].search(mine)
            self.assertRegex(reminder.summary, "^1 ")
        self._as(self.manager)._confirm_file()
        self.env["res.partner"]._cron_remind_of_verification()
        self.assertFalse(self.env["mail.activity"].search(mine))

    def test_confirming_many_costs_a_bounded_number_of_queries(self):
        """ARC-11: confirming a list of files does not query for each."""
        files = self.env["res.partner"].create(
            [
                {
                    "is_client": True,
                    "name": f"批量客户{number}有限公司",
                    "client_tier": "independent",
                    "state_id": self.shaanxi.id,
                    "archive_state": "filed",
                }
                for number in range(60)
            ]
        )
        counts = []
        files[:2]._confirm_file()
        for batch in (files[2:12], files[12:]):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            batch._confirm_file()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 3)


@tagged("post_install", "-at_install")
class TestChangeDigest(VerificationCase):
    """Once a week customer service hears which files changed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer_service.email = "service@example.cn"

    def _send(self):
        before = self.env["mail.mail"].search([])
        self.env["res.partner"]._cron_mail_change_digest()
        mails = self.env["mail.mail"].search([]) - before
        return mails.filtered(
            lambda mail: mail.recipient_ids == self.customer_service.partner_id
        )

    def test_names_and_fields_and_no_values(self):
        """ARC-11: to customer service alone, nothing of what the fields say."""
        with freeze_time("2026-03-04 02:00:00"):
            self._as(self.manager).street = "枣园路12号"
            self._track()
        with freeze_time("2026-03-09 02:00:00"):
            mail = self._send()
        self.assertIn(self.yanan.name, mail.body_html)
        reader = self.env["res.partner"].with_context(lang=self.customer_service.lang)
        label = reader.fields_get(["street"], ["string"])
        self.assertIn(label["street"]["string"], mail.body_html)
        self.assertNotIn("枣园路", mail.body_html)
        with freeze_time("2026-03-16 02:00:00"):
            self.assertFalse(self._send(), "told once")

    def test_nothing_of_files_that_the_receiver_may_not_open(self):
        """ARC-11, ACC-02: a secret file is not mentioned."""
        with freeze_time("2026-03-04 02:00:00"):
            for client in (self.yanan, self.xian):
                self._as(self.vp, client).street = "枣园路12号"
            self._track()
        self.yanan.confidentiality = "secret"
        with freeze_time("2026-03-09 02:00:00"):
            body = self._send().body_html
        self.assertIn(self.xian.name, body)
        self.assertNotIn(self.yanan.name, body)
