"""Takes back what an import created and changed, a batch at a time (IMP-07)."""

import logging

import psycopg2

from odoo.exceptions import UserError
from odoo.tools import SQL

from ..utils.assignment import DECISION, TAKEN_BACK
from .built_upon import BuiltUpon
from .handler import BULK_CONTEXT
from .journal import fingerprints, plain_values

# Plain classes, no models: nothing above them to call.
# pylint: disable=method-required-super

_logger = logging.getLogger(__name__)

BATCH_SIZE = 500


class Undo:
    """Goes through an import's journal backwards.

    A record is taken back when it still is what the import made of it and
    nothing refers to it; otherwise it is left as it is, with the reason.

    :param record: ruiji.archive.import, in the environment of who undoes it
    """

    def __init__(self, record):
        self.record = record
        # Who may undo takes back users, products and prices as well, which the
        # import created with the rights of the system.
        self.env = record.sudo().env
        self.built_upon = BuiltUpon(self.env, record._references_by_the_way())

    def steps(self):
        """Yield (taken back, left) after each batch; whoever runs it may commit."""
        while batch := self._next_batch():
            model, kind = batch[0].model, batch[0].kind
            # A record may have been updated twice: one step at a time.
            entries = {}
            for entry in batch:
                entries.setdefault(entry.res_id, entry)
            kept = self._take_back(model, kind, entries)
            self._mark(entries, kept)
            self.env.flush_all()
            self.env.invalidate_all()
            yield len(entries) - len(kept), len(kept)

    def _next_batch(self):
        """The last entries that are left, as far as they are of one sort."""
        entries = self.env["ruiji.archive.import.entry"].search(
            [("import_id", "=", self.record.id), ("state", "=", False)],
            order="id DESC",
            limit=BATCH_SIZE,
        )
        sort = (entries[:1].model, entries[:1].kind)
        for place, entry in enumerate(entries):
            if (entry.model, entry.kind) != sort:
                return entries[:place]
        return entries

    def _take_back(self, model, kind, entries):
        """Take back what may go; return {record id: reason} of the rest."""
        # Names and texts come back in the language that they were imported in.
        lang = self.record.user_id.lang
        records = self.env[model].with_context(
            lang=lang, active_test=False, taking_back_import=True, **BULK_CONTEXT
        )
        records = records.browse(entries).exists()
        kept = self._not_open(records)
        free = records.browse(id_ for id_ in records.ids if id_ not in kept)
        if kind == "created":
            return kept | self._delete(free, entries)
        return kept | self._restore(free, entries)

    def _not_open(self, records):
        """Files that who undoes may not open stay as they are."""
        own = records.with_env(self.record.env).with_context(active_test=False)
        if not own.browse().has_access("read"):
            return {}
        open_ids = set(own._search([("id", "in", records.ids)]))
        reason = self.env._("The file is not open to you.")
        return {id_: reason for id_ in records.ids if id_ not in open_ids}

    def _delete(self, records, entries):
        if not records:
            return {}
        self.env.flush_all()
        now = dict(self.env.execute_query(fingerprints(records)))
        kept = {
            id_: self.env._("Changed since the import.")
            for id_ in records.ids
            if now[id_] != entries[id_].fingerprint
        }
        in_use, users = self.built_upon.look(records)
        kept |= in_use
        free = records.browse(id_ for id_ in records.ids if id_ not in kept)
        for layer in self._layers(free, users):
            kept |= self._attempt(layer, self._unlink)
        return kept

    def _layers(self, records, users):
        """Yield records in such pieces that what refers to others goes first."""
        left = set(records.ids)
        while left:
            layer = {id_ for id_ in left if not users[id_] & (left - {id_})} or left
            left = left - layer
            yield records.browse(id_ for id_ in records.ids if id_ in layer)

    def _unlink(self, records):
        parents = [records.mapped(link) for link in records._inherits.values()]
        records.unlink()
        for parent in parents:
            parent.exists().unlink()

    def _restore(self, records, entries):
        kept, by_values = {}, {}
        for record in records:
            entry = entries[record.id]
            if plain_values(record, entry.new_values) != entry.new_values:
                kept[record.id] = self.env._("Changed since the import.")
            else:
                values = tuple(entry.old_values.items())
                by_values.setdefault(values, []).append(record.id)
        for values, ids in by_values.items():
            kept |= self._attempt(
                records.browse(ids),
                lambda some, values=dict(values): self._write(some, values),
            )
        return kept

    def _write(self, records, values):
        self.record._before_restoring(records, values)
        records.with_context(**{DECISION: TAKEN_BACK}).write(values)

    def _attempt(self, records, deed):
        """Do it to all; what refuses is found by halves, and left with its reason."""
        if not records:
            return {}
        try:
            with self.env.cr.savepoint():
                deed(records)
                self.env.flush_all()
            return {}
        except (UserError, psycopg2.IntegrityError) as error:
            self.env.invalidate_all(flush=False)
            if len(records) == 1:
                return {records.id: self._refusal(error)}
        middle = len(records) // 2
        return self._attempt(records[:middle], deed) | self._attempt(
            records[middle:], deed
        )

    def _refusal(self, error):
        if isinstance(error, UserError):
            return str(error)
        _logger.info("Left in place: %s", error)
        return self.env._("In use by other records.")

    def _mark(self, entries, kept):
        """Write down what became of the entries, by one statement."""
        ids = {entry.id: id_ for id_, entry in entries.items()}
        names = self._names(next(iter(entries.values())).model, kept)
        self.env.cr.execute(
            SQL(
                """UPDATE ruiji_archive_import_entry entry
                      SET state = CASE WHEN now.reason IS NULL
                                       THEN 'undone' ELSE 'kept' END,
                          reason = now.reason, name = now.name
                     FROM UNNEST(%s, %s::text[], %s::text[]) AS now (id, reason, name)
                    WHERE entry.id = now.id""",
                list(ids),
                [kept.get(id_) for id_ in ids.values()],
                [names.get(id_) for id_ in ids.values()],
            )
        )

    def _names(self, model, kept):
        records = self.env[model].browse(kept).with_env(self.env)
        return {record.id: record.display_name for record in records}
