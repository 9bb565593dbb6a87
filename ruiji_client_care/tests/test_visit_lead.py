from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .visit_common import VisitCase


@tagged("post_install", "-at_install")
class TestVisitLead(VisitCase):
    """Business that came up at a visit (ARC-05, ARC-12)."""

    def _lead_of(self, visit):
        """An opportunity, as the button of the visit opens it."""
        context = visit.action_new_lead()["context"]
        leads = self.env["crm.lead"].with_user(self.manager).with_context(**context)
        with Form(leads) as form:
            form.name = "新建基站板件维修"
        return form.record

    def test_from_a_visit_and_back(self):
        """ARC-05: the opportunity has client, person and words of the visit."""
        visit = self._held(person_ids=self.person)
        visit.findings = "年底前要修二十块主控板"
        lead = self._lead_of(visit)
        self.assertEqual(lead.visit_id, visit)
        self.assertEqual((lead.partner_id, lead.client_id), (self.person, self.yanan))
        self.assertIn("二十块", lead.description)
        self.assertEqual((visit.lead_count, visit.lead_ids), (1, lead))
        action = visit.action_view_leads()
        leads = self.env["crm.lead"].with_user(self.manager)
        self.assertEqual(leads.search(action["domain"]), lead)

    def test_client_becomes_prospective(self):
        """ARC-05: the open opportunity is the fact that decides the lifecycle."""
        visit = self._held()
        before = self.yanan.lifecycle_reason
        self._lead_of(visit)
        self.assertEqual(self.yanan.lifecycle, "prospective")
        self.assertNotEqual(self.yanan.lifecycle_reason, before)

    def test_visit_of_another_client(self):
        """ARC-12: an opportunity hangs on a visit to its own client."""
        lead = self._lead_of(self._held())
        with self.assertRaises(ValidationError):
            lead.sudo().partner_id = self.xian

    def test_who_may(self):
        """ACC-06: the pipeline is that of sellers; others are refused over RPC."""
        visit = self._held()
        service = visit.with_user(self.customer_service)
        context = service.action_new_lead()["context"]
        leads = self.env["crm.lead"].with_user(self.customer_service)
        with self.assertRaises(AccessError):
            leads.with_context(**context).create({"name": "新建基站板件维修"})
        with self.assertRaises(AccessError):
            service.read(["lead_count"])
        with self.assertRaises(AccessError):
            visit.with_user(self.finance).action_new_lead()

    def test_visit_stops_the_clock(self):
        """MGR-04, ARC-05: a visit that took place is the contact that was awaited."""
        self.yanan.write(
            {"first_contact_since": "2026-09-01", "first_contact_date": False}
        )
        self._held()
        self.assertEqual(str(self.yanan.first_contact_date), "2026-09-11")
        self.assertEqual(str(self.yanan.last_visit_on), "2026-09-11")
