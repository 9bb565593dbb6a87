from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .settlement_common import SettlementCase

PRICING = "ruiji_repair_pricing"


@tagged("post_install", "-at_install")
class TestAnalysisUse(SettlementCase):
    """ANA-04: the list that invoicing works from."""

    def test_secret_names_stay_closed(self):
        """ANA-04, ACC-02: finance reads the invoicing names it may know of."""
        action = self.env.ref(f"{PRICING}.client_action_invoicing")
        domain = safe_eval(action.domain)
        clients = self.env["res.partner"].with_user(self.finance)
        self.assertIn(self.xian, clients.search(domain))
        self.xian.confidentiality = "secret"
        self.env.flush_all()
        self.assertNotIn(self.xian, clients.search(domain))
