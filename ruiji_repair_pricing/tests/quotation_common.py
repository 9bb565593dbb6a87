from .slip_common import SlipCase


class QuotationMixin:
    """A slip with two boards that no price list knows and one that has a price."""

    def _received_slip(self, client=None, boards=None):
        slip = self._new_slip(client, boards or [self.spc, self.spc, self.tnet])
        slip.action_submit()
        slip.action_receive()
        return slip

    def _quotation(self, slip, prices=(500, 260), user=None):
        """A quotation of the slip's boards with these prices, not sent yet."""
        action = slip.with_user(user or self.manager).action_quote()
        order = self.env["sale.order"].browse(action["res_id"])
        order = order.with_user(user or self.manager)
        for line, price in zip(order.order_line, prices, strict=True):
            line.price_unit = price
        return order

    def _sent_quotation(self, slip, prices=(500, 260)):
        order = self._quotation(slip, prices)
        order.action_told()
        return order


class QuotationCase(QuotationMixin, SlipCase):
    def setUp(self):
        super().setUp()
        self.slip = self._received_slip()
        self.first, self.second, self.priced = self.slip.repair_ids
