import psycopg2

from odoo import api, models
from odoo.exceptions import ConcurrencyError


class ClientFeedback(models.Model):
    """Complaints that other events open: a low mark, a visit, a page sent (CAR-07)."""

    _inherit = "ruiji.client.feedback"

    @api.model
    def _open_complaint(self, values_list):
        """Open one complaint for each source, however often it is asked for.

        :param list values_list: values of feedback, each with a `source_key` that
            names what it comes from, like "ruiji.repair.rating,7"
        :return: feedback in the same order, that of before where there was one
        :raise ConcurrencyError: when another request opened one of them at this very
            moment; Odoo runs the request anew and then finds it
        """
        keys = [values["source_key"] for values in values_list]
        # What opens a complaint, like a mark on a page without login, need not be
        # allowed to read complaints.
        feedback = self.sudo()
        known = feedback._by_source(keys)
        missing = {
            values["source_key"]: {"kind": "complaint", **values}
            for values in values_list
            if values["source_key"] not in known
        }
        known |= feedback._create_from_sources(missing)
        return feedback.union(*(known[key] for key in keys))

    def _by_source(self, keys):
        return self.search([("source_key", "in", keys)]).grouped("source_key")

    def _create_from_sources(self, missing):
        """{source key: feedback made of these values}"""
        try:
            with self.env.cr.savepoint():
                created = self.create(list(missing.values()))
        except psycopg2.errors.UniqueViolation as error:
            # This transaction can't see what the other one has made; the next can.
            if "source_key" not in (error.diag.constraint_name or ""):
                raise
            raise ConcurrencyError(str(error)) from error
        return created.grouped("source_key")
