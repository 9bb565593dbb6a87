from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..utils.final_rows import FINAL_ROWS

# Refusing is all that some of these methods do.
# pylint: disable=method-required-super,no-raise-unlink

GUARD = f"""
    {FINAL_ROWS}

    CREATE OR REPLACE TRIGGER ruiji_service_breach_is_final
     BEFORE UPDATE OR DELETE ON ruiji_service_breach
        FOR EACH ROW EXECUTE FUNCTION ruiji_service_record_is_final();

    CREATE OR REPLACE TRIGGER ruiji_service_breach_is_kept
     BEFORE TRUNCATE ON ruiji_service_breach
        FOR EACH STATEMENT EXECUTE FUNCTION ruiji_service_record_is_final();
"""
NOTE = """
INSERT INTO ruiji_service_breach
       (call_id, technician_id, date_called, area, promised_hours, arrival_due,
        noticed_at, company_id)
SELECT id, technician_id, date_called, area, promised_hours, arrival_due, %(now)s,
       company_id
  FROM ruiji_service_call
 WHERE id = ANY(%(calls)s)
    ON CONFLICT (call_id) DO NOTHING
RETURNING call_id
"""


class ServiceBreach(models.Model):
    """Nobody was there in the promised hours: a fact for good (SVC-02).

    Written by the job and by late arrivals, as things stood then; whatever is moved
    afterwards, the row stays.
    """

    _name = "ruiji.service.breach"
    _description = "Broken Promise"
    _log_access = False
    _order = "noticed_at desc, id desc"
    _rec_name = "call_id"

    call_id = fields.Many2one(
        "ruiji.service.call", required=True, readonly=True, ondelete="restrict"
    )
    technician_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    date_called = fields.Datetime(string="Called at", readonly=True)
    area = fields.Selection(
        selection=lambda self: self.env["ruiji.service.call"]
        ._fields["area"]
        ._description_selection(self.env),
        readonly=True,
    )
    promised_hours = fields.Float(readonly=True)
    arrival_due = fields.Datetime(string="Due there by", readonly=True)
    noticed_at = fields.Datetime(readonly=True)
    date_arrived = fields.Datetime(related="call_id.date_arrived")
    corrected_due = fields.Datetime(
        string="Due by the correction", compute="_compute_corrected"
    )
    kept_by_correction = fields.Boolean(
        string="In time by the correction",
        compute="_compute_corrected",
        help="A correction made later says that the promise was kept; the record of "
        "that time stays.",
    )
    company_id = fields.Many2one("res.company", readonly=True, index=True)

    _one_a_call = models.Constraint(
        "UNIQUE(call_id)", "The promise of a call is broken once."
    )

    def init(self):
        """Put the guard before the table."""
        self.env.cr.execute(GUARD)

    @api.depends("arrival_due", "call_id.arrival_due", "call_id.date_arrived")
    def _compute_corrected(self):
        now = fields.Datetime.now()
        for breach in self:
            due = breach.call_id.arrival_due
            moved = bool(due) and due != breach.arrival_due
            breach.corrected_due = moved and due
            reached = breach.call_id.date_arrived or now
            breach.kept_by_correction = moved and reached <= due

    @api.model_create_multi
    def create(self, vals_list):
        """Never from a form."""
        raise UserError(self._final())

    def write(self, vals):
        """Never."""
        raise UserError(self._final())

    def unlink(self):
        """Never."""
        raise UserError(self._final())

    def _final(self):
        return self.env._("A broken promise stays on record as it was.")

    @api.model
    def _note(self, calls):
        """Put these calls on record; those that are stay as they are.

        :return: ruiji.service.call recordset of those that were not yet
        """
        if not calls:
            return calls
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(NOTE, calls=list(calls.ids), now=fields.Datetime.now())
        )
        self.invalidate_model()
        calls.invalidate_recordset(["breach_ids"])
        return calls.browse(call_id for [call_id] in rows)
