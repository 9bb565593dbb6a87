from odoo import api, fields, models
from odoo.tools import SQL

from .repair_order_progress import BOARD_STATES


class RepairStep(models.Model):
    """When a board entered a state and when it left it (REP-02).

    Written as boards move on; nobody edits it.
    """

    _name = "ruiji.repair.step"
    _description = "Step of a Repair"
    _order = "entered_on, id"
    _rec_name = "board_state"

    repair_id = fields.Many2one(
        "repair.order", required=True, readonly=True, ondelete="cascade"
    )
    board_state = fields.Selection(
        BOARD_STATES, string="Progress", required=True, readonly=True
    )
    entered_on = fields.Datetime(required=True, readonly=True)
    left_on = fields.Datetime(readonly=True)
    user_id = fields.Many2one(
        "res.users", string="By", readonly=True, ondelete="set null"
    )
    hours = fields.Float(
        compute="_compute_hours", help="How long the board was in this state."
    )

    _repair_idx = models.Index("(repair_id, id)")
    _one_open_step_uniq = models.UniqueIndex(
        "(repair_id) WHERE left_on IS NULL", "A board is in one state at a time."
    )

    @api.depends("entered_on", "left_on")
    def _compute_hours(self):
        now = fields.Datetime.now()
        for step in self:
            spent = (step.left_on or now) - step.entered_on
            step.hours = spent.total_seconds() / 3600

    @api.model
    def _record(self, repairs):
        """Note the state of boards of slips that have moved on, in two statements."""
        repairs = repairs.filtered("slip_id")
        if not repairs:
            return
        repairs.flush_recordset(["board_state", "slip_id"])
        self.flush_model()
        values = {
            "ids": list(repairs.ids),
            "now": fields.Datetime.now(),
            "user": self.env.uid,
        }
        self.env.cr.execute(SQL(LEAVE_STEPS, **values))
        self.env.cr.execute(SQL(ENTER_STEPS, **values))
        self.invalidate_model()
        repairs.invalidate_recordset(["step_ids"])


LEAVE_STEPS = """
UPDATE ruiji_repair_step step
   SET left_on = %(now)s, write_uid = %(user)s, write_date = %(now)s
  FROM repair_order repair
 WHERE repair.id = step.repair_id
   AND repair.id = ANY(%(ids)s)
   AND step.left_on IS NULL
   AND step.board_state <> repair.board_state
"""

ENTER_STEPS = """
INSERT INTO ruiji_repair_step
       (repair_id, board_state, entered_on, user_id,
        create_uid, create_date, write_uid, write_date)
SELECT repair.id, repair.board_state, %(now)s, %(user)s,
       %(user)s, %(now)s, %(user)s, %(now)s
  FROM repair_order repair
 WHERE repair.id = ANY(%(ids)s)
   AND repair.board_state <> 'draft'
   AND NOT EXISTS (
       SELECT FROM ruiji_repair_step step
        WHERE step.repair_id = repair.id AND step.left_on IS NULL
   )
 ORDER BY repair.id
"""
