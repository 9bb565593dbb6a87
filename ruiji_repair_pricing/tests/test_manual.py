import re
from pathlib import Path

import polib

from odoo.tests import TransactionCase, new_test_user, tagged

ROOT = Path(__file__).resolve().parents[2]
MANUAL = ROOT / "docs/manual"
MENU = re.compile(r"「([^」]+▸[^」]+)」")
BUTTON = re.compile(r"【([^】]+)】")
PICTURE = re.compile(r"!\[[^]]*\]\(([^)]+)\)")
PAGE = re.compile(r"\]\(([\w-]+\.md)\)")
ROLES = {
    "account-manager": "ruiji_client_archive.group_account_manager",
    "administrator": "ruiji_client_archive.group_archive_admin,base.group_system",
    "customer-service": "ruiji_client_archive.group_customer_service",
    "field-technician": "ruiji_field_service.group_field_technician",
    "finance": "ruiji_client_archive.group_finance",
    "general-manager": "ruiji_client_archive.group_general_manager",
    "marketing-clerk": "ruiji_client_archive.group_marketing_clerk",
    "marketing-vp": "ruiji_client_archive.group_marketing_vp",
    "repair-technician": "ruiji_repair_pricing.group_repair_technician",
    "service-head": "ruiji_field_service.group_service_head",
    "technical-manager": "ruiji_repair_pricing.group_technical_manager",
}
ODOO_WORDS = {"新建", "保存"}


def text_of(name):
    return (MANUAL / f"{name}.md").read_text()


@tagged("post_install", "-at_install")
class TestManual(TransactionCase):
    """What the manual names, on the screens of the one who reads it."""

    def test_every_role_has_its_pages(self):
        """OPS-07: a page a role, and one for clients, all found from the first."""
        pages = {path.stem for path in MANUAL.glob("*.md")} - {"README"}
        self.assertEqual(pages, {*ROLES, "client"})
        listed = {name.removesuffix(".md") for name in PAGE.findall(text_of("README"))}
        self.assertEqual(listed, pages)

    def test_menus_are_those_of_the_role(self):
        """OPS-07: whoever follows the manual finds each menu it names."""
        for page, group in ROLES.items():
            visible = self._menus_of(page, group)
            for path in MENU.findall(text_of(page)):
                with self.subTest(page=page, menu=path):
                    self.assertIn(path.replace(" ▸ ", "/"), visible)

    def test_buttons_are_called_so(self):
        """OPS-07: each button that the manual names is on some screen."""
        words = ODOO_WORDS | {
            entry.msgstr
            for po in ROOT.glob("ruiji_*/i18n/zh_CN.po")
            for entry in polib.pofile(str(po))
        }
        for path in MANUAL.glob("*.md"):
            named = set(BUTTON.findall(path.read_text())) - {"按钮"}
            self.assertFalse(named - words, path.name)

    def test_pictures_are_there(self):
        """OPS-07: no page points to a picture that was not taken."""
        for path in MANUAL.glob("*.md"):
            for picture in PICTURE.findall(path.read_text()):
                self.assertTrue((MANUAL / picture).is_file(), picture)

    def _menus_of(self, page, group):
        user = new_test_user(self.env, f"reader-{page}", groups=group)
        menus = self.env["ir.ui.menu"].with_user(user).with_context(lang="zh_CN")
        return set(menus.browse(menus._visible_menu_ids()).mapped("complete_name"))
