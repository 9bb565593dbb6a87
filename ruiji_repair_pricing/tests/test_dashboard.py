import json

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .slip_common import SlipCase

READERS = ("manager", "vp", "general_manager")


@tagged("post_install", "-at_install")
class TestDashboard(SlipCase):
    """ANA-01: the first dashboard opens with data, within each reader's rights."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dashboard = cls.env.ref(
            "ruiji_repair_pricing.spreadsheet_dashboard_clients"
        )
        cls._new_slip().action_submit()

    def _snapshot(self, user):
        dashboard = self.dashboard.with_user(user)
        return json.loads(dashboard._get_serialized_readonly_dashboard())["snapshot"]

    def _charts(self, snapshot):
        for figure in snapshot["sheets"][0]["figures"]:
            if "metaData" in figure["data"]:
                yield figure["data"]

    def test_every_chart_has_data_for_its_readers(self):
        """ANA-01: composition, slips, boards and value, with the reader's rights."""
        for name in READERS:
            user = getattr(self, name)
            for chart in self._charts(self._snapshot(user)):
                meta, search = chart["metaData"], chart["searchParams"]
                measure = meta["measure"]
                groups = (
                    self.env[meta["resModel"]]
                    .with_user(user)
                    .formatted_read_group(
                        search["domain"],
                        meta["groupBy"],
                        [measure if measure == "__count" else f"{measure}:sum"],
                    )
                )
                with self.subTest(user=name, chart=chart["chartId"]):
                    self.assertTrue(groups)

    def test_every_figure_opens_its_records(self):
        """ANA-02: each figure leads to the records behind it."""
        snapshot = self._snapshot(self.vp)
        menus = snapshot["chartOdooMenusReferences"]
        figures = {figure["id"] for figure in snapshot["sheets"][0]["figures"]}
        self.assertEqual(set(menus), figures)
        for menu in menus.values():
            self.assertTrue(self.env.ref(menu).action)

    def test_value_is_in_one_currency(self):
        """ANA-01: boards priced in dollars count as what they are in yuan."""
        dollar = self.env.ref("base.USD")
        dollar.rate_ids.unlink()
        self.env["res.currency.rate"].create(
            {"currency_id": dollar.id, "name": "2020-01-01", "rate": 0.125}
        )
        abroad = self._new_contract("RJ-USD", self.xian, currency_id=dollar.id)
        self._new_price(abroad, self.spc, 100)
        self._new_slip(client=self.xian, boards=[self.spc]).action_submit()
        [value] = [
            chart
            for chart in self._charts(self._snapshot(self.vp))
            if chart["chartId"] == "value"
        ]
        meta, search = value["metaData"], value["searchParams"]
        [[total]] = self.env[meta["resModel"]]._read_group(
            search["domain"], [], [f"{meta['measure']}:sum"]
        )
        self.assertEqual(total, 800 + 350 + 800)

    def test_expiring_contracts_are_listed(self):
        """ANA-01: contracts by expiry."""
        [listing] = self._snapshot(self.vp)["lists"].values()
        contracts = self.env["ruiji.contract"].with_user(self.vp)
        self.assertFalse(contracts.search(listing["domain"]))
        today = fields.Date.today()
        for days in (-1, 30, 90):
            end = fields.Date.add(today, days=days)
            self._new_contract(f"RJ-{days}", self.xian, date_end=end)
        found = contracts.search(listing["domain"])
        self.assertEqual(found.mapped("number"), ["RJ-30"])

    def test_dashboards_are_not_shared_with_the_world(self):
        """Decision 14: nobody puts a copy of the figures on a public address."""
        for name in READERS:
            shares = self.env["spreadsheet.dashboard.share"]
            with self.subTest(user=name), self.assertRaises(AccessError):
                shares.with_user(getattr(self, name)).check_access("create")

    def test_other_roles_have_no_dashboard(self):
        for user in (self.technician, self.clerk, self.finance):
            found = self.env["spreadsheet.dashboard"].with_user(user)
            with self.subTest(user=user.login):
                self.assertNotIn(self.dashboard, found.search([]))
