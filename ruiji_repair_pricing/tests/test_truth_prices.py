import base64
import json
from datetime import date
from pathlib import Path

from odoo.tests import TransactionCase, new_test_user, tagged

DATA = Path(__file__).parents[2] / "data"
# The answer file calls prefectures by their old name.
LEVELS = {"city": "prefecture"}


@tagged("post_install", "-at_install")
class TestTruthPrices(TransactionCase):
    """The sample workbook of the old system and the known answer to it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        clerk = new_test_user(
            cls.env, "clerk", groups="ruiji_client_archive.group_marketing_clerk"
        )
        sample = (DATA / "client_archive.xls").read_bytes()
        cls.env["ruiji.archive.import"].with_user(clerk).create(
            {"file": base64.b64encode(sample), "file_name": "client_archive.xls"}
        ).with_context(import_now=True).action_import()
        cls.Price = cls.env["ruiji.repair.price"]
        truth = json.loads((DATA / "client_archive_truth.json").read_text())
        cls.cases = truth["priced_cases"]
        cls.requests = cls._requests()

    @classmethod
    def _requests(cls):
        clients = cls.env["res.partner"].search_fetch(
            [("is_client", "=", True)], ["name"]
        )
        client_ids = {client.name: client.id for client in clients}
        boards = cls.env["product.product"].search([("repairable", "=", True)])
        board_ids = {
            (
                board.categ_id.name,
                board.device_model_id.name,
                board.board_type,
            ): board.id
            for board in boards
        }
        return [
            (
                client_ids[case["client"]],
                board_ids[case["category"], case["model"], case["board"]],
                date.fromisoformat(case["date"]),
            )
            for case in cls.cases
        ]

    def _expected(self, case):
        expected = case["expected"]
        if not expected:
            return False
        level = LEVELS.get(expected["level"], expected["level"])
        return expected["price"], expected["contract"], expected["matched"], level

    def _answered(self, answer):
        if answer["price"] is False:
            return False
        number = self.env["ruiji.contract"].browse(answer["contract_id"]).number
        return answer["price"], number, answer["matched"], answer["level"]

    def test_all_priced_cases_in_one_call_and_one_query(self):
        """PRI-03, PRI-07: all priced cases of the known answer agree."""
        self.assertEqual(len(self.cases), 400)
        self.Price.resolve(self.requests)
        with self.assertQueryCount(1):
            answers = self.Price.resolve(self.requests)
        for case, answer in zip(self.cases, answers, strict=True):
            self.assertEqual(self._answered(answer), self._expected(case), case)

    def test_explanations_name_the_same_winner(self):
        """PRI-04: the explanation of a price is the explanation of that price."""
        answers = self.Price.resolve(self.requests)
        for request, answer in zip(self.requests[:100], answers[:100], strict=True):
            winner = self.Price.explain(*request)["winner"]
            self.assertEqual(winner and winner["line_id"], answer["line_id"])
