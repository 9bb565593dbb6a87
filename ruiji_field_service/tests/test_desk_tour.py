from odoo.tests import HttpCase, tagged

from .common import CallCase


@tagged("post_install", "-at_install")
class TestDeskTour(CallCase, HttpCase):
    """A call at the desk, by people who read Chinese (SVC-01, SVC-02)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wang.mobile = "13991100001"
        cls.field.name = "field_one"

    def test_clerk_registers_and_head_dispatches(self):
        """SVC-01, SVC-02: from the telephone to the technician who was chosen."""
        self.start_tour(
            "/odoo/service-calls",
            "ruiji_service_call_clerk",
            login=self.customer_service.login,
        )
        call = self.env["ruiji.service.call"].search(
            [("serial_number", "=", "YA-7001")]
        )
        self.assertEqual(call.partner_id, self.yanan)
        self.assertEqual(call.contact_id, self.wang)
        self.start_tour(
            "/odoo/service-board", "ruiji_service_call_head", login=self.head.login
        )
        self.assertEqual(call.technician_id, self.field)
        self.assertEqual(call.state, "sent")


@tagged("post_install", "-at_install")
class TestTechnicianTour(CallCase, HttpCase):
    """A technician on the way, with a telephone (SVC-02)."""

    browser_size = "390x844"
    touch_enabled = True

    def test_technician_arrives(self):
        """SVC-02, SVC-03: accepted, on the way, arrived: one tap each."""
        call = self._dispatch(self._new_call())
        self.start_tour(
            "/odoo/my-service-calls",
            "ruiji_service_call_technician",
            login=self.field.login,
        )
        self.assertEqual(call.state, "on_site")
        self.assertTrue(call.date_accepted and call.date_on_way and call.date_arrived)
