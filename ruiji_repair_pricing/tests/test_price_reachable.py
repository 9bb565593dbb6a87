from odoo.tests import TransactionCase, tagged

ADDONS = ("ruiji_client_archive", "ruiji_repair_pricing")
PRICES = {
    "repair.order": {"repair_price", "charge"},
    "ruiji.settlement.line": {"amount"},
    "ruiji.repair.price": {"price"},
    "ruiji.price.comparison.line": {"old_price", "new_price"},
    "ruiji.price.paste.line": {"price", "old_price"},
    "ruiji.repair.reprice.line": {"old_price", "new_price"},
}
EXPLAINERS = ("action_explain", "action_explain_price")
SHOWING = ("list", "form", "kanban")


@tagged("post_install", "-at_install")
class TestPriceReachable(TransactionCase):
    """Anyone who sees a price can open the explanation (PRI-04)."""

    def _views(self):
        data = self.env["ir.model.data"].search(
            [("module", "in", ADDONS), ("model", "=", "ir.ui.view")]
        )
        views = self.env["ir.ui.view"].browse(data.mapped("res_id"))
        return views.filtered(lambda v: v.mode == "primary" and v.type in SHOWING)

    def _prices_shown(self, node, model):
        """(the list, form or kanban, its model) wherever a price is shown."""
        for field in node.iter("field"):
            parents = [p for p in field.iterancestors() if p.tag in SHOWING]
            if not parents or parents[0] is not node:
                continue
            name = field.get("name")
            if name in PRICES.get(model, ()) and field.get("column_invisible") != "1":
                yield node, name
            related = self.env[model]._fields.get(name)
            for inner in field:
                if related is not None and inner.tag in SHOWING:
                    yield from self._prices_shown(inner, related.comodel_name)

    def test_every_price_on_a_screen_explains_itself(self):
        """PRI-04: list by list and form by form, also inside other forms."""
        shown = 0
        for view in self._views():
            arch = view._get_combined_arch()
            for node, name in self._prices_shown(arch, view.model):
                shown += 1
                buttons = {b.get("name") for b in node.iter("button")}
                with self.subTest(view=view.xml_id, price=name, kind=node.tag):
                    self.assertTrue(buttons.intersection(EXPLAINERS))
        self.assertGreater(shown, 10)
