from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

OPEN = ("open", "done")
ACTIVITY = "ruiji_client_care.mail_activity_measure_overdue"


class ImprovementMeasure(models.Model):
    """What is done so that it doesn't happen again, tracked to its effect (CAR-04)."""

    _name = "ruiji.improvement.measure"
    _description = "Improvement Measure"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_due, id"

    name = fields.Char(string="Subject", required=True, tracking=True)
    source = fields.Selection(
        [
            ("rating", "Rating"),
            ("questionnaire", "Questionnaire"),
            ("complaint", "Complaint"),
            ("own", "Own initiative"),
        ],
        default="own",
        required=True,
    )
    rating_id = fields.Many2one(
        "ruiji.satisfaction.rating", index="btree_not_null", ondelete="set null"
    )
    feedback_id = fields.Many2one(
        "ruiji.client.feedback",
        string="Complaint",
        index="btree_not_null",
        ondelete="set null",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Client",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="set null",
        domain=[("is_client", "=", True)],
    )
    cause = fields.Text(help="Why it came about.")
    action = fields.Text(string="Measure", help="What is done about the cause.")
    user_id = fields.Many2one(
        "res.users",
        string="Owner",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        tracking=True,
    )
    date_due = fields.Date(string="Due on", required=True, tracking=True)
    done_on = fields.Date(readonly=True, copy=False)
    state = fields.Selection(
        [
            ("open", "Being carried out"),
            ("done", "Effect to be checked"),
            ("effective", "Effective"),
            ("without_effect", "Without effect"),
        ],
        string="Status",
        default="open",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    figure = fields.Char(
        string="Measured by", help="For instance the satisfaction with turnaround."
    )
    figure_before = fields.Float(string="Before", digits=(12, 2))
    figure_after = fields.Float(string="After", digits=(12, 2))
    effect = fields.Text(help="What has become better, or hasn't.")
    checked_by_id = fields.Many2one(
        "res.users", string="Checked by", readonly=True, copy=False
    )
    checked_on = fields.Date(readonly=True, copy=False)
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    company_id = fields.Many2one(
        "res.company", default=lambda self: self.env.company, required=True
    )

    @api.depends("rating_id", "feedback_id")
    def _compute_partner_id(self):
        for measure in self:
            about = measure.rating_id.partner_id or measure.feedback_id.partner_id
            measure.partner_id = about or measure.partner_id

    @api.depends("state", "date_due")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for measure in self:
            due = measure.date_due
            measure.is_overdue = bool(due and due < today and measure.state == "open")

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        overdue = fields.Domain("state", "=", "open") & fields.Domain(
            "date_due", "<", today
        )
        return overdue if True in value else ~overdue

    @api.constrains("state", "action")
    def _check_action(self):
        for measure in self:
            if measure.state != "open" and not measure.action:
                raise ValidationError(
                    self.env._("Write what was done before you report it as done.")
                )

    def write(self, vals):
        """Leave the steps to the buttons: they know who took them."""
        steps = {"state", "done_on", "checked_by_id", "checked_on"}
        if steps & vals.keys() and not self.env.su:
            raise UserError(self.env._("Use the buttons of the measure."))
        return super().write(vals)

    def action_done(self):
        """The measure has been carried out; its effect is checked afterwards."""
        self._check_step("open")
        today = fields.Date.context_today(self)
        # The right to write was checked with the step.
        self.sudo().write({"state": "done", "done_on": today})
        self.activity_unlink([ACTIVITY])
        return True

    def action_effective(self):
        """The figures have become better."""
        return self._check_effect("effective")

    def action_without_effect(self):
        """Nothing has become better: another measure is called for."""
        return self._check_effect("without_effect")

    def _check_effect(self, state):
        """Somebody else than the owner says whether it helped."""
        self._check_step("done")
        if any(measure.user_id == self.env.user for measure in self):
            raise UserError(
                self.env._("Somebody else than the owner checks the effect.")
            )
        if any(not measure.effect for measure in self):
            raise UserError(self.env._("Write first what has become of it."))
        # The right to write was checked with the step.
        self.sudo().write(
            {
                "state": state,
                "checked_by_id": self.env.uid,
                "checked_on": fields.Date.context_today(self),
            }
        )
        return True

    def _check_step(self, state):
        self.check_access("write")
        if any(measure.state != state for measure in self):
            raise UserError(self.env._("This step doesn't fit the measure's status."))

    @api.model_create_multi
    def create(self, vals_list):
        """Measures begin as open ones."""
        steps = ("state", "done_on", "checked_by_id", "checked_on")
        if not self.env.su:
            vals_list = [
                {name: value for name, value in vals.items() if name not in steps}
                for vals in vals_list
            ]
        return super().create(vals_list)

    @api.model
    def _cron_remind(self):
        """Put overdue measures on their owners' lists, each once."""
        overdue = self.search([("is_overdue", "=", True)])
        kind = self.env.ref(ACTIVITY)
        told = self.env["mail.activity"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", overdue.ids),
                ("activity_type_id", "=", kind.id),
            ]
        )
        known = set(told.mapped("res_id"))
        late = overdue.filtered(lambda measure: measure.id not in known)
        self.env["mail.activity"].with_context(mail_activity_quick_update=True)._ask(
            ACTIVITY, [(measure, measure.user_id) for measure in late]
        )
