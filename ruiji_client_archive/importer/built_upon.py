"""What stands on the records that an import created (IMP-07)."""

from collections import defaultdict

from odoo.tools import SQL, format_list

# Columns that say who touched a row; they hang on no record of the import.
_STAMPS = ("create_uid", "write_uid")
# What people leave on a record without a foreign key.
_NOTES = {
    "mail_message": "message_type IN ('comment', 'email', 'email_outgoing')",
    "mail_activity": "automated IS NOT TRUE",
    "ir_attachment": "res_field IS NULL",
}
_MODEL_COLUMNS = {"mail_message": "model"}


class BuiltUpon:
    """Finds rows of any table that refer to records, through the database's own keys.

    Whatever an addon hangs on a client is thereby found, without being told.

    :param set ignored: {(table, column)} of what an import makes by the way
    """

    def __init__(self, env, ignored):
        self.env = env
        self._ignored = ignored
        self._columns = {}

    def look(self, records):
        """Find what refers to records.

        :return: ({record id: sentence} of those that something was built on,
            {record id: ids of those among the records that refer to it})
        """
        found = defaultdict(set)
        inside = defaultdict(set)
        for record_id, table, source in self._references(records):
            if source in records._ids:
                inside[record_id].add(source)
            else:
                found[record_id].add(table)
        self._spread(found, inside, records._table)
        sentences = {id_: self._sentence(tables) for id_, tables in found.items()}
        return sentences, inside

    def _spread(self, found, inside, table):
        """What a record refers to that stays has to stay as well."""
        used_by = defaultdict(set)
        for target, sources in inside.items():
            for source in sources - {target}:
                used_by[source].add(target)
        waiting = list(found)
        while waiting:
            for target in used_by.pop(waiting.pop(), ()):
                found[target].add(table)
                waiting.append(target)

    def _references(self, records):
        """Return [(record id, table, record that the row belongs to or None)].

        One statement asks all tables. A row belongs to a record of this kind if
        it is one, or if it comes and goes with one.
        """
        parts = [
            SQL(
                "SELECT own.id, %s, %s FROM %s AS own"
                " JOIN %s AS other ON other.%s = %s",
                table,
                self._owner(records, table),
                SQL.identifier(records._table),
                SQL.identifier(table),
                SQL.identifier(column),
                target,
            )
            for table, column, target in self._keys(records)
        ]
        parts += [
            SQL(
                "SELECT own.id, %s, NULL::integer FROM %s AS own JOIN %s AS other"
                " ON other.res_id = own.id AND other.%s = %s AND other.%s",
                table,
                SQL.identifier(records._table),
                SQL.identifier(table),
                SQL.identifier(_MODEL_COLUMNS.get(table, "res_model")),
                records._name,
                # One of the constants above.
                SQL(condition),  # pylint: disable=sql-injection
            )
            for table, condition in _NOTES.items()
        ]
        chosen = SQL(" WHERE own.id = ANY(%s)", list(records.ids))
        return self.env.execute_query(
            SQL(" UNION ALL ").join(SQL("%s%s", part, chosen) for part in parts)
        )

    def _owner(self, records, table):
        if table == records._table:
            return SQL("other.id")
        keys = {key for key in self._foreign_keys(records._table) if key[0] == table}
        if along := sorted(keys & self._ignored):
            return SQL("other.%s", SQL.identifier(along[0][1]))
        return SQL("NULL::integer")

    def _keys(self, records):
        """Yield (table, column, own column referred to)."""
        targets = {records._table: SQL("own.id")} | {
            self.env[parent]._table: SQL("own.%s", SQL.identifier(link))
            for parent, link in records._inherits.items()
        }
        for owner, target in targets.items():
            for table, column in self._foreign_keys(owner):
                is_link = table == records._table and owner != table
                if (table, column) not in self._ignored and not is_link:
                    yield table, column, target

    def _foreign_keys(self, table):
        if table not in self._columns:
            rows = self.env.execute_query(
                SQL(
                    """SELECT other.relname, key.attname
                         FROM pg_constraint c
                         JOIN pg_class other ON other.oid = c.conrelid
                         JOIN pg_attribute key ON key.attrelid = c.conrelid
                              AND key.attnum = c.conkey[1]
                        WHERE c.contype = 'f' AND c.confrelid = %s::regclass
                          AND (key.attname <> ALL(%s)
                               -- whoever signed in may have done anything
                               OR other.relname = 'res_users_log')
                        ORDER BY 1, 2""",
                    table,
                    list(_STAMPS),
                )
            )
            passing = self._passing_tables()
            self._columns[table] = [row for row in rows if row[0] not in passing]
        return self._columns[table]

    def _passing_tables(self):
        """Tables of wizards: they are forgotten anyway."""
        models = [model for model in self.env.registry.values() if model._transient]
        return {model._table for model in models} | {
            field.relation
            for model in models
            for field in model._fields.values()
            if field.type == "many2many" and field.store
        }

    def _sentence(self, tables):
        labels = sorted({self._label(table) for table in tables})
        return self.env._(
            "In use since the import: %(what)s.", what=format_list(self.env, labels)
        )

    def _label(self, table):
        """Return what people call the rows of a table."""
        registry = self.env.registry.items()
        names = [name for name, model in registry if model._table == table]
        names += [
            name
            for name, model in registry
            for field in model._fields.values()
            if field.type == "many2many" and field.store and field.relation == table
        ]
        return self.env["ir.model"]._get(names[0]).name if names else table
