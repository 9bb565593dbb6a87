from odoo.tests import Form

from .slip_common import SlipCase


class GoodsCase(SlipCase):
    """Slips whose boards are here, and people who send them back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.jindalai = cls.env["res.partner"].create(
            {
                "name": "金达莱物流有限公司",
                "is_company": True,
                "is_logistics_company": True,
                "street": "货运路1号",
                "zip": "710000",
                "contact_name": "张三",
                "function": "经理",
                "phone": "029-88888888",
            }
        )
        cls.yanan.write(
            {
                "logistics_partner_id": cls.jindalai.id,
                "street": "枣园路8号",
                "contact_name": "刘敏",
                "phone": "0911-2110000",
            }
        )

    @classmethod
    def _submitted(cls, boards=None, client=None, **values):
        slip = cls._new_slip(client=client, boards=boards, **values)
        slip.action_submit()
        return slip

    @classmethod
    def _received(cls, boards=None, client=None, **values):
        slip = cls._submitted(boards, client, **values)
        slip.action_receive()
        return slip

    @classmethod
    def _done_with(cls, boards=None, client=None, **values):
        """A slip whose boards were found to be without a fault."""
        slip = cls._received(boards, client, **values)
        cls._finish(slip.repair_ids, "no_fault_found")
        return slip

    def _check_in(self, slip, user=None):
        """The list of what should be in the parcel, as the clerk opens it."""
        action = slip.with_user(user or self.clerk).action_check_in()
        receipts = self.env["ruiji.goods.receipt"].with_user(user or self.clerk)
        return Form(receipts.with_context(**action["context"]))

    def _send_back(self, boards, user=None):
        """The parcels for boards, as the clerk opens them."""
        action = boards.with_user(user or self.clerk).action_send_back()
        shipments = self.env["ruiji.goods.shipment"].with_user(user or self.clerk)
        return Form(shipments.with_context(**action["context"]))

    def _queries(self, run):
        """How many queries it takes, with nothing remembered from before."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        run()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
