from datetime import date

from odoo.tests import freeze_time, tagged
from odoo.tests.common import BaseCase

from ..utils.lifecycle import Fact, decide
from .common import ArchiveCase

RECENT = date(2026, 1, 1)
OLD, NEW = date(2024, 5, 1), date(2026, 5, 1)


class TestDecision(BaseCase):
    """Facts in, lifecycle out."""

    def test_every_kind_of_fact(self):
        """ARC-05: ongoing business over past business over prospects."""
        cases = {
            "no facts": ([], "prospective"),
            "open lead": ([Fact("prospective", NEW, "lead")], "prospective"),
            "recent repair": ([Fact("current", NEW, "repair")], "current"),
            "old repair": ([Fact("current", OLD, "repair")], "former"),
            "contract in force": ([Fact("current", OLD, "c", True)], "current"),
            "past contract": ([Fact("former", NEW, "c")], "former"),
            "old repair and a lead": (
                [Fact("current", OLD, "repair"), Fact("prospective", NEW, "lead")],
                "former",
            ),
        }
        for name, (facts, lifecycle) in cases.items():
            with self.subTest(name):
                self.assertEqual(decide(facts, RECENT)[0], lifecycle)

    def test_newest_fact_decides(self):
        """ARC-05: the fact that is shown is the latest of its kind."""
        facts = [Fact("current", NEW, "new"), Fact("current", OLD, "old")]
        self.assertEqual(decide(facts, RECENT)[1].label, "new")


@tagged("post_install", "-at_install")
class TestLifecycle(ArchiveCase):
    """The lifecycle on the file."""

    def _state(self, stated, day):
        self.yanan.write({"lifecycle_stated": stated, "lifecycle_stated_on": day})
        return self.yanan

    def test_old_system_is_one_fact(self):
        """ARC-05: what the old system said holds until a year has passed."""
        with freeze_time("2026-06-01"):
            client = self._state("current", date(2026, 5, 1))
            self.assertEqual(client.lifecycle, "current")
            self.assertEqual(client.lifecycle_date, date(2026, 5, 1))
            self.assertTrue(client.lifecycle_reason)
        with freeze_time("2027-06-01"):
            client._refresh_lifecycle()
            self.assertEqual(client.lifecycle, "former")

    def test_daily_job(self):
        """ARC-05: time alone turns a current client into a former one."""
        with freeze_time("2026-06-01"):
            self._state("current", date(2026, 5, 1))
            self.env.flush_all()
        with freeze_time("2027-06-01"), self.enter_registry_test_mode():
            self.env.ref(
                "ruiji_client_archive.cron_refresh_lifecycle"
            ).method_direct_trigger()
        self.assertEqual(self.yanan.lifecycle, "former")

    def test_open_lead_makes_a_prospect(self):
        """ARC-05: the deciding fact is the lead."""
        self.env["crm.lead"].create({"name": "板件维修", "partner_id": self.xian.id})
        self.xian._refresh_lifecycle()
        self.assertEqual(self.xian.lifecycle, "prospective")
        self.assertTrue(self.xian.lifecycle_reason)
