from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CallCase

GO = "ruiji_field_service.mail_activity_go_to_call"


@tagged("post_install", "-at_install")
class TestDispatch(CallCase):
    """From the board to the client's door."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.call = cls._new_call()

    def _tasks(self, call):
        return call.sudo().activity_ids.filtered(
            lambda a: a.activity_type_id == self.env.ref(GO)
        )

    def test_choosing_a_technician_dispatches(self):
        """SVC-02: dragged to a technician, the call is sent, stamped and told."""
        self._dispatch(self.call)
        self.assertEqual(self.call.state, "sent")
        self.assertTrue(self.call.date_dispatched)
        self.assertEqual(self.call.dispatched_by_id, self.head)
        self.assertEqual(self._tasks(self.call).user_id, self.field)

    def test_sent_to_another_and_taken_back(self):
        """SVC-02: the first technician's task goes away; without one it waits again."""
        self._dispatch(self.call)
        self.call.with_user(self.field).action_accept()
        self._dispatch(self.call, self.field2)
        self.assertEqual(self.call.state, "sent")
        self.assertFalse(self.call.date_accepted)
        self.assertEqual(self._tasks(self.call).user_id, self.field2)
        self.call.with_user(self.head).technician_id = False
        self.assertEqual(self.call.state, "new")
        self.assertFalse(self._tasks(self.call))

    def test_only_the_head_dispatches(self):
        """SVC-02: the telephone clerk enters calls and sends nobody."""
        with self.assertRaises(AccessError):
            self.call.write({"technician_id": self.field.id})
        with self.assertRaises(AccessError):
            self._new_call(technician_id=self.field.id)

    def test_steps_of_the_technician(self):
        """SVC-03: accepted, on the way, arrived, each with its time."""
        self._dispatch(self.call)
        call = self.call.with_user(self.field)
        call.action_accept()
        self.assertFalse(self._tasks(self.call))
        call.action_set_off()
        call.action_arrive()
        self.assertEqual(call.state, "on_site")
        self.assertTrue(call.date_accepted and call.date_on_way and call.date_arrived)
        with self.assertRaises(UserError):
            call.action_arrive()
        with self.assertRaises(UserError):
            self._dispatch(self.call, self.field2)

    def test_steps_are_the_technicians_own(self):
        """SVC-03: nobody takes a colleague's steps; the clerk takes none."""
        self._dispatch(self.call)
        for user in (self.field2, self.customer_service):
            with self.assertRaises(AccessError):
                self.call.with_user(user).action_accept()

    def test_withdrawn_calls_need_nobody(self):
        """SVC-01: the clerk withdraws what the client no longer needs."""
        self._dispatch(self.call)
        self.call.action_withdraw()
        self.assertEqual(self.call.state, "cancelled")
        self.assertFalse(self._tasks(self.call))
        with self.assertRaises(UserError):
            self.call.action_withdraw()
        with self.assertRaises(AccessError):
            self._new_call().with_user(self.field).action_withdraw()

    def test_undispatched_calls_come_first(self):
        """SVC-02: wherever calls are listed, those that nobody goes to lead."""
        self._dispatch(self.call)
        later = self._new_call()
        withdrawn = self._new_call()
        withdrawn.action_withdraw()
        found = self.env["ruiji.service.call"].search(
            [("id", "in", (self.call | later | withdrawn).ids)]
        )
        self.assertEqual(found.ids, (later | self.call | withdrawn).ids)

    def test_board_has_a_column_for_each_technician(self):
        """SVC-02: technicians without a call have their column, too."""
        calls = self.env["ruiji.service.call"].with_user(self.head)
        board = calls.with_context(read_group_expand=True).web_read_group(
            [], ["technician_id"], ["__count"]
        )
        ids = [
            column["technician_id"] and column["technician_id"][0]
            for column in board["groups"]
        ]
        self.assertIn(self.field.id, ids)
        self.assertIn(self.field2.id, ids)
        self.assertIn(False, ids)

    def test_query_count_does_not_grow(self):
        """SVC-02: sending ten calls or a hundred takes as many queries."""

        def queries(count):
            calls = self.env["ruiji.service.call"].create(
                [{"partner_id": self.yanan.id, "fault_description": "坏"}] * count
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._dispatch(calls)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries(5)
        self.assertLess(queries(100), 2 * queries(10))
