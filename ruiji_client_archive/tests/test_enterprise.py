from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import ArchiveCase

FORM = "ruiji_client_archive.client_view_form"


@tagged("post_install", "-at_install")
class TestEnterprise(ArchiveCase):
    """What is known of the enterprise beyond its basic information."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.yanan.user_id = cls.manager

    def _enter(self, user):
        with Form(self.yanan.with_user(user), view=FORM) as form:
            form.legal_representative = "何辉杰"
            form.business_scope = "电信业务经营"
            form.registered_capital = 5_000_000
            form.enterprise_nature = "state"
            form.credit_grade = "aa"
            form.granted_credit = 300_000
            with form.significant_change_ids.new() as change:
                change.date = "2026-03-01"
                change.description = "总经理更换"

    def test_extended_data_is_entered_in_the_form(self):
        """ARC-08: the account manager enters it, changes as dated entries."""
        self._enter(self.manager)
        self.assertEqual(self.yanan.registered_currency_id, self.env.ref("base.CNY"))
        self.assertEqual(
            (self.yanan.enterprise_nature, self.yanan.credit_grade), ("state", "aa")
        )
        self.assertEqual(self.yanan.significant_change_ids.description, "总经理更换")

    def test_credit_is_for_those_who_weigh_it(self):
        """ARC-08: the clerk keeps the file, finance and credit are not for him."""
        self._enter(self.manager)
        self.assertEqual(self.yanan.with_user(self.finance).credit_grade, "aa")
        with self.assertRaises(AccessError):
            self.yanan.with_user(self.clerk).read(["granted_credit"])

    def test_changes_are_as_secret_as_the_file(self):
        """ARC-08, ACC-02: entries of a secret file are closed with it."""
        self._enter(self.manager)
        changes = self.env["ruiji.significant.change"]
        self.assertTrue(changes.with_user(self.clerk).search([]))
        self.yanan.confidentiality = "secret"
        self.env.flush_all()
        self.assertFalse(changes.with_user(self.clerk).search([]))
        self.assertTrue(changes.with_user(self.manager).search([]))
