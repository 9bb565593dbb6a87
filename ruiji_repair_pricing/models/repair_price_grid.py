from odoo import api, models


class RepairPrice(models.Model):
    """What the page of a price list offers beside the list itself (PRI-02)."""

    _inherit = "ruiji.repair.price"

    @api.model
    def action_compare_list(self, _ids=None):
        """Put the list whose page is open beside another one."""
        return self.env["ruiji.price.comparison"]._open(self._contract_of_page())

    @api.model
    def action_paste_prices(self, _ids=None):
        """Open the box that takes cells copied from a spreadsheet.

        :return: window action; it asks whose list it is where the page shows many
        """
        contract = self._contract_of_page()
        is_one_list = contract or self.env.context.get("standard_prices")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_repair_pricing.price_paste_action"
        )
        return action | {
            "context": {
                "default_contract_id": contract.id,
                "choose_list": not is_one_list,
            }
        }

    @api.model
    def _contract_of_page(self):
        return self.env["ruiji.contract"].browse(
            self.env.context.get("default_contract_id") or []
        )
