from odoo import api, fields, models
from odoo.tools import SQL

from ..utils.contact_data import wrong_contact_data
from ..utils.file_parts import CONTACT_FIELDS, FILE_FIELDS

STAFF = "base.group_user"
PERSON_MEASURES = ("position_role", *CONTACT_FIELDS)


class ResPartner(models.Model):
    """How much of a file is there and how much of it can be right (ARC-10)."""

    _inherit = "res.partner"

    completeness = fields.Integer(
        compute="_compute_completeness",
        store=True,
        aggregator="avg",
        groups=STAFF,
        help="Out of 100: what is filled in, by the weights of the rules.",
    )
    accuracy = fields.Integer(
        compute="_compute_completeness",
        store=True,
        aggregator="avg",
        groups=STAFF,
        help="Out of 100: phones, mobiles, e-mail addresses and postal codes that "
        "can be right, of all that are filled in.",
    )

    @api.depends(
        "is_client",
        *FILE_FIELDS,
        "subordinate_ids",
        "child_ids.active",
        *(f"child_ids.{name}" for name in PERSON_MEASURES),
    )
    def _compute_completeness(self):
        scores = self._measure_files()
        clients = self.filtered(lambda partner: partner.id in scores)
        others = self - clients
        others.completeness = others.accuracy = 0
        for client in clients:
            client.completeness, client.accuracy = scores[client.id]

    def _measure_files(self):
        """Measure clients in a number of queries that does not grow with theirs.

        :return: {client id: (completeness, accuracy)}
        """
        clients = self.filtered("is_client")
        if not clients:
            return {}
        persons = clients._persons_to_measure()
        missing = clients._missing_in_files(persons)
        return {
            client.id: (
                self._completeness_score(*missing[client.id]),
                client._accuracy_score(persons[client.id]),
            )
            for client in clients
        }

    def _persons_to_measure(self):
        """Return {client id: its persons}, read at once for those on record."""
        stored = self.filtered(lambda client: isinstance(client.id, int))
        found = self.search_fetch(
            [("parent_id", "in", stored.ids)],
            ["parent_id", *PERSON_MEASURES],
            order="id",
        )
        nobody = self.browse()
        by_client = found.grouped("parent_id")
        return {
            client.id: by_client.get(client, nobody)
            if client in stored
            else client.child_ids
            for client in self
        }

    def _missing_in_files(self, persons):
        """Return {client id: (rules that count, rules not met)}."""
        # What a complete file has is no secret, and the same for everybody.
        rules = self.env["ruiji.completeness.rule"].sudo()
        rules = rules.search_fetch([], ["name", "weight", "kind"])._measurable()
        asked = rules._asked_of(self)
        met = rules._met_by(self, persons)
        return {
            client.id: (
                asked[client.id],
                asked[client.id].filtered(lambda r, c=client: (r.id, c.id) not in met),
            )
            for client in self
        }

    @api.model
    def _completeness_score(self, asked, missing):
        total = sum(asked.mapped("weight"))
        return (
            100 - round(100 * sum(missing.mapped("weight")) / total) if total else 100
        )

    def _accuracy_score(self, persons):
        filled = sum(
            bool(partner[field])
            for partner in self | persons
            for field in CONTACT_FIELDS
        ) + bool(self.zip)
        return 100 - round(100 * len(self._wrong_in_file(persons)) / max(filled, 1))

    def _wrong_in_file(self, persons):
        """What cannot be right: [(partner, field, problem)], the client's first."""
        values = {field: self[field] for field in (*CONTACT_FIELDS, "zip")}
        problems = wrong_contact_data(values, self.state_id._postal_prefixes())
        wrong = [(self, field, problem) for field, problem in problems.items()]
        for person in persons:
            values = {field: person[field] for field in CONTACT_FIELDS}
            wrong += [
                (person, field, p) for field, p in wrong_contact_data(values).items()
            ]
        return wrong

    # In batch

    def _refresh_completeness(self):
        """Measure these clients anew and write the scores that changed.

        In one statement: the ORM updates a hundred rows at a time.
        """
        self.fetch(["is_client", "completeness", "accuracy", *FILE_FIELDS])
        scores = self._measure_files()
        changed = [
            (client.id, *scores[client.id])
            for client in self
            if scores[client.id] != (client.completeness, client.accuracy)
        ]
        if not changed:
            return
        ids, completeness, accuracy = map(list, zip(*changed, strict=True))
        self.env.execute_query(
            SQL(
                """UPDATE res_partner AS client
                      SET completeness = score.completeness, accuracy = score.accuracy
                     FROM unnest(%s, %s, %s) AS score (id, completeness, accuracy)
                    WHERE client.id = score.id
                RETURNING client.id""",
                ids,
                completeness,
                accuracy,
            )
        )
        self.browse(ids).invalidate_recordset(["completeness", "accuracy"], flush=False)

    @api.model
    def _cron_refresh_completeness(self, batch_size=2000):
        """Measure all files: rules and the validity of contracts change (ARC-10)."""
        clients = self.search([("is_client", "=", True)], order="id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(clients))
        for start in range(0, len(clients), batch_size):
            batch = clients[start : start + batch_size]
            batch._refresh_completeness()
            batch.invalidate_recordset(flush=False)
            if not cron._commit_progress(len(batch)):
                break
