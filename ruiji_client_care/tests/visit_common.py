from odoo.tests import Form, freeze_time

from odoo.addons.ruiji_client_archive.tests.common import ArchiveCase

# Friday; two working days later is Tuesday 15 September 2026.
FRIDAY = "2026-09-11 01:00:00"
MONDAY = "2026-09-14 01:00:00"
TUESDAY = "2026-09-15 01:00:00"
WEDNESDAY = "2026-09-16 01:00:00"


class VisitCase(ArchiveCase):
    """An account manager with two clients, one of which is confidential."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.yanan | cls.xian)._assign(cls.manager, "allocation", "")
        cls.lanzhou._assign(cls.other_manager, "allocation", "")
        cls.xian.confidentiality = "confidential"
        cls.person = cls.env["res.partner"].create(
            {
                "name": "张建军",
                "parent_id": cls.yanan.id,
                "type": "contact",
                "email": "zhang@client.example.com",
            }
        )

    def _plan(self, client=None, user=None, **values):
        """A plan that an account manager makes on the form."""
        visits = self.env["ruiji.client.visit"].with_user(user or self.manager)
        with Form(visits) as form:
            form.client_id = client or self.yanan
            form.date_start = FRIDAY
            form.goal = "了解下半年维修需求"
            for name, value in values.items():
                form[name] = value
        return form.record

    def _approved(self, client=None, **values):
        visit = self._plan(client, **values)
        visit.action_submit()
        visit.with_user(self.vp).action_approve()
        return visit

    def _held(self, client=None, **values):
        visit = self._approved(client, **values)
        with freeze_time(MONDAY):
            visit.action_hold()
        return visit

    def _sent(self, **values):
        visit = self._held(**values)
        visit.findings = "两块主控板返修后仍不稳定"
        with freeze_time(MONDAY):
            visit.action_send_minutes()
        return visit

    def _activities(self, record, kind):
        activity_type = self.env.ref(f"ruiji_client_care.mail_activity_visit_{kind}")
        return self.env["mail.activity"].search(
            [
                ("res_model", "=", record._name),
                ("res_id", "in", record.ids),
                ("activity_type_id", "=", activity_type.id),
            ]
        )
