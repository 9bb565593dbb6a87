from odoo.tests import BaseCase, tagged

from ..utils.unit_tree import UnitTree


@tagged("post_install", "-at_install")
class TestImportTree(BaseCase):
    def tiers(self, *links, names=()):
        tree = UnitTree()
        tree.names = {key: key for pair in links for key in pair} | dict(names)
        for superior, unit in links:
            tree.link(unit, superior)
        return {unit: tree.tier(unit) for unit in tree.names}

    def test_three_tiers(self):
        """SUB-01: the place in the tree decides the tier."""
        self.assertEqual(
            self.tiers(("G", "P"), ("P", "C"), names={"X": "X"}),
            {"G": "group", "P": "province", "C": "prefecture", "X": "independent"},
        )

    def test_top_unit_with_units_only(self):
        """SUB-01: a name tells a group from a province where the tree does not."""
        group = {"G": "中国测试集团有限公司"}
        self.assertEqual(
            self.tiers(("G", "P"), names=group), {"G": "group", "P": "province"}
        )
        self.assertEqual(self.tiers(("P", "C")), {"P": "province", "C": "prefecture"})

    def test_known_units_keep_their_tier(self):
        """SUB-01: an import leaves the tiers of untouched units alone."""
        tree = UnitTree()
        tree.add_known("P", "province")
        tree.add_known("C", "prefecture", "P")
        tree.link("D", "P")
        self.assertEqual(tree.tier("C"), "prefecture")
        self.assertEqual(tree.tier("P"), "province")
        self.assertEqual(tree.tier("D"), "prefecture")

    def test_cycles_are_seen(self):
        """SUB-01: nothing stands above what it stands below."""
        tree = UnitTree()
        tree.link("P", "G")
        tree.link("C", "P")
        self.assertTrue(tree.is_below("C", "G"))
        self.assertTrue(tree.is_below("G", "G"))
        self.assertFalse(tree.is_below("G", "C"))
        self.assertEqual(tree.depth("C"), 2)
