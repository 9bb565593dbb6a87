"""Rows of a big batch, made column by column and written by one COPY.

What takes long in Odoo's own creation is the work for each field of each record:
default values, a draft record for precomputed values, a hundred rows to an
INSERT, an UPDATE for what was computed. Here each step is taken once for all
rows; values, computations, constraints and triggers stay those of the ORM.
"""

import io
from functools import cached_property

from psycopg2.extras import Json

from odoo.fields import Command
from odoo.models import LOG_ACCESS_COLUMNS
from odoo.tools import SQL

# What a list of values may hold for fields of many records: none.
NOTHING = (None, False, "", [], (), {}, [Command.set([])], [Command.clear()])
# A row says nothing of a field.
MISSING = object()
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class BulkRows:
    """Values of new records of a model, about to become rows.

    :param model: recordset whose context and rights count
    :param list vals_list: as create() takes them
    :param computed_first: names of stored computed fields whose computation asks
        the database nothing about the new records themselves
    """

    def __init__(self, model, vals_list, computed_first):
        self.model = model.browse()
        self.env = model.env
        self.vals_list = vals_list
        self.computed_first = [
            name
            for name, field in model._fields.items()
            if field.precompute or name in computed_first
        ]
        # When others ask for these, they would be computed one by one.
        self.computed_first.sort(key=lambda name: not model._fields[name].recursive)
        self.given = {name for vals in vals_list for name in vals}
        self.given -= {"id", "parent_path", *LOG_ACCESS_COLUMNS}

    @cached_property
    def defaults(self):
        """Values of the fields that a row leaves out."""
        # What is no column, such as where to look up properties, goes for all.
        first = self.vals_list[0]
        common = {name: first[name] for name in first if not self._is_column(name)}
        return self.model._add_missing_default_values(common)

    def _is_column(self, name):
        field = self.model._fields[name]
        return bool(field.store and field.column_type)

    def fits(self):
        """Tell whether rows are all that these values ask for.

        Values of other records, translations, files and parents by delegation
        are work for the ORM.
        """
        model = self.model
        return (
            not model._parent_store
            and not model._inherits
            and all(name in model._fields for name in self.given)
            and all(self._is_plain(name) for name in self.given)
            and all(
                self._is_plain(name) or value in NOTHING
                for name, value in self.defaults.items()
            )
        )

    def _is_plain(self, name):
        field = self.model._fields[name]
        if field.type == "properties" or field.translate or field.inverse:
            return False
        if self._is_column(name):
            return not (field.compute and field.readonly)
        return bool(field.compute and not field.store)

    def insert(self):
        """Create the records.

        :return: recordset in the order of the values
        """
        records = self.model.browse(self._new_ids())
        columns = self._fill_cache(records)
        columns |= self._compute(records)
        self._copy(records, columns)
        with self.env.protecting(self._known_fields(columns), records):
            records.modified(self.model._fields, create=True)
        records._validate_fields(columns)
        self._check_companies(records)
        return records

    def _check_companies(self, records):
        """Check references against companies, once for each combination of them."""
        model = self.model
        if not model._check_company_auto:
            return
        checked = ["company_id"] + [
            name
            for name, field in model._fields.items()
            if field.relational and field.check_company and name in self.given
        ]
        combinations = {
            tuple(map(vals.get, checked)): record_id
            for record_id, vals in zip(records._ids, self.vals_list, strict=True)
        }
        records.browse(combinations.values())._check_company()

    def _new_ids(self):
        """Draw the ids that the table would give to its next rows."""
        rows = self.env.execute_query(
            SQL(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id'))"
                " FROM generate_series(1, %s)",
                self.model._table,
                len(self.vals_list),
            )
        )
        return [row[0] for row in rows]

    def _fill_cache(self, records):
        """Let the records have their values before they have rows.

        :return: {name: values as the database takes them} of what was given
        """
        stated = self._stated_values()
        for name, field in self.model._fields.items():
            if field.store and name != "id" and name not in stated:
                nothing = () if field.type in ("one2many", "many2many") else None
                field._update_cache(records, nothing)
        return {
            name: self._state(records, self.model._fields[name], values)
            for name, values in stated.items()
        }

    def _stated_values(self):
        """{name: one value for each row, or MISSING} of all columns with values."""
        names = {
            name
            for name in self.given | self.defaults.keys()
            if self._is_column(name) and name not in LOG_ACCESS_COLUMNS
        }
        stated = {
            name: [vals.get(name, default) for vals in self.vals_list]
            for name in sorted(names)
            for default in [self.defaults.get(name, MISSING)]
        }
        return stated | self._log_values()

    def _log_values(self):
        if not self.model._log_access:
            return {}
        now, count = self.env.cr.now(), len(self.vals_list)
        values = (self.env.uid, now, self.env.uid, now)
        return {
            name: [value] * count
            for name, value in zip(
                ("create_uid", "create_date", "write_uid", "write_date"),
                values,
                strict=True,
            )
        }

    def _state(self, records, field, values):
        """Put one column into the cache; return it as the database takes it."""
        cached, stored = self._converted(field, values)
        if field.type != "html":
            field._get_cache(self.env).update(zip(records._ids, cached, strict=True))
        if field.type == "many2one":
            self._tell_inverses(records, field, cached)
        return stored

    def _converted(self, field, values):
        """Return values for the cache and values for the database."""
        first, count = values[0], len(values)
        if all(value is first for value in values):
            values = [first]
        cached = [
            None if value is MISSING else field.convert_to_cache(value, self.model)
            for value in values
        ]
        stored = [
            None
            if value is MISSING
            else field.convert_to_column_insert(value, self.model)
            for value in values
        ]
        repeat = count // len(values)
        return cached * repeat, stored * repeat

    def _tell_inverses(self, records, field, cached):
        """Add the records to the lines, if cached, of what they refer to."""
        known = set()
        for inverse in self.model.pool.field_inverses[field]:
            known |= inverse._get_cache(self.env).keys() & set(cached)
        ids = {}
        for record_id, value in zip(records._ids, cached, strict=True):
            if value in known:
                ids.setdefault(value, []).append(record_id)
        for value, of_value in ids.items():
            field._update_inverses(records.browse(of_value), value)

    def _compute(self, records):
        """Compute what needs no rows, for all records at once.

        :return: {name: values as the database takes them}
        """
        waiting = {}
        for name in self.computed_first:
            field = self.model._fields[name]
            missing = self._without(records, field)
            if missing and self._is_column(name) and field.type != "properties":
                waiting[field] = missing
                self.env.add_to_compute(field, missing)
        for field, missing in waiting.items():
            # Others may have asked for it in between.
            to_compute = missing & self.env.records_to_compute(field)
            if to_compute:
                field.compute_value(to_compute)
        for field in waiting:
            # They are written with their rows.
            self.env._field_dirty.get(field, set()).difference_update(records._ids)
        return {field.name: self._computed(records, field) for field in waiting}

    def _without(self, records, field):
        """Return the records that state no value of a computed field."""
        if field.readonly or field.name not in self.given:
            in_defaults = not field.readonly and field.name in self.defaults
            return records.browse() if in_defaults else records
        return records.browse(
            record_id
            for record_id, vals in zip(records._ids, self.vals_list, strict=True)
            if field.name not in vals
        )

    def _computed(self, records, field):
        cache = field._get_cache(self.env)
        convert = field.convert_to_column
        return [
            convert(cache.get(record_id), self.model, validate=False)
            for record_id in records._ids
        ]

    def _copy(self, records, columns):
        """Write the rows."""
        texts = [map(str, records._ids), *map(_copy_texts, columns.values())]
        lines = "\n".join(map("\t".join, zip(*texts, strict=True)))
        statement = SQL(
            "COPY %s (%s) FROM STDIN",
            SQL.identifier(self.model._table),
            SQL(", ").join(map(SQL.identifier, ["id", *columns])),
        )
        # Names of tables and columns are all that the statement consists of.
        self.env.cr.copy_expert(statement.code, io.StringIO(lines))

    def _known_fields(self, columns):
        """Fields that need no computation any more."""
        fields = self.model._fields
        return [
            field
            for name, field in fields.items()
            if name in columns or self._follows_nothing(field)
        ]

    def _follows_nothing(self, field):
        """Tell whether a stored field repeats another one that has no value."""
        if not (field.store and field.related):
            return False
        origin = field.related.split(".")[0]
        return origin not in self.given and not self.defaults.get(origin)


def _copy_texts(values):
    """Return values of a column in COPY's text format."""
    first = values[0]
    if all(value is first for value in values):
        return [_copy_text(first)] * len(values)
    return map(_copy_text, values)


def _copy_text(value):
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value if value.isalnum() else value.translate(_ESCAPES)
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, Json):
        return value.dumps(value.adapted).translate(_ESCAPES)
    return str(value)
