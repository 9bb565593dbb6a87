import base64

from .web_access_common import WebAccessHttpCase

FOREIGN = "Zqforeign"
INTERNAL = "Zqinternal"
NOISE = ("odoo.http", "odoo.addons", "odoo.sql_db", "odoo.models", "werkzeug")


class IsolationCase(WebAccessHttpCase):
    """A portal user, a sister unit full of marked data, and what staff wrote."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls._portal_user(cls.wang)
        cls.foreign = cls._new_client(
            f"{FOREIGN} 分公司", "prefecture", superior_id=cls.province.id
        )
        cls.foreign_person = cls._new_person(cls.foreign, f"{FOREIGN} person")
        for partner in cls.foreign | cls.foreign_person:
            cls._mark(partner, FOREIGN)
        cls._portal_user(cls.foreign_person)
        cls.strangers = cls.foreign | cls.foreign_person
        for partner in cls.yanan | cls.wang:
            partner.write({"comment": INTERNAL, "business_remark": INTERNAL})
            cls._write_beside(partner, INTERNAL)
        cls.colleague = cls._new_person(
            cls.yanan, "colleague", hobbies=INTERNAL, login_code="Zqintern"
        )

    @classmethod
    def _mark(cls, partner, mark):
        texts = dict.fromkeys(
            ("contact_name", "street", "function", "business_remark"), mark
        )
        numbers = dict.fromkeys(("phone", "mobile", "fax"), f"{mark} 123")
        partner.write(
            {**texts, **numbers, "email": f"{mark}@example.cn", "comment": mark}
        )
        cls._write_beside(partner, mark)

    @classmethod
    def _write_beside(cls, partner, mark):
        """A message, an attachment and an activity of staff on a partner."""
        partner.message_post(body=mark, subtype_xmlid="mail.mt_comment")
        cls.env["ir.attachment"].create(
            {
                "name": f"{mark}.txt",
                "raw": mark.encode(),
                "res_model": "res.partner",
                "res_id": partner.id,
            }
        )
        partner.activity_schedule("mail.mail_activity_data_todo", note=mark)

    def _assert_clean(self, answer, where):
        for mark in FOREIGN, INTERNAL, base64.b64encode(FOREIGN.encode()).decode():
            self.assertNotIn(mark.lower(), answer.lower(), f"{where} shows {mark}")
