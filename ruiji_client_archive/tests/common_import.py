import base64
import io
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import openpyxl
import xlwt

from odoo.tests import Form
from odoo.tools import SQL

from .common import ArchiveCase

DATA = Path(__file__).parents[2] / "data"
SAMPLE = DATA / "client_archive.xls"
TRUTH = DATA / "client_archive_truth.json"

CLIENT = {"name": "西安测试通信有限公司", "province": "陕西省", "prefecture": "西安市"}
LOGISTICS = {
    "name": "陕西测试物流有限公司",
    "short_name": "测试",
    "street": "西安市未央区1号",
    "zip": "710016",
    "contact": "钱霞",
    "position": "经理",
    "phone": "029-81161338",
}
# Tables that an import writes to for itself, the file included.
OWN_TABLES = (
    "ruiji_archive_import",
    "ruiji_archive_import_entry",
    "ruiji_archive_import_issue",
    "ruiji_archive_import_sheet",
    "ir_attachment",
)


def xlsx(sheets):
    """Return an .xlsx: {sheet name: list of rows}."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def xls(sheets):
    """Return an .xls: {sheet name: list of rows}."""
    book = xlwt.Workbook()
    for name, rows in sheets.items():
        page = book.add_sheet(name)
        for at, row in enumerate(rows):
            for place, value in enumerate(row):
                if value is not None:
                    page.write(at, place, value)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def read_back(content):
    """Return {sheet name: list of rows} of an .xlsx in base64."""
    book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(content)))
    return {page.title: list(page.iter_rows(values_only=True)) for page in book}


class ImportMixin:
    """Imports workbooks as the marketing clerk, through the clerk's form."""

    @classmethod
    def sheets(cls, **rows):
        """All sheets with their own titles; rows by sheet and column keys."""
        sheets = {}
        for handler in cls.env["ruiji.archive.import"]._sheet_handlers():
            layout = handler.layout
            keys = [column.key for column in layout.columns]
            sheets[layout.title] = [
                [column.title for column in layout.columns],
                *([row.get(key) for key in keys] for row in rows.get(layout.key, ())),
            ]
        return sheets

    @classmethod
    def upload(cls, content, name="client_archive.xlsx", user=None):
        """Upload a file as a new import."""
        imports = cls.env["ruiji.archive.import"].with_user(user or cls.clerk)
        with Form(imports) as form:
            form.file = base64.b64encode(content)
        # The browser fills this one in when a file is chosen.
        form.record.file_name = name
        return form.record

    @classmethod
    def check_rows(cls, **rows):
        """Check a workbook of these rows."""
        record = cls.upload(xlsx(cls.sheets(**rows)))
        record.action_check()
        return record

    @classmethod
    def import_file(cls, content, **options):
        """Import a file to the end."""
        record = cls.upload(content, **options)
        record.with_context(import_now=True).action_import()
        return record

    @classmethod
    def import_rows(cls, **rows):
        """Import a workbook of these rows to the end."""
        return cls.import_file(xlsx(cls.sheets(**rows)))

    def run_cron(self):
        """Let the scheduler do what waits."""
        with self.enter_registry_test_mode():
            self.env.ref(
                "ruiji_client_archive.cron_archive_import"
            ).method_direct_trigger()

    def no_time(self):
        """Let each start of the job end after one batch."""
        imports = self.registry["ruiji.archive.import"]
        return patch.object(imports, "_end_of_time", lambda records: 0)

    def client(self, name):
        """Return the client of that name."""
        return self.env["res.partner"].search(
            [("is_client", "=", True), ("name", "=", name)]
        )

    def findings(self, record, severity=None):
        """Return [(sheet, row, column, value, code)] of an import."""
        return [
            (issue.sheet, issue.row, issue.column, issue.value, issue.code)
            for issue in record.issue_ids
            if severity in (None, issue.severity)
        ]

    def codes(self, record):
        """Return the codes of an import's findings."""
        return record.issue_ids.mapped("code")

    @contextmanager
    def assert_nothing_written(self):
        """Compare every table of the database before and after."""
        before = self._fingerprints()
        yield
        after = self._fingerprints()
        changed = {table for table in after if after[table] != before.get(table)}
        self.assertEqual(changed - set(OWN_TABLES), set())

    def _fingerprints(self):
        self.env.flush_all()
        tables = self.env.execute_query(
            SQL("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        )
        return {
            table: self.env.execute_query(
                SQL(
                    "SELECT COUNT(*), SUM(hashtext(t::text)) FROM %s t",
                    SQL.identifier(table),
                )
            )
            for (table,) in tables
        }


class ImportCase(ImportMixin, ArchiveCase):
    """Imports small workbooks into the small archive."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=False))
        cls.Partner = cls.env["res.partner"]
