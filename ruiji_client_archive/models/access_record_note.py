import json

from odoo import api, models
from odoo.http import request
from odoo.tools import SQL

# Key of a transaction's notes among the data of its cursor.
NOTES = "ruiji_access_notes"
# Doors of programs; everything else is somebody before a screen.
PROGRAM_DOORS = ("/json/", "/jsonrpc", "/xmlrpc")
# Seconds in which the same once more is still the same: the web client reads a form
# again at every turn, a browser fetches a document in pieces, and who leafs through
# a list has seen it today. Who was refused is counted once an hour, wherever he tries.
PATIENCE = {"open": 60, "download": 60, "list": 24 * 3600, "refused": 3600}

INSERT = """
    WITH noted AS (
        SELECT DISTINCT ON (noted.user_id, client.id, kind, res_model, res_id)
               noted.*, client.id AS client_id, client.name, client.client_number,
               client.confidentiality
          FROM unnest(%(user_ids)s::int[], %(partner_ids)s::int[], %(actions)s::text[],
                      %(channels)s::text[], %(rows)s::int[], %(models)s::text[],
                      %(res_ids)s::int[], %(documents)s::text[])
               AS noted(user_id, partner_id, action, channel, row_count,
                        res_model, res_id, document)
          JOIN res_partner partner ON partner.id = noted.partner_id
          JOIN res_partner client
            ON client.id = CASE WHEN partner.is_client THEN partner.id
                                ELSE partner.parent_id END
           AND client.is_client
         CROSS JOIN LATERAL (
               SELECT CASE WHEN noted.action = 'list' THEN 'open' ELSE noted.action
                      END AS kind) kinds
         -- Whoever opens a file has not besides seen it in a list.
         ORDER BY noted.user_id, client.id, kind, res_model, res_id,
                  noted.action = 'list', row_count DESC
    )
    INSERT INTO ruiji_access_record
           (date, user_id, user_name, client_id, client_name, client_number, level,
            action, channel, document, res_model, res_id, address, session, row_count)
    SELECT clock_timestamp() AT TIME ZONE 'UTC', noted.user_id, reader.name,
           noted.client_id, noted.name, noted.client_number, noted.confidentiality,
           noted.action, shown.channel, noted.document, noted.res_model, noted.res_id,
           %(address)s, %(session)s, noted.row_count
      FROM noted
      JOIN res_users account ON account.id = noted.user_id
      JOIN res_partner reader ON reader.id = account.partner_id
     CROSS JOIN LATERAL (
           SELECT CASE WHEN account.share AND noted.channel = 'screen' THEN 'portal'
                       ELSE noted.channel END AS channel) shown
     WHERE NOT EXISTS (
           SELECT FROM ruiji_access_record known
            WHERE known.client_id = noted.client_id
              AND known.date > (clock_timestamp() AT TIME ZONE 'UTC')
                  - make_interval(secs =>
                        COALESCE((%(patience)s::jsonb ->> noted.action)::int, 0))
              AND known.user_id = noted.user_id
              AND known.action = noted.action
              AND known.res_model IS NOT DISTINCT FROM noted.res_model
              AND known.res_id IS NOT DISTINCT FROM noted.res_id
              AND (noted.action = 'refused'
                   OR known.channel = shown.channel
                      AND known.session IS NOT DISTINCT FROM %(session)s))
     ORDER BY noted.client_id, noted.res_id
"""


class AccessRecord(models.Model):
    """How the record comes about: one statement for all files of a transaction."""

    _inherit = "ruiji.access.record"

    @api.model
    def _log(self, records, action, channel, rows, document=None):
        """Note at once that the user had these client files before him (ACC-03).

        Part of the transaction that gives the answer: no answer without record.

        :param records: res.partner recordset, clients or persons in their files
        :param str action: a choice of the field `action`
        :param str channel: a choice of the field `channel`
        :param int rows: how many rows the answer held in all
        :param document: the one record that was taken along, if not the file
        """
        self.env.flush_all()
        self._write_notes(self._notes(records, action, channel, rows, document))

    @api.model
    def _note(self, records, action, rows=0, document=None, channel=None):
        """Note what the user reads, once with the end of his request (ACC-03).

        What is noted twice is recorded once; a request that fails leaves nothing.

        :param records: res.partner recordset, clients or persons in their files
        :param document: the one record that was read, if not the file itself
        """
        channel = channel or self._channel_of_request()
        precommit = self.env.cr.precommit
        if NOTES not in precommit.data:
            precommit.data[NOTES] = {}
            precommit.add(self._write_pending_notes)
        rows = rows or len(records)
        notes = self._notes(records, action, channel, rows, document)
        precommit.data[NOTES].update(notes)

    @api.model
    def _channel_of_request(self):
        """By which door the reader came."""
        if not request or request.httprequest.path.startswith(PROGRAM_DOORS):
            return "rpc"
        return "screen"

    def _notes(self, records, action, channel, rows, document):
        """What is to be recorded: {what makes it one: what is said of it}."""
        model, res_id, name = self._reference_of(document)
        reader = self.env.uid
        return {
            (reader, partner_id, action, channel, model, res_id): (rows, name)
            for partner_id in records._ids
            if partner_id
        }

    def _reference_of(self, document):
        if document is None or document._name == "res.partner":
            return None, None, None
        # Its name stands in the record that the reader had it before him.
        return document._name, document.id, document.sudo().display_name

    def _write_pending_notes(self):
        self._write_notes(self.env.cr.precommit.data.pop(NOTES, {}))

    def _write_notes(self, notes):
        if not notes:
            return
        if self.env.cr.readonly:
            # The reader's connection may lead to a replica. It has nothing to keep;
            # Odoo lets go of it in the same way before it writes a page's assets.
            self.env.cr.rollback()
            with self.env.registry.cursor() as cursor:
                cursor.execute(self._insertion(notes))
        else:
            self.env.cr.execute(self._insertion(notes))

    def _insertion(self, notes):
        keys = map(list, zip(*notes, strict=True))
        users, partners, actions, channels, res_models, res_ids = keys
        rows, documents = map(list, zip(*notes.values(), strict=True))
        return SQL(
            INSERT,
            user_ids=users,
            partner_ids=partners,
            actions=actions,
            channels=channels,
            rows=rows,
            models=res_models,
            res_ids=res_ids,
            documents=documents,
            patience=self._patience(),
            **self._whereabouts(),
        )

    def _patience(self):
        return json.dumps(PATIENCE)

    def _whereabouts(self):
        """Address and log-in of the reader, as Odoo logs them for his devices."""
        if not request:
            return {"address": None, "session": None}
        return {
            "address": request.httprequest.remote_addr,
            "session": (request.session.sid or "")[:10] or None,
        }
