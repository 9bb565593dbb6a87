import base64
import io

from PIL import Image

from .web_access_common import WebAccessHttpCase

FOREIGN = "Zqforeign"
INTERNAL = "Zqinternal"


def _picture(number):
    """A picture like no other one."""
    content = io.BytesIO()
    Image.new("RGB", (2, 2), (number % 256, number // 256 % 256, 77)).save(
        content, "PNG"
    )
    return base64.b64encode(content.getvalue())


class IsolationCase(WebAccessHttpCase):
    """A portal user, a sister unit full of marked data, and what staff wrote."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.marks = [mark.lower() for mark in MARKS]
        cls.user = cls._portal_user(cls.wang)
        cls.foreign = cls._new_client(
            f"{FOREIGN} 分公司", "prefecture", superior_id=cls.province.id
        )
        cls.foreign_person = cls._new_person(cls.foreign, f"{FOREIGN} person")
        for partner in cls.foreign | cls.foreign_person:
            cls._mark(partner, FOREIGN)
            partner.image_1920 = _picture(partner.id)
        cls._portal_user(cls.foreign_person)
        cls.strangers = cls.foreign | cls.foreign_person
        for partner in cls.yanan | cls.wang:
            partner.write({"comment": INTERNAL, "business_remark": INTERNAL})
            cls._write_beside(partner, INTERNAL)
        cls.colleague = cls._new_person(
            cls.yanan, "colleague", hobbies=INTERNAL, login_code="Zqintern"
        )
        cls.env.flush_all()
        cls.env.cr.precommit.run()

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

    def find_mark(self, text):
        """The first mark of another client, or of the house, in a text."""
        text = text.lower()
        return next((mark for mark in self.marks if mark in text), None)

    def _assert_clean(self, answer, where):
        mark = self.find_mark(answer)
        self.assertFalse(mark, f"{where} shows {mark}")


def _in_base64(text):
    """How a text reads within something encoded, wherever in it it stands."""
    for offset, start in enumerate((0, 2, 3)):
        encoded = base64.b64encode(b"-" * offset + text.encode()).decode()
        yield encoded.rstrip("=")[start:-1]


MARKS = (FOREIGN, INTERNAL, *_in_base64(FOREIGN), *_in_base64(INTERNAL))
