from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestNoBrowserCache(HttpCase):
    """ACC-02: what shows clients is never kept by the browser."""

    def test_no_action_about_clients_is_cached(self):
        """ACC-02: those of both addons and of Odoo, whoever made them."""
        about = self.env["ir.rule"]._models_about_clients()
        actions = self.env["ir.actions.act_window"].search([("res_model", "in", about)])
        self.assertGreater(len(actions), 60)
        kept = [a.name for a in actions if a._get_action_dict()["cache"] is not False]
        self.assertFalse(kept)

    def test_the_browser_is_told(self):
        """ACC-02: through the door by which the web client loads actions."""
        self.authenticate("admin", "admin")
        for xml_id, is_kept in (
            ("contacts.action_contacts", False),
            ("ruiji_client_archive.client_action", False),
            ("base.action_country", True),
        ):
            action = self.make_jsonrpc_request(
                "/web/action/load", {"action_id": self.env.ref(xml_id).id}
            )
            self.assertEqual(action["cache"], is_kept, xml_id)
