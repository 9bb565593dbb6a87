from odoo.tests import tagged

from .portal_common import PortalSlipCase


@tagged("post_install", "-at_install")
class TestPortalDraftTour(PortalSlipCase):
    """A slip on a telephone whose connection comes and goes (WEB-05)."""

    browser_size = "390x844"
    touch_enabled = True

    def test_nothing_is_lost_and_nothing_comes_twice(self):
        """WEB-05, WEB-09: kept on the device, brought back, sent later and once."""
        # Tours sign in with the login as the password: eight characters at least.
        user = self._new_portal_user(self._new_person(self.yanan, "孙敏"), "yadxsunm")
        self.start_tour("/my/repair-slips/new", "ruiji_portal_draft", login="yadxsunm")
        slip = self.slips.search([])
        self.assertEqual(len(slip), 1)
        self.assertEqual(
            slip.repair_ids.mapped("serial_number"), ["SN-KEPT-1", "SN-KEPT-2"]
        )
        self.assertFalse(self.env["ruiji.repair.slip.draft"].with_user(user)._own())

    def test_what_came_between_is_told(self):
        """WEB-05: an error of the server is no lost connection, nor is a sign-out."""
        user = self._new_portal_user(self._new_person(self.yanan, "孙敏"), "yadxsunm")
        self.start_tour(
            "/my/repair-slips/new", "ruiji_portal_trouble", login="yadxsunm"
        )
        draft = self.env["ruiji.repair.slip.draft"].with_user(user)._own()
        self.assertEqual(draft.entries["serial-0"], "SN-KEPT-1")
        self.assertFalse(self.slips.search([]))
