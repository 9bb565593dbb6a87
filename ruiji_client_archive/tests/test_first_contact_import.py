from odoo.tests import tagged

from .common_import import CLIENT, ImportCase


@tagged("post_install", "-at_install")
class TestFirstContactImport(ImportCase):
    """Files of the old system are not new clients (MGR-04)."""

    def test_imported_files_start_no_clock(self):
        """MGR-04, MGR-02: their managers come from the old system, says the history."""
        self.import_rows(
            clients=[CLIENT | {"manager": "秦斌国", "lifecycle": "即将"}],
            managers=[{"name": "秦斌国", "position": "客户经理", "gender": "男"}],
        )
        client = self.client(CLIENT["name"])
        self.assertTrue(client.user_id)
        self.assertFalse(client.first_contact_deadline)
        self.assertEqual(client.assignment_ids.origin, "import")
