from datetime import datetime

from odoo.tests import freeze_time

from .common import CallCase

# A Tuesday in China, before, in and after working time
TUESDAY = datetime(2026, 3, 10)
CALLED = datetime(2026, 3, 10, 0, 30)
EVENING = datetime(2026, 3, 10, 14, 0)
NEXT_MORNING = datetime(2026, 3, 11, 0, 0)


class DayCase(CallCase):
    """A technician's Tuesday: a call, a visit, a voucher."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.days = cls.env["ruiji.service.day"]
        cls.summaries = cls.env["ruiji.service.summary"]

    @classmethod
    def _visit(cls, technician=None, arrived=3, left=4, result="mended", **values):
        """A call that somebody is sent to at nine; at `arrived` o'clock UTC, he is."""
        technician = technician or cls.field
        with freeze_time(values.pop("called", CALLED)):
            call = cls._new_call(**values)
        with freeze_time(TUESDAY.replace(hour=1)):
            cls._dispatch(call, technician)
        mine = call.with_user(technician)
        with freeze_time(TUESDAY.replace(hour=arrived - 1, minute=30)):
            mine.action_accept()
            mine.action_set_off()
        with freeze_time(TUESDAY.replace(hour=arrived)):
            mine.action_arrive()
            voucher = cls.env["ruiji.service.voucher"].browse(
                mine.action_fill_voucher()["res_id"]
            )
        cls._conclude(voucher.with_user(technician), left, result)
        return call.with_env(cls.env)

    @classmethod
    def _conclude(cls, voucher, left, result):
        with freeze_time(TUESDAY.replace(hour=left)):
            voucher.write(
                {
                    "result": result,
                    "reason": result == "continued" and "缺备件",
                    "work_done": "更换电容",
                    "signature": "iVBORw0KGgo=",
                    "signer_name": "王工",
                    "part_ids": [(0, 0, {"name": "电容", "quantity": 2})],
                }
            )
            voucher.action_conclude()

    def _run_job(self, moment=EVENING, name="cron_draw_up_days"):
        job = self.env.ref(f"ruiji_field_service.{name}")
        self.env.flush_all()
        with freeze_time(moment), self.enter_registry_test_mode():
            job.method_direct_trigger()
        self.env.invalidate_all()

    def _day_of(self, technician):
        return self.days.search(
            [("technician_id", "=", technician.id), ("day", "=", "2026-03-10")]
        )

    def _confirmed(self, technician=None):
        technician = technician or self.field
        self._run_job()
        day = self._day_of(technician)
        with freeze_time(EVENING):
            day.with_user(technician).action_confirm()
        return day

    def _told(self, record, name, user=None):
        """Open activities of a type on a record."""
        activities = record.sudo().activity_ids.filtered(
            lambda a: a.activity_type_id == self.env.ref(f"ruiji_field_service.{name}")
        )
        return activities.filtered(lambda a: not user or a.user_id == user)
