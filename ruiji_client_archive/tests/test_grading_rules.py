from types import SimpleNamespace

from odoo.tests import tagged
from odoo.tests.common import BaseCase

from ..utils.grading import Volume, consecutive_years, deciding_rule, measures

RULES = [
    SimpleNamespace(grade=grade, criterion=criterion, threshold=threshold)
    for grade, criterion, threshold in (
        ("key", "consecutive_years", 3),
        ("key", "yearly_amount", 500),
        ("key", "single_amount", 300),
        ("key", "cumulative_amount", 1000),
        ("key", "potential_demand", 900),
        ("key", "national_rank", 100),
        ("stable", "consecutive_years", 2),
        ("stable", "yearly_amount", 100),
        ("potential", "no_business", 0),
    )
]


@tagged("post_install", "-at_install")
class TestGradingRules(BaseCase):
    """Figures in, grade out."""

    def test_every_criterion(self):
        """GRD-01: one client just at, and one just below, each threshold."""
        cases = {
            "three years": (Volume({2024: 1, 2025: 1, 2026: 1}), 0, 0, "key"),
            "two years": (Volume({2025: 1, 2026: 1}), 0, 0, "stable"),
            "a gap": (Volume({2022: 1, 2023: 1, 2024: 1, 2026: 1}), 0, 0, None),
            "up to last year": (Volume({2023: 0, 2024: 0, 2025: 0}), 0, 0, "key"),
            "over long ago": (Volume({2020: 1, 2021: 1, 2022: 1}), 0, 0, None),
            "a big year": (Volume({2026: 500}), 0, 0, "key"),
            "a good year": (Volume({2025: 100}), 0, 0, "stable"),
            "a big year long ago": (Volume({2020: 500}), 0, 0, None),
            "a big contract": (Volume({2020: 9}, 300), 0, 0, "key"),
            "not quite": (Volume({2020: 9}, 299), 0, 0, None),
            "much in all": (Volume({2018: 500, 2020: 500}), 0, 0, "key"),
            "large demand": (Volume(), 900, 0, "key"),
            "of rank": (Volume(), 0, 100, "key"),
            "behind": (Volume(), 0, 101, "potential"),
            "nothing yet": (Volume(), 0, 0, "potential"),
            "once in business": (Volume(in_business=True), 0, 0, None),
        }
        for name, (volume, demand, rank, grade) in cases.items():
            with self.subTest(name):
                rule = deciding_rule(RULES, measures(volume, 2026, demand, rank))
                self.assertEqual(rule and rule.grade, grade)

    def test_years_on_end(self):
        """GRD-01: a year that has not seen business yet breaks no run."""
        self.assertEqual(consecutive_years({2024, 2025}, 2026), 2)
        self.assertEqual(consecutive_years({2024, 2025, 2026}, 2026), 3)
        self.assertEqual(consecutive_years({2024}, 2026), 0)
