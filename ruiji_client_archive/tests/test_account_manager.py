from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import ArchiveCase


@tagged("post_install", "-at_install")
class TestAccountManager(ArchiveCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.yanan.user_id = cls.manager

    def _edit(self, user, manager, **values):
        action = manager.with_user(user).action_edit_information()
        form = Form(
            self.env[action["res_model"]]
            .with_user(user)
            .with_context(**action["context"])
        )
        for name, value in values.items():
            form[name] = value
        form.save().action_save()

    def test_clerk_keeps_the_information(self):
        """MGR-01: name, gender, position, mobile, home address and postal code."""
        self._edit(
            self.clerk,
            self.manager,
            name="吕辉",
            gender="male",
            function="客户经理",
            phone="13991100002",
            home_address="西安市雁塔区",
            home_zip="710061",
            client_capacity=1.5,
            client_cap=80,
        )
        file = self.yanan.with_user(self.clerk)
        self.assertEqual(file.user_id.name, "吕辉")
        self.assertEqual(file.manager_gender, "male")
        self.assertEqual(file.manager_position, "客户经理")
        self.assertEqual(file.manager_phone, "13991100002")
        self.assertEqual(file.manager_home_address, "西安市雁塔区")
        self.assertEqual(file.manager_home_zip, "710061")
        self.assertEqual(self.manager.client_cap, 80)

    def test_provinces_are_added_and_taken_away(self):
        """MGR-01, MGR-03: preferred provinces are kept in the same form."""
        self.manager.preferred_state_ids = self.gansu
        action = self.manager.with_user(self.clerk).action_edit_information()
        form = Form(
            self.env[action["res_model"]]
            .with_user(self.clerk)
            .with_context(**action["context"])
        )
        self.assertEqual(form.preferred_state_ids.ids, self.gansu.ids)
        form.preferred_state_ids.add(self.shaanxi)
        form.preferred_state_ids.remove(id=self.gansu.id)
        form.save().action_save()
        self.assertEqual(self.manager.preferred_state_ids, self.shaanxi)

    def test_form_opens_no_other_door(self):
        """MGR-01: only account managers are kept there, and no right or login."""
        Edit = self.env["ruiji.account.manager.edit"]
        values = {"user_id": self.general_manager.id, "name": "mine"}
        with self.assertRaises(AccessError):
            Edit.with_user(self.clerk).create(values).action_save()
        with self.assertRaises(AccessError):
            Edit.with_user(self.manager).create(values)
        self.manager.with_user(self.clerk)._keep_information(
            {"login": "taken", "group_ids": [], "function": "经理"}
        )
        self.assertEqual(self.manager.login, "account_manager")
        self.assertEqual(self.manager.function, "经理")
        with self.assertRaises(AccessError):
            self.manager.with_user(self.other_manager)._keep_information({"name": "x"})
        with self.assertRaises(AccessError):
            self.manager.with_user(self.clerk).write({"client_cap": 1})

    def test_home_address_is_for_clerks_and_above(self):
        """MGR-01: neither on the file nor on the user, neither on screen nor RPC."""
        self.manager.home_address = "西安市雁塔区"
        for user in (self.clerk, self.vp, self.general_manager):
            read = self.yanan.with_user(user).read(["manager_home_address"])
            self.assertEqual(read[0]["manager_home_address"], "西安市雁塔区")
        for user in (self.manager, self.other_manager, self.finance, self.outsider):
            with self.assertRaises(AccessError):
                self.yanan.with_user(user).read(["manager_home_address"])
            with self.assertRaises(AccessError):
                self.manager.with_user(user).read(["home_address"])
            with self.assertRaises(AccessError):
                self.env["res.users"].with_user(user).search(
                    [("home_address", "like", "雁塔")]
                )
        arch = (
            self.env["res.partner"]
            .with_user(self.manager)
            .get_view(self.env.ref("ruiji_client_archive.client_view_form").id)["arch"]
        )
        self.assertNotIn("home_address", arch)

    def test_load_is_relative_to_the_most_loaded(self):
        """MGR-03: the bar compares clients by capacity."""
        others = self.env["res.partner"].search([("user_id", "!=", False)])
        others.filtered("is_client").user_id = False
        (self.yanan | self.xian).user_id = self.manager
        self.lanzhou.user_id = self.other_manager
        self.assertEqual(self.manager.client_load, 100)
        self.assertEqual(self.other_manager.client_load, 50)
        self.other_manager.client_capacity = 0.5
        self.other_manager.invalidate_recordset(["client_load"])
        self.assertEqual(self.other_manager.client_load, 100)
