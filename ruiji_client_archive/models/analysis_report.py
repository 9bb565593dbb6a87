import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.date_utils import add, start_of

from ..utils.analysis_workbook import analysis_workbook

REPORT = "ruiji_client_archive.analysis_report_paper"
GENERAL_MANAGER = "ruiji_client_archive.group_general_manager"
# What the steps leave behind; nobody types it.
STEPS = {
    "name",
    "state",
    "submitted_by_id",
    "submitted_on",
    "approved_by_id",
    "approved_on",
    "issued_on",
    "pdf_file",
    "pdf_name",
    "xlsx_file",
    "xlsx_name",
}


class AnalysisReport(models.Model):
    """The periodic client analysis report 客户分析报告 (ANA-03).

    Drafted by the system, commented by people, submitted by the marketing VP,
    approved by the general manager, issued and kept as it was.
    """

    _name = "ruiji.analysis.report"
    _description = "Client Analysis Report"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_to DESC, id DESC"

    name = fields.Char(
        string="Number", default="/", required=True, readonly=True, copy=False
    )
    date_from = fields.Date(
        string="From", required=True, default=lambda self: self._last_month()[0]
    )
    date_to = fields.Date(
        string="To", required=True, default=lambda self: self._last_month()[1]
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("issued", "Issued"),
        ],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    summary = fields.Text(help="What the reader should know first.")
    section_ids = fields.One2many(
        "ruiji.analysis.section", "report_id", string="Sections"
    )
    previous_id = fields.Many2one(
        "ruiji.analysis.report", string="Compared with", compute="_compute_previous_id"
    )
    submitted_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    submitted_on = fields.Datetime(readonly=True, copy=False)
    approved_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    approved_on = fields.Datetime(readonly=True, copy=False)
    issued_on = fields.Datetime(readonly=True, copy=False)
    pdf_file = fields.Binary(string="PDF", readonly=True, copy=False)
    pdf_name = fields.Char(readonly=True, copy=False)
    xlsx_file = fields.Binary(string="Workbook", readonly=True, copy=False)
    xlsx_name = fields.Char(readonly=True, copy=False)

    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "The period ends before it begins."
    )
    _name_uniq = models.UniqueIndex(
        "(name) WHERE name <> '/'", "This number is given already."
    )

    @api.model
    def _last_month(self):
        today = self.env.company.resource_calendar_id._today()
        first = add(start_of(today, "month"), months=-1)
        return first, add(first, months=1, days=-1)

    @api.depends("date_from")
    def _compute_previous_id(self):
        for report in self:
            report.previous_id = report.date_from and self.search(
                [("state", "=", "issued"), ("date_to", "<", report.date_from)],
                limit=1,
            )

    @api.model_create_multi
    def create(self, vals_list):
        reports = super().create(
            [
                {name: value for name, value in vals.items() if name not in STEPS}
                for vals in vals_list
            ]
        )
        for report in reports:
            # Numbers are the system's to give.
            sequences = self.env["ir.sequence"].sudo()
            super(AnalysisReport, report).write(
                {"name": sequences.next_by_code("ruiji.analysis.report")}
            )
            report._collect()
        return reports

    def write(self, vals):
        """Refuse what the steps alone may change, and anything once submitted."""
        words = vals.keys() & (STEPS | {"date_from", "date_to", "summary"})
        if words and not self.env.su:
            if words & STEPS:
                raise UserError(self.env._("Use the buttons of the report."))
            self._check_step("draft")
        result = super().write(vals)
        if {"date_from", "date_to"} & vals.keys():
            for report in self:
                report._collect()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts_only(self):
        self._check_step("draft")

    def _check_step(self, state):
        if any(report.state != state for report in self):
            raise UserError(self.env._("This step doesn't fit the report's state."))

    def action_collect(self):
        """Draw up the figures anew; comments stay."""
        self._check_step("draft")
        self.check_access("write")
        for report in self:
            report._collect()
        return True

    def action_submit(self):
        """Hand the report to the general manager."""
        self._check_step("draft")
        self.check_access("write")
        # The right to write was checked; nobody else takes this step.
        self.sudo().write(
            {
                "state": "submitted",
                "submitted_by_id": self.env.uid,
                "submitted_on": fields.Datetime.now(),
            }
        )
        return True

    def action_approve(self):
        """Approve it: the general manager alone."""
        self._check_is_general_manager()
        self._check_step("submitted")
        # The role was checked a moment ago.
        self.sudo().write(
            {
                "state": "approved",
                "approved_by_id": self.env.uid,
                "approved_on": fields.Datetime.now(),
            }
        )
        return True

    def action_return(self):
        """Give a submitted report back for another word."""
        self._check_is_general_manager()
        self._check_step("submitted")
        # The role was checked a moment ago.
        self.sudo().write({"state": "draft"})
        return True

    def _check_is_general_manager(self):
        if not self.env.user.has_group(GENERAL_MANAGER):
            raise UserError(
                self.env._("The general manager approves or returns the report.")
            )

    def action_issue(self):
        """Issue what was approved: the papers are made and kept (ANA-03)."""
        self._check_step("approved")
        self.check_access("write")
        for report in self:
            # The right to write was checked; the papers are the system's to keep.
            report.sudo().write(
                {
                    "state": "issued",
                    "issued_on": fields.Datetime.now(),
                    **report._papers(),
                }
            )
        return True

    def _papers(self):
        """The report as PDF and as a workbook, in the company's language."""
        house = self.with_context(lang=self.env.company.partner_id.lang)
        pdf, kind = house.env["ir.actions.report"]._render_qweb_pdf(REPORT, self.ids)
        return {
            "pdf_file": base64.b64encode(pdf),
            "pdf_name": f"{self.name}.{kind}",
            "xlsx_file": base64.b64encode(house._workbook()),
            "xlsx_name": f"{self.name}.xlsx",
        }

    def _workbook(self):
        return analysis_workbook(
            [
                (part.name, part.columns, part.rows or [], part.comment)
                for part in self.section_ids
            ]
        )
