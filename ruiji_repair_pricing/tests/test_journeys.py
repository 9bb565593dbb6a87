from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.ruiji_client_archive.tests.common_import import SAMPLE

from .slip_common import SlipCase


@tagged("post_install", "-at_install")
class TestClerkJourney(HttpCase):
    """The day on which the old system is left behind."""

    def test_clerk_imports_the_old_archive(self):
        """IMP-01, IMP-02, IMP-03, IMP-05: check, findings, import, clients."""
        clerk = new_test_user(
            self.env, "clerk", groups="ruiji_client_archive.group_marketing_clerk"
        )
        self.env["ir.attachment"].create(
            {
                "name": "client_archive.xls",
                "url": "/ruiji/client_archive.xls",
                "raw": SAMPLE.read_bytes(),
                "public": True,
            }
        )
        self.start_tour(
            "/odoo/archive-imports", "ruiji_clerk_import", login=clerk.login
        )
        self._run_scheduler()
        self.start_tour(
            "/odoo/archive-imports",
            "ruiji_clerk_clients",
            login=clerk.login,
            timeout=120,
        )

    def _run_scheduler(self):
        """Let the import's job come round as often as it asks to."""
        job = self.env.ref("ruiji_client_archive.cron_archive_import")
        running = self.env["ruiji.archive.import"].search([])
        with self.enter_registry_test_mode():
            for _turn in range(20):
                if running.state == "running":
                    job.method_direct_trigger()
                    self.env.invalidate_all()
        self.assertEqual(running.state, "done")


@tagged("post_install", "-at_install")
class TestJourneys(SlipCase, HttpCase):
    """What a person can do, from the login to the goal, in the browser."""

    def test_account_manager_opens_a_file(self):
        """ARC-02, SUB-02, CON-05, PRI-04: the six parts, and a price explained."""
        self.start_tour(
            "/odoo/clients", "ruiji_account_manager_file", login=self.manager.login
        )

    def test_boards_from_the_portal_to_the_bench(self):
        """REP-01, WEB-05: handed in by a client, seen by workshop and manager."""
        self.start_tour("/my", "ruiji_portal_journey", login=self.wang_user.login)
        slips = self.env["ruiji.repair.slip"]
        slip = slips.search([("partner_id", "=", self.yanan.id)])
        self.assertEqual(slip.channel, "web")
        self.assertEqual(slip.mapped("repair_ids.repair_price"), [800, 350, 800])
        slip.with_user(self.clerk).action_receive()
        self.start_tour(
            "/odoo/bench", "ruiji_technician_bench", login=self.technician.login
        )
        self.start_tour(
            "/odoo/repair-slips", "ruiji_manager_slip", login=self.manager.login
        )

    def test_dashboard_opens(self):
        """ANA-01: the general manager finds figures, not an empty page."""
        self.start_tour(
            "/odoo/dashboards",
            "ruiji_manager_dashboard",
            login=self.general_manager.login,
        )
