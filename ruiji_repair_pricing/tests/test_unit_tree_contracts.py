from odoo.tests import tagged

from .common import PricingCase


@tagged("post_install", "-at_install")
class TestUnitTreeContracts(PricingCase):
    """Contract and price of a day, in the unit tree."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._new_contract(cls.province, "P-1")
        cls._new_contract(cls.other_province, "P-2")
        cls.yanan.with_context(
            membership_date="2026-04-01"
        ).superior_id = cls.other_province

    def _marks(self, superior, unit, day, user):
        tree = self.env["ruiji.unit.tree"].with_user(user)
        nodes = tree.read_below(superior.id, day)["nodes"]
        [node] = [node for node in nodes if node["id"] == unit.id]
        return [mark["label"] for mark in node["marks"]]

    def test_contract_as_of_a_day(self):
        """SUB-05: March under the old province's contract, April under the new."""
        for superior, day, number in (
            (self.province, "2026-03-31", "P-1"),
            (self.other_province, "2026-04-01", "P-2"),
        ):
            marks = self._marks(superior, self.yanan, day, self.manager)
            self.assertIn(number, marks)
        past = self._marks(self.province, self.yanan, "2025-06-01", self.manager)
        self.assertNotIn("P-1", past)

    def test_closed_contracts_stay_hidden(self):
        """SUB-05, ACC-02: no number of a closed superior's contract."""
        self.other_province.confidentiality = "secret"
        day = "2026-04-01"
        for user, told in ((self.manager, False), (self.vp, True)):
            marks = self._marks(self.other_province, self.yanan, day, user)
            self.assertEqual("P-2" in marks, told)

    def test_who_reads_no_contracts(self):
        """SUB-05: the technical manager sees the tree without contracts."""
        reader = self.technical_manager
        marks = self._marks(self.other_province, self.yanan, "2026-04-01", reader)
        self.assertNotIn("P-2", marks)

    def test_price_of_the_day(self):
        """SUB-05: the look-up opens with the tree's day."""
        tree = self.env["ruiji.unit.tree"]
        methods = [one["method"] for one in tree.with_user(self.manager).actions()]
        self.assertIn("action_look_up_price", methods)
        unit = self.yanan.with_user(self.manager).with_context(tree_day="2026-03-31")
        action = unit.action_look_up_price()
        self.assertEqual(action["context"]["default_date"], "2026-03-31")
        methods = tree.with_user(self.technical_manager).actions()
        self.assertFalse(methods)
