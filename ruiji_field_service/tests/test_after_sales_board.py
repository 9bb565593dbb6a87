import json

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .day_common import CALLED, DayCase


@tagged("post_install", "-at_install")
class TestAfterSalesBoard(DayCase):
    """The dashboard of after-sales service."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.board = cls.env.ref("ruiji_field_service.spreadsheet_dashboard_after_sales")
        cls.analysis = cls.env["ruiji.service.analysis"]
        cls.readers = cls.head | cls.vp | cls.general_manager

    def _snapshot(self, user):
        data = self.board.with_user(user)._get_serialized_readonly_dashboard()
        return json.loads(data)["snapshot"]

    def test_readers_of_the_board(self):
        """ANA-01: the head, the VP and the general manager; nobody else."""
        for user in self.readers:
            self.assertTrue(self._snapshot(user)["sheets"][0]["figures"])
        for user in (self.customer_service, self.manager, self.field, self.outsider):
            with self.assertRaises(AccessError, msg=user.login):
                self._snapshot(user)

    def test_figures_answer_and_lead_to_their_records(self):
        """ANA-02: each figure within the reader's rights, each with its menu."""
        self._visit()
        self.env.flush_all()
        for user in self.readers:
            snapshot = self._snapshot(user)
            visible = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            for menu in snapshot["chartOdooMenusReferences"].values():
                self.assertIn(self.env.ref(menu).id, visible, menu)
            for score in snapshot["pivots"].values():
                self.env[score["model"]].with_user(user)._read_group(
                    score["domain"], [], [score["measures"][0]["id"]]
                )
            for figure in snapshot["sheets"][0]["figures"]:
                self._read_chart(figure["data"], user)
            for listing in snapshot["lists"].values():
                records = self.env[listing["model"]].with_user(user)
                records.search(listing["domain"], limit=1).read(listing["columns"])

    def _read_chart(self, chart, user):
        if "metaData" not in chart:
            return
        meta, search = chart["metaData"], chart["searchParams"]
        model = self.env[meta["resModel"]].with_user(user)
        measure = meta["measure"]
        if measure != "__count":
            measure += f":{model._fields[measure].aggregator}"
        model.formatted_read_group(search["domain"], meta["groupBy"], [measure])

    def test_secret_calls_are_not_counted(self):
        """ANA-02, ACC-02: figures of whom the file is closed to leave them out."""
        self._visit()
        self.yanan.confidentiality = "secret"
        self.env.flush_all()
        mine = [("partner_id", "=", self.yanan.id)]
        closed = self.analysis.with_user(self.customer_service)
        self.assertFalse(closed.search_count(mine))
        self.assertEqual(self.analysis.with_user(self.vp).search_count(mine), 1)

    def test_punctuality_and_hours(self):
        """ANA-01: what isn't known yet is left out of rates and averages."""
        self._visit()
        self._visit(called=CALLED.replace(day=9))
        with freeze_time(CALLED):
            self._new_call()
        self.env.flush_all()
        mine = [("partner_id", "=", self.yanan.id)]
        [(punctuality, breaches, hours, count)] = self.analysis._read_group(
            mine,
            [],
            ["punctuality:avg", "breaches:sum", "hours_to_arrive:avg", "__count"],
        )
        self.assertEqual((punctuality, breaches, count), (50, 1, 3))
        calls = self.env["ruiji.service.call"].search([*mine, ("state", "=", "done")])
        self.assertAlmostEqual(hours, sum(calls.mapped("hours_to_arrive")) / 2, 2)

    def test_repeat_calls_within_the_guarantee(self):
        """ANA-01: the same serial number at the same client, in the months."""
        self._visit(serial_number="SN-7")
        with freeze_time("2026-04-10"):
            again = self._new_call(serial_number=" sn-7 ")
        with freeze_time("2029-04-10"):
            later = self._new_call(serial_number="SN-7")
        self.env.flush_all()
        rates = {
            row.call_id: row.repeat_rate
            for row in self.analysis.search([("call_id", "in", (again | later).ids)])
        }
        self.assertEqual((rates[again], rates[later]), (100, 0))

    def test_boards_of_management_show_service(self):
        """ANA-01: what the VP and the general manager open first tells of calls."""
        for name in ("marketing_vp", "general_manager"):
            board = self.env.ref(f"ruiji_repair_pricing.spreadsheet_dashboard_{name}")
            declared = board._declared_board()
            models = {
                figure.source.model
                for row in declared.rows
                if isinstance(row, tuple)
                for figure in row
            }
            self.assertIn("ruiji.service.analysis", models)
