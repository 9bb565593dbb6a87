from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestStockScheduler(TransactionCase):
    """Who may set off Odoo's stock scheduler over RPC."""

    def _run(self, groups):
        user = new_test_user(self.env, "somebody", groups=groups)
        return call_kw(self.env["stock.rule"].with_user(user), "run_scheduler", [], {})

    def test_it_is_the_warehouse_s(self):
        """WEB-06: it reserves stock and buys, and is not a client's to start."""
        for groups in (
            "base.group_portal",
            "base.group_user",
            "ruiji_client_archive.group_account_manager",
        ):
            with self.subTest(groups=groups), self.assertRaises(AccessError):
                self._run(groups)
            self.env["res.users"].search([("login", "=", "somebody")]).login = groups

    def test_the_warehouse_and_the_job_run_it(self):
        """WEB-06: as Odoo has it."""
        self.assertEqual(self._run("stock.group_stock_manager"), {})
        self.assertEqual(self.env["stock.rule"].run_scheduler(), {})
