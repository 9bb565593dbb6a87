from odoo.tests import tagged

from odoo.addons.ruiji_client_archive.tests.handover_common import HandoverCase


@tagged("post_install", "-at_install")
class TestHandoverContracts(HandoverCase):
    """Contracts and repairs go along with the client (MGR-07)."""

    def test_contracts_and_repairs(self):
        """MGR-07: both are listed, and the successor answers for them."""
        contract = self.env["ruiji.contract"].create(
            {
                "number": "HT-2026-9001",
                "name": "年度维修合同",
                "partner_id": self.yanan.id,
                "date_start": "2026-01-01",
                "date_end": "2036-12-31",
            }
        )
        product = self.env["product.product"].create({"name": "TNET"})
        repair = self.env["repair.order"].create(
            {
                "product_id": product.id,
                "partner_id": self.xian.id,
                "user_id": self.leaver.id,
            }
        )
        handover = self._handover()
        kinds = handover.line_ids.grouped("kind")
        self.assertEqual(kinds["contract"].mapped("res_id"), contract.ids)
        self.assertEqual(kinds["contract"].client_id, self.yanan)
        self.assertEqual(kinds["repair"].mapped("res_id"), repair.ids)
        handover.action_submit()
        self._sign(handover)
        self.assertEqual(contract.manager_id, self.successor)
        self.assertEqual(repair.manager_id, self.successor)
        self.assertEqual(repair.user_id, self.successor)
