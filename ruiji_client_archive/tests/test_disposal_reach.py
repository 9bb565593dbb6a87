import base64

from odoo.fields import Command
from odoo.tests import tagged

from .disposal_common import DisposalCase

NAMED = "高建华"


@tagged("post_install", "-at_install")
class TestDisposalReach(DisposalCase):
    """What is said of the file's people outside of the file goes as well (ACC-12)."""

    def _text_of(self, *tables):
        self.env.flush_all()
        for table in tables:
            self.env.cr.execute(f'SELECT t::text FROM "{table}" t')
            yield table, "\n".join(row for (row,) in self.env.cr.fetchall())

    def _assert_gone(self, *tables):
        for table, text in self._text_of(*tables):
            with self.subTest(table):
                self.assertNotIn(NAMED, text)

    def test_history_keeps_its_dates_and_loses_its_texts(self):
        """ACC-12: assignments, disputes and verifications."""
        self.client._assign(self.other_manager, "transfer", f"{NAMED}要求")
        self.client._assign(self.manager, "transfer", f"{NAMED}又要求")
        dispute = self.env["ruiji.client.dispute"].create(
            {
                "client_id": self.client.id,
                "name": f"榆阳台（{NAMED}）",
                "claimant_id": self.other_manager.id,
                "reason": f"{NAMED}认识他",
                "state": "kept",
            }
        )
        dispute.message_post(body=f"{NAMED}来电")
        verification = self.env["ruiji.client.verification"].create(
            {
                "client_id": self.client.id,
                "change_lines": [{"field": "contact_name", "new": NAMED}],
                "note": f"{NAMED}确认",
            }
        )
        rows = self.client.assignment_ids
        managers = rows.mapped("user_id")
        self._dispose()
        self._assert_gone(
            "ruiji_assignment",
            "ruiji_client_dispute",
            "ruiji_client_verification",
            "mail_message",
        )
        self.assertEqual(rows.exists().user_id, managers)
        self.assertTrue(dispute.exists() and verification.exists())

    def test_meetings(self):
        """ACC-12: those of the file are deleted, others only lose its people."""
        stranger = self.env["res.partner"].create({"name": "外来专家"})
        alone, shared, of_lead, of_file = self.env["calendar.event"].create(
            [
                self._meeting(self.person | self.manager.partner_id),
                self._meeting(self.person | stranger),
                self._meeting(
                    self.manager.partner_id, opportunity_id=self.lead.id, active=False
                ),
                self._meeting(
                    self.manager.partner_id,
                    res_model_id=self.env["ir.model"]._get_id("res.partner"),
                    res_id=self.client.id,
                ),
            ]
        )
        shared.name = "行业年会"
        self._dispose()
        self.assertFalse((alone | of_lead | of_file).exists())
        self.assertEqual(shared.exists().partner_ids, stranger)
        self._assert_gone("calendar_event", "calendar_attendee", "mail_message")

    def _meeting(self, partners, **values):
        return {
            "name": f"拜访{NAMED}",
            "start": "2036-01-10 01:00:00",
            "stop": "2036-01-10 02:00:00",
            "partner_ids": [Command.set(partners.ids)],
            **values,
        }

    def test_what_its_people_wrote_elsewhere(self):
        """ACC-12: their messages on the records of others."""
        self.yanan.message_post(
            body=f"我是{NAMED}", author_id=self.person.id, email_from="gao@example.cn"
        )
        kept = self.yanan.message_post(body="例行回访")
        self._dispose()
        self._assert_gone("mail_message")
        self.assertTrue(kept.exists())

    def test_lost_leads_of_its_persons(self):
        """ACC-12, ARC-12: contact data of leads that were given up long ago."""
        lead = self.env["crm.lead"].create(
            {
                "name": "旧线索",
                "partner_id": self.person.id,
                "contact_name": NAMED,
                "email_from": "gao@example.cn",
                "referred": f"{NAMED}的同学",
                "description": f"{NAMED}",
            }
        )
        lead.action_set_lost()
        self._dispose()
        self._assert_gone("crm_lead")
        self.assertFalse(lead.state_id)
        self.assertFalse(lead.email_normalized)

    def test_no_undo_brings_it_back(self):
        """ACC-12, IMP-07: journals of imports forget what they wrote."""
        entry = self.env["ruiji.archive.import.entry"].create(
            {
                "import_id": self.env["ruiji.archive.import"].create({}).id,
                "model": "res.partner",
                "res_id": self.client.id,
                "kind": "updated",
                "old_values": {"contact_name": NAMED},
                "new_values": {"contact_name": "别人"},
            }
        )
        self._dispose()
        self._assert_gone("ruiji_archive_import_entry")
        self.assertEqual(entry.state, "kept")
        self.assertFalse(self.client.contact_name)

    def test_workbooks_findings_and_handovers(self):
        """ACC-12: what imports and handovers keep beside the file."""
        run = self.env["ruiji.archive.import"].create(
            {
                "file": base64.b64encode(NAMED.encode()),
                "rejected_file": base64.b64encode(NAMED.encode()),
                "state": "done",
            }
        )
        other = run.copy({"file": base64.b64encode(b"others"), "state": "done"})
        self.env["ruiji.archive.import.entry"].create(
            {
                "import_id": run.id,
                "model": "res.partner",
                "res_id": self.person.id,
                "kind": "updated",
            }
        )
        finding, kept = self.env["ruiji.archive.import.issue"].create(
            [
                {
                    "import_id": other.id,
                    "severity": "warning",
                    "code": "empty_file",
                    "value": value,
                    "message": value,
                }
                for value in (f"{NAMED} 13991100001", "别人")
            ]
        )
        handover = self.env["ruiji.handover"].create(
            {"leaver_id": self.manager.id, "successor_id": self.other_manager.id}
        )
        handover.action_list()
        line = handover.line_ids.filtered(lambda line: line.client_id == self.client)
        self._dispose()
        self._assert_gone("ruiji_archive_import_issue", "ruiji_handover_line")
        self.assertEqual(set(line.mapped("name")), {self.client.name})
        self.assertFalse(run.file or run.rejected_file)
        self.assertTrue(other.file)
        self.assertFalse(finding.value)
        self.assertEqual(kept.value, "别人")

    def test_access_record_stays(self):
        """ACC-03, ACC-12: who saw the file of which unit is never rewritten."""
        name = self.client.name
        records = self.env["ruiji.access.record"]
        records._log(self.client, "print", "card", 1)
        record = records.search([("client_id", "=", self.client.id)])
        self._dispose()
        self.env.invalidate_all()
        self.assertEqual(record.client_name, name)
