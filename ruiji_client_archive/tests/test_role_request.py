from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from odoo.addons.ruiji_client_archive.models.role_change import APPROVED

from .common import ArchiveCase


@tagged("post_install", "-at_install")
class TestRoleRequest(ArchiveCase):
    """ACC-07: log-in rights of the staff only by request."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.role = cls.env.ref("ruiji_client_archive.group_finance")
        cls.today = fields.Date.context_today(cls.env["res.users"])

    def _request(self, author=None, **values):
        form = Form(self.env["ruiji.role.request"].with_user(author or self.clerk))
        form.user_id = self.outsider
        form.group_ids.add(self.role)
        form.reason = "代管合同"
        for field, value in values.items():
            setattr(form, field, value)
        return form.save()

    def _approved(self, **values):
        request = self._request(**values)
        request.action_submit()
        request.with_user(self.vp).action_approve()
        return request

    def _end_roles(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            cron = self.env.ref("ruiji_client_archive.cron_end_roles")
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def _changes(self, user):
        return self.env["ruiji.role.change"].search([("user_id", "=", user.id)])

    def test_approval_gives_the_role(self):
        """ACC-07: at once, and on record with its request."""
        request = self._request()
        self.assertFalse(self.outsider.has_group("ruiji_client_archive.group_finance"))
        request.action_submit()
        request.with_user(self.general_manager).action_approve()
        self.assertIn(self.role, self.outsider.group_ids)
        self.assertEqual(request.state, "approved")
        self.assertEqual(request.decided_by_id, self.general_manager)
        change = self._changes(self.outsider)[0]
        self.assertEqual(change.request_id, request)
        self.assertEqual((change.group_id, change.action), (self.role, "given"))
        self.assertEqual(change.changed_by_id, self.general_manager)

    def test_deciders_are_told(self):
        """ACC-07: a task for each who may decide, until one has decided."""
        request = self._request(author=self.vp)
        self.assertFalse(request.activity_ids, "not before it is handed in")
        request.action_submit()
        told = request.sudo().activity_ids.user_id
        self.assertIn(self.general_manager, told)
        self.assertNotIn(self.vp, told, "nobody decides on what he asks for")
        self.assertEqual(len(request.sudo().activity_ids), len(told))
        request.with_user(self.general_manager).action_refuse()
        self.assertFalse(request.sudo().activity_ids)

    def test_role_ends_by_itself(self):
        """ACC-07: after the last day, and not before."""
        request = self._approved(date_until=self.today)
        self._end_roles()
        self.assertIn(self.role, self.outsider.group_ids)
        request.sudo().date_until = self.today - timedelta(days=1)
        self._end_roles()
        self.assertNotIn(self.role, self.outsider.group_ids)
        self.assertEqual(request.state, "ended")
        change = self._changes(self.outsider)[0]
        self.assertEqual((change.action, change.request_id), ("taken", request))

    def test_what_others_gave_stays(self):
        """ACC-07: roles from before, and those that another request still gives."""
        first = self._approved(date_until=self.today)
        second = self._approved(date_until=self.today)
        self.assertFalse(second.given_group_ids)
        first.sudo().date_until = self.today - timedelta(days=1)
        self._end_roles()
        self.assertIn(self.role, self.outsider.group_ids)
        second.sudo().date_until = self.today - timedelta(days=1)
        self._end_roles()
        self.assertNotIn(self.role, self.outsider.group_ids)

    def test_somebody_else_decides(self):
        """ACC-07: neither whoever asks nor whoever gets it, nor other roles."""
        request = self._request()
        request.action_submit()
        for user in self.clerk, self.finance, self.manager:
            with self.assertRaises(AccessError):
                request.with_user(user).action_approve()
        own = self._request(author=self.vp)
        own.action_submit()
        with self.assertRaises(AccessError):
            own.action_approve()
        for_gm = self._request(user_id=self.general_manager)
        for_gm.action_submit()
        with self.assertRaises(AccessError):
            for_gm.with_user(self.general_manager).action_approve()

    def test_steps_are_taken_not_typed(self):
        """ACC-07: over RPC neither; what is handed in stays as it is."""
        request = self._request()
        for values in (
            {"state": "approved"},
            {"decided_by_id": self.vp.id},
            {"given_group_ids": [Command.set(self.role.ids)]},
        ):
            with self.assertRaises(AccessError):
                request.write(values)
            with self.assertRaises(AccessError):
                self._request().copy(values)
        with self.assertRaises(UserError):
            request.with_user(self.vp).action_approve()
        request.action_submit()
        with self.assertRaises(UserError):
            request.reason = "另一个理由"
        with self.assertRaises(AccessError):
            self._request(author=self.manager).with_user(self.clerk).read(["reason"])

    def test_refused_gives_nothing(self):
        request = self._request()
        request.action_submit()
        request.with_user(self.vp).action_refuse()
        self.assertEqual(request.state, "refused")
        self.assertNotIn(self.role, self.outsider.group_ids)
        with self.assertRaises(UserError):
            request.with_user(self.vp).action_approve()

    def test_change_without_request_shows(self):
        """ACC-07: from the user's side, from the group's, and for new users."""
        self.outsider.group_ids = [Command.link(self.role.id)]
        self.role.user_ids = [Command.unlink(self.outsider.id)]
        forged = self.outsider.with_context(**{APPROVED: {"request_id": 1}})
        forged.group_ids = [Command.link(self.role.id)]
        changes = self._changes(self.outsider)
        self.assertEqual(changes[:3].mapped("action"), ["given", "taken", "given"])
        self.assertFalse(changes.request_id)
        new = new_test_user(self.env, "newcomer", groups="base.group_user")
        self.assertEqual(self._changes(new).group_id, self.env.ref("base.group_user"))
        portal = new_test_user(self.env, "client9", groups="base.group_portal")
        self.assertFalse(self._changes(portal))

    def test_changes_are_nobodys_to_write(self):
        """ACC-07: read by the general manager and the administrator alone."""
        change = self._changes(self.outsider)[0]
        admin = self.env.ref("base.user_admin")
        for user in self.general_manager, admin:
            self.assertTrue(change.with_user(user).read(["action"]))
            with self.assertRaises(AccessError):
                change.with_user(user).unlink()
        with self.assertRaises(AccessError):
            change.with_user(self.clerk).read(["action"])

    def test_staff_who_did_not_renew(self):
        """ACC-07: the administrator's list finds them."""
        old = fields.Datetime.now() - timedelta(days=31)
        self.clerk.password_set_on = old
        users = self.env["res.users"].with_user(self.env.ref("base.user_admin"))
        overdue = users.search([("password_overdue", "=", True)])
        self.assertIn(self.clerk, overdue)
        self.assertNotIn(self.vp, overdue)
        self.assertTrue(self.clerk.password_overdue)
        with self.assertRaises(AccessError):
            users.with_user(self.manager).search([("password_overdue", "=", True)])
