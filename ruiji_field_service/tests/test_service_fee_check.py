from odoo.tests import freeze_time, tagged

from .fee_common import FeeCase


@tagged("post_install", "-at_install")
class TestServiceFeeCheck(FeeCase):
    """The evening on which nothing is forgotten."""

    MONDAY_NOON = "2026-03-09 04:00:00"
    MONDAY_EVENING = "2026-03-09 09:30:00"
    TUESDAY_EVENING = "2026-03-10 09:30:00"

    def _check(self, moment):
        self.env.flush_all()
        job = self.env.ref("ruiji_field_service.cron_check_fees")
        with freeze_time(moment), self.enter_registry_test_mode():
            job.method_direct_trigger()
        self.env.invalidate_all()

    def _asked(self, fee, user):
        return fee.sudo().activity_ids.filtered(lambda a: a.user_id == user)

    def _fee_on(self, moment):
        with freeze_time(moment):
            call = self._new_visit()
            return self._fee(call)

    def test_raised_in_the_evening_and_next_day_to_the_head(self):
        """SVC-06: the office the same day, the head the next one; each once."""
        fee = self._fee_on(self.MONDAY_NOON)
        self.assertEqual(str(fee.date_due), "2026-03-09")
        for _again in range(2):
            self._check(self.MONDAY_EVENING)
            for user in (self.finance, self.customer_service):
                self.assertEqual(len(self._asked(fee, user)), 1, user.login)
            self.assertFalse(self._asked(fee, self.head))
        for _again in range(2):
            self._check(self.TUESDAY_EVENING)
            self.assertEqual(len(self._asked(fee, self.head)), 1)
            self.assertEqual(len(self._asked(fee, self.finance)), 1)

    def test_weekends_wait_for_the_working_day(self):
        """SVC-06: signed on Saturday, due on Monday; no check on days off."""
        fee = self._fee_on("2026-03-07 04:00:00")
        self.assertEqual(str(fee.date_due), "2026-03-09")
        self._check("2026-03-08 09:30:00")
        self.assertFalse(self._asked(fee, self.finance))
        self._check(self.MONDAY_EVENING)
        self.assertTrue(self._asked(fee, self.finance))

    def test_settled_in_time_is_not_raised(self):
        """SVC-06: collected or free: nobody is asked; settled later, no more asked."""
        self._standard_price(100)
        fee = self._fee_on(self.MONDAY_NOON)
        self._collect(fee)
        late = self._fee_on(self.MONDAY_NOON)
        self._check(self.MONDAY_EVENING)
        self.assertFalse(self._asked(fee, self.finance))
        self.assertTrue(self._asked(late, self.finance))
        self._collect(late)
        self.assertFalse(self._asked(late, self.finance))

    def test_secret_clients_are_not_told_to_the_clerk(self):
        """SVC-06, ACC-02: customer service isn't asked about files closed to it."""
        fee = self._fee_on(self.MONDAY_NOON)
        self.yanan.confidentiality = "secret"
        self._check(self.MONDAY_EVENING)
        self.assertTrue(self._asked(fee, self.finance))
        self.assertFalse(self._asked(fee, self.customer_service))
