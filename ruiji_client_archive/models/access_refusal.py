from odoo import api, models

# Key of the last refusal among the data of a cursor's rollback
REFUSED = "ruiji_access_refused"
# Files of one refused call that are named; the row tells how many there were
MOST = 100


class AccessRecord(models.Model):
    """Who tried to open a file that is closed to him, and was refused (ACC-03).

    A refusal rolls its transaction back, so it is written after that, on a connection
    of its own: what is allowed never comes by here. Once an hour for each reader and
    record.
    """

    _inherit = "ruiji.access.record"

    @api.model
    def _note_refusal(self, clients, document=None):
        """Note that the user was refused these files, once his request has failed.

        What is caught, and answered all the same, was no attempt to open a file.

        :param clients: res.partner recordset, clients or persons in their files
        :param document: the one record that was asked for, if not the file itself
        """
        rollback = self.env.cr.postrollback
        if REFUSED not in rollback.data:
            rollback.add(self._write_refusal)
        rollback.data[REFUSED] = self._insertion_of_refusal(clients, document)

    @api.model
    def _log_refusal(self, clients, document=None):
        """Note it at once: for pages that answer as if the record weren't there."""
        statement = self._insertion_of_refusal(clients, document)
        with self.env.registry.cursor() as cursor:
            cursor.execute(statement)

    def _insertion_of_refusal(self, clients, document):
        channel = self._channel_of_request()
        named, count = clients[:MOST], len(clients)
        return self._insertion(self._notes(named, "refused", channel, count, document))

    def _write_refusal(self):
        statement = self.env.cr.postrollback.data[REFUSED]
        with self.env.registry.cursor() as cursor:
            cursor.execute(statement)
