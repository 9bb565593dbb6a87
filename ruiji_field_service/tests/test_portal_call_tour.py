from odoo.tests import tagged

from .portal_call_common import PortalCallCase


@tagged("post_install", "-at_install")
class TestPortalCallTour(PortalCallCase):
    """A call from a telephone whose connection comes and goes (SVC-01)."""

    browser_size = "390x844"
    touch_enabled = True

    def test_client_calls_a_technician(self):
        """SVC-01, WEB-09: kept while it is typed, sent once, followed by a message."""
        # Tours sign in with the login as the password: eight characters at least.
        self._new_portal_user(self._new_person(self.yanan, "孙敏"), "yadxsunm")
        self.start_tour("/my", "ruiji_portal_call", login="yadxsunm")
        call = self._sent_calls()
        self.assertEqual(len(call), 1)
        self.assertEqual(call.fault_description, "SYNC LOST")
        self.assertEqual(call.urgency, "down")
        self.assertEqual(call.contact_phone, "13991100002")
        self.assertIn("BRING A LADDER", call.message_ids[:1].body)
