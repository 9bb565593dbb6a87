from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, freeze_time, tagged

from .handover_common import PAST, HandoverCase


@tagged("post_install", "-at_install")
class TestHandover(HandoverCase):
    """An account manager leaves (MGR-07)."""

    def test_everything_is_listed(self):
        """MGR-07: files, leads, activities and meetings, each with its successor."""
        handover = self._handover()
        kinds = handover.line_ids.grouped("kind")
        self.assertEqual(kinds["client"].client_id, self.clients)
        self.assertEqual(kinds["lead"].client_id, self.xian)
        self.assertEqual(kinds["activity"].client_id, self.yanan)
        self.assertEqual(kinds["meeting"].mapped("res_id"), self.meeting.ids)
        self.assertEqual(handover.line_ids.successor_id, self.successor)

    def test_leaves_nothing_behind(self):
        """MGR-07: no record answers to the leaver any more, of no model."""
        handover = self._handover()
        handover.action_submit()
        before = self._responsibilities(self.leaver)
        self.assertGreaterEqual(len(before), 5)
        self._sign(handover)
        self.assertEqual(handover.state, "done")
        left = self._responsibilities(self.leaver).keys() - PAST
        self.assertFalse(left)
        self.assertEqual(self.clients.user_id, self.successor)
        self.assertEqual(self.lead.user_id, self.successor)
        self.assertEqual(self.activity.user_id, self.successor)
        self.assertEqual(self.meeting.user_id, self.successor)
        self.assertIn(self.successor.partner_id, self.meeting.partner_ids)
        followed = [("partner_id", "=", self.leaver.partner_id.id)]
        self.assertFalse(self.env["mail.followers"].search(followed))

    def test_history_and_news(self):
        """MGR-07: the change is on record, and the successor is told once."""
        handover = self._handover()
        handover.action_submit()
        self._sign(handover)
        row = self.yanan.assignment_ids[0]
        self.assertEqual((row.origin, row.approved_by_id), ("handover", self.vp))
        told = self.env["mail.activity"].search(
            [("user_id", "=", self.successor.id), ("res_model", "=", False)]
        )
        self.assertEqual(len(told), 1)
        self.assertIn("3", told.summary)

    def test_distribution_by_lines(self):
        """MGR-07: a client's leads and activities go along with it."""
        handover = self._handover()
        line = handover.line_ids.filtered(
            lambda line: line.kind == "client" and line.client_id == self.xian
        )
        line.successor_id = self.third
        handover.action_submit()
        self._sign(handover)
        self.assertEqual(self.xian.user_id, self.third)
        self.assertEqual(self.lead.user_id, self.third)
        self.assertEqual(self.yanan.user_id, self.successor)

    def test_what_came_up_meanwhile_goes_along(self):
        """MGR-07: a file registered after the list was made is not left behind."""
        handover = self._handover()
        handover.action_submit()
        self.province._assign(self.leaver, "allocation", "")
        self._sign(handover)
        self.assertEqual(self.province.user_id, self.successor)
        self.assertIn(self.province, handover.line_ids.client_id)

    def test_two_different_persons_sign(self):
        """MGR-07: the head of the department and customer service."""
        both = self._new_user("marketing_vp", "both_roles")
        both.group_ids += self.env.ref("ruiji_client_archive.group_customer_service")
        handover = self._handover()
        handover.action_submit()
        handover.with_user(both).action_sign_head()
        with self.assertRaisesRegex(UserError, "different persons"):
            handover.with_user(both).action_sign_service()
        self.assertEqual(handover.state, "waiting")
        self.assertTrue(self.leaver.active)
        self.assertEqual(self.clients.user_id, self.leaver)

    def test_signing_is_by_role_and_step(self):
        """MGR-07: nobody else signs, nor writes a signature over RPC."""
        handover = self._handover(self.clerk)
        with self.assertRaises(UserError):
            handover.with_user(self.vp).action_sign_head()
        handover.action_submit()
        with self.assertRaises(AccessError):
            handover.action_sign_head()
        with self.assertRaises(AccessError):
            handover.with_user(self.vp).action_sign_service()
        for values in ({"state": "done"}, {"head_signer_id": self.vp.id}):
            with self.subTest(values), self.assertRaises(AccessError):
                handover.with_user(self.clerk).write(values)
        with self.assertRaises(AccessError):
            handover.with_user(self.successor).read(["state"])

    def test_all_or_nothing(self):
        """MGR-07: what cannot be taken over leaves everything in its place."""
        handover = self._handover()
        handover.action_submit()
        handover.with_user(self.vp).action_sign_head()
        self.successor.client_cap = 2
        with self.assertRaisesRegex(UserError, "may look after 2"):
            handover.with_user(self.customer_service).action_sign_service()
        self.env.invalidate_all()
        self.assertTrue(self.leaver.active)
        self.assertEqual(handover.state, "waiting")

    def test_revision_needs_new_signatures(self):
        """MGR-07: what was signed is not changed under the signature."""
        handover = self._handover()
        handover.action_submit()
        handover.action_sign_head()
        with self.assertRaises(UserError):
            handover.line_ids[0].successor_id = self.third
        handover.action_revise()
        self.assertFalse(handover.head_signer_id)

    def test_secret_files_show_their_name_only(self):
        """MGR-07, ACC-02: who is not cleared signs without learning more."""
        self.xian.with_user(self.vp).confidentiality = "secret"
        handover = self._handover()
        seen = handover.line_ids.with_user(self.customer_service)
        lines = seen.search([("client_id", "=", self.xian.id)])
        self.assertEqual(lines.mapped("kind"), ["client"])
        self.assertEqual(lines.name, self.xian.name)

    def test_past_keeps_its_names(self):
        """MGR-07: lost leads and meetings of the past stay what they were."""
        with freeze_time("2026-03-02"):
            past = self.meeting.copy(
                {"start": "2026-01-10 01:00:00", "stop": "2026-01-10 02:00:00"}
            )
        handover = self._handover()
        handover.action_submit()
        self._sign(handover)
        self.assertEqual(past.user_id, self.leaver)

    def test_thousand_files_in_a_handful_of_queries(self):
        """MGR-07: twenty times the files, the same number of statements."""
        self._count_queries(1)
        few, many = self._count_queries(10), self._count_queries(200)
        # Rows are inserted and read in pieces by Odoo itself.
        self.assertLess(many, few + 20)

    def _count_queries(self, number):
        leaver = self._new_user("account_manager", f"leaver_of_{number}")
        self.env["res.partner"].create(
            [
                {
                    "name": f"第{number}组{n}号变电站",
                    "is_client": True,
                    "client_tier": "independent",
                    "state_id": self.shaanxi.id,
                    "user_id": leaver.id,
                }
                for n in range(number)
            ]
        )
        handover = self._handover(leaver_id=leaver.id)
        handover.action_submit()
        handover.with_user(self.vp).action_sign_head()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        handover.with_user(self.customer_service).action_sign_service()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_printed_list(self):
        """MGR-07: the list names every client with its old and new manager."""
        handover = self._handover()
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "ruiji_client_archive.handover_report", handover.ids
        )
        for client in self.clients:
            self.assertIn(client.name, html.decode())
        self.assertIn(self.successor.name, html.decode())


@tagged("post_install", "-at_install")
class TestLeaversAccess(HandoverCase, HttpCase):
    """The leaver's access ends with the handover (MGR-07)."""

    def test_open_session_is_closed(self):
        """MGR-07: who is signed in is out at once, and does not get in again."""
        self.authenticate("account_manager", "account_manager")
        self.assertIn("/odoo", self.url_open("/odoo").url)
        handover = self._handover()
        handover.action_submit()
        self._sign(handover)
        self.env.flush_all()
        self.assertFalse(self.leaver.active)
        self.assertIn("/web/login", self.url_open("/odoo").url)
