from bisect import bisect_right
from datetime import timedelta

from odoo import api, fields, models

REVIEW = "ruiji_client_archive.mail_activity_review"
OVERDUE_REVIEWS = "ruiji_client_archive.mail_activity_overdue_review"
NOT_FILED_YET = ("draft", "submitted", "returned")
WORKING_DAYS = 2
# No holiday is longer, and a row of them leaves some working days in it.
HORIZON = timedelta(days=30)
# Who reviews, the first that has somebody else than the submitter.
REVIEWING_ROLES = (
    "ruiji_client_archive.group_marketing_clerk",
    "ruiji_client_archive.group_marketing_vp",
    "ruiji_client_archive.group_general_manager",
)


class ResPartner(models.Model):
    """Files are filed within two working days after registration (ARC-07)."""

    _inherit = "res.partner"

    review_due_on = fields.Date(
        string="To be filed until",
        compute="_compute_review_due_on",
        store=True,
        index="btree_not_null",
        groups="base.group_user",
    )

    @api.depends("is_client", "archive_state", "date_registered")
    def _compute_review_due_on(self):
        waiting = self.filtered(
            lambda p: p.is_client
            and p.archive_state in NOT_FILED_YET
            and p.date_registered
        )
        (self - waiting).review_due_on = False
        due = self._review_deadlines(set(waiting.mapped("date_registered")))
        for client in waiting:
            client.review_due_on = due[client.date_registered]

    @api.model
    def _review_deadlines(self, days):
        """The second working day after each day, by the company's calendar.

        :return: {day: deadline}, in one look at the calendar for all of them
        """
        calendar = self.env.company.resource_calendar_id
        if not days or not calendar:
            return dict.fromkeys(days, False)
        working = calendar._working_dates(min(days), max(days) + HORIZON)
        later = {day: working[bisect_right(working, day) :] for day in days}
        return {
            day: rest[WORKING_DAYS - 1] if len(rest) >= WORKING_DAYS else False
            for day, rest in later.items()
        }

    def action_submit(self):
        result = super().action_submit()
        reviewer = self._next_reviewer()
        if reviewer:
            # On the list only: nothing is mailed while the submitter waits.
            quiet = self.with_context(mail_activity_quick_update=True)
            quiet.activity_schedule(REVIEW, user_id=reviewer.id)
        return result

    def action_file(self):
        result = super().action_file()
        self.activity_unlink([REVIEW])
        return result

    def _return_for_correction(self, reason):
        result = super()._return_for_correction(reason)
        self.activity_unlink([REVIEW])
        return result

    @api.model
    def _next_reviewer(self):
        """The reviewer with the fewest files to review, never the submitter."""
        for role in REVIEWING_ROLES:
            # Who has which role is no secret, though users may not read it.
            users = self.env.ref(role).sudo().user_ids
            colleagues = users.filtered("active") - self.env.user
            if colleagues:
                return min(colleagues, key=self._reviews_by_user(colleagues).get)
        return self.env["res.users"]

    @api.model
    def _reviews_by_user(self, users):
        # How many wait for whom; what they are stays closed.
        open_reviews = self.env["mail.activity"].sudo()
        counts = dict(
            open_reviews._read_group(
                [
                    ("activity_type_id", "=", self.env.ref(REVIEW).id),
                    ("user_id", "in", users.ids),
                ],
                ["user_id"],
                ["__count"],
            )
        )
        return {user: counts.get(user, 0) for user in users}

    @api.model
    def _cron_remind_of_reviews(self):
        """Tell the marketing VP how many files are overdue for filing (ARC-07)."""
        overdue = self.search_count(
            [
                ("is_client", "=", True),
                ("review_due_on", "<", fields.Date.context_today(self)),
            ]
        )
        supervisors = self.env.ref("ruiji_client_archive.group_marketing_vp").user_ids
        counts = dict.fromkeys(supervisors.filtered("active"), overdue)
        self._remind(
            OVERDUE_REVIEWS,
            counts if overdue else {},
            lambda env, count: env._("%s files are overdue for review", count),
        )
