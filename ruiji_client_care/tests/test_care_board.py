import json

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.spreadsheet.utils.validate_data import (
    fields_in_spreadsheet,
    menus_xml_ids_in_spreadsheet,
)

from .satisfaction_common import SatisfactionCase

HANDLED = ["new", "under_way", "answered"]
GONE_TO = ["draft", "submitted", "approved", "held", "sent", "closed"]


@tagged("post_install", "-at_install")
class TestCareBoard(SatisfactionCase):
    """The boards of client care, and its dashboard."""

    def _columns(self, model, domain):
        records = self.env[model].with_user(self.customer_service)
        # As the board asks.
        board = records.with_context(read_group_expand=True)
        found = board.web_read_group(domain, ["state"], ["__count"])
        return [group["state"] for group in found["groups"]]

    def _feedback(self, state="new"):
        feedback = self.env["ruiji.client.feedback"].create(
            {"partner_id": self.yanan.id, "subject": "板子又坏了", "state": state}
        )
        return [("id", "in", feedback.ids)]

    def test_feedback_in_the_order_of_the_work(self):
        """CAR-03: received first, closed last, and what is over where there is any."""
        model = "ruiji.client.feedback"
        self.assertEqual(self._columns(model, self._feedback()), HANDLED)
        over = self._feedback("withdrawn")
        self.assertEqual(self._columns(model, over), [*HANDLED, "withdrawn"])

    def test_visits_in_the_order_of_the_work(self):
        """CAR-01: from the plan to the receipt."""
        model = "ruiji.client.visit"
        visit = self.env[model].create(
            {"client_id": self.yanan.id, "date_start": "2026-09-11 01:00:00"}
        )
        domain = [("id", "=", visit.id)]
        self.assertEqual(self._columns(model, domain), GONE_TO)
        visit.state = "cancelled"
        self.assertEqual(self._columns(model, domain), [*GONE_TO, "cancelled"])

    def _dashboard(self, user):
        name = "ruiji_client_care.spreadsheet_dashboard_client_care"
        return self.env.ref(name).with_user(user)

    def _snapshot(self, user):
        data = self._dashboard(user)._get_serialized_readonly_dashboard()
        return json.loads(data)["snapshot"]

    def _charts(self, snapshot):
        for figure in snapshot["sheets"][0]["figures"]:
            if "metaData" in figure["data"]:
                yield figure["data"]

    def test_dashboard_is_open_to_its_readers(self):
        """ANA-01, ANA-02: each figure answers, and opens a menu of its reader."""
        for user in (self.customer_service, self.vp, self.general_manager):
            snapshot = self._snapshot(user)
            visible = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            for menu in menus_xml_ids_in_spreadsheet(snapshot):
                with self.subTest(user=user.login, menu=menu):
                    self.assertIn(self.env.ref(menu).id, visible)
            for chart in self._charts(snapshot):
                with self.subTest(user=user.login, chart=chart["title"]["text"]):
                    self._groups(user, chart)
            for score in snapshot["pivots"].values():
                with self.subTest(user=user.login, score=score["name"]):
                    model = self.env[score["model"]].with_user(user)
                    model._read_group(score["domain"], [], [score["measures"][0]["id"]])
            for model, chains in fields_in_spreadsheet(snapshot).items():
                for chain in chains:
                    self.assertIn(chain.split(".")[0], self.env[model]._fields)

    def _groups(self, user, chart):
        meta = chart["metaData"]
        model = self.env[meta["resModel"]].with_user(user)
        measure = meta["measure"]
        if measure != "__count":
            measure += f":{model._fields[measure].aggregator}"
        domain = chart["searchParams"]["domain"]
        return model.formatted_read_group(domain, meta["groupBy"], [measure])

    def test_dashboard_counts(self):
        """ANA-01, CAR-03, CAR-04: complaints by prefecture, marks by technician."""
        self._answered(attitude="fair")
        self.env["ruiji.client.feedback"].create({"partner_id": self.yanan.id})
        self.env.flush_all()
        user = self.vp
        found = {}
        for chart in self._charts(self._snapshot(user)):
            key = (chart["metaData"]["resModel"], *chart["metaData"]["groupBy"])
            found[key] = self._groups(user, chart)
        cities = found["ruiji.client.feedback", "city_id"]
        here = [g for g in cities if g["city_id"] and g["city_id"][0]]
        self.assertIn(self.yanan.city_id.id, [group["city_id"][0] for group in here])
        marks = found["ruiji.satisfaction.technician", "user_id"]
        by_user = {group["user_id"][0]: group["score:avg"] for group in marks}
        self.assertEqual(by_user[self.technician.id], 2.75)

    def test_others_have_none(self):
        """ANA-02, ACC-06: satisfaction by technician is not everybody's."""
        dashboards = self.env["spreadsheet.dashboard"]
        ours = [("ruiji_board", "=", "client_care")]
        for user in (self.manager, self.clerk, self.finance, self.technician):
            with self.subTest(user=user.login):
                self.assertFalse(dashboards.with_user(user).search(ours))
        with self.assertRaises(AccessError):
            self._snapshot(self.manager)
