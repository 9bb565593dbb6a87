from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import SQL

from .common import ArchiveCase

TODAY = "2026-06-10"


class TreeCase(ArchiveCase):
    """Asks for the tree as the screen does."""

    def _tree(self, user=None):
        return self.env["ruiji.unit.tree"].with_user(user or self.manager)

    def _below(self, unit, day=TODAY, user=None):
        answer = self._tree(user).read_below(unit and unit.id, day)
        return {node["id"]: node for node in answer["nodes"]}


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestUnitTreeScreen(TreeCase):
    """What the tree's screen is told."""

    def test_from_the_top_down(self):
        """SUB-02, SUB-06: one level at a time, sorted by pinyin."""
        top = self._below(False)
        self.assertIn(self.group.id, top)
        self.assertNotIn(self.province.id, top)
        self.assertEqual(top[self.group.id]["below"], 5)
        provinces = self._below(self.group)
        self.assertEqual(
            list(provinces), [self.other_province.id, self.province.id], "甘肃, 陕西"
        )
        self.assertEqual(list(self._below(self.province)), (self.xian | self.yanan).ids)

    def test_as_of_a_past_day(self):
        """SUB-05: tree and account manager of any past day."""
        with freeze_time("2026-05-01"):
            self.yanan.user_id = self.manager
        self.yanan.user_id = self.other_manager
        self.yanan.with_context(
            membership_date="2026-04-01"
        ).superior_id = self.other_province
        self.assertNotIn(self.yanan.id, self._below(self.province))
        before = self._below(self.province, "2026-03-31")
        self.assertIn(self.yanan.id, before)
        then = self._below(self.other_province, "2026-06-01")[self.yanan.id]
        self.assertEqual(then["manager"], self.manager.name)
        now = self._below(self.other_province)[self.yanan.id]
        self.assertEqual(now["manager"], self.other_manager.name)

    def test_past_tops_of_the_tree(self):
        """SUB-05: who stood under nobody on that day stands on top."""
        self.province.with_context(membership_date="2026-04-01").superior_id = False
        self.assertIn(self.province.id, self._below(False))
        self.assertNotIn(self.province.id, self._below(False, "2026-03-31"))

    def test_closed_files_show_their_names_alone(self):
        """SUB-02, ACC-02: an uncleared reader sees that the unit is there."""
        self.yanan.write(
            {
                "confidentiality": "secret",
                "lifecycle_stated": "current",
                "lifecycle_stated_on": date(2026, 6, 1),
            }
        )
        closed = self._below(self.province, user=self.manager)[self.yanan.id]
        self.assertEqual(closed["name"], self.yanan.name)
        self.assertFalse(closed["is_open"])
        self.assertFalse(closed["marks"])
        open_file = self._below(self.province, user=self.vp)[self.yanan.id]
        self.assertTrue(open_file["is_open"])
        self.assertTrue(open_file["marks"])

    def test_who_may_ask(self):
        """SUB-02, ACC-06: readers of the archive; movers are offered the move."""
        for call in (
            lambda tree: tree.read_below(False, TODAY),
            lambda tree: tree.read_path(self.yanan.id, TODAY),
            lambda tree: tree.find("yadx", TODAY),
            lambda tree: tree.actions(),
        ):
            with self.assertRaises(AccessError):
                call(self._tree(self.outsider))
        offers = {
            user.login: "action_move_unit"
            in [action["method"] for action in self._tree(user).actions()]
            for user in (self.clerk, self.manager, self.finance)
        }
        self.assertEqual(
            offers,
            {self.clerk.login: True, self.manager.login: False, "finance": False},
        )

    def test_search_tells_where_a_unit_stands(self):
        """SUB-02, OPS-06: by name, initials and number, as of the day."""
        for word in ("延安电信", "yadx", self.yanan.client_number):
            found = self._tree().find(word, TODAY)
            paths = {node["id"]: node["path"] for node in found}
            self.assertEqual(paths[self.yanan.id], "中国电信 / 陕西电信")

    def test_path_to_a_unit(self):
        """SUB-02: from the top down to the unit."""
        path = self._tree().read_path(self.yanan.id, TODAY)
        self.assertEqual(
            [node["id"] for node in path], (self.group | self.province | self.yanan).ids
        )
        action = self.yanan.with_user(self.manager).action_show_in_tree()
        self.assertEqual(action["params"], {"unit_id": self.yanan.id})

    def test_pages(self):
        """SUB-06: hundreds of units below one come a page at a time."""
        self.env["res.partner"].create(
            [
                {
                    "is_client": True,
                    "name": f"中国电信股份有限公司{number}号分公司",
                    "client_tier": "prefecture",
                    "superior_id": self.province.id,
                    "state_id": self.shaanxi.id,
                }
                for number in range(130)
            ]
        )
        tree = self._tree()
        first = tree.read_below(self.province.id, TODAY)
        second = tree.read_below(self.province.id, TODAY, offset=100)
        self.assertEqual((len(first["nodes"]), first["total"]), (100, 132))
        self.assertEqual(len(second["nodes"]), 32)

    def test_queries_do_not_grow_with_the_tree(self):
        """SUB-06: as many queries for two units as for a page of them."""
        counts = []
        for unit in (self.other_province, self.group):
            self.env.invalidate_all()
            self._below(unit)
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self._below(unit)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_descendants_are_found_by_the_index(self):
        """SUB-06: one indexed query for all descendants."""
        self.env.flush_all()
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        plan = self.env.execute_query(
            SQL(
                """EXPLAIN SELECT unit_id FROM ruiji_unit_ancestry
                    WHERE ancestor_id = ANY(%s) AND distance > 0
                      AND (date_to IS NULL OR date_to >= %s)""",
                [self.group.id],
                date(2026, 6, 10),
            )
        )
        self.assertIn("ruiji_unit_ancestry_ancestor_idx", str(plan))


@tagged("post_install", "-at_install")
class TestUnitTreeTour(TreeCase, HttpCase):
    """The tree in a browser."""

    def test_tour(self):
        """SUB-02, SUB-06: unfold, search by initials, open the file, come back."""
        self.start_tour("/odoo/unit-tree", "ruiji_unit_tree", login=self.manager.login)
