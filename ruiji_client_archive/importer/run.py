"""One pass of an import over its workbook: read, check, and perhaps write."""

from ..utils.workbook_export import rejected_workbook
from ..utils.workbook_layout import find_sheets
from ..utils.workbook_reader import WorkbookError
from ..utils.workbook_rows import ERROR, WARNING, Finding
from ..utils.workbook_values import FileDates

# Plain classes, no models: nothing above them to call.
# pylint: disable=method-required-super


class ImportRun:
    """Holds the handlers of a workbook's sheets and what they found.

    :param env: environment that checks and writes with the rights it needs
    :param list handlers: SheetHandler classes, in the order of writing
    :param dict sentences: {code: (label, sentence)}
    """

    def __init__(self, env, file_name, handlers, sentences):
        self.env = env
        self.file_name = file_name
        self.sentences = sentences
        self.journal = None
        self.handlers = {handler.layout.key: handler(self) for handler in handlers}
        self.findings = []

    def __getitem__(self, key):
        """Return the handler of a sheet."""
        return self.handlers[key]

    @property
    def present_handlers(self):
        """Handlers of the sheets that the workbook holds, by their keys."""
        return {
            key: handler
            for key, handler in self.handlers.items()
            if not handler.sheet.found.is_missing
        }

    def read(self, workbook, vocabulary, today):
        """Find and read all sheets.

        :raises WorkbookError: when the workbook as a whole cannot be used
        """
        layouts = [handler.layout for handler in self.handlers.values()]
        found, strangers = find_sheets(workbook, layouts, vocabulary)
        dates = FileDates(workbook.date_mode, workbook.modified or today)
        for key, handler in self.handlers.items():
            handler.read(found[key], workbook, dates)
        sheets = [handler.sheet for handler in self.handlers.values()]
        if not any(sheet.rows for sheet in sheets):
            has_formulas = any(sheet.has("uncalculated_formulas") for sheet in sheets)
            raise WorkbookError(
                "uncalculated_workbook" if has_formulas else "empty_workbook"
            )
        self.findings = [
            Finding(name, 0, "", name, WARNING, "unknown_sheet") for name in strangers
        ]
        self.findings += self._missing_sheets()

    def _missing_sheets(self):
        """Say what is missing when most is there: then it was to be all of it."""
        sheets = [handler.sheet.found for handler in self.handlers.values()]
        missing = [sheet.name for sheet in sheets if sheet.is_missing]
        if len(missing) * 2 >= len(sheets):
            return []
        return [Finding(name, 0, "", "", WARNING, "missing_sheet") for name in missing]

    def check(self):
        """Check all rows; nothing is written."""
        for handler in self.handlers.values():
            handler.check()
        for handler in self.handlers.values():
            handler.sheet.forget_cells()
            self.findings += sorted(handler.sheet.findings, key=lambda f: f.row)
        # Errors first; within them by sheet and row.
        self.findings.sort(key=lambda finding: finding.severity)

    def write(self, journal):
        """Write all good rows, batch by batch, and into the journal what was done.

        Yields (handler, number of rows, whether they changed anything) after
        each batch; whoever runs it may commit there. Doing it again goes on
        where it stopped, since rows that are in the archive already are only
        compared.
        """
        self.journal = journal
        for handler in self.handlers.values():
            handler.begin()
        journal.write_down()
        for handler in self.handlers.values():
            done = journal.made_before(handler.model)
            for rows in handler.batches():
                before = handler.written_count
                if left := [row for row in rows if row.record_id not in done]:
                    handler.write(left)
                journal.write_down()
                # Nothing of a batch is needed after it; memory stays bounded.
                self.env.invalidate_all()
                yield handler, len(rows), handler.written_count > before

    def message(self, finding):
        """Return the sentence about a finding, in the user's language."""
        _label, sentence = self.sentences[finding.code]
        details = {
            "sheet": finding.sheet,
            "column": finding.column,
            "value": finding.value,
        } | finding.details
        said = self.env._(sentence) % details  # pylint: disable=translation-not-lazy
        meant = finding.details.get("meant")
        if not meant:
            return said
        return self.env._("%(said)s Did you mean %(name)s?", said=said, name=meant)

    def rejected_file(self):
        """Return a workbook of the rejected rows, or None when there are none."""
        sheets = [handler.sheet for handler in self.present_handlers.values()]
        if not any(sheet.rejected_rows for sheet in sheets):
            return None
        return rejected_workbook([(sheet, self._reasons(sheet)) for sheet in sheets])

    def _reasons(self, sheet):
        reasons = {}
        for finding in sheet.findings:
            if finding.severity == ERROR:
                reasons.setdefault(finding.row, []).append(self.message(finding))
        return {row: " ".join(sentences) for row, sentences in reasons.items()}
