from odoo.tests import tagged

from .portal_common import PortalSlipCase


@tagged("post_install", "-at_install")
class TestPortalTour(PortalSlipCase):
    def test_client_sends_in_boards_with_the_browser(self):
        """WEB-05, WEB-09: lines are added and removed, prices show as one chooses."""
        # Tours sign in with the login as the password: eight characters at least.
        self._new_portal_user(self._new_person(self.yanan, "孙敏"), "yadxsunm")
        self.start_tour(
            "/en/my/repair-slips/new", "ruiji_portal_slip", login="yadxsunm"
        )
        slip = self.slips.search([])
        self.assertEqual(
            slip.repair_ids.mapped("price_state"),
            ["priced", "waiting_catalogue", "priced"],
        )
