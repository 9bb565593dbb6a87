from odoo.tests import Form

from .common import ArchiveCase


class DisposalCase(ArchiveCase):
    """A prospect with a person, notes, a document and a lead."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls._new_client(
            "榆林市榆阳区广播电视台",
            "independent",
            user_id=cls.manager.id,
            contact_name="高建华",
            mobile="13991100001",
            phone="0912-3280000",
            email="gao@example.cn",
            street="新建南路",
            zip="719000",
            legal_representative="马世昌",
            business_remark="无合作意向",
            national_rank=900,
        )
        cls.person = cls.env["res.partner"].create(
            {
                "name": "雷晓东",
                "parent_id": cls.client.id,
                "mobile": "13992200002",
                "hobbies": "书法",
                "birth_year": 1970,
                "gender": "male",
            }
        )
        cls.client.with_context(tracking_disable=False).message_post(
            body="高建华来电：不再考虑"
        )
        cls.env["ir.attachment"].create(
            {
                "name": "名片.txt",
                "raw": b"13991100001",
                "res_model": "res.partner",
                "res_id": cls.person.id,
            }
        )
        cls.env["ruiji.significant.change"].create(
            {"client_id": cls.client.id, "description": "台长换为马世昌"}
        )
        cls.lead = cls.env["crm.lead"].create(
            {
                "name": "榆阳台板件",
                "partner_id": cls.client.id,
                "user_id": cls.manager.id,
                "contact_name": "高建华",
            }
        )
        cls.lead.message_post(body="高建华说预算没有")

    def _propose(self, user=None):
        self.lead.action_set_lost()
        wizard = Form(
            self.env["ruiji.disposal.proposal"]
            .with_user(user or self.manager)
            .with_context(active_ids=self.client.ids)
        )
        wizard.reason = "两年没有合作意向"
        action = wizard.save().action_propose()
        return self.env["ruiji.disposal"].browse(action["res_id"])

    def _dispose(self):
        disposal = self._propose()
        disposal.with_user(self.vp).action_approve()
        disposal.with_user(self.clerk).action_execute()
        return disposal
