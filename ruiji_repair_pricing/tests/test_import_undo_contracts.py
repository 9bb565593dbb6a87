from odoo.tests import tagged

from odoo.addons.ruiji_client_archive.tests.common_import import CLIENT, ImportCase

from .test_import_contracts import BOARD, CONTRACT, PRICE


@tagged("post_install", "-at_install")
class TestImportUndoContracts(ImportCase):
    """IMP-07: contracts, catalogue and prices are taken back as well."""

    ROWS = {
        "clients": [CLIENT],
        "contracts": [CONTRACT],
        "catalogue": [BOARD],
        "prices": [PRICE],
    }

    def kept(self, record):
        return dict(record.kept_ids.mapped(lambda entry: (entry.model, entry.reason)))

    def test_all_of_it_goes(self):
        """IMP-07: a contract in force goes, since the import itself made it."""
        record = self.import_rows(**self.ROWS)
        self.assertTrue(
            self.env["ruiji.contract"].search([("number", "=", CONTRACT["number"])])
        )
        record.action_undo()
        self.assertEqual((record.state, self.kept(record)), ("undone", {}))
        for model, domain in (
            ("ruiji.contract", [("number", "=", CONTRACT["number"])]),
            ("ruiji.repair.price", [("price", "=", 2505)]),
            ("product.template", [("repairable", "=", True), ("name", "=", "ASLC板")]),
            ("ruiji.device.model", [("name", "=", "ZXJ10")]),
            ("res.partner", [("name", "=", CLIENT["name"])]),
        ):
            self.assertFalse(self.env[model].search(domain), model)

    def test_what_repairs_use_is_left(self):
        """IMP-07: a board that was sent in stays, with all that it stands on."""
        record = self.import_rows(**self.ROWS)
        client = self.client(CLIENT["name"])
        board = self.env["product.product"].search([("board_type", "=", "ASLC")])
        self.env["repair.order"].create(
            {"partner_id": client.id, "product_id": board.id}
        )
        record.action_undo()
        kept = self.kept(record)
        self.assertEqual(record.state, "undone")
        self.assertIn("product.product", kept)
        self.assertIn("res.partner", kept)
        self.assertIn("product.category", kept)
        self.assertTrue(board.exists() and client.exists())

    def test_prices_return_to_old_values(self):
        """IMP-07: a price that was imported anew becomes what it was."""
        self.import_rows(**self.ROWS)
        line = self.env["ruiji.repair.price"].search([("price", "=", 2505)])
        record = self.import_rows(**self.ROWS | {"prices": [PRICE | {"price": 1999.0}]})
        self.assertEqual(line.price, 1999)
        record.action_undo()
        self.assertEqual((line.price, record.undone_count), (2505, 1))
