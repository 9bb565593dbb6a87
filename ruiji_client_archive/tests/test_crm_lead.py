import re

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from .common import ArchiveCase

CONTRACT = "ruiji_client_archive.mail_activity_file_contract"


@tagged("post_install", "-at_install")
class TestCrmLead(ArchiveCase):
    """Prospects are worked in the pipeline (ARC-12)."""

    def _lead(self, user=None, **values):
        user = user or self.manager
        return (
            self.env["crm.lead"]
            .with_user(user)
            .create(
                {
                    "name": "基站板件维修",
                    "type": "lead",
                    "user_id": user.id,
                    "partner_name": "陕西广电网络传媒（集团）股份有限公司",
                    "contact_name": "周敏",
                    "phone": "029-87990000",
                    "email_from": "zhoumin@example.cn",
                    "street": "曲江新区",
                    "zip": "710061",
                    "state_id": self.shaanxi.id,
                    **values,
                }
            )
        )

    def test_a_lead_makes_a_client_file(self):
        """ARC-12: registered from the lead, for its salesperson, as a prospect."""
        lead = self._lead()
        action = lead.action_client_file()
        client = lead.client_id
        self.assertEqual(action["res_id"], client.id)
        self.assertEqual(client.archive_state, "draft")
        self.assertEqual(client.lifecycle, "prospective")
        self.assertTrue(client.lifecycle_reason)
        self.assertEqual(client.user_id, self.manager)
        self.assertEqual(client.name, "陕西广电网络传媒（集团）股份有限公司")
        self.assertEqual(client.zip, "710061")
        self.assertEqual(client.contact_name, "周敏")
        self.assertTrue(client.client_number)
        self.assertEqual(lead.client_state, "draft")

    def test_a_lead_finds_the_file_that_is_there(self):
        """ARC-12, ARC-01: by the legal name, however it is written."""
        lead = self._lead(partner_name="中国电信股份有限公司 延安分公司")
        lead.action_client_file()
        self.assertEqual(lead.client_id, self.yanan)

    def test_a_closed_file_is_named_not_opened(self):
        """ARC-12, ACC-02: the lead's owner learns the name and whom to ask."""
        self.yanan.write(
            {"confidentiality": "secret", "user_id": self.other_manager.id}
        )
        lead = self._lead(partner_name=self.yanan.name)
        with self.assertRaisesRegex(UserError, re.escape(self.other_manager.name)):
            lead.action_client_file()
        self.assertFalse(lead.client_id)

    def test_a_customer_becomes_the_file(self):
        """ARC-12, OPS-02: a company that Odoo knows is taken into the archive."""
        company = self.env["res.partner"].create(
            {"name": "西安长线通讯有限公司", "is_company": True, "street": "科技路"}
        )
        lead = self._lead(partner_id=company.id)
        lead.action_client_file()
        self.assertEqual(lead.client_id, company)
        self.assertEqual(company.archive_state, "draft")
        self.assertEqual(company.street, "科技路")

    def test_a_lead_without_a_company_says_what_is_missing(self):
        """ARC-12: a client file belongs to a company."""
        lead = self._lead(partner_name=False)
        with self.assertRaisesRegex(UserError, "legal name"):
            lead.action_client_file()

    def _convert(self, lead):
        wizard = Form(
            self.env["crm.lead2opportunity.partner"]
            .with_user(lead.user_id)
            .with_context(
                active_model="crm.lead", active_id=lead.id, active_ids=lead.ids
            )
        )
        wizard.save().action_apply()

    def test_conversion_makes_a_file_and_a_person(self):
        """ARC-12: Odoo's own button makes no second kind of customer."""
        lead = self._lead()
        self._convert(lead)
        self.assertEqual(lead.type, "opportunity")
        self.assertTrue(lead.client_id.is_client)
        self.assertEqual(lead.partner_id.name, "周敏")
        self.assertEqual(lead.partner_id.parent_id, lead.client_id)

    def test_conversion_links_the_file_that_is_there(self):
        """ARC-12, ARC-01: the second lead of a company finds the first one's file."""
        lead = self._lead(partner_name=self.yanan.name)
        self._convert(lead)
        self.assertEqual(lead.client_id, self.yanan)

    def test_sales_people_outside_the_archive_keep_odoos_way(self):
        """OPS-02: their customers are plain partners."""
        seller = new_test_user(
            self.env,
            "seller",
            groups="sales_team.group_sale_salesman,base.group_partner_manager",
        )
        lead = self._lead(user=seller)
        self._convert(lead)
        self.assertTrue(lead.partner_id)
        self.assertFalse(lead.partner_id.commercial_partner_id.is_client)

    def test_the_pipeline_moves_the_lifecycle(self):
        """ARC-05, ARC-12: opened, lost, handed to another client, deleted."""
        lead = self._lead(partner_id=self.yanan.id)
        reason = self.yanan.lifecycle_reason
        self.assertTrue(reason)
        lead.action_set_lost()
        self.assertFalse(self.yanan.lifecycle_reason)
        lead.action_restore()
        self.assertEqual(self.yanan.lifecycle_reason, reason)
        lead.partner_id = self.xian
        self.assertFalse(self.yanan.lifecycle_reason)
        self.assertEqual(self.xian.lifecycle_reason, reason)
        lead.sudo().unlink()
        self.assertFalse(self.xian.lifecycle_reason)

    def test_a_person_s_lead_counts_for_the_client(self):
        """ARC-05: leads are entered on persons as often as on the unit."""
        person = self.env["res.partner"].create(
            {"name": "何辉杰", "parent_id": self.yanan.id}
        )
        self._lead(partner_id=person.id)
        self.assertTrue(self.yanan.lifecycle_reason)

    def test_a_lead_won_asks_for_the_contract_once(self):
        """ARC-12: on the account manager's list; the lifecycle waits for it."""
        self.yanan.user_id = self.manager
        for _times in range(2):
            lead = self._lead(partner_id=self.yanan.id, type="opportunity")
            lead.action_set_won()
        activity = self.yanan.activity_search([CONTRACT])
        self.assertEqual(activity.user_id, self.manager)
        self.assertEqual(self.yanan.lifecycle, "prospective")

    def test_leads_are_as_secret_as_the_file(self):
        """ARC-12, ACC-02: a lead of a closed file tells no phone of it."""
        self.yanan.write({"confidentiality": "secret", "phone": "0911-2110000"})
        with self.assertRaises(AccessError):
            self.env["crm.lead"].with_user(self.manager).create(
                {
                    "name": "探听",
                    "user_id": self.manager.id,
                    "partner_id": self.yanan.id,
                }
            )
        lead = self._lead(user=self.vp, partner_id=self.yanan.id)
        lead.user_id = False
        leads = self.env["crm.lead"]
        mine = [("id", "=", lead.id)]
        self.assertFalse(leads.with_user(self.manager).search(mine))
        self.assertTrue(leads.with_user(self.vp).search(mine))
        self.yanan.user_id = self.manager
        self.assertTrue(leads.with_user(self.manager).search(mine))

    def test_a_lead_does_not_change_the_file(self):
        """ARC-12, ARC-09: what is entered in a lead stays in the lead."""
        self.yanan.write({"phone": "0911-2110000", "email": "yd@example.cn"})
        lead = self._lead(partner_id=self.yanan.id)
        with Form(lead) as form:
            form.phone = "029-1"
            form.email_from = "other@example.cn"
        self.assertEqual(self.yanan.phone, "0911-2110000")
        self.assertEqual(self.yanan.email, "yd@example.cn")

    def test_the_file_shows_its_pipeline(self):
        """ARC-12: the smart button counts and opens all leads of the client."""
        lead = self._lead(partner_id=self.yanan.id)
        lost = self._lead(partner_id=self.yanan.id)
        lost.action_set_lost()
        client = self.yanan.with_user(self.manager)
        self.assertEqual(client.client_lead_count, 2)
        action = client.action_open_client_leads()
        found = (
            self.env["crm.lead"]
            .with_context(active_test=False)
            .search(action["domain"])
        )
        self.assertEqual(found, lead | lost)
