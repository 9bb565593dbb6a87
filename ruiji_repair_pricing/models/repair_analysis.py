from odoo import fields, models

from .repair_order_progress import BOARD_STATES, OUTCOMES

# Back within a year of the last repair: the same board failed again. All tables join
# from the left, so that a figure reads those alone that it is about.
ANALYSIS = """
SELECT repair.id,
       repair.id AS repair_id,
       slip.date_submitted AS date,
       repair.partner_id,
       unit.state_id,
       unit.city_id,
       template.categ_id,
       template.device_model_id,
       repair.product_id,
       repair.user_id,
       repair.board_state,
       repair.outcome,
       repair.confidentiality,
       repair.manager_id,
       repair.company_id,
       1 AS boards,
       again.is_repeat::int AS repeats,
       100.0 * again.is_repeat::int AS repeat_rate,
       100.0 * (repair.outcome = 'no_fault_found')::int AS no_fault_rate,
       100.0 * (repair.outcome = 'exchanged')::int AS exchange_rate,
       100.0 * (repair.outcome = 'irreparable')::int AS irreparable_rate,
       EXTRACT(EPOCH FROM repair.date_shipped - repair.date_received) / 86400
           AS days_in_house
  FROM repair_order repair
  LEFT JOIN ruiji_repair_slip slip ON slip.id = repair.slip_id
  LEFT JOIN res_partner unit ON unit.id = repair.partner_id
  LEFT JOIN repair_order previous ON previous.id = repair.previous_repair_id
  LEFT JOIN product_product board ON board.id = repair.product_id
  LEFT JOIN product_template template ON template.id = board.product_tmpl_id
 CROSS JOIN LATERAL (
       SELECT COALESCE(
           slip.date_submitted < previous.date_shipped + INTERVAL '1 year', FALSE
       ) AS is_repeat) again
 WHERE repair.slip_id IS NOT NULL
   AND repair.board_state NOT IN ('draft', 'cancelled')
"""


class RepairAnalysis(models.Model):
    """Rates of repeat repairs, exchanges and boards without a fault (REP-08)."""

    _name = "ruiji.repair.analysis"
    _description = "Repair Analysis"
    _auto = False
    _order = "date desc"
    _rec_name = "repair_id"
    _table_query = ANALYSIS

    repair_id = fields.Many2one("repair.order", string="Board", readonly=True)
    date = fields.Datetime(string="Submitted on", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Sending unit", readonly=True)
    state_id = fields.Many2one(
        "res.country.state", string="Provincial region", readonly=True
    )
    city_id = fields.Many2one("res.city", string="Prefecture", readonly=True)
    categ_id = fields.Many2one(
        "product.category", string="Product category", readonly=True
    )
    device_model_id = fields.Many2one(
        "ruiji.device.model", string="Device model", readonly=True
    )
    product_id = fields.Many2one("product.product", string="Board type", readonly=True)
    user_id = fields.Many2one("res.users", string="Technician", readonly=True)
    board_state = fields.Selection(BOARD_STATES, string="Progress", readonly=True)
    outcome = fields.Selection(OUTCOMES, readonly=True)
    confidentiality = fields.Selection(
        selection=lambda self: self.env["res.partner"]
        ._fields["confidentiality"]
        ._description_selection(self.env),
        readonly=True,
    )
    manager_id = fields.Many2one("res.users", string="Account manager", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    boards = fields.Integer(readonly=True)
    repeats = fields.Integer(
        string="Repeat repairs",
        readonly=True,
        help="Boards that came back within a year of their last repair.",
    )
    repeat_rate = fields.Float(
        string="Repeat repairs (%)", readonly=True, aggregator="avg"
    )
    no_fault_rate = fields.Float(
        string="No fault found (%)", readonly=True, aggregator="avg"
    )
    exchange_rate = fields.Float(
        string="Exchanged (%)", readonly=True, aggregator="avg"
    )
    irreparable_rate = fields.Float(
        string="Beyond repair (%)", readonly=True, aggregator="avg"
    )
    days_in_house = fields.Float(
        readonly=True, aggregator="avg", help="From receipt until shipped back."
    )
