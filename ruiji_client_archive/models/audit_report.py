from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

KEEPER = "ruiji_client_archive.group_customer_service"
READERS = (
    "ruiji_client_archive.group_marketing_vp",
    "ruiji_client_archive.group_general_manager",
)
TO_ISSUE = "ruiji_client_archive.mail_activity_audit_issue"
TO_READ = "ruiji_client_archive.mail_activity_audit_read"


class AuditReport(models.Model):
    """Who read how much of the client files in a month 查阅审计报告 (ACC-08).

    Drafted by the system, explained and issued by customer service, read by the
    management; kept as it was issued. Its paper carries the digest of the latest
    seal: an anchor of the access record outside the database.
    """

    _name = "ruiji.audit.report"
    _description = "Audit Report of Client Files"
    _inherit = ["mail.thread", "mail.activity.mixin", "ruiji.audit.final"]
    _guarded = SQL("UPDATE OR DELETE")
    _mail_post_access = "read"
    _order = "month DESC"

    name = fields.Char(string="Number", required=True, readonly=True)
    month = fields.Date(required=True, readonly=True, help="First day of the month.")
    state = fields.Selection(
        [("draft", "Draft"), ("issued", "Issued")],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        tracking=True,
    )
    drawn_on = fields.Datetime(string="Figures of", readonly=True)
    is_over = fields.Boolean(compute="_compute_is_over")
    comment = fields.Text(help="What was looked into, and what follows from it.")
    rule = fields.Text(string="What counts as unusual", readonly=True)
    reader_ids = fields.One2many("ruiji.audit.reader", "report_id", string="Readers")
    file_ids = fields.One2many(
        "ruiji.audit.file", "report_id", string="Most read closed files"
    )
    loan_ids = fields.One2many(
        "ruiji.audit.loan", "report_id", string="Grants and data given out"
    )
    idle_ids = fields.One2many(
        "ruiji.audit.idle", "report_id", string="Without activity"
    )
    reader_count = fields.Integer(string="Number of readers", readonly=True)
    unusual_count = fields.Integer(string="Unusual readers", readonly=True)
    refusal_count = fields.Integer(string="Refused attempts", readonly=True)
    overdue_count = fields.Integer(string="Overdue copies", readonly=True)
    provided_count = fields.Integer(string="Handed to outsiders", readonly=True)

    is_intact = fields.Boolean(string="Access record intact", readonly=True)
    outcome = fields.Char(string="Check of the access record", readonly=True)
    seal_number = fields.Integer(string="Latest seal", readonly=True)
    seal_date = fields.Datetime(string="Sealed on", readonly=True)
    seal_digest = fields.Char(
        string="Digest of the latest seal",
        readonly=True,
        help="Kept on paper, it proves later that nothing up to here was changed.",
    )

    issued_by_id = fields.Many2one(
        "res.users", string="Issued by", readonly=True, ondelete="restrict"
    )
    issued_on = fields.Datetime(readonly=True)

    _month_uniq = models.UniqueIndex(
        "(month)", "The audit report of this month is there already."
    )

    @api.depends("month", "drawn_on")
    def _compute_is_over(self):
        for report in self:
            end = report.month and report._period()[1]
            report.is_over = bool(end and report.drawn_on and report.drawn_on >= end)

    def write(self, vals):
        """People write the comment, while it is a draft; steps write the rest.

        :raises UserError: for anything else, and once the report is issued
        """
        own = vals.keys() - self._fields_of_chatter()
        if own and not self.env.su and own - {"comment"}:
            raise UserError(
                self.env._("The figures come from the system: write your comment.")
            )
        if own:
            self._check_is_draft()
        return super().write(vals)

    @api.model
    def _fields_of_chatter(self):
        chatter = self.env["mail.thread"]._fields.keys()
        return chatter | self.env["mail.activity.mixin"]._fields.keys()

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts_only(self):
        self._check_is_draft()

    def _check_is_draft(self):
        if any(report.state != "draft" for report in self):
            raise UserError(
                self.env._("This audit report is issued: it stays as it is.")
            )

    def _check_is_keeper(self):
        if not self.env.user.has_group(KEEPER):
            raise AccessError(
                self.env._("Customer service draws up and issues the audit report.")
            )

    def action_collect(self):
        """Draw up the figures anew and check the access record; comments stay."""
        self._check_is_keeper()
        self._check_is_draft()
        for report in self:
            # The role was checked; figures are the system's.
            report.sudo()._collect()
        return True

    def action_issue(self):
        """Issue the report of a month that is over; the management is asked to read.

        :raises AccessError: for anybody but customer service
        :raises UserError: for one that is issued, or whose month goes on
        """
        self._check_is_keeper()
        self._check_is_draft()
        if not all(report.is_over for report in self):
            raise UserError(
                self.env._(
                    "The figures are from before the month's end: once it is over, "
                    "draw them up anew, then issue the report."
                )
            )
        for report in self:
            # The role was checked; the papers are the system's to keep.
            report.sudo()._issue(self.env.user)
        return True

    def _issue(self, user):
        self.write(self._values_of_issue(user))
        self.activity_feedback([TO_ISSUE])
        self._ask_roles(TO_READ, READERS)

    def _values_of_issue(self, user):
        return {
            "state": "issued",
            "issued_by_id": user.id,
            "issued_on": fields.Datetime.now(),
        }

    def _ask_roles(self, activity, roles):
        """Put the report on the lists of everybody who has one of the roles."""
        users = self.env["res.users"].union(
            *(self.env.ref(role).all_user_ids for role in roles)
        )
        quiet = self.env["mail.activity"].with_context(mail_activity_quick_update=True)
        asked = self.activity_search([activity]).user_id
        for language, people in (
            (users - asked)
            .filtered(lambda user: user.active and not user.share)
            .grouped("lang")
            .items()
        ):
            report = self.with_context(lang=language)
            quiet.with_context(lang=language)._ask(
                activity, [(report, user) for user in people]
            )
