import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..importer.clients import ClientsHandler
from ..importer.logistics import LogisticsHandler
from ..importer.managers import ManagersHandler
from ..importer.persons import PersonsHandler
from ..importer.run import ImportRun
from ..importer.sentences import SENTENCES
from ..importer.units import UnitsHandler
from ..utils.workbook_reader import WorkbookError, open_workbook
from ..utils.workbook_rows import ERROR, WARNING

MAX_SIZE_PARAMETER = "ruiji_client_archive.import_max_megabytes"


class ArchiveImport(models.Model):
    """Takes the old system's workbook into the archive: check first, then import.

    A good row goes in, a bad one never does; whoever imports the same file
    again changes nothing (IMP-01 to IMP-04).
    """

    _name = "ruiji.archive.import"
    _description = "Archive Import"
    _rec_name = "file_name"
    _order = "id DESC"

    file = fields.Binary(string="Workbook", required=True, copy=False)
    file_name = fields.Char()
    state = fields.Selection(
        [
            ("draft", "New"),
            ("checked", "Checked"),
            ("running", "Running"),
            ("stopped", "Stopped"),
            ("done", "Done"),
            ("failed", "Failed"),
        ],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    user_id = fields.Many2one(
        "res.users", string="Imported by", readonly=True, copy=False
    )
    date_done = fields.Datetime(string="Finished on", readonly=True, copy=False)

    issue_ids = fields.One2many(
        "ruiji.archive.import.issue", "import_id", string="Findings", readonly=True
    )
    error_count = fields.Integer(string="Errors", readonly=True, copy=False)
    warning_count = fields.Integer(string="Warnings", readonly=True, copy=False)
    failure = fields.Text(
        compute="_compute_failure", help="Why the file as a whole cannot be used."
    )

    sheet_ids = fields.One2many(
        "ruiji.archive.import.sheet", "import_id", string="Sheets", readonly=True
    )
    accepted_count = fields.Integer(string="Good rows", readonly=True, copy=False)
    rejected_count = fields.Integer(string="Rejected rows", readonly=True, copy=False)
    processed_count = fields.Integer(
        string="Rows gone through", readonly=True, copy=False
    )
    progress = fields.Float(compute="_compute_progress")
    is_at_work = fields.Boolean(compute="_compute_is_at_work")

    rejected_file = fields.Binary(
        string="Rejected rows as a workbook", readonly=True, copy=False
    )
    rejected_file_name = fields.Char(compute="_compute_rejected_file_name")

    @api.depends("state", "issue_ids")
    def _compute_failure(self):
        for record in self:
            failed = record.state == "failed"
            record.failure = failed and record.issue_ids[:1].message

    @api.depends("state")
    def _compute_is_at_work(self):
        for record in self:
            record.is_at_work = record.state in self._states_at_work()

    @api.model
    def _states_at_work(self):
        """States in which the scheduler is, or will be, at work on an import."""
        return ["running"]

    @api.depends("processed_count", "accepted_count")
    def _compute_progress(self):
        for record in self:
            total = record.accepted_count
            record.progress = total and 100 * record.processed_count / total

    @api.depends("file_name")
    def _compute_rejected_file_name(self):
        for record in self:
            stem = (record.file_name or "").rpartition(".")[0]
            name = self.env._("%s rejected rows", stem or record.file_name or "")
            record.rejected_file_name = f"{name.strip()}.xlsx"

    def write(self, vals):
        """Another file starts from the beginning."""
        if "file" in vals:
            self._require_not_running()
            vals = {"state": "draft"} | vals
            self._clear_findings()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_running(self):
        if self.filtered("is_at_work"):
            raise UserError(self.env._("An import that is running cannot be deleted."))

    def action_check(self):
        """Check the file and list what is wrong in it; nothing else is written."""
        self.check_access("write")
        for record in self:
            record._require_not_running()
            if run := record._checked_run():
                record._keep_findings(run)
                record.state = "checked"
        return True

    def action_import(self):
        """Take the good rows in: in the background, or now (context `import_now`)."""
        self.check_access("write")
        for record in self:
            record._require_not_running()
            record.user_id = self.env.user
            if self.env.context.get("import_now") and record._is_alone():
                record._import_now()
            else:
                # Another one that runs ends first; then this one looks anew.
                record._check_and_queue()
        return True

    def _require_not_running(self):
        if self.filtered("is_at_work"):
            raise UserError(
                self.env._("The import is running: wait for it to end first.")
            )

    @api.model
    def _sheet_handlers(self):
        """Handlers of the workbook's sheets, in the order in which they write.

        :return: list of SheetHandler classes; other addons add theirs
        """
        return [
            ManagersHandler,
            LogisticsHandler,
            ClientsHandler,
            UnitsHandler,
            PersonsHandler,
        ]

    @api.model
    def _sentences(self):
        """What to say about each finding.

        :return: {code: (label, sentence)}, lazily translated
        """
        return SENTENCES

    def _checked_run(self):
        """Read and check the file; when it is no good as a whole, say so.

        :return: ImportRun, or None for a file that cannot be used
        """
        self.ensure_one()
        try:
            run = self._read_run()
        except WorkbookError as error:
            self._fail(error.code, **error.details)
            return None
        run.check()
        return run

    def _read_run(self):
        # Who may import takes in all that the old system holds, users, products
        # and prices included; the check refuses files that are not open to him.
        env = self.sudo().env
        run = ImportRun(env, self.file_name, self._sheet_handlers(), self._sentences())
        limit = env["ir.config_parameter"].get_param(MAX_SIZE_PARAMETER, "50")
        content = base64.b64decode(self.with_context(bin_size=False).file or b"")
        workbook = open_workbook(content, int(limit))
        vocabulary = env["ruiji.archive.import.synonym"]._vocabulary()
        run.read(workbook, vocabulary, fields.Date.context_today(self))
        return run

    def _fail(self, code, **details):
        """Keep one sentence about the file as a whole."""
        self._clear_findings()
        _label, sentence = self._sentences()[code]
        said = self.env._(sentence) % details  # pylint: disable=translation-not-lazy
        # Findings are the import's own notes; nobody has the right to write them.
        self.env["ruiji.archive.import.issue"].sudo().create(
            {
                "import_id": self.id,
                "severity": ERROR,
                "code": code,
                "message": said,
            }
        )
        self.write({"state": "failed", "error_count": 1})

    def _clear_findings(self):
        # Findings and counters are the import's own notes; see _fail
        notes = self.sudo()
        notes.issue_ids.unlink()
        notes.sheet_ids.unlink()
        self.write(
            dict.fromkeys(
                ("accepted_count", "rejected_count", "error_count", "warning_count"), 0
            )
            | {"rejected_file": False, "processed_count": 0, "date_done": False}
        )

    def _keep_findings(self, run):
        """Write down what a run found, in place of what was found before."""
        self._clear_findings()
        # See _fail
        self.env["ruiji.archive.import.issue"].sudo().create(
            [self._prepare_issue_vals(run, finding) for finding in run.findings]
        )
        # See _fail
        sheets = self.env["ruiji.archive.import.sheet"].sudo()
        sheets = sheets.create(self._prepare_sheet_vals_list(run))
        rejected = run.rejected_file()
        severities = [finding.severity for finding in run.findings]
        self.write(
            {
                "accepted_count": sum(sheets.mapped("accepted_count")),
                "rejected_count": sum(sheets.mapped("rejected_count")),
                "error_count": severities.count(ERROR),
                "warning_count": severities.count(WARNING),
                "rejected_file": rejected and base64.b64encode(rejected),
            }
        )

    def _prepare_issue_vals(self, run, finding):
        return {
            "import_id": self.id,
            "sheet": finding.sheet,
            "row": finding.row,
            "column": finding.column,
            "value": finding.value,
            "severity": finding.severity,
            "code": finding.code,
            "message": run.message(finding),
        }

    def _prepare_sheet_vals_list(self, run):
        return [
            {
                "import_id": self.id,
                "sequence": number,
                "key": key,
                "name": handler.sheet.found.name,
                "accepted_count": len(handler.sheet.good_rows),
                "rejected_count": len(handler.sheet.rejected_rows),
                "warning_count": handler.sheet.count(WARNING),
                "created_count": handler.created_count,
                "updated_count": handler.updated_count,
            }
            for number, (key, handler) in enumerate(run.present_handlers.items())
        ]
