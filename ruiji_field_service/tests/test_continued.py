from datetime import datetime, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from .test_voucher import VoucherCase

MORNING = datetime(2026, 3, 10, 1, 0)


@tagged("post_install", "-at_install")
class TestContinued(VoucherCase):
    """Work that another technician goes on with."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time(MORNING):
            cls.call = cls._new_visit().with_env(cls.env)

    def _leave(self, result="continued", hours=1):
        with freeze_time(MORNING + timedelta(hours=hours)):
            voucher = self._voucher()
            voucher.write(
                {
                    "result": result,
                    "reason": "缺备件",
                    "work_done": "已检查",
                    "signature": self.signature,
                    "signer_name": "高建华",
                }
            )
            voucher.action_conclude()
        return voucher

    def test_another_technician_goes_on(self):
        """SVC-02, SVC-03: sent to another; clock and first visit stay as they were."""
        due, arrived = self.call.arrival_due, self.call.date_arrived
        first = self._leave()
        with freeze_time(MORNING + timedelta(days=1)):
            self._dispatch(self.call, self.field2)
            self.assertEqual(self.call.state, "sent")
            call = self.call.with_user(self.field2)
            call.action_accept()
            call.action_arrive()
            again = self._voucher(user=self.field2)
        self.assertEqual(
            (self.call.arrival_due, self.call.date_arrived), (due, arrived)
        )
        self.assertFalse(self.call.breach_ids)
        self.assertEqual(again.technician_id, self.field2)
        self.assertEqual(again.date_arrived, MORNING + timedelta(days=1))
        self.assertEqual(self.call.voucher_ids.technician_id, self.field | self.field2)
        notes = "".join(self.call.sudo().message_ids.mapped("body"))
        self.assertIn(first.name, notes)
        self.assertIn("缺备件", notes)

    def test_the_first_technician_keeps_his_voucher(self):
        """SVC-03, ACC-02: the voucher stays readable, the call is another's now."""
        first = self._leave()
        self._dispatch(self.call, self.field2)
        form = Form(first.with_user(self.field))
        self.assertEqual(form.client_name, self.yanan.name)
        with self.assertRaises(AccessError):
            self.call.with_user(self.field).action_arrive()

    def test_put_back_on_the_board(self):
        """SVC-02: it waits to be dispatched; the job finds nothing late about it."""
        self._leave("absent")
        self.call.with_user(self.head).technician_id = False
        self.assertEqual(self.call.state, "new")
        calls = self.env["ruiji.service.call"]
        late = calls.search(calls._late_domain(datetime(2026, 4, 1)))
        self.assertNotIn(self.call, late)
        self.assertFalse(self.call.is_late)

    def test_nobody_else_while_the_visit_goes_on(self):
        """SVC-02: an open voucher, or one just begun, is nobody else's."""
        self._voucher()
        with self.assertRaises(UserError):
            self._dispatch(self.call, self.field2)
        self._leave()
        self._dispatch(self.call, self.field2)
        self.call.with_user(self.field2).action_arrive()
        with self.assertRaises(UserError):
            self._dispatch(self.call, self.field)

    def test_the_clock_is_not_stopped_any_more(self):
        """SVC-02: somebody has been there: there is no clock to stop."""
        self._leave()
        self._dispatch(self.call, self.field2)
        with self.assertRaises(UserError):
            self.env["ruiji.service.pause"].with_user(self.head).create(
                {
                    "call_id": self.call.id,
                    "reason_id": self.env.ref(
                        "ruiji_field_service.pause_reason_client_asks"
                    ).id,
                }
            )


@tagged("post_install", "-at_install")
class TestCorrectedAfterwards(VoucherCase):
    """The time of a call is put right when somebody has been there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time(MORNING):
            cls.call = cls._dispatch(cls._new_call()).with_env(cls.env)

    def _arrive(self, moment):
        with freeze_time(moment):
            self.call.with_user(self.field).action_arrive()
            self.env.flush_all()

    def _correct(self, moment):
        corrections = self.env["ruiji.service.correction"].with_user(self.head)
        corrections.create(
            {
                "call_id": self.call.id,
                "date_called": moment,
                "area": "city",
                "reason": "客户实际来电时间不同",
            }
        )
        self.env.flush_all()

    def test_an_earlier_call_makes_the_arrival_late(self):
        """SVC-02: in time by what was entered, late by the correction: on record."""
        self._arrive(MORNING + timedelta(hours=2))
        self.assertFalse(self.call.breach_ids)
        self._correct(MORNING - timedelta(days=4))
        self.assertEqual(len(self.call.breach_ids), 1)
        self.assertTrue(self.call.is_late)

    def test_a_broken_promise_stays_and_is_marked(self):
        """SVC-02: the record stays, and says that by the correction it was kept."""
        self._arrive(MORNING + timedelta(days=2))
        breach = self.call.breach_ids
        due = breach.arrival_due
        self.assertFalse(breach.kept_by_correction)
        self._correct(MORNING + timedelta(days=2, hours=-1))
        self.assertEqual(self.call.breach_ids, breach)
        self.assertEqual(breach.arrival_due, due)
        self.assertTrue(breach.kept_by_correction)
        self.assertEqual(breach.corrected_due, self.call.arrival_due)

    def test_nobody_comes_before_the_call(self):
        """SVC-02: a time after the arrival is refused."""
        self._arrive(MORNING + timedelta(hours=2))
        with self.assertRaises(UserError):
            self._correct(MORNING + timedelta(hours=3))
