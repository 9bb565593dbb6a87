from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .goods_common import GoodsCase

WRITTEN = {
    "ruiji.contract": "filing_note",
    "ruiji.repair.price": "price",
    "ruiji.repair.slip": "note",
    "repair.order": "fault_description",
    "ruiji.goods.movement": "note",
}


@tagged("post_install", "-at_install")
class TestLentDocuments(GoodsCase):
    """What a borrowed file takes along: its contracts, prices, slips and boards."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own_contract = cls._new_contract("RJ-0002", cls.yanan)
        cls.own_price = cls._new_price(cls.own_contract, cls.spc, 500)
        cls.slip = cls._received().sudo()
        cls.yanan.confidentiality = "secret"
        cls.env.flush_all()
        cls.now = fields.Datetime.now()

    def _lend(self, hours=2):
        request = (
            self.env["ruiji.access.request"]
            .with_user(self.other_manager)
            .create(
                {
                    "client_ids": self.yanan.ids,
                    "purpose": "visit",
                    "reason": "周四拜访运维部",
                    "date_until": self.now + timedelta(hours=hours),
                }
            )
        )
        request.action_submit()
        request.with_user(self.vp).action_approve()

    def _reads(self, record):
        """Whether the borrower finds and reads it; both or neither."""
        mine = record.with_user(self.other_manager)
        found = bool(mine.search([("id", "=", record.id)]))
        self.assertEqual(found, mine.has_access("read"))
        if found:
            mine.read([WRITTEN[record._name]])
        return found

    def _check_lent(self, record):
        """Closed before, read and never written meanwhile, closed afterwards."""
        self.assertFalse(self._reads(record))
        self._lend()
        self.assertTrue(self._reads(record))
        mine = record.with_user(self.other_manager)
        for operation in ("write", "unlink"):
            self.assertFalse(mine.has_access(operation))
        field = WRITTEN[record._name]
        with self.assertRaises(AccessError):
            mine.write({field: record[field]})
        # Some refuse it to everybody, by a sentence of their own.
        with self.assertRaises(UserError):
            mine.unlink()
        with freeze_time(self.now + timedelta(hours=2, seconds=1)):
            self.assertFalse(self._reads(record))

    def test_contract(self):
        """ACC-04: a contract of the borrowed file."""
        self._check_lent(self.own_contract)

    def test_price_line(self):
        """ACC-04: a line of its price list."""
        self._check_lent(self.own_price)

    def test_slip(self):
        """ACC-04: a repair slip of the borrowed file."""
        self._check_lent(self.slip)

    def test_board(self):
        """ACC-04: a board on that slip."""
        self._check_lent(self.slip.repair_ids[0])

    def test_movement(self):
        """ACC-04: the parcel that the boards came in."""
        self._check_lent(self.slip.repair_ids.goods_in_id)

    def test_nothing_of_others(self):
        """ACC-04: the superior's contract is part of a file that was not lent."""
        self.province.confidentiality = "secret"
        self._lend()
        self.assertTrue(self._reads(self.own_contract))
        for record in (self.contract, self.tnet_price):
            self.assertFalse(self._reads(record))
