from odoo.tests import TransactionCase, tagged

from . import roles_table


@tagged("post_install", "-at_install")
class TestRolesTable(TransactionCase):
    """docs/roles.md says what the system does."""

    def test_document_equals_the_system(self):
        """ACC-06: every role by every model by every operation."""
        path = roles_table.document()
        self.assertTrue(path, "docs/roles.md belongs beside the addons")
        self.assertIn(roles_table.table(self.env), path.read_text())
