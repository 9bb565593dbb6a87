from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.ruiji_repair_pricing.models.repair_order_price import PRICE_GROUPS

from ..utils.renewal_sql import RENEWALS

# The ladder of reminders begins so many days before the end (CON-03).
AHEAD = timedelta(days=60)


class ServiceRenewal(models.Model):
    """A maintenance contract near its end, with what was done for it (SVC-05).

    The basis of the visit for the renewal; it names no price.
    """

    _name = "ruiji.service.renewal"
    _description = "Maintenance to Renew"
    _inherit = ["ruiji.printed.paper"]
    _auto = False
    _order = "date_end, id"
    _rec_name = "number"
    _rec_names_search = ["number", "partner_id"]

    contract_id = fields.Many2one("ruiji.contract", readonly=True, groups=PRICE_GROUPS)
    number = fields.Char(string="Contract number", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Client", readonly=True)
    manager_id = fields.Many2one("res.users", string="Account manager", readonly=True)
    confidentiality = fields.Selection(
        selection=lambda self: self.env["res.partner"]
        ._fields["confidentiality"]
        ._description_selection(self.env),
        readonly=True,
    )
    company_id = fields.Many2one("res.company", readonly=True)
    date_start = fields.Date(string="From", readonly=True)
    date_end = fields.Date(string="Ends on", readonly=True)
    covers_subordinates = fields.Boolean(string="With subordinates", readonly=True)
    call_count = fields.Integer(string="Calls in twelve months", readonly=True)
    open_count = fields.Integer(string="Not finished", readonly=True)
    arrived_count = fields.Integer(string="Arrivals", readonly=True)
    breach_count = fields.Integer(string="Broken promises", readonly=True)
    punctuality = fields.Float(
        string="In time (%)",
        readonly=True,
        aggregator="avg",
        help="Arrivals within the promised working hours.",
    )
    hours_to_arrive = fields.Float(
        string="Working hours to arrive", readonly=True, aggregator="avg"
    )
    hours_to_finish = fields.Float(
        string="Working hours to finish", readonly=True, aggregator="avg"
    )

    @property
    def _table_query(self):
        # What is pending in memory has to be there.
        self.env["ruiji.contract"].flush_model()
        self.env["ruiji.service.call"].flush_model()
        self.env["ruiji.unit.ancestry"].flush_model()
        today = self.env.company._business_day()
        return SQL(RENEWALS, today=today, until=today + AHEAD, since=self._since())

    def _since(self):
        return self.env.company._business_day() - relativedelta(months=12)

    def _calls(self):
        """The calls that the figures speak of, as far as the user may see them.

        :return: ruiji.service.call recordset, the latest first
        """
        self.ensure_one()
        today = self.env.company._business_day()
        units = self.partner_id
        if self.covers_subordinates:
            # Which units a contract covers is told with the contract.
            ancestry = self.env["ruiji.unit.ancestry"].sudo()
            units |= ancestry._descendants(units, today).sudo(False)
        return self.env["ruiji.service.call"].search(
            [
                ("partner_id", "in", units.ids),
                ("company_id", "=", self.company_id.id),
                ("state", "!=", "cancelled"),
                ("date_called", ">=", self._since()),
            ],
            order="date_called desc, id desc",
        )

    def _client_name(self):
        # Names of clients are open to all staff (ACC-02).
        return self.sudo().partner_id.name

    def action_open_calls(self):
        """Show the calls that the figures speak of."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_field_service.service_call_action"
        )
        return action | {"domain": [("id", "in", self._calls().ids)], "context": {}}

    def action_print(self):
        """Print the year's service, for the visit."""
        report = self.env.ref("ruiji_field_service.service_renewal_report")
        return report.report_action(self) | {"close_on_report_download": True}
