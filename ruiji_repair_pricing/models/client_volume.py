from odoo import fields, models

from .repair_order_price import PRICE_GROUPS

# Boards handed in within twelve months; their value as the slip has it, in the
# currency of the company.
VOLUMES = """
SELECT MIN(slip.id) AS id,
       slip.partner_id,
       slip.company_id,
       unit.state_id,
       unit.grade,
       unit.user_id AS manager_id,
       unit.confidentiality,
       COUNT(*) AS slips,
       SUM(board.boards) AS boards,
       SUM(slip.total) AS amount
  FROM ruiji_repair_slip slip
  JOIN res_partner unit ON unit.id = slip.partner_id
  LEFT JOIN (
       SELECT slip_id, COUNT(*) AS boards
         FROM repair_order
        WHERE slip_id IS NOT NULL
        GROUP BY slip_id
       ) board ON board.slip_id = slip.id
 WHERE slip.date_submitted >= (now() AT TIME ZONE 'UTC') - INTERVAL '1 year'
 GROUP BY slip.partner_id, slip.company_id, unit.state_id, unit.grade, unit.user_id,
       unit.confidentiality
"""


class ClientVolume(models.Model):
    """What each client sent in for repair in the last twelve months (ANA-01)."""

    _name = "ruiji.client.volume"
    _description = "Repair Volume of a Client"
    _auto = False
    _order = "amount desc, id"
    _rec_name = "partner_id"
    _table_query = VOLUMES

    partner_id = fields.Many2one("res.partner", string="Client", readonly=True)
    state_id = fields.Many2one(
        "res.country.state", string="Provincial region", readonly=True
    )
    manager_id = fields.Many2one("res.users", string="Account manager", readonly=True)
    grade = fields.Selection(
        selection=lambda self: self._choices_of_clients("grade"), readonly=True
    )
    confidentiality = fields.Selection(
        selection=lambda self: self._choices_of_clients("confidentiality"),
        readonly=True,
    )
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    slips = fields.Integer(readonly=True)
    boards = fields.Integer(readonly=True)
    amount = fields.Monetary(string="Repair value", readonly=True, groups=PRICE_GROUPS)

    def _choices_of_clients(self, name):
        return self.env["res.partner"]._fields[name]._description_selection(self.env)

    def action_open_client(self):
        """Open the client's file."""
        return self.partner_id.get_formview_action()
