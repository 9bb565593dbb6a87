from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .disposal_common import DisposalCase

REPORT = "ruiji_client_archive.disposal_certificate"


@tagged("post_install", "-at_install")
class TestDisposal(DisposalCase):
    """The file of a prospect without agreement is destroyed (ARC-12, ACC-12)."""

    def test_personal_data_is_gone_for_good(self):
        """ARC-12, ACC-12: fields, persons, notes, old values, documents, leads."""
        files = self.client | self.person
        self._dispose()
        self.env.flush_all()
        traces = (
            "高建华",
            "雷晓东",
            "13991100001",
            "13992200002",
            "gao@",
            "马世昌",
            "新建南路",
            "书法",
            "榆阳",
        )
        for table in (
            "res_partner",
            "crm_lead",
            "mail_message",
            "mail_tracking_value",
            "ruiji_significant_change",
            "mail_activity",
        ):
            self.env.cr.execute(f'SELECT t::text FROM "{table}" t')
            text = "\n".join(row for (row,) in self.env.cr.fetchall())
            for trace in traces:
                with self.subTest(table=table, trace=trace):
                    self.assertNotIn(trace, text)
        left = self.env["ir.attachment"].search(
            [("res_model", "=", "res.partner"), ("res_id", "in", files.ids)]
        )
        self.assertFalse(left)
        self.assertFalse(self.person.birth_year)
        self.assertEqual(self.client.archive_state, "disposed")
        self.assertFalse(self.client.active)
        self.assertFalse(self.person.active)

    def test_a_certificate_is_kept(self):
        """ARC-12, ACC-12: number, what was destroyed, who proposed and approved."""
        number = self.client.client_number
        disposal = self._dispose()
        self.assertEqual(disposal.state, "executed")
        self.assertEqual(disposal.client_number, number)
        self.assertEqual(disposal.client_name, "榆林市榆阳区广播电视台")
        self.assertEqual(disposal.proposed_by_id, self.manager)
        self.assertEqual(disposal.approved_by_id, self.vp)
        self.assertEqual(disposal.executed_by_id, self.clerk)
        self.assertEqual((disposal.person_count, disposal.lead_count), (1, 1))
        self.assertGreaterEqual(disposal.message_count, 2)
        self.assertGreaterEqual(disposal.attachment_count, 1)
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.vp)
            ._render_qweb_html(REPORT, disposal.ids)
        )
        for text in (disposal.name, number, disposal.client_name, self.vp.name):
            self.assertIn(text, html.decode())

    def test_the_name_can_be_filed_again(self):
        """ACC-12, ARC-01: a destroyed file stands in nobody's way."""
        self._dispose()
        again = self._new_client("榆林市榆阳区广播电视台", "independent")
        self.assertTrue(again.client_number)

    def test_the_proposer_does_not_approve(self):
        """ACC-12: two persons, and the database holds it, too."""
        disposal = self._propose(self.vp)
        with self.assertRaisesRegex(UserError, "somebody else"):
            disposal.with_user(self.vp).action_approve()
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            self.env.cr.execute(
                "UPDATE ruiji_disposal SET state = 'approved', "
                "approved_by_id = proposed_by_id WHERE id = %s",
                [disposal.id],
            )
        disposal.with_user(self.general_manager).action_approve()
        self.assertEqual(disposal.state, "approved")

    def test_roles(self):
        """ACC-12: management approves; nobody writes a disposal over RPC."""
        disposal = self._propose()
        for user in (self.manager, self.clerk, self.customer_service):
            with self.subTest(user.login), self.assertRaises(AccessError):
                disposal.with_user(user).action_approve()
        for user in (self.manager, self.vp, self.general_manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                disposal.with_user(user).write({"state": "approved"})
            with self.subTest(user.login), self.assertRaises(AccessError):
                disposal.with_user(user).unlink()
        with self.assertRaises(AccessError):
            self._propose(self.customer_service)
        with self.assertRaises(UserError):
            disposal.with_user(self.clerk).action_execute()
        self.assertTrue(self.client.active)

    def test_nobody_skips_the_steps(self):
        """ACC-12: the state of the file is not written by hand either."""
        with self.assertRaises(AccessError):
            self.client.with_user(self.vp).archive_state = "disposed"

    def test_only_prospects_without_agreement(self):
        """ACC-12: business, an open lead, units below or a hold stand against it."""
        self.lead.action_set_lost()
        propose = self.env["ruiji.disposal"].with_user(self.vp)._propose
        cases = {
            "lead": lambda: self.lead.action_restore(),
            "prospects": lambda: self.client.write(
                {"lifecycle_stated": "former", "lifecycle_stated_on": "2020-01-01"}
            ),
            "disputed": lambda: self.env["ruiji.client.dispute"].create(
                {
                    "client_id": self.client.id,
                    "name": self.client.name,
                    "claimant_id": self.other_manager.id,
                }
            ),
            "hold": lambda: self.client.with_user(self.vp).write(
                {"disposal_hold": True, "disposal_hold_reason": "诉讼"}
            ),
        }
        for obstacle, make in cases.items():
            savepoint = self.cr.savepoint()
            make()
            with self.subTest(obstacle), self.assertRaisesRegex(UserError, obstacle):
                propose(self.client.with_user(self.vp), "x")
            savepoint.close(rollback=True)
            self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "below"):
            propose(self.group.with_user(self.vp), "x")

    def test_what_happens_meanwhile_counts(self):
        """ACC-12: asked again when approved and when carried out."""
        disposal = self._propose()
        self.client.disposal_hold_reason = "诉讼"
        self.client.disposal_hold = True
        with self.assertRaisesRegex(UserError, "hold"):
            disposal.with_user(self.vp).action_approve()
        self.client.disposal_hold = False
        disposal.with_user(self.vp).action_approve()
        self.client.disposal_hold = True
        with self.assertRaisesRegex(UserError, "hold"):
            disposal.with_user(self.vp).action_execute()
        disposal.with_user(self.vp).action_refuse()
        self.assertEqual(disposal.state, "refused")
        self.assertEqual(self.client.contact_name, "高建华")

    def test_who_puts_a_file_on_hold(self):
        """ACC-12: customer service and management."""
        with self.assertRaises(AccessError):
            self.client.with_user(self.manager).disposal_hold = True
        with self.assertRaises(ValidationError):
            self.client.with_user(self.customer_service).disposal_hold = True
        self.client.with_user(self.customer_service).write(
            {"disposal_hold": True, "disposal_hold_reason": "诉讼"}
        )
        with self.assertRaises(AccessError):
            self.client.with_user(self.manager).disposal_hold = False

    def test_one_proposal_at_a_time(self):
        """ACC-12: the database holds it against two at the same moment."""
        self._propose()
        with self.assertRaises(Exception) as caught, mute_logger("odoo.sql_db"):
            self.env["ruiji.disposal"].with_user(self.manager)._propose(
                self.client.with_user(self.manager), "再次"
            )
        self.assertIn("proposed already", str(caught.exception))

    def test_a_lost_lead_leads_to_a_proposal(self):
        """ARC-12: on the same screen where the lead is given up."""
        wizard = Form(
            self.env["crm.lead.lost"]
            .with_user(self.manager)
            .with_context(default_lead_ids=self.lead.ids)
        )
        self.assertTrue(wizard.has_client_file)
        wizard.propose_disposal = True
        wizard.disposal_reason = "没有合作意向"
        wizard.save().action_lost_reason_apply()
        self.assertEqual(self.lead.won_status, "lost")
        proposal = self.env["ruiji.disposal"].search(
            [("client_id", "=", self.client.id)]
        )
        self.assertEqual(proposal.state, "proposed")
        self.assertEqual(proposal.proposed_by_id, self.manager)

    def test_disposals_are_as_secret_as_the_file(self):
        """ACC-02, ACC-12: the proposal for a closed file is closed."""
        disposal = self._propose()
        self.client.confidentiality = "secret"
        self.env.flush_all()
        for user, sees in (
            (self.manager, True),
            (self.vp, True),
            (self.clerk, False),
            (self.other_manager, False),
        ):
            found = disposal.with_user(user).search([("id", "=", disposal.id)])
            self.assertEqual(bool(found), sees, user.login)
