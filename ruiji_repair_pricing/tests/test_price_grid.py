from odoo.tests import HttpCase, tagged

from .common import PricingCase


@tagged("post_install", "-at_install")
class TestPriceGrid(PricingCase, HttpCase):
    """The price list as a spreadsheet, in the browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.yanan.user_id = cls.manager
        cls.contract = cls._new_contract(cls.yanan, "Y-1")
        cls._new_price(cls.contract, cls.aslc, 100)

    def _prices(self):
        return {
            line.product_id.board_type: (line.price, line.state)
            for line in self.contract.price_ids
        }

    def _address(self):
        """The contract's list on a page of its own, as its button opens it."""
        action = self.contract.action_open_prices()
        self.env["ir.actions.act_window"].browse(action["id"]).write(
            {"context": action["context"], "domain": action["domain"]}
        )
        return f"/odoo/{action['path']}"

    def test_block_of_cells_is_pasted_into_the_list(self):
        """PRI-02: Ctrl+V with cells of a spreadsheet opens the preview; a single
        cell goes where the cursor is."""
        self.start_tour(
            self._address(), "ruiji_price_grid_paste", login=self.clerk.login
        )
        self.assertEqual(
            self._prices(), {"ASLC": (120, "published"), "DIU": (99, "published")}
        )

    def test_block_is_pasted_into_the_form_of_the_contract(self):
        """PRI-02: the list inside the contract takes cells as well."""
        self.start_tour(
            f"/odoo/contracts/{self.contract.id}",
            "ruiji_price_grid_form",
            login=self.clerk.login,
        )
        self.assertEqual(
            self._prices(), {"ASLC": (100, "published"), "DIU": (99, "published")}
        )

    def test_keys_and_many_rows_at_once(self):
        """PRI-02: arrows keep the column, Enter goes on, one entry fills all chosen
        rows."""
        self._new_price(self.contract, self.dti, 50)
        self._new_price(self.contract, self.diu, 60)
        self.start_tour(
            self._address(), "ruiji_price_grid_keys", login=self.clerk.login
        )
        self.assertEqual({price for price, _state in self._prices().values()}, {150})
        changes = self.contract.price_change_ids.filtered(lambda c: c.kind == "changed")
        self.assertEqual(len(changes), 5)

    def test_whose_list_it_is_is_asked_where_many_are_shown(self):
        """PRI-02: prices never land in the standard list by mistake."""
        prices = self.Price.with_user(self.clerk)
        asks = {
            "choose_list": prices.action_paste_prices()["context"]["choose_list"],
            "standard": prices.with_context(standard_prices=True).action_paste_prices()[
                "context"
            ]["choose_list"],
        }
        self.assertEqual(asks, {"choose_list": True, "standard": False})
