import json
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from odoo.addons.spreadsheet.utils.validate_data import (
    fields_in_spreadsheet,
    menus_xml_ids_in_spreadsheet,
)

from ..dashboards import BOARDS
from ..dashboards.declarations import Score
from ..dashboards.sources import CLIENTS
from .slip_common import SlipCase

READERS = {
    "general_manager": "general_manager",
    "marketing_vp": "vp",
    "account_manager": "manager",
    "technical_manager": "technical_manager",
    "finance": "finance",
}


@tagged("post_install", "-at_install")
class TestDashboard(SlipCase):
    """ANA-01: a dashboard a role, within each reader's rights."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._new_slip().action_submit()
        cls.env.flush_all()

    def _dashboard(self, name):
        return self.env.ref(f"ruiji_repair_pricing.spreadsheet_dashboard_{name}")

    def _snapshot(self, name, user):
        dashboard = self._dashboard(name).with_user(user)
        return json.loads(dashboard._get_serialized_readonly_dashboard())["snapshot"]

    def _snapshots(self):
        for name, login in READERS.items():
            user = getattr(self, login)
            yield name, user, self._snapshot(name, user)

    def _charts(self, snapshot):
        for figure in snapshot["sheets"][0]["figures"]:
            if "metaData" in figure["data"]:
                yield figure["data"]

    def _chart(self, name, user, title):
        snapshot = self._snapshot(name, user.with_context(lang="en_US"))
        [chart] = [
            chart for chart in self._charts(snapshot) if chart["title"]["text"] == title
        ]
        return chart

    def _groups(self, user, chart):
        meta, search = chart["metaData"], chart["searchParams"]
        model = self.env[meta["resModel"]].with_user(user)
        measure = meta["measure"]
        if measure != "__count":
            measure += f":{model._fields[measure].aggregator}"
        return model.formatted_read_group(search["domain"], meta["groupBy"], [measure])

    def test_every_role_has_its_own(self):
        """ANA-01: the roles see theirs; nobody else sees any."""
        dashboards = self.env["spreadsheet.dashboard"]
        for name, user, _snapshot in self._snapshots():
            self.assertIn(self._dashboard(name), dashboards.with_user(user).search([]))
        ours = [("ruiji_board", "in", list(BOARDS))]
        for user in (self.technician, self.clerk, self.customer_service, self.outsider):
            with self.subTest(user=user.login):
                self.assertFalse(dashboards.with_user(user).search(ours))
        with self.assertRaises(AccessError):
            self._snapshot("finance", self.manager)

    def test_what_is_declared_exists(self):
        """ANA-01: models, fields and menus of every figure."""
        for name, _user, snapshot in self._snapshots():
            for model, chains in fields_in_spreadsheet(snapshot).items():
                for chain in chains:
                    with self.subTest(dashboard=name, model=model, field=chain):
                        self.assertTrue(self.env[model]._fields[chain.split(".")[0]])
            for menu in menus_xml_ids_in_spreadsheet(snapshot):
                self.assertTrue(self.env.ref(menu).action, menu)

    def test_every_figure_is_open_to_its_readers(self):
        """ANA-01: charts, scores and lists answer with the reader's rights."""
        for name, user, snapshot in self._snapshots():
            for chart in self._charts(snapshot):
                with self.subTest(dashboard=name, chart=chart["title"]["text"]):
                    self._groups(user, chart)
            for score in snapshot["pivots"].values():
                with self.subTest(dashboard=name, score=score["name"]):
                    self.env[score["model"]].with_user(user)._read_group(
                        score["domain"], [], [score["measures"][0]["id"]]
                    )
            for listing in snapshot["lists"].values():
                with self.subTest(dashboard=name, listing=listing["name"]):
                    model = self.env[listing["model"]].with_user(user)
                    model.search(listing["domain"], limit=1).read(listing["columns"])

    def test_every_figure_opens_its_records(self):
        """ANA-02: each figure leads to a menu that its reader has."""
        for name, user, snapshot in self._snapshots():
            menus = snapshot["chartOdooMenusReferences"]
            figures = {figure["id"] for figure in snapshot["sheets"][0]["figures"]}
            self.assertEqual(set(menus), figures)
            visible = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            for menu in menus.values():
                with self.subTest(dashboard=name, menu=menu):
                    self.assertIn(self.env.ref(menu).id, visible)

    def test_filters_reach_the_figures(self):
        """ANA-01: period, province and account manager narrow what they can."""
        wanted = {name: {"period", "province"} for name in READERS}
        for name in ("general_manager", "marketing_vp", "finance"):
            wanted[name] |= {"manager"}
        for name, _user, snapshot in self._snapshots():
            filters = {item["id"] for item in snapshot["globalFilters"]}
            used = set()
            for chart in self._charts(snapshot):
                used |= set(chart["fieldMatching"])
            with self.subTest(dashboard=name):
                self.assertEqual(filters, wanted[name])
                self.assertEqual(used, filters)

    def test_account_managers_count_their_own(self):
        """ANA-02: files of others are in nobody's own figures."""
        chart = self._chart("account_manager", self.manager, "Clients by lifecycle")
        counted = sum(group["__count"] for group in self._groups(self.manager, chart))
        self.assertEqual(counted, 1)

    def test_secret_clients_are_not_counted(self):
        """ANA-02, ACC-02: who may not open a file doesn't find it in a figure."""
        chart = self._chart("general_manager", self.general_manager, "Clients by tier")
        before = self._groups(self.finance, chart)
        self.yanan.confidentiality = "secret"
        self.env.flush_all()
        after = self._groups(self.finance, chart)
        counts = [sum(group["__count"] for group in found) for found in (before, after)]
        self.assertEqual(counts[0] - counts[1], 1)
        volumes = self.env["ruiji.client.volume"].with_user(self.finance)
        self.assertFalse(volumes.search([("partner_id", "=", self.yanan.id)]))

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
        self.env.flush_all()
        chart = self._chart(
            "general_manager", self.general_manager, "Repair value by month"
        )
        [group] = self._groups(self.general_manager, chart)
        self.assertEqual(group["total:sum"], 800 + 350 + 800)
        volumes = self.env["ruiji.client.volume"].with_user(self.vp).search([])
        self.assertEqual(sum(volumes.mapped("amount")), 800 + 350 + 800)
        self.assertEqual(sum(volumes.mapped("boards")), 3)

    def test_technical_manager_sees_no_price(self):
        """ACC-06: nothing of money on the workshop's dashboard."""
        text = json.dumps(self._snapshot("technical_manager", self.technical_manager))
        for name in ("amount", "repair_price", "total"):
            self.assertNotIn(f'"{name}', text)
        with self.assertRaises(AccessError):
            self.env["ruiji.client.volume"].with_user(self.technical_manager).search([])

    def test_repair_value_goes_by_the_order_of_provinces(self):
        """ANA-01: what the provinces sent in, in the order that everybody knows."""
        provinces = self.env.ref("base.state_cn_XJ") | self.env.ref("base.state_cn_BJ")
        self._new_slip(self.xian).action_submit()
        for unit, province in zip(self.yanan | self.xian, provinces, strict=True):
            unit.write({"state_id": province.id, "city_id": False})
        chart = self._chart(
            "general_manager",
            self.general_manager,
            "Repair value by province in the last 12 months",
        )
        groups = self._groups(self.general_manager, chart)
        shown = [group["state_id"] and group["state_id"][0] for group in groups]
        ordered = self.env["res.country.state"].browse(filter(None, shown))
        self.assertEqual(ordered, ordered.sorted())
        self.assertLessEqual(provinces, ordered)

    def test_expiring_contracts_are_listed(self):
        """ANA-01: contracts by expiry."""
        listings = self._snapshot("marketing_vp", self.vp)["lists"].values()
        [listing] = [item for item in listings if item["model"] == "ruiji.contract"]
        contracts = self.env["ruiji.contract"].with_user(self.vp)
        today = fields.Date.today()
        for days in (-1, 30, 900):
            end = fields.Date.add(today, days=days)
            self._new_contract(f"RJ-{days}", self.xian, date_end=end)
        found = contracts.search(listing["domain"])
        self.assertIn("RJ-30", found.mapped("number"))
        self.assertFalse({"RJ--1", "RJ-900"} & set(found.mapped("number")))

    def test_dashboards_are_not_shared_with_the_world(self):
        """Decision 14: nobody puts a copy of the figures on a public address."""
        for _name, user, _snapshot in self._snapshots():
            shares = self.env["spreadsheet.dashboard.share"]
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                shares.with_user(user).check_access("create")

    def test_another_addon_adds_figures(self):
        """ANA-04: what is known elsewhere hangs in above the lists."""
        extra = (Score("More", CLIENTS), Score("Much more", CLIENTS))
        model = type(self.env["spreadsheet.dashboard"])
        declared = model._declared_board
        with patch.object(
            model, "_declared_board", lambda board: declared(board).plus(extra)
        ):
            snapshot = self._snapshot("marketing_vp", self.vp)
        before = self._snapshot("marketing_vp", self.vp)
        figures = snapshot["sheets"][0]["figures"]
        self.assertEqual(
            [figure["data"]["title"]["text"] for figure in figures[-2:]],
            ["More", "Much more"],
        )
        self.assertEqual(len(figures), len(before["sheets"][0]["figures"]) + 2)
        self.assertEqual(len(snapshot["lists"]), len(before["lists"]))

    def test_all_boards_have_a_dashboard(self):
        self.assertEqual(set(BOARDS), set(READERS))


@tagged("post_install", "-at_install")
class TestDashboardRoute(HttpCase):
    """What the browser asks for."""

    def test_dashboard_of_another_role_is_refused(self):
        """ANA-02: over HTTP as well as on the screen."""
        self.env["res.users"].create(
            {
                "name": "Finance",
                "login": "finance.dash",
                "password": "finance.dash",
                "group_ids": [
                    (4, self.env.ref("ruiji_client_archive.group_finance").id)
                ],
            }
        )
        self.authenticate("finance.dash", "finance.dash")
        for name, status in (("finance", 200), ("general_manager", 403)):
            dashboard = self.env.ref(
                f"ruiji_repair_pricing.spreadsheet_dashboard_{name}"
            )
            answer = self.url_open(f"/spreadsheet/dashboard/data/{dashboard.id}")
            self.assertEqual(answer.status_code, status, name)
