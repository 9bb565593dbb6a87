from odoo.http import Controller, request, route
from odoo.tests import tagged

from odoo.addons.ruiji_client_archive.tests.isolation_calls import Caller
from odoo.addons.ruiji_client_archive.tests.isolation_common import FOREIGN
from odoo.addons.ruiji_client_archive.tests.isolation_guard import TouchGuard
from odoo.addons.ruiji_client_archive.tests.isolation_routes import RouteCrawler
from odoo.addons.ruiji_client_archive.tests.web_access_common import PASSWORD

from .foreign_world import ForeignWorldCase


@tagged("post_install", "-at_install")
class TestIsolationProof(ForeignWorldCase):
    """WEB-06: the crawlers find what is wrong: here something is made wrong."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.flush_all()
        cls.guard = TouchGuard(cls.strangers_of)

    def _leaks_of(self, model):
        caller = Caller(
            self.user, self.strangers_of, self.guard, FOREIGN, self.find_mark
        )
        caller.try_every_method(model)
        return " ".join(caller.leaks)

    def _open_to_portal(self, model, **rights):
        self.env["ir.model.access"].create(
            {
                "name": "planted",
                "model_id": self.env["ir.model"]._get_id(model),
                "group_id": self.env.ref("base.group_portal").id,
                **{f"perm_{right}": True for right in rights},
            }
        )

    def test_right_to_read_is_found(self):
        """WEB-06: one access right too many, and each way of reading shows it."""
        self.assertFalse(self._leaks_of("ruiji.goods.movement"))
        self._open_to_portal("ruiji.contract", read=True)
        leaks = self._leaks_of("ruiji.contract")
        for method in "read", "search_read", "web_read", "name_search":
            self.assertIn(f"ruiji.contract.{method}(", leaks)

    def test_right_to_write_is_found(self):
        """WEB-06: the change itself is seen, whatever is shown."""
        self._open_to_portal("ruiji.repair.slip", read=True, write=True)
        leaks = self._leaks_of("ruiji.repair.slip")
        self.assertIn("UPDATE of ruiji_repair_slip", leaks)

    def test_route_is_found(self):
        """WEB-06: a page that forgets to ask whose slip it is."""
        self._plant_routes()
        self.authenticate(self.user.login, PASSWORD)
        crawler = RouteCrawler(
            self,
            self.strangers_of,
            self.guard,
            {"slip": "ruiji.repair.slip"},
            ("res.partner",),
            ("x",),
        )
        crawler.crawl(below="/planted")
        self.assertEqual(len(crawler.tried), 2)
        told = " ".join(crawler.leaks)
        self.assertIn(f"shows {FOREIGN.lower()}", told)
        self.assertIn("UPDATE of ruiji_repair_slip", told)

    def _plant_routes(self):
        class Planted(Controller):
            @route("/planted/<int:slip_id>", auth="user")
            def show(self, slip_id):
                return request.env["ruiji.repair.slip"].sudo().browse(slip_id).note

            @route("/planted/change", type="jsonrpc", auth="user")
            def change(self, slip_id):
                slip = request.env["ruiji.repair.slip"].sudo().browse(slip_id)
                slip.department = "planted"

        planted = Controller.children_classes["ruiji_repair_pricing"]
        self.addCleanup(self.registry.clear_cache, "routing")
        self.addCleanup(planted.remove, Planted)
        self.registry.clear_cache("routing")
