from odoo import api, models


class RecordedReading(models.AbstractModel):
    """Records whose reading is on record, whatever door the reader comes by (ACC-03).

    One that is read alone was opened; several were seen in a list. What shows names
    only (`_telling_fields` says what shows more) is no reading.
    """

    _name = "ruiji.recorded.reading"
    _description = "Recorded Reading"

    @api.model
    def _telling_fields(self):
        """Names of the fields that show more than a list of names does.

        :rtype: frozenset
        """
        return frozenset()

    def _read_clients(self):
        """Whose files these records are part of."""
        # Whose record it is is noted, not shown.
        return self.sudo().partner_id

    def _read_documents(self):
        """What was opened by reading these: one of it is an opening."""
        return self

    # Odoo's mark stands on the methods that these extend: what only reads may get a
    # connection to a replica, and the note waits for its end.
    def read(self, fields=None, load="_classic_read"):
        """As Odoo's, which screens and programs come to alike; and on record."""
        values = super().read(fields, load)
        self._note_reading(fields)
        return values

    @api.model
    def search_read(self, domain=None, fields=None, *args, **kwargs):
        """As Odoo's; and on record."""
        values = super().search_read(domain, fields, *args, **kwargs)
        self.browse([row["id"] for row in values])._note_reading(fields)
        return values

    def _note_reading(self, names):
        """Note that the user sees these fields, if they tell him anything."""
        if self.env.su or (names and self._telling_fields().isdisjoint(names)):
            return
        known = self.filtered("id")
        documents = known._read_documents()
        records = self.env["ruiji.access.record"]
        if len(documents) == 1:
            records._note(known._read_clients(), "open", len(known), documents)
        elif documents:
            records._note(known._read_clients(), "list", len(known))
