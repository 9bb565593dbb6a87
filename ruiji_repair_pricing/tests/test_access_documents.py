from odoo.tests import tagged

from .portal_common import PortalSlipCase


@tagged("post_install", "-at_install")
class TestAccessDocuments(PortalSlipCase):
    """Parts of a client file that stand in documents of their own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Record = cls.env["ruiji.access.record"]

    def _records_of(self, client):
        self.env.cr.flush()
        return self.Record.search([("client_id", "=", client.id)])

    def test_opening_a_contract(self):
        """ACC-03, ACC-09: which contract, and of which file it is a part."""
        spec = {
            "number": {},
            "filing_note": {},
            "price_ids": {"fields": {"price": {}}},
        }
        self.contract.with_user(self.manager).web_read(spec)
        record = self._records_of(self.contract.partner_id)
        self.assertEqual((record.action, record.document), self._opened(self.contract))
        self.assertEqual(
            (record.res_model, record.res_id), (self.contract._name, self.contract.id)
        )

    def test_names_of_contracts_are_no_reading(self):
        """ACC-03: a list of contracts says what the file has, not what they say."""
        self.contract.with_user(self.manager).web_read({"number": {}, "date_end": {}})
        self.assertFalse(self._records_of(self.contract.partner_id))

    def test_prices_over_rpc(self):
        """ACC-03, ACC-09: reading prices is opening their contract's list."""
        prices = self.contract.price_ids
        self.assertTrue(prices)
        lines = self.env["ruiji.repair.price"].with_user(self.manager)
        lines.search_read([("id", "in", prices.ids)], ["price"])
        record = self._records_of(self.contract.partner_id)
        self.assertEqual((record.action, record.document), self._opened(self.contract))
        self.assertEqual(record.row_count, len(prices))

    def _opened(self, document):
        return "open", document.sudo().display_name

    def test_client_opens_his_own_file(self):
        """ACC-03: portal users are readers, too, by a channel of their own."""
        self._sign_in(self.wang_user)
        self.url_open("/my/client-file")
        record = self._records_of(self.yanan)
        self.assertEqual((record.action, record.channel), ("open", "portal"))
        self.assertEqual(record.user_id, self.wang_user)

    def test_client_opens_his_contract(self):
        """ACC-03, ACC-09: the contract's page, once however often it is turned."""
        self._sign_in(self.wang_user)
        for _time in range(2):
            answer = self.url_open(f"/my/contracts/{self.contract.id}")
            self.assertIn(self.contract.number, answer.text)
        record = self._records_of(self.contract.partner_id)
        self.assertEqual((record.action, record.document), self._opened(self.contract))
        self.assertEqual(record.channel, "portal")
