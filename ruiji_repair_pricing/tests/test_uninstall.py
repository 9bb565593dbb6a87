from odoo.tests import TransactionCase, tagged

from odoo.addons.ruiji_client_archive import hooks as archive_hooks
from odoo.addons.ruiji_repair_pricing import hooks as pricing_hooks


@tagged("post_install", "-at_install")
class TestUninstall(TransactionCase):
    """What installing switched off comes back when the addons go."""

    def test_services_and_sharing_come_back(self):
        """OPS-02: Odoo works on as it did, but for open self-registration."""
        parameters = self.env["ir.config_parameter"]
        share = self.env.ref("spreadsheet_dashboard.access_spreadsheet_dashboard_share")
        nowhere = [("value", "=", archive_hooks.NOWHERE)]
        self.assertTrue(parameters.search(nowhere))
        self.assertFalse(share.active)

        pricing_hooks.uninstall_hook(self.env)
        archive_hooks.uninstall_hook(self.env)

        self.assertFalse(parameters.search(nowhere))
        self.assertTrue(share.active)
        for name in archive_hooks.SILENCED_JOBS:
            self.assertTrue(self.env.ref(name).active)
        self.assertEqual(parameters.get_param("auth_signup.invitation_scope"), "b2b")
