from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .slip_common import SlipCase


@tagged("post_install", "-at_install")
class TestSlipRoles(SlipCase):
    def test_slips_are_as_secret_as_the_file(self):
        """ACC-02: who may not open the file doesn't find its slips nor its boards."""
        slip = self._new_slip()
        visible = {"internal": 1, "confidential": 0, "secret": 0}
        for level, count in visible.items():
            self.yanan.confidentiality = level
            self.env.flush_all()
            for model, key in (
                ("ruiji.repair.slip", "id"),
                ("repair.order", "slip_id"),
            ):
                found = self.env[model].with_user(self.other_manager)
                with self.subTest(level=level, model=model):
                    self.assertEqual(
                        bool(found.search_count([(key, "=", slip.id)])), bool(count)
                    )
        self.assertTrue(slip.with_user(self.manager).has_access("read"))
        self.assertTrue(slip.with_user(self.vp).has_access("read"))

    def test_account_managers_write_slips_of_their_clients(self):
        """ACC-06: a colleague's slip can be read, not changed."""
        slip = self._new_slip()
        colleague = slip.with_user(self.other_manager)
        self.assertTrue(colleague.has_access("read"))
        for record in (colleague, colleague.repair_ids):
            self.assertFalse(record.has_access("write"))
        self.assertTrue(slip.with_user(self.manager).has_access("write"))
        with self.assertRaises(AccessError):
            self._new_slip(user=self.other_manager)

    def test_rights_of_the_roles(self):
        """ACC-06: roles x operations on slips and boards."""
        rights = {
            self.manager: "read write create unlink",
            self.clerk: "read write create unlink",
            self.customer_service: "read write create unlink",
            self.vp: "read write",
            self.general_manager: "read",
            self.finance: "read",
            self.technician: "",
            self.technical_manager: "",
            self.outsider: "",
        }
        for user, allowed in rights.items():
            slips = self.env["ruiji.repair.slip"].with_user(user)
            for operation in ("read", "write", "create", "unlink"):
                with self.subTest(user=user.login, operation=operation):
                    self.assertEqual(
                        slips.has_access(operation), operation in allowed.split()
                    )

    def test_screens_open_for_every_role(self):
        """Every role opens the boards' screens without rights in the warehouse."""
        slip = self._new_slip()
        slip.action_submit()
        view = "ruiji_repair_pricing.repair_order_view_form_slip"
        for user in (self.manager, self.clerk, self.vp, self.finance):
            with self.subTest(user=user.login):
                Form(slip.with_user(user))
                Form(slip.repair_ids[0].with_user(user), view)
