from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..models.grade_rule import GRADES
from ..models.res_partner_demand import SALES_MANAGERS


class GradeOverride(models.TransientModel):
    """Asks for reason and expiry of a grade set by hand (GRD-01)."""

    _name = "ruiji.grade.override"
    _description = "Set a Grade by Hand"

    partner_ids = fields.Many2many(
        "res.partner",
        string="Client files",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    grade = fields.Selection(GRADES, required=True)
    reason = fields.Char(required=True)
    date_until = fields.Date(
        string="Valid until",
        required=True,
        default=lambda self: fields.Date.context_today(self) + relativedelta(years=1),
        help="Then the rules decide again.",
    )

    def action_set(self):
        """Set the grade until the day given.

        :raises AccessError: for all but the marketing VP and the general manager
        :raises UserError: when the day is not ahead
        """
        self.ensure_one()
        self._check_may_grade()
        if self.date_until <= fields.Date.context_today(self):
            raise UserError(
                self.env._("A grade set by hand needs to end on a day to come.")
            )
        self.partner_ids._set_grade(self.grade, self.reason, self.date_until)
        return {"type": "ir.actions.act_window_close"}

    @api.model
    def _check_may_grade(self):
        if not self.env.user.has_groups(SALES_MANAGERS):
            raise AccessError(
                self.env._(
                    "A grade is set by hand by the marketing VP or the general "
                    "manager only."
                )
            )
        self.partner_ids.check_access("write")
