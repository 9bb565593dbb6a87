from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ArchiveCase


@tagged("post_install", "-at_install")
class TestWizardPrivacy(ArchiveCase):
    """Rows of wizards are their users' alone."""

    def test_nobody_reads_what_another_prepared(self):
        """ACC-02: over RPC neither read, searched, changed nor deleted."""
        mine = (
            self.env["ruiji.archive.export"]
            .with_user(self.vp)
            .create({"client_ids": self.yanan.ids})
        )
        mine.file_name = "mine.xlsx"
        theirs = mine.with_user(self.general_manager)
        self.assertFalse(theirs.search([("id", "=", mine.id)]))
        for act in (
            lambda: theirs.read(["file_name"]),
            lambda: theirs.write({"file_name": "x"}),
            theirs.action_export,
        ):
            with self.assertRaises(AccessError):
                act()
        self.assertEqual(mine.read(["file_name"])[0]["file_name"], "mine.xlsx")
