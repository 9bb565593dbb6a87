from datetime import date, datetime

from .slip_common import SlipCase

MARCH = (date(2026, 3, 1), date(2026, 3, 31))


class SettlementCase(SlipCase):
    """Boards of two prefectures that went back in March, under their province."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.province.user_id = cls.manager
        # Boards that other data of the database left behind are not ours to settle.
        cls.env["repair.order"].search([("date_shipped", "!=", False)]).write(
            {"charge_disputed": True}
        )

    @classmethod
    def _shipped_slip(cls, client=None, boards=None, shipped=None, outcome="repaired"):
        """A slip whose boards have all gone back, at noon in Xi'an."""
        slip = cls._new_slip(client, boards, user=cls.env.user)
        slip.action_submit()
        slip.date_submitted = datetime(2026, 3, 2, 2)
        slip.action_receive()
        slip.repair_ids.goods_in_id.date = datetime(2026, 3, 3, 2)
        cls._ship(slip.repair_ids, shipped, outcome)
        return slip

    @classmethod
    def _ship(cls, boards, shipped=None, outcome="repaired"):
        boards.outcome = outcome
        entries = boards._ship()
        entries.date = shipped or datetime(2026, 3, 20, 4)
        cls.env.flush_all()

    def _settle(self, user=None, period=MARCH, **values):
        """Settle March for everybody, as the screen does."""
        run = self.env["ruiji.settlement.run"].with_user(user or self.finance)
        run = run.create({"date_from": period[0], "date_to": period[1], **values})
        run.action_preview()
        run.action_start()
        return run

    def _settlement(self, party=None, **values):
        run = self._settle(**values)
        made = run.line_ids.settlement_id
        return made.filtered(lambda s: s.partner_id == (party or self.province))
