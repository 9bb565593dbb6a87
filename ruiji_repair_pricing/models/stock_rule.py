from odoo import api, models
from odoo.exceptions import AccessError

WAREHOUSE = "stock.group_stock_user"


class StockRule(models.Model):
    _inherit = "stock.rule"

    @api.model
    def run_scheduler(self, use_new_cursor=False, company_id=False):
        """As Odoo's, for its job and for whoever works in the warehouse (WEB-06).

        Odoo lets any user set it off over RPC, portal users included, and leaves it
        to the stock rights to stop him half-way, with an error in the log.

        :raises AccessError: for everybody else
        """
        if not (self.env.su or self.env.user.has_group(WAREHOUSE)):
            raise AccessError(
                self.env._("The stock scheduler is run by the warehouse alone.")
            )
        return super().run_scheduler(
            use_new_cursor=use_new_cursor, company_id=company_id
        )
