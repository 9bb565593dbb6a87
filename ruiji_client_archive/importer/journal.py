"""What each batch of an import created and changed, for its undo (IMP-07)."""

import json

from odoo.models import MAGIC_COLUMNS
from odoo.tools import SQL, json_default

# Plain classes, no models: nothing above them to call.
# pylint: disable=method-required-super


class Journal:
    """Collects what a batch does and writes it down in the batch's transaction.

    :param env: environment of the run
    :param int import_id: the import that the entries belong to
    :param bool goes_on: whether the import was interrupted and now goes on
    """

    def __init__(self, env, import_id, goes_on=False):
        self.env = env
        self.import_id = import_id
        self.goes_on = goes_on
        self._created = []
        self._updated = []

    def created(self, records):
        """Note records that the batch created."""
        self._created.append(records)

    def updated(self, records, values):
        """Note the values that records are about to lose.

        :param dict values: what will be written to all of the records
        """
        old = [plain_values(record, values) for record in records]
        self._updated.append((records, list(values), old))

    def made_before(self, model):
        """Ids of records that the import made before it was interrupted.

        Somebody may have worked on them meanwhile.
        """
        if not self.goes_on:
            return set()
        rows = self.env.execute_query(
            SQL(
                """SELECT res_id FROM ruiji_archive_import_entry
                    WHERE import_id = %s AND model = %s AND kind = 'created'
                      AND state IS NULL""",
                self.import_id,
                model,
            )
        )
        return {res_id for [res_id] in rows}

    def write_down(self):
        """Write one entry for each record, by one statement for each model."""
        self.env.flush_all()
        for records, names, old in self._updated:
            self._insert_updates(records, names, old)
        for records in self._created:
            self._insert_creations(records)
        self._created, self._updated = [], []

    def _insert_updates(self, records, names, old):
        new = [plain_values(record, names) for record in records]
        self.env.cr.execute(
            SQL(
                """INSERT INTO ruiji_archive_import_entry
                          (import_id, model, res_id, kind, old_values, new_values)
                   SELECT %s, %s, res_id, 'updated', old::jsonb, new::jsonb
                     FROM UNNEST(%s, %s, %s) AS changed (res_id, old, new)""",
                self.import_id,
                records._name,
                list(records.ids),
                list(map(_dumps, old)),
                list(map(_dumps, new)),
            )
        )

    def _insert_creations(self, records):
        self.env.cr.execute(
            SQL(
                """INSERT INTO ruiji_archive_import_entry
                          (import_id, model, res_id, kind, fingerprint)
                   SELECT %s, %s, id, 'created', fingerprint
                     FROM (%s) AS made ORDER BY id""",
                self.import_id,
                records._name,
                fingerprints(records),
            )
        )


def plain_values(record, names):
    """Return {field: value}, such as write() takes and JSON can hold."""
    return {
        name: json.loads(
            _dumps(record._fields[name].convert_to_write(record[name], record))
        )
        for name in names
    }


def _dumps(value):
    return json.dumps(value, ensure_ascii=False, default=json_default)


def fingerprints(records):
    """Return the query for (id, fingerprint) of records, as they are stored.

    What a record takes over from another by inheritance belongs to it: a
    user's partner, a product's template.
    """
    alias = SQL.identifier("own")
    joins = [SQL("%s AS own", SQL.identifier(records._table))]
    columns = _columns(records, alias)
    for number, (parent, link) in enumerate(records._inherits.items()):
        name = SQL.identifier(f"parent{number}")
        joins.append(
            SQL(
                "%s AS %s ON %s.id = own.%s",
                SQL.identifier(records.env[parent]._table),
                name,
                name,
                SQL.identifier(link),
            )
        )
        columns += _columns(records.env[parent], name)
    return SQL(
        "SELECT own.id, MD5(ROW(%s)::text) AS fingerprint"
        " FROM %s WHERE own.id = ANY(%s)",
        SQL(", ").join(columns),
        SQL(" JOIN ").join(joins),
        list(records.ids),
    )


def _columns(model, alias):
    """Columns that hold what people entered, not what Odoo computes from it."""
    ignored = model.env["ruiji.archive.import"]._fields_kept_by_jobs()
    return [
        SQL("%s.%s", alias, SQL.identifier(name))
        for name, field in sorted(model._fields.items())
        if field.store
        and field.column_type
        and not (field.compute and field.readonly)
        and name not in MAGIC_COLUMNS
        and (model._name, name) not in ignored
    ]
