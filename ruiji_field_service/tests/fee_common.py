from .test_voucher import VoucherCase


class FeeCase(VoucherCase):
    """Paid calls of Yan'an, which no contract covers, and a small tariff."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract.covers_subordinates = False
        cls.env["ruiji.service.tariff"].search([]).active = False
        cls._new_tariff("travel", 50, area="city")
        cls._new_tariff("travel", 120, area="suburbs")
        cls.env.company.write({"collect_limit": 300, "inspection_fee": 60})
        cls.call = cls._new_visit()

    @classmethod
    def _new_tariff(cls, charge, price, **values):
        return cls.env["ruiji.service.tariff"].create(
            {"charge": charge, "price": price, **values}
        )

    @classmethod
    def _standard_price(cls, price, board=None):
        return cls.env["ruiji.repair.price"].create(
            {"product_id": (board or cls.tnet).id, "price": price}
        )

    def _sign(self, call=None, result="mended", parts=(), user=None, **values):
        """The technician fills in the voucher and lets the client sign."""
        voucher = self._voucher(call, user)
        voucher.write(
            {
                "result": result,
                "work_done": "处理完毕",
                "signature": self.signature,
                "signer_name": "高建华",
                "part_ids": [(0, 0, {"name": part}) for part in parts],
                **values,
            }
        )
        voucher.action_conclude()
        self.env.flush_all()
        return voucher

    def _fee(self, call=None, user=None, **values):
        """The fee of a call that was signed just now."""
        self._sign(call, **values)
        fees = (call or self.call).sudo().fee_ids
        return fees.with_user(user or self.finance)

    def _collect(self, fee, user=None, method="cash", **values):
        """As the technician answers the question on the phone."""
        fee = fee.with_user(user or self.field)
        context = fee.action_collect()["context"]
        answers = self.env["ruiji.service.fee.collect"].with_user(user or self.field)
        answer = answers.with_context(**context).create({"method": method, **values})
        answer.action_collect()
        self.env.flush_all()
        return fee
