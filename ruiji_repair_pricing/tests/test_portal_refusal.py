from odoo.tests import tagged

from .portal_common import PortalSlipCase


@tagged("post_install", "-at_install")
class TestPortalRefusal(PortalSlipCase):
    """ACC-03: who asks the portal for what is another client's leaves a trace."""

    def test_asking_for_another_client_is_on_record(self):
        """ACC-03: once, whatever page it was; of what never was there is nothing."""
        foreign = self._new_slip(self.xian, boards=[self.tnet])
        contract = self._new_contract("RJ-XIAN", self.xian)
        self._sign_in(self.wang_user)
        for slip_id in (foreign.id, foreign.id, 99999999):
            self._get(f"/my/repair-slips/{slip_id}")
        self._get(f"/my/contracts/{contract.id}")
        refused = self.env["ruiji.access.record"].search([("action", "=", "refused")])
        self.assertEqual(refused.client_id, self.xian)
        self.assertEqual(refused.user_id, self.wang_user)
        self.assertEqual(set(refused.mapped("channel")), {"portal"})
        self.assertEqual(
            set(refused.mapped("res_model")), {"ruiji.repair.slip", "ruiji.contract"}
        )
        self.assertEqual(len(refused), 2)
