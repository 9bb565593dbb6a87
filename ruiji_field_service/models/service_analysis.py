from odoo import fields, models

# A row a call; what isn't known yet is empty, and left out of averages.
CALLS = """
SELECT call.id, call.id AS call_id, call.date_called, call.partner_id, call.state_id,
       call.city_id, call.district, call.area, call.kind, call.state, call.channel,
       call.technician_id, call.manager_id, call.company_id, call.confidentiality,
       CASE WHEN call.date_arrived IS NOT NULL THEN call.hours_to_arrive END
           AS hours_to_arrive,
       CASE WHEN call.date_finished IS NOT NULL THEN call.hours_to_finish END
           AS hours_to_finish,
       CASE WHEN breach.id IS NOT NULL THEN 0
            WHEN call.date_arrived IS NOT NULL THEN 100 END AS punctuality,
       (breach.id IS NOT NULL)::int AS breaches,
       CASE WHEN call.state <> 'cancelled' THEN 100 * (
           call.serial_key IS NOT NULL AND EXISTS (
               SELECT FROM ruiji_service_call earlier
                 LEFT JOIN ruiji_contract contract ON contract.id = earlier.contract_id
                WHERE earlier.serial_key = call.serial_key
                  AND earlier.partner_id = call.partner_id
                  AND earlier.id <> call.id
                  AND earlier.state = 'done'
                  AND earlier.date_finished <= call.date_called
                  AND call.date_called < earlier.date_finished + make_interval(
                      months => COALESCE(contract.guarantee_months,
                                         company.guarantee_months))
           ))::int END AS repeat_rate
  FROM ruiji_service_call call
  JOIN res_company company ON company.id = call.company_id
  LEFT JOIN ruiji_service_breach breach ON breach.call_id = call.id
"""


class ServiceAnalysis(models.Model):
    """Calls by time, place, kind and technician (SVC-04, ANA-01)."""

    _name = "ruiji.service.analysis"
    _description = "Service Analysis"
    _auto = False
    _order = "date_called desc, id desc"
    _rec_name = "call_id"
    _table_query = CALLS
    _depends = {
        "ruiji.service.call": ["state", "kind", "technician_id", "hours_to_arrive"],
        "ruiji.service.breach": ["call_id"],
    }

    call_id = fields.Many2one("ruiji.service.call", string="Call", readonly=True)
    date_called = fields.Datetime(string="Called at", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Client", readonly=True)
    state_id = fields.Many2one(
        "res.country.state", string="Provincial region", readonly=True
    )
    city_id = fields.Many2one("res.city", string="Prefecture", readonly=True)
    district = fields.Char(readonly=True)
    area = fields.Selection(selection=lambda self: self._choices("area"), readonly=True)
    kind = fields.Selection(selection=lambda self: self._choices("kind"), readonly=True)
    state = fields.Selection(
        selection=lambda self: self._choices("state"), string="Status", readonly=True
    )
    channel = fields.Selection(
        selection=lambda self: self._choices("channel"), readonly=True
    )
    technician_id = fields.Many2one("res.users", string="Technician", readonly=True)
    manager_id = fields.Many2one("res.users", string="Account manager", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    confidentiality = fields.Char(readonly=True, export_string_translation=False)
    hours_to_arrive = fields.Float(
        string="Working hours until arrival", readonly=True, aggregator="avg"
    )
    hours_to_finish = fields.Float(
        string="Working hours until finished", readonly=True, aggregator="avg"
    )
    punctuality = fields.Float(
        string="In time (%)",
        readonly=True,
        aggregator="avg",
        help="Calls at which somebody was there within the promised hours.",
    )
    breaches = fields.Integer(string="Broken promises", readonly=True)
    repeat_rate = fields.Float(
        string="Repeat calls (%)",
        readonly=True,
        aggregator="avg",
        help="Calls for a serial number that was mended for the same client, and is "
        "still within the guarantee months.",
    )

    def _choices(self, name):
        calls = self.env["ruiji.service.call"]
        return calls._fields[name]._description_selection(self.env)
