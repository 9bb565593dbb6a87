from bisect import bisect_right

from odoo import api, fields, models

from .client_feedback import OVER

ASSIGN = "ruiji_client_care.mail_activity_type_feedback_assign"
SERIOUS = "ruiji_client_care.mail_activity_type_feedback_serious"
OVERDUE = "ruiji_client_care.mail_activity_type_feedback_overdue"
FOLLOW_UP = "ruiji_client_care.mail_activity_type_follow_up"
CUSTOMER_SERVICE = "ruiji_client_archive.group_customer_service"
VP = "ruiji_client_archive.group_marketing_vp"
GENERAL_MANAGER = "ruiji_client_archive.group_general_manager"
LADDER = ("none", "owner", "vp", "gm")


class ClientFeedback(models.Model):
    """Who hears of what is serious, of what nobody owns and of what is overdue."""

    _inherit = "ruiji.client.feedback"

    escalation = fields.Selection(
        [
            ("none", "Nobody yet"),
            ("owner", "Owner"),
            ("vp", "Marketing VP"),
            ("gm", "General manager"),
        ],
        string="Told that it is overdue",
        default="none",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )

    @api.model_create_multi
    def create(self, vals_list):
        feedback = super().create(vals_list)
        feedback._tell_of_serious()
        feedback._ask_for_owner()
        return feedback

    def write(self, vals):
        """What becomes serious goes to the VP at once; what has an owner is his."""
        milder = self.filtered(lambda one: one.severity != "serious")
        result = super().write(vals)
        if vals.get("severity") == "serious":
            milder._tell_of_serious()
        if vals.get("user_id"):
            # The task was the whole department's; one of them has seen to it.
            self.sudo().activity_unlink([ASSIGN])
        return result

    def _tell_of_serious(self):
        serious = self.filtered(
            lambda one: one.severity == "serious" and one.state not in OVER
        )
        self._ask_group(SERIOUS, serious, VP)

    def _ask_for_owner(self):
        ownerless = self.filtered(lambda one: not one.user_id and one.state not in OVER)
        closed = ownerless.filtered(
            # Who is told follows the level; the level is shown to nobody.
            lambda one: one.sudo().partner_id.confidentiality == "secret"
        )
        self._ask_group(ASSIGN, ownerless - closed, CUSTOMER_SERVICE)
        self._ask_group(ASSIGN, closed, VP)

    @api.model
    def _ask_group(self, kind, feedback, group):
        """Put a task about feedback on the list of everybody who has a role."""
        if not feedback:
            return
        # Whoever takes feedback has others told, though he sees no groups of users.
        users = self.env.ref(group).sudo().all_user_ids.filtered("active")
        self.env["mail.activity"].sudo()._ask(
            kind, [(one, user) for one in feedback for user in users]
        )

    def _settle_activities(self, over=False):
        """A step was taken: what asked for it is done."""
        kinds = [OVERDUE, ASSIGN] + ([SERIOUS, FOLLOW_UP] if over else [])
        # The tasks of others end with it, too.
        self.sudo().activity_unlink(kinds)

    # Overdue

    @api.model
    def _cron_escalate(self, batch_size=200):
        """Tell, step by step, who has to know of what is overdue (CAR-03)."""
        today = self.env.company._business_day()
        overdue = self.search(
            [("deadline", "<", today), ("escalation", "!=", "gm")], order="id"
        )
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(overdue))
        for start in range(0, len(overdue), batch_size):
            batch = overdue[start : start + batch_size]
            # Another worker, or somebody at the form, is at those that are locked.
            batch.try_lock_for_update()._escalate(today)
            if not cron._commit_progress(len(batch)):
                break
        self.env["ruiji.feedback.measure"]._ask_for_due(today)

    def _escalate(self, today):
        """Bring each to the step of the ladder that it has come to, each step once."""
        reached = self._steps_reached(today)
        self._due_at(1, reached)._tell_owner()
        self._ask_group(OVERDUE, self._due_at(2, reached), VP)
        self._ask_group(OVERDUE, self._due_at(3, reached), GENERAL_MANAGER)
        for step, feedback in self.grouped(reached.get).items():
            feedback._due_at(step, reached).escalation = LADDER[step]

    def _due_at(self, step, reached):
        """Those that have come to a step and were not on it."""
        return self.filtered(
            lambda one: LADDER.index(one.escalation) < step <= reached[one]
        )

    def _steps_reached(self, today):
        """{feedback: step of the ladder, from one on, by working days overdue}"""
        if not self:
            return {}
        terms = self.env["ruiji.feedback.term"]._by_severity()
        calendar = self.env.company.resource_calendar_id
        workdays = calendar._working_dates(min(self.mapped("deadline")), today)
        steps = {}
        for one in self:
            late = bisect_right(workdays, today) - bisect_right(workdays, one.deadline)
            term = terms.get(one.severity, self.env["ruiji.feedback.term"])
            steps[one] = 1 + (late > term.vp_days) + (late > term.gm_days)
        return steps

    def _tell_owner(self):
        """The owner hears first; of what nobody owns, customer service."""
        owned = self.filtered("user_id")
        self.env["mail.activity"]._ask(OVERDUE, [(one, one.user_id) for one in owned])
        self._ask_group(OVERDUE, self - owned, CUSTOMER_SERVICE)
