from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain


class RepairOrder(models.Model):
    """Boards that came in and have not gone back: the balance of the register."""

    _inherit = "repair.order"

    days_in_house = fields.Integer(
        string="Days here",
        compute="_compute_days_in_house",
        help="Days since the board was received, until it went back.",
    )
    is_long_in_house = fields.Boolean(
        string="Here for too long",
        compute="_compute_days_in_house",
        search="_search_is_long_in_house",
    )

    @api.depends("date_received", "date_shipped", "company_id")
    def _compute_days_in_house(self):
        now = fields.Datetime.now()
        for board in self:
            spent = (board.date_shipped or now) - (board.date_received or now)
            limit = board.company_id.house_days
            board.days_in_house = spent.days
            board.is_long_in_house = not board.date_shipped and 0 < limit <= spent.days

    def _search_is_long_in_house(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        long_here = Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain("date_received", "<=", now - timedelta(days=company.house_days))
            for company in self.env.companies
            if company.house_days > 0
        )
        domain = Domain("goods_out_id", "=", False) & long_here
        return domain if True in value else ~domain
