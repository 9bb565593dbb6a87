import base64
import random
from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged
from odoo.tools import mute_logger

from ..utils.workbook_layout import Vocabulary, find_sheets
from ..utils.workbook_marks import MergedCells
from ..utils.workbook_reader import ErrorValue, WorkbookError, open_workbook
from ..utils.workbook_values import PARSERS, FileDates, ValueProblem, display, parse
from .common_import import CLIENT, SAMPLE, ImportCase, xls, xlsx

# The same mutations in each run: a failure can be looked at again.
SEED = 8
MUTATIONS_THROUGH_THE_IMPORT, MUTATIONS_OF_THE_SAMPLE = 60, 60
CELLS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="0123456789.,-+/年月日万元E¥%() ", max_size=30),
    st.floats(),
    st.booleans(),
    st.datetimes(min_value=datetime(1, 1, 1)),
    st.none(),
    st.sampled_from(["#REF!", "#N/A"]).map(ErrorValue),
)


def mutations(content, count):
    """Yield (name, content) of files that were cut, overwritten or filled up."""
    chance = random.Random(SEED)
    for at in range(count):
        mutated = bytearray(content)
        place = chance.randrange(len(mutated))
        kind = ("cut", "bytes", "block", "hole")[at % 4]
        if kind == "cut":
            del mutated[place:]
        elif kind == "bytes":
            for _flip in range(8):
                mutated[chance.randrange(len(mutated))] = chance.randrange(256)
        elif kind == "block":
            mutated[place : place + 64] = chance.randbytes(64)
        else:
            del mutated[place : place + 100]
        yield f"{kind} {at}", bytes(mutated)


@tagged("post_install", "-at_install")
class TestImportFuzzValues(BaseCase):
    """IMP-01, IMP-08: whatever stands in a cell, it has a meaning or a finding."""

    @settings(max_examples=400, deadline=None, database=None)
    @given(
        kind=st.sampled_from(sorted(PARSERS)),
        value=CELLS,
        mode=st.sampled_from([0, 1]),
    )
    def test_parsers_raise_nothing_but_their_finding(self, kind, value, mode):
        """IMP-08: no cell stops an import."""
        self.assertIsInstance(display(value), str)
        try:
            parse(kind, value, FileDates(mode, date(2026, 6, 15)))
        except ValueProblem as problem:
            self.assertTrue(problem.code)

    @mute_logger("xlrd", "openpyxl")
    def test_mutated_sample(self):
        """IMP-04, IMP-08: the reader gives rows or one reason, nothing else."""
        for name, content in mutations(SAMPLE.read_bytes(), MUTATIONS_OF_THE_SAMPLE):
            with self.subTest(mutation=name):
                try:
                    workbook = open_workbook(content)
                    for sheet in workbook.sheet_names:
                        merged = MergedCells(workbook.marks(sheet).merged)
                        for number, values in workbook.rows(sheet, 8):
                            merged.fill(number, values)
                            if number > 50:
                                break
                    find_sheets(workbook, [], Vocabulary())
                except WorkbookError as error:
                    self.assertTrue(error.code)


@tagged("post_install", "-at_install")
class TestImportFuzzFiles(ImportCase):
    """IMP-04, IMP-08: a broken file ends with one sentence, never a traceback."""

    @mute_logger("odoo.addons.base.models.ir_attachment")
    def assert_sentence_or_check(self, content):
        sheets = self.sheets(
            clients=[CLIENT], persons=[{"client": CLIENT["name"], "name": "李雷"}]
        )
        record = self.upload(content(sheets))
        for name, mutated in mutations(content(sheets), MUTATIONS_THROUGH_THE_IMPORT):
            if not mutated:
                continue
            with self.subTest(mutation=name):
                record.sudo().write({"file": base64.b64encode(mutated)})
                record.action_check()
                self.assertIn(record.state, ("checked", "failed"))
                if record.state == "failed":
                    self.assertEqual(len(record.issue_ids), 1)
                    self.assertTrue(record.failure)
                    self.assertNotIn("Traceback", record.failure)

    def test_mutated_xlsx(self):
        """IMP-08: cut, overwritten and filled up files of the new format."""
        self.assert_sentence_or_check(xlsx)

    def test_mutated_xls(self):
        """IMP-08: the same of the old format."""
        self.assert_sentence_or_check(xls)
