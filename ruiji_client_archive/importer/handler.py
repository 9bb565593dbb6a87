"""What every sheet's handler does: read rows, check them, write them in batches."""

from functools import cached_property

from odoo.tools import SQL, split_every

from ..models.bulk_create import IN_BULK
from ..utils.similar_names import SimilarNames
from ..utils.workbook_rows import ERROR, WARNING, Sheet
from ..utils.workbook_values import YearOfAge

# Plain classes, no models: nothing above them to call.
# pylint: disable=method-required-super

BATCH_SIZE = 2000

# New records come with one import note in place of tracking messages and
# followers; what Odoo would copy between companies and persons we set ourselves.
BULK_CONTEXT = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "_partners_skip_fields_sync": True,
    "bulk_create": IN_BULK,
}


class SheetHandler:
    """Takes in one sheet. A subclass says how its rows are checked and written.

    `layout` describes the sheet, `model` names what its rows become. All rows
    of all sheets are checked before the first one is written; checks and writes
    look things up in maps that one query fills, never row by row.
    """

    layout = None
    model = None

    @classmethod
    def choices(cls, env):
        """Words that a template offers to choose from, as far as `env` may see them.

        :return: {column key: list of words}
        """
        return {
            column.key: ["男", "女"]
            for column in cls.layout.columns
            if column.kind == "gender"
        }

    def __init__(self, run):
        self.run = run
        self.env = run.env
        self.sheet = None
        self.created_count = 0
        self.updated_count = 0

    @property
    def written_count(self):
        """How many rows were more than compared."""
        return self.created_count + self.updated_count

    @property
    def records(self):
        """The model that the rows are written to, archived records included."""
        # Nobody wants a message for each file that an old system gave him.
        return self.env[self.model].with_context(
            active_test=False, mail_auto_subscribe_no_notify=True
        )

    @cached_property
    def similar_names(self):
        """Index of what this sheet and the archive know, for suggestions.

        Other sheets ask for it once all rows of this one are checked.
        """
        return SimilarNames(self.known_names())

    def known_names(self):
        """Return the names that may be suggested to the one who imports."""
        return []

    @property
    def good_rows(self):
        """Rows that nothing speaks against so far."""
        return self.sheet.good_rows

    def read(self, found, workbook, dates):
        """Read the sheet's rows as typed values."""
        self.sheet = Sheet(found)
        self.sheet.read(workbook, dates)

    def check(self):
        """Check the rows against each other, other sheets and the archive.

        Sets `key` and, where the archive has it already, `record_id` of each
        good row.
        """
        raise NotImplementedError

    def reject(self, row, column_key, code, **details):
        """Keep a row out and say why."""
        self.sheet.tell(row, column_key, ERROR, code, **details)

    def warn(self, row, column_key, code, **details):
        """Say something about a cell of a row that goes in."""
        self.sheet.tell(row, column_key, WARNING, code, **details)

    def leave_out(self, row, column_key, code, **details):
        """Take a row in without one of its values, and say so."""
        self.warn(row, column_key, code, **details)
        row.values.pop(column_key, None)

    def begin(self):
        """Do what has to be done before the first row of any sheet is written."""

    def batches(self):
        """Yield the good rows in pieces, in the order in which they go in."""
        yield from self.pieces(self.good_rows)

    def pieces(self, rows):
        """Yield rows in pieces of the size that is written at once."""
        yield from split_every(BATCH_SIZE, rows, list)

    def write(self, rows):
        """Create or update the records of some rows, in one go each."""
        new = [row for row in rows if not row.record_id]
        self._update([row for row in rows if row.record_id])
        if new:
            created = self.records.with_context(**BULK_CONTEXT).create(
                [self.prepare_vals(row) | self.prepare_new_vals(row) for row in new]
            )
            for row, record in zip(new, created, strict=True):
                row.record_id = record.id
            self.run.journal.created(self.journaled(created))
            self.after_create(new, created)
            self.created_count += len(new)

    def prepare_vals(self, row):
        """Values that a row states, for new and existing records alike.

        Blank cells state nothing: they never empty a field.
        """
        raise NotImplementedError

    def prepare_new_vals(self, row):
        """Values that only a new record gets."""
        return {}

    def journaled(self, records):
        """Return the records whose removal takes all that was created along."""
        return records

    def after_create(self, rows, records):
        """Remember or note what was created."""

    def _update(self, rows):
        """Write what differs; rows that differ in the same way go together."""
        records = self.records.browse(row.record_id for row in rows)
        by_change = {}
        for row, record in zip(rows, records, strict=True):
            change = self.differences(record, self.prepare_vals(row))
            if change:
                by_change.setdefault(tuple(change.items()), []).append(record.id)
        for change, ids in by_change.items():
            self.change(records.browse(ids), dict(change))
            self.updated_count += len(ids)

    def change(self, records, vals):
        """Write values to records that the archive has already, to be taken back."""
        self.run.journal.updated(records, vals)
        records.write(vals)

    def differences(self, record, vals):
        """Return those of the values that the record does not hold yet.

        Ages grow from year to year: they fill in a year of birth, but never
        change one, or the same file would mean something else each year.
        """
        return {
            name: value
            for name, value in vals.items()
            if record._fields[name].convert_to_write(record[name], record) != value
            and not (isinstance(value, YearOfAge) and record[name])
        }

    def only(self, row, mapping):
        """Return {field: value} of the row's columns that hold something.

        :param dict mapping: {column key: field name}
        """
        return {
            name: row.values[key] for key, name in mapping.items() if key in row.values
        }

    def log(self, records):
        """Leave one note per record that says where it came from.

        All are alike: the first is written by Odoo, the others by one statement.
        """
        note = self.env._(
            "Imported from %(file)s by %(user)s.",
            file=self.run.file_name,
            user=self.env.user.name,
        )
        first, others = records[:1], records[1:]
        message = first._message_log_batch({first.id: note})
        message.flush_recordset()
        self._repeat_note(message, others)

    def _repeat_note(self, message, records):
        columns = [
            SQL.identifier(name)
            for name, field in message._fields.items()
            if field.store and field.column_type and name not in ("id", "res_id")
        ]
        self.env.cr.execute(
            SQL(
                """INSERT INTO mail_message (res_id, %(columns)s)
                   SELECT noted.id, %(columns)s
                     FROM mail_message, UNNEST(%(ids)s::int[]) AS noted (id)
                    WHERE mail_message.id = %(message)s""",
                columns=SQL(", ").join(columns),
                ids=list(records.ids),
                message=message.id,
            )
        )
        records.invalidate_recordset(["message_ids"], flush=False)
