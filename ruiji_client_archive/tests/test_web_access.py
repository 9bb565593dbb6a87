from odoo.exceptions import AccessDenied, AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .web_access_common import PASSWORD, WebAccessCase


@tagged("post_install", "-at_install")
class TestGrantWebAccess(WebAccessCase):
    def test_code_is_proposed_from_unit_and_department(self):
        """WEB-01: 延安电信 运维部 gives yadxyw; the clerk may change it."""
        form = self._grant_form(self.wang)
        self.assertEqual(form.partner_id, self.yanan)
        self.assertEqual(form.login_code, "yadxyw")
        form.department = "采购部"
        self.assertEqual(form.login_code, "yadxcg")
        form.department = False
        self.assertEqual(form.login_code, "yadxwl")

    def test_nothing_is_proposed_for_nobody(self):
        form = self._grant_form(self.xian)
        self.assertEqual(form.recipient, "person")
        self.assertFalse(form.login_code)
        form.person_id = self.li
        self.assertEqual(form.login_code, "xadxyw")

    def test_proposal_is_free(self):
        """WEB-01: what a user or another client has, in any case, is passed over."""
        self.clerk.login = "YADXYW"
        self.lanzhou.login_code = "yadxYW2"
        self.assertEqual(self._grant_form(self.wang).login_code, "yadxyw3")

    def test_grant_makes_a_portal_user_of_the_person(self):
        """WEB-02: the code shows on person and client by itself; the type follows."""
        self._grant(self.wang)
        user = self.wang.user_ids
        self.assertEqual(user.login, "yadxyw")
        self.assertTrue(user.share)
        self.assertEqual(user.group_ids, self.env.ref("base.group_portal"))
        self.assertEqual(user.partner_id, self.wang)
        self.assertEqual(self.wang.login_code, "yadxyw")
        self.assertEqual(self.yanan.login_code, "yadxyw")
        self.assertEqual(self.yanan.client_type, "online")

    def test_main_contact_becomes_a_person(self):
        """WEB-02: access belongs to a person, never to the unit as a whole."""
        self.yanan.write(
            {"contact_name": "陶静", "function": "总经理", "mobile": "13812345678"}
        )
        form = self._grant_form(self.yanan)
        self.assertEqual(form.recipient, "main_contact")
        self.assertEqual(form.login_code, "yadxtj")
        self._grant(self.yanan)
        person = self.yanan.child_ids.filtered("has_web_access")
        self.assertEqual(person.name, "陶静")
        self.assertEqual(person.function, "总经理")
        self.assertEqual(person.mobile, "13812345678")
        self.assertFalse(self.yanan.user_ids)

    def test_main_contact_who_is_a_person_already_is_not_doubled(self):
        self.yanan.contact_name = "王 磊"
        self._grant(self.yanan)
        self.assertTrue(self.wang.has_web_access)

    def test_consent_is_needed_and_recorded(self):
        """WEB-02: the client's consent to the code is recorded, with who and when."""
        with self.assertRaisesRegex(UserError, "consent"):
            self._grant_form(self.wang).save().action_grant()
        self._grant(self.wang, consent_by="陶静", consent_date="2026-03-02")
        self.assertEqual(self.wang.web_consent_by, "陶静")
        self.assertEqual(str(self.wang.web_consent_date), "2026-03-02")
        for partner in self.wang, self.yanan:
            note = partner.message_ids.filtered(lambda m: "陶静" in m.body)
            self.assertEqual(note.author_id, self.clerk.partner_id)

    def test_file_must_be_filed(self):
        """WEB-02, ARC-07: only filed archives take web access."""
        self.yanan.archive_state = "submitted"
        with self.assertRaisesRegex(UserError, "not filed"):
            self._grant(self.wang)
        self.assertFalse(self.wang.user_ids)

    def test_code_has_4_to_8_letters_or_digits(self):
        """WEB-01: anything else is refused, on the file as well."""
        for code in ("abc", "abcdefghi", "yadx-yw", "延安电信", "yadx yw"):
            with self.assertRaises(ValidationError):
                self._grant(self.wang, login_code=code)
            with self.assertRaises(ValidationError):
                self.wang.login_code = code

    def test_code_is_unique_regardless_of_case(self):
        """WEB-01: among users and among the codes on files."""
        self._grant(self.wang, login_code="YadxYw")
        self.assertEqual(self.wang.user_ids.login, "yadxyw")
        with self.assertRaisesRegex(UserError, "taken"):
            self._grant(self.li, login_code="YADXYW")
        with self.assertRaises(ValidationError):
            self.li.login_code = "YADXYW"

    def test_one_account_per_person(self):
        self._grant(self.wang)
        with self.assertRaisesRegex(UserError, "already"):
            self._grant(self.wang)

    def test_marketing_alone_grants_and_revokes(self):
        """WEB-02: clerk, VP and general manager; nobody else, over RPC neither."""
        for user in self.manager, self.finance, self.customer_service, self.outsider:
            with self.assertRaises(AccessError):
                self._grant(self.wang, user)
        self._grant(self.wang, self.vp)
        for user in self.manager, self.finance, self.customer_service:
            with self.assertRaises(AccessError):
                self.wang.with_user(user).action_revoke_web_access()
            with self.assertRaises(AccessError):
                self.wang.with_user(user).action_renew_one_time_password()
        self.wang.with_user(self.general_manager).action_revoke_web_access()
        self.assertFalse(self.wang.has_web_access)

    def test_code_in_use_changes_by_granting_anew_only(self):
        self._grant(self.wang)
        with self.assertRaisesRegex(UserError, "end the web access first"):
            self.wang.with_user(self.clerk).login_code = "another"


@tagged("post_install", "-at_install")
class TestRevokeWebAccess(WebAccessCase):
    def test_revoking_closes_the_account_and_keeps_history(self):
        """WEB-02: codes go from the files, what was stays in the chatter."""
        user = self._portal_user(self.wang)
        self.wang.with_user(self.clerk).action_revoke_web_access()
        self.assertFalse(user.active)
        self.assertFalse(self.wang.has_web_access)
        self.assertFalse(self.wang.login_code)
        self.assertFalse(self.yanan.login_code)
        self.assertIn("yadxyw", "".join(self.yanan.message_ids.mapped("body")))
        self.assertTrue(self.wang.active)

    def test_old_password_does_not_come_back_with_the_account(self):
        """WEB-03: access granted again begins with a new first password."""
        # The failure is counted on a connection of its own.
        self.registry_enter_test_mode()
        user = self._portal_user(self.wang)
        self.wang.with_user(self.clerk).action_revoke_web_access()
        self._grant(self.wang)
        self.assertTrue(user.active)
        with (
            self.assertRaises(AccessDenied),
            mute_logger("odoo.addons.base.models.res_users"),
        ):
            self._authenticate("yadxyw", PASSWORD)

    def test_file_shows_the_code_of_somebody_who_still_has_access(self):
        """WEB-02: two persons of one client."""
        zhao = self._new_person(self.yanan, "赵超", function="业务部经理")
        self._grant(self.wang)
        self._grant(zhao)
        self.assertEqual(self.yanan.login_code, "yadxyw")
        self.wang.with_user(self.clerk).action_revoke_web_access()
        self.assertEqual(self.yanan.login_code, zhao.login_code)

    def test_access_does_not_move_to_another_client(self):
        """WEB-06: a person who changes employer loses the old unit's access."""
        self._grant(self.wang)
        self.wang.parent_id = self.xian
        self.assertFalse(self.wang.has_web_access)

    def test_person_who_deletes_the_account_stays_on_file(self):
        """ARC-01: Odoo would archive the person and delete them later."""
        user = self._portal_user(self.wang)
        user.with_user(user).sudo()._deactivate_portal_user()
        self.assertFalse(user.active)
        self.assertTrue(self.wang.active)
        deletions = self.env["res.users.deletion"].search([("user_id", "=", user.id)])
        self.assertFalse(deletions)

    def _authenticate(self, login, password):
        credential = {"type": "password", "login": login, "password": password}
        return self.env["res.users"].authenticate(credential, {"interactive": False})


@tagged("post_install", "-at_install")
class TestScope(WebAccessCase):
    def test_scopes(self):
        """WEB-08: own unit by default, subordinates where granted, never a sister."""
        prefecture = self._portal_user(self.wang)
        self.assertEqual(prefecture._portal_units(), self.yanan)
        self.wang.portal_scope = "own"
        self.assertEqual(prefecture._portal_units(), self.yanan)
        self.wang.portal_scope = "subtree"
        self.assertEqual(prefecture._portal_units(), self.yanan)

        head = self._new_person(self.province, "何辉", function="运维部主任")
        province = self._portal_user(head)
        self.assertEqual(province._portal_units(), self.province)
        head.portal_scope = "subtree"
        self.assertEqual(
            province._portal_units(), self.province | self.yanan | self.xian
        )

    def test_unit_that_moved_away_is_seen_no_more(self):
        """WEB-08, SUB-05: the tree counts as of today."""
        head = self._new_person(self.province, "何辉", function="运维部主任")
        user = self._portal_user(head, portal_scope="subtree")
        self.xian.superior_id = self.other_province
        self.assertEqual(user._portal_units(), self.province | self.yanan)

    def test_others_have_no_unit(self):
        """WEB-06: staff, and a client whose file is no longer filed."""
        self.assertFalse(self.clerk._portal_units())
        user = self._portal_user(self.wang)
        self.yanan.archive_state = "disposed"
        self.assertFalse(user._portal_units())
