import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .day_common import CALLED, EVENING, NEXT_MORNING, TUESDAY, DayCase


@tagged("post_install", "-at_install")
class TestServiceDay(DayCase):
    """The technician's day writes itself and is confirmed."""

    def test_written_by_the_records(self):
        """SVC-04: dispatch, times, voucher, outcome and parts, without a word typed."""
        call = self._visit()
        self._run_job()
        day = self._day_of(self.field)
        [visit] = day.content["visits"]
        voucher = call.voucher_ids
        self.assertEqual(visit["client"], self.yanan.name)
        self.assertEqual(visit["voucher"], voucher.name)
        self.assertEqual(visit["result"], "mended")
        self.assertEqual(visit["parts"], [{"name": "电容", "quantity": 2}])
        self.assertEqual(visit["arrived"], "2026-03-10 03:00:00")
        self.assertEqual(visit["left"], "2026-03-10 04:00:00")
        stretches = self.env.company._working_stretches(TUESDAY, EVENING)
        self.assertEqual(visit["travel"], day._hours(stretches, *self._way(call)))
        self.assertGreater(visit["travel"], 0)
        figures = day.content["figures"]
        for name in ("dispatched", "arrived", "finished", "vouchers"):
            self.assertEqual(figures[name], 1, name)
        self.assertEqual(figures["late"], 0)
        self.assertIn("11:00", day.body)

    def _way(self, call):
        return call.date_on_way, call.date_arrived

    def test_drawn_up_when_work_ends(self):
        """SVC-04: not before the day's working time is over; then once for each."""
        self._visit()
        self._visit(self.field2)
        self._run_job(TUESDAY.replace(hour=5))
        self.assertFalse(self._day_of(self.field))
        self._run_job()
        self._run_job(NEXT_MORNING)
        for technician in (self.field, self.field2):
            day = self._day_of(technician)
            self.assertEqual(len(day), 1)
            self.assertEqual(len(self._told(day, "mail_activity_confirm_day")), 1)
            self.assertEqual(day.activity_ids.user_id, technician)

    def test_job_goes_on_where_it_was_killed(self):
        """SVC-04: what a killed job left undone, the next one does, nothing twice."""
        self._visit()
        self._visit(self.field2)
        key = (self.env.company.id, self.field.id, TUESDAY.date())
        self.days._draw_up([key])
        self._run_job()
        self.assertEqual(len(self._day_of(self.field)), 1)
        self.assertEqual(len(self._day_of(self.field2)), 1)
        self.assertFalse(self.days._draw_up([key]))

    def test_days_missed_by_the_job_are_made_up_for(self):
        """SVC-04: a server that was down draws up the days before."""
        self._visit()
        self._run_job(EVENING.replace(day=13))
        self.assertEqual(len(self._day_of(self.field)), 1)

    def test_technician_confirms_with_one_tap(self):
        """SVC-04: confirmed, kept as it was, the task is done."""
        self._visit()
        self._run_job()
        day = self._day_of(self.field)
        form = Form(day.with_user(self.field))
        form.remarks = "机房门禁失效"
        form.tomorrow = "备用时钟板"
        form.save()
        with freeze_time(EVENING):
            day.with_user(self.field).action_confirm()
        self.assertEqual(day.state, "confirmed")
        self.assertEqual(day.snapshot, day.content)
        self.assertFalse(self._told(day, "mail_activity_confirm_day"))
        with freeze_time(EVENING), self.assertRaises(UserError):
            day.with_user(self.field).action_confirm()

    def test_nobody_confirms_for_another(self):
        """SVC-04: neither a colleague nor the head confirms what was done."""
        self._visit()
        self._run_job()
        day = self._day_of(self.field)
        for user in (self.field2, self.head, self.vp):
            with self.assertRaises(AccessError, msg=user.login):
                day.with_user(user).action_confirm()

    def test_confirmed_day_stays_and_shows_what_differs(self):
        """SVC-04: a correction afterwards is shown, and changes nothing silently."""
        call = self._visit()
        day = self._confirmed()
        self.assertFalse(day.differences)
        before = day.snapshot
        with freeze_time(NEXT_MORNING):
            voucher = self.env["ruiji.service.voucher"].browse(
                call.voucher_ids.with_user(self.field).action_correct()["res_id"]
            )
        self.env.invalidate_all()
        self.assertFalse(day.differences)
        self._conclude(voucher.with_user(self.field), 15, "nothing")
        self.env.invalidate_all()
        self.assertEqual(day.snapshot, before)
        self.assertIn(voucher.name, day.differences)

    def test_confirmed_day_is_final(self):
        """SVC-04: refused by the application, over RPC, and by the database."""
        self._visit()
        day = self._confirmed()
        mine = day.with_user(self.field)
        for vals in ({"remarks": "x"}, {"tomorrow": "x"}, {"state": "draft"}):
            with self.assertRaises(UserError):
                mine.write(vals)
        with self.assertRaises(AccessError):
            mine.unlink()
        self.env.flush_all()
        for statement in (
            "UPDATE ruiji_service_day SET state = 'draft'",
            "UPDATE ruiji_service_day SET remarks = 'x'",
            "UPDATE ruiji_service_day SET snapshot = NULL",
            "DELETE FROM ruiji_service_day",
        ):
            with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.DatabaseError):
                with self.env.cr.savepoint():
                    self.env.cr.execute(f"{statement} WHERE id = {day.id}")

    def test_content_cannot_be_typed(self):
        """SVC-04: the technician adds remarks; status and figures are the system's."""
        self._visit()
        self._run_job()
        mine = self._day_of(self.field).with_user(self.field)
        for vals in ({"state": "noted"}, {"snapshot": {}}, {"day": "2026-03-09"}):
            with self.assertRaises(UserError):
                mine.write(vals)
        with self.assertRaises(AccessError):
            self.days.with_user(self.field).create(
                {"technician_id": self.field.id, "day": "2026-03-10"}
            )

    def test_late_arrival_needs_its_reason(self):
        """SVC-04: who came late says why before confirming, and only that."""
        self._visit(called=CALLED.replace(day=9), arrived=3)
        self._run_job()
        day = self._day_of(self.field)
        [late] = day.late_ids
        mine = day.with_user(self.field)
        with freeze_time(EVENING), self.assertRaises(UserError):
            mine.action_confirm()
        with self.assertRaises(UserError):
            late.with_user(self.field).write({"call_id": self._new_call().id})
        late.with_user(self.field).reason = "道路施工"
        with freeze_time(EVENING):
            mine.action_confirm()
        self.assertEqual(day.snapshot["figures"]["late"], 1)
        self.assertIn("道路施工", day.body)
        with self.assertRaises(UserError):
            late.with_user(self.field).reason = "别的"

    def test_day_with_calls_ahead_is_not_over(self):
        """SVC-04: confirmed by mistake at noon is refused; without calls it may be."""
        self._visit()
        with freeze_time(TUESDAY.replace(hour=5)):
            self._dispatch(self._new_call())
            mine = self.days.with_user(self.field)
            day = self.days.browse(mine.action_today()["res_id"]).with_user(self.field)
            with self.assertRaises(UserError):
                day.action_confirm()
        with freeze_time(EVENING):
            day.invalidate_recordset()
            day.action_confirm()
        self.assertEqual(day.state, "confirmed")

    def test_today_on_demand(self):
        """SVC-04: a technician opens his day at any time; it is drawn up once."""
        self._visit()
        with freeze_time(TUESDAY.replace(hour=5)):
            mine = self.days.with_user(self.field)
            first, again = mine.action_today(), mine.action_today()
            with self.assertRaises(UserError):
                self.days.with_user(self.vp).action_today()
        self.assertEqual(first["res_id"], again["res_id"])
        self._run_job()
        self.assertEqual(self._day_of(self.field).id, first["res_id"])

    def test_head_draws_up_and_takes_note(self):
        """SVC-04: the head draws up today's at any time, takes note of confirmed."""
        self._visit()
        with freeze_time(TUESDAY.replace(hour=5)):
            with self.assertRaises(AccessError):
                self.days.with_user(self.field).action_draw_up_today()
            self.days.with_user(self.head).action_draw_up_today()
        day = self._day_of(self.field)
        with self.assertRaises(UserError):
            day.with_user(self.head).action_take_note()
        with freeze_time(EVENING):
            day.with_user(self.field).action_confirm()
        with self.assertRaises(AccessError):
            day.with_user(self.field).action_take_note()
        day.with_user(self.head).action_take_note()
        self.assertEqual((day.state, day.noted_by_id), ("noted", self.head))

    def test_missing_reports_are_raised_next_morning(self):
        """SVC-04: the head is told whose are missing, until they are there."""
        self._visit()
        self._visit(self.field2)
        self._confirmed(self.field2)
        self._run_job(NEXT_MORNING, "cron_missing_days")
        self._run_job(NEXT_MORNING, "cron_missing_days")
        activity_type = self.env.ref("ruiji_field_service.mail_activity_missing_days")
        domain = [
            ("activity_type_id", "=", activity_type.id),
            ("user_id", "=", self.head.id),
        ]
        [told] = self.env["mail.activity"].search(domain)
        self.assertIn(self.field.name, told.summary)
        self.assertNotIn(self.field2.name, told.summary)
        with freeze_time(NEXT_MORNING):
            for day in self.days._missing():
                day.late_ids.sudo().reason = "x"
                day.with_user(day.technician_id).action_confirm()
        self._run_job(NEXT_MORNING, "cron_missing_days")
        self.assertFalse(self.env["mail.activity"].search(domain))

    def test_query_count_does_not_grow(self):
        """SVC-04: a day of ten calls or of a hundred takes as many queries."""

        def queries(count, technician):
            with freeze_time(TUESDAY.replace(hour=1)):
                calls = self.env["ruiji.service.call"].create(
                    [{"partner_id": self.yanan.id, "fault_description": "坏"}] * count
                )
                self._dispatch(calls, technician)
            key = (self.env.company.id, technician.id, TUESDAY.date())
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            day = self.days._draw_up([key])
            self.assertEqual(day.content["figures"]["dispatched"], count)
            return self.env.cr.sql_log_count - before

        queries(5, self._new_service_user("field_technician", "field_warm"))
        few, many = queries(10, self.field), queries(100, self.field2)
        self.assertLess(many, 2 * few)
