from odoo.modules.loading import load_demo
from odoo.modules.module_graph import ModuleGraph
from odoo.tests import TransactionCase, tagged
from odoo.tools.safe_eval import safe_eval

ADDONS = (
    "ruiji_client_archive",
    "ruiji_repair_pricing",
    "ruiji_client_care",
    "ruiji_field_service",
)
# Nothing waits in these when all is well.
MAY_BE_EMPTY = {"ruiji_client_archive.client_review_menu"}


@tagged("post_install", "-at_install")
class TestMenus(TransactionCase):
    """What a person meets who clicks through the menus."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        data = cls.env["ir.model.data"].search(
            [("module", "in", ADDONS), ("model", "=", "ir.ui.menu")]
        )
        cls.menus = {
            f"{entry.module}.{entry.name}": cls.env["ir.ui.menu"].browse(entry.res_id)
            for entry in data
        }

    def _window_actions(self):
        """{external id of the menu: window action that shows records}."""
        for name, menu in self.menus.items():
            action = menu.action
            opens_list = action and action._name == "ir.actions.act_window"
            if opens_list and action.target != "new":
                yield name, action

    def test_empty_lists_say_what_to_do(self):
        """OPS-07: every menu has a text for when there is nothing yet."""
        silent = [name for name, action in self._window_actions() if not action.help]
        self.assertFalse(silent)

    def test_demonstration_tells_the_whole_story(self):
        """OPS-04: the demonstration loads, and every menu has something to show."""
        # Numbers that other tests drew stay drawn: whichever comes next could be that
        # of a row to be imported.
        sequence = self.env.ref("ruiji_client_archive.sequence_client_number")
        sequence.number_next = 90001
        graph = ModuleGraph(self.env.cr, mode="load")
        graph.extend(
            self.env["ir.module.module"]
            .search([("state", "=", "installed")])
            .mapped("name")
        )
        for package in graph:
            if package.name in ADDONS:
                self.assertTrue(load_demo(self.env, package, {}, "init"), package.name)
        empty = [
            name
            for name, action in self._window_actions()
            if name not in MAY_BE_EMPTY and not self._has_records(action)
        ]
        self.assertFalse(empty)

    def _has_records(self, action):
        domain = safe_eval(action.domain or "[]", {"uid": self.env.uid})
        return self.env[action.res_model].search_count(domain, limit=1)
