from odoo import fields
from odoo.tests import new_test_user

from odoo.addons.ruiji_repair_pricing.tests.slip_common import SlipCase

ADDON = "ruiji_field_service"


class CallCase(SlipCase):
    """The small archive with a service head and two field technicians."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.head = cls._new_service_user("service_head")
        cls.field, cls.field2 = (
            cls._new_service_user("field_technician", login)
            for login in ("field_one", "field_two")
        )
        (cls.yanan | cls.xian | cls.province).confidentiality = "internal"

    @classmethod
    def _new_service_user(cls, role, login=None):
        return new_test_user(
            cls.env,
            login or role,
            groups=f"{ADDON}.group_{role}",
            lang="zh_CN",
            tz="Asia/Shanghai",
        )

    @classmethod
    def _new_call(cls, user=None, **values):
        """A call of Yan'an as the telephone clerk enters it."""
        calls = cls.env["ruiji.service.call"].with_user(user or cls.customer_service)
        return calls.create(
            {
                "partner_id": cls.yanan.id,
                "contact_phone": "0911-2110000",
                "product_id": cls.tnet.id,
                "fault_description": "无时钟输出",
                **values,
            }
        )

    @classmethod
    def _dispatch(cls, calls, technician=None):
        calls.with_user(cls.head).write({"technician_id": (technician or cls.field).id})
        return calls

    @classmethod
    def _hours_ago(cls, hours):
        return fields.Datetime.subtract(fields.Datetime.now(), hours=hours)
