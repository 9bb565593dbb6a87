from odoo.exceptions import AccessError
from odoo.tests import tagged

from .day_common import DayCase


@tagged("post_install", "-at_install")
class TestServiceDayRoles(DayCase):
    """Who reads which days and summaries."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._visit()
        cls._visit(cls.field2)

    def setUp(self):
        super().setUp()
        self._run_job()
        self.mine = self._day_of(self.field)
        self.other = self._day_of(self.field2)

    def _seen_by(self, user, model="ruiji.service.day"):
        return self.env[model].with_user(user).search([])

    def test_technicians_see_their_own_days(self):
        """SVC-04: over RPC as on the screen."""
        seen = self._seen_by(self.field)
        self.assertIn(self.mine, seen)
        self.assertEqual(seen.technician_id, self.field)
        with self.assertRaises(AccessError):
            self.other.with_user(self.field).read(["body"])
        with self.assertRaises(AccessError):
            self.other.with_user(self.field).write({"remarks": "x"})

    def test_head_and_management_see_all(self):
        """SVC-04: the head, the VP and the general manager read every day."""
        for user in (self.head, self.vp, self.general_manager):
            self.assertLessEqual(self.mine | self.other, self._seen_by(user))
            with self.assertRaises(AccessError):
                self.mine.with_user(user).write({"remarks": "x"})

    def test_nobody_else_sees_days(self):
        """SVC-04: clients' names stand in them."""
        for user in (
            self.customer_service,
            self.manager,
            self.finance,
            self.technician,
            self.outsider,
            self.wang_user,
        ):
            with self.assertRaises(AccessError, msg=user.login):
                self._seen_by(user)

    def test_no_price_on_a_day(self):
        """SVC-04: technicians read times and parts, nothing of money or of the file."""
        content = str(self.mine.with_user(self.field).content)
        for word in ("price", "amount", "contract_id", "confidential"):
            self.assertNotIn(word, content)

    def test_customer_service_reads_confirmed_summaries(self):
        """SVC-04: counts alone, once the head has confirmed them."""
        model = "ruiji.service.summary"
        summary = self._seen_by(self.head, model).filtered(
            lambda s: s.period == "day" and str(s.date_from) == "2026-03-10"
        )
        self.assertNotIn(summary, self._seen_by(self.customer_service, model))
        self.assertNotIn(self.yanan.name, str(summary.content))
        for user in (self.manager, self.finance, self.field, self.wang_user):
            with self.assertRaises(AccessError, msg=user.login):
                self._seen_by(user, model)
        with self.assertRaises(AccessError):
            summary.with_user(self.vp).action_confirm()
        summary.with_user(self.head).action_confirm()
        self.assertIn(summary, self._seen_by(self.customer_service, model))

    def test_analysis_is_as_closed_as_the_file(self):
        """ANA-02, ACC-02: calls of secret clients count for the cleared alone."""
        model = "ruiji.service.analysis"
        before = len(self._seen_by(self.customer_service, model))
        self.yanan.confidentiality = "secret"
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertLess(len(self._seen_by(self.customer_service, model)), before)
        for user in (self.head, self.vp, self.general_manager):
            self.assertGreaterEqual(len(self._seen_by(user, model)), before)
        for user in (self.field, self.manager, self.outsider, self.wang_user):
            with self.assertRaises(AccessError, msg=user.login):
                self._seen_by(user, model)
