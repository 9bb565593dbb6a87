from odoo.addons.ruiji_repair_pricing.tests.portal_common import PortalSlipCase

from .common import CallCase

CALLS = "/my/service-calls"


class PortalCallCase(CallCase, PortalSlipCase):
    """A person of Yan'an calls a technician at the portal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calls = cls.env["ruiji.service.call"]

    def _call_form(self, **values):
        """The form as it comes, filled in."""
        page = self._page(f"{CALLS}/new")
        hidden = page.xpath("//form[@enctype]//input[@type='hidden' and @name]")
        return {
            **{field.name: field.value for field in hidden},
            "unit_id": str(self.yanan.id),
            "equipment": "ZXJ10 TNET",
            "serial_number": "YA-1",
            "fault": "无时钟输出",
            "district": "宝塔区",
            "street": "南关街12号",
            "area": "suburbs",
            "urgency": "impaired",
            "contact_name": self.wang.name,
            "contact_phone": "13991100001",
            **values,
        }

    def _send_call(self, form, photos=()):
        files = [("photos", ("照片.png", photo, "image/png")) for photo in photos]
        return self.url_open(
            f"{CALLS}/new", data=form, files=files or None, allow_redirects=False
        )

    def _sent_calls(self):
        return self.calls.search([("channel", "=", "portal")])
