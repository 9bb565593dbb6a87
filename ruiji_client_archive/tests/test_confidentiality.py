from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ArchiveCase

READ_BY_LEVEL = {
    "internal": (
        "clerk",
        "manager",
        "other_manager",
        "vp",
        "general_manager",
        "finance",
        "customer_service",
    ),
    "confidential": (
        "clerk",
        "manager",
        "vp",
        "general_manager",
        "finance",
        "customer_service",
    ),
    "secret": ("manager", "vp", "general_manager"),
}
EVERYBODY = (*READ_BY_LEVEL["internal"], "outsider")


@tagged("post_install", "-at_install")
class TestConfidentiality(ArchiveCase):
    """Who sees which file; the file of 延安 is looked after by `manager`."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.yanan.user_id = cls.manager
        cls.person = cls.env["res.partner"].create(
            {"name": "何辉杰", "parent_id": cls.yanan.id, "mobile": "13779286487"}
        )

    def test_levels_and_roles(self):
        """ACC-01, ACC-02: every role by every level, file and person alike."""
        for level, readers in READ_BY_LEVEL.items():
            self.yanan.confidentiality = level
            for role in EVERYBODY:
                user = getattr(self, role)
                for record in (self.yanan, self.person):
                    with self.subTest(level=level, role=role, record=record.name):
                        mine = record.with_user(user)
                        expected = role in readers
                        self.assertEqual(mine.has_access("read"), expected)
                        found = mine.search([("id", "=", record.id)])
                        self.assertEqual(bool(found), expected)

    def test_hidden_values_cannot_be_guessed_by_searching(self):
        """ACC-02: searching by a phone finds nothing in a hidden file."""
        self.yanan.confidentiality = "secret"
        partners = self.env["res.partner"].with_user(self.other_manager)
        self.assertFalse(partners.search([("mobile", "=", "13779286487")]))
        groups = partners._read_group(
            [("mobile", "=like", "1377928%")], ["mobile"], ["__count"]
        )
        self.assertEqual(groups, [])

    def test_names_carry_no_address_of_a_hidden_file(self):
        """ACC-02: a screen that refers to a hidden client shows its name alone."""
        self.province.write(
            {"confidentiality": "secret", "street": "唐延路", "email": "x@example.cn"}
        )
        specification = {
            "superior_id": {
                "fields": {"display_name": {}},
                "context": {"show_address": True, "show_email": True},
            }
        }
        for user, details in ((self.other_manager, False), (self.vp, True)):
            [values] = self.yanan.with_user(user).web_read(specification)
            shown = values["superior_id"]["display_name"]
            self.assertIn(self.province.name, shown)
            self.assertEqual("唐延路" in shown, details)
            self.assertEqual("x@example.cn" in shown, details)

    def test_directory_shows_the_name_only(self):
        """ACC-02: an uncleared reader still sees that the file exists."""
        self.yanan.confidentiality = "secret"
        self.env.flush_all()
        directory = self.env["ruiji.client.directory"].with_user(self.other_manager)
        entry = directory.search([("name", "=", self.yanan.name)])
        self.assertEqual(entry.confidentiality, "secret")
        self.assertEqual(entry.user_id, self.manager)
        with self.assertRaises(AccessError):
            self.env["ruiji.client.directory"].with_user(self.outsider).search([])

    def test_account_manager_keeps_own_files_only(self):
        """ACC-01: others' files are for reading."""
        self.yanan.with_user(self.manager).contact_name = "何辉杰"
        with self.assertRaises(AccessError):
            self.yanan.with_user(self.other_manager).contact_name = "何辉杰"

    def test_level_is_set_by_management(self):
        """ACC-01: not by the account manager, though the file is his."""
        for role in ("manager", "clerk", "customer_service"):
            with self.subTest(role), self.assertRaises(AccessError):
                self.yanan.with_user(getattr(self, role)).confidentiality = "secret"
        for role in ("vp", "general_manager"):
            self.yanan.with_user(getattr(self, role)).confidentiality = "confidential"
        self.assertEqual(self.yanan.confidentiality, "confidential")

    def test_persons_follow_their_client_to_a_new_manager(self):
        """ACC-01: the new manager of a secret file sees its persons, too."""
        self.yanan.confidentiality = "secret"
        self.yanan.user_id = self.other_manager
        self.assertTrue(self.person.with_user(self.other_manager).has_access("read"))
        self.assertFalse(self.person.with_user(self.manager).has_access("read"))

    def test_finance_reads_but_does_not_write(self):
        """ACC-06: finance keeps no files and sees no hobbies."""
        with self.assertRaises(AccessError):
            self.yanan.with_user(self.finance).contact_name = "何辉杰"
        with self.assertRaises(AccessError):
            self.person.with_user(self.finance).read(["hobbies"])

    def test_home_address_is_for_clerks_and_above(self):
        """MGR-01: colleagues see the manager's phone, not where he lives."""
        self.manager.sudo().home_address = "西安市高新区唐延路36号"
        self.assertTrue(self.manager.with_user(self.clerk).home_address)
        with self.assertRaises(AccessError):
            self.manager.with_user(self.finance).read(["home_address"])
