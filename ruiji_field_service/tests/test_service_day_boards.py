from odoo.tests import tagged

from .pickup_common import PickupCase


@tagged("post_install", "-at_install")
class TestServiceDayBoards(PickupCase):
    """Boards of the day."""

    def _today_of(self, user):
        days = self.env["ruiji.service.day"].with_user(user)
        day = days.action_today()["res_id"]
        self.env.invalidate_all()
        return days.browse(day)

    def test_day_tells_what_was_taken_away_and_brought_back(self):
        """SVC-04: taken away with the voucher, brought back on a signed return."""
        voucher = self._take_away("PK-1", "PK-2")
        day = self._today_of(self.field)
        visits = {visit["voucher"]: visit for visit in day.content["visits"]}
        boards = visits[voucher.name]["boards"]
        self.assertEqual(boards, voucher.pickup_ids.mapped("display_name"))
        self.assertIn("PK-2", day.body)
        self.assertEqual(day.content["returns"], [])
        self._mend(self._slip(voucher))
        back = self._sign(self._bring_back())
        day = self._today_of(self.field)
        [told] = day.content["returns"]
        self.assertEqual(told["return"], back.name)
        self.assertIn(back.name, day.body)

    def test_who_only_brings_boards_back_has_a_report(self):
        """SVC-04: a return alone calls for a daily report."""
        voucher = self._take_away("PK-1")
        self._mend(self._slip(voucher))
        back = self._bring_back()
        back.sudo().technician_id = self.field2
        self._sign(back.with_user(self.field2))
        company = self.env.company
        keys = self.env["ruiji.service.day"]._missing_keys(
            company, [company._business_day()]
        )
        self.assertIn(self.field2.id, [technician for _c, technician, _d in keys])
