from odoo import api, fields, models
from odoo.tools import split_every

from ..utils.assignment import TAKEN_BACK, Decision

# Who confirms a change of account manager (MGR-06).
DECIDERS = (
    "ruiji_client_archive.group_marketing_vp,ruiji_client_archive.group_general_manager"
)
# How many files get their first row at once.
PIECE = 2000


class Assignment(models.Model):
    """Who looked after a client from a day to a day, and who decided so (MGR-02).

    A row ends on the day on which the next one begins; the last one has no end.
    No account manager means that the file stands in the common pool.
    """

    _name = "ruiji.assignment"
    _inherit = "ruiji.bulk.create"
    _description = "Assignment of an Account Manager"
    _rec_name = "client_id"
    _order = "date_from DESC, id DESC"

    client_id = fields.Many2one(
        "res.partner", required=True, ondelete="cascade", index=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Account manager",
        ondelete="restrict",
        index="btree_not_null",
        help="Nobody: the file stands in the common pool.",
    )
    previous_user_id = fields.Many2one(
        "res.users", string="Previous account manager", ondelete="restrict"
    )
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="To")
    origin = fields.Selection(
        [
            ("registration", "Registration"),
            ("import", "Import"),
            ("override", "General manager's decision"),
            ("allocation", "Allocation"),
            ("transfer", "Change of account manager"),
            ("handover", "Handover"),
            ("recall", "Recall"),
            ("claim", "Taken from the pool"),
        ],
        required=True,
    )
    reason = fields.Text()
    proposed_by_id = fields.Many2one(
        "res.users", string="Proposed by", ondelete="restrict"
    )
    approved_by_id = fields.Many2one(
        "res.users", string="Approved by", ondelete="restrict"
    )
    state = fields.Selection(
        [
            ("proposed", "Proposed"),
            ("effective", "Effective"),
            ("refused", "Refused"),
        ],
        string="Status",
        required=True,
        default="effective",
    )

    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (client_id WITH =, "
        "daterange(date_from, date_to, '[)') WITH &&) WHERE (state = 'effective')",
        "A client has one account manager at a time.",
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)",
        "An assignment cannot end before it begins.",
    )
    _effective_has_begun = models.Constraint(
        "CHECK (state <> 'effective' OR date_from IS NOT NULL)",
        "An assignment that is effective has a first day.",
    )

    @api.model
    def _follow_managers(self, previous, decision):
        """Close and open rows for clients whose account manager was just written.

        :param dict previous: {client: account manager until now}
        :param Decision decision: why, or None when somebody just wrote it
        """
        if decision == TAKEN_BACK:
            self._reopen_previous([client.id for client in previous])
            return
        today = fields.Date.context_today(self)
        begins = self._end_current([client.id for client in previous], today)
        self.create(
            [
                {
                    "client_id": client.id,
                    "user_id": client.user_id.id,
                    "previous_user_id": manager.id,
                    "date_from": begins.get(client.id, today),
                    **self._prepare_grounds(decision, manager),
                }
                for client, manager in previous.items()
            ]
        )

    @api.model
    def _reopen_previous(self, client_ids):
        """Drop the rows that are open, and go on with those before them."""
        effective = [("client_id", "in", client_ids), ("state", "=", "effective")]
        current = self.search([*effective, ("date_to", "=", False)])
        begun = {row.client_id: row.date_from for row in current}
        current.unlink()
        ended = self.search([*effective, ("date_to", "!=", False)])
        newest = {row.client_id: row for row in reversed(ended)}
        self.concat(
            *(row for client, row in newest.items() if row.date_to == begun.get(client))
        ).write({"date_to": False})

    @api.model
    def _end_current(self, client_ids, today):
        """End the rows that are open and return {client id: day of the end}.

        Days are those of whoever acts: somebody east of here may have begun the
        row on a day that has not come yet.
        """
        current = self.search(
            [
                ("client_id", "in", client_ids),
                ("state", "=", "effective"),
                ("date_to", "=", False),
            ]
        )
        by_day = current.grouped(lambda row: max(row.date_from, today))
        for day, rows in by_day.items():
            rows.write({"date_to": day})
        # The next rows begin where these end: the database must know.
        self.flush_model(["date_to"])
        return {row.client_id.id: row.date_to for row in current}

    @api.model
    def _prepare_grounds(self, decision, previous_manager):
        if decision:
            return {
                "origin": decision.origin,
                "reason": decision.reason,
                "proposed_by_id": decision.proposer_id,
                "approved_by_id": decision.approver_id,
            }
        if not previous_manager:
            return {"origin": "registration"}
        # Whoever may confirm a change confirms the one that he makes himself.
        decides = self.env.user.has_groups(DECIDERS)
        return {"origin": "transfer", "approved_by_id": decides and self.env.uid}

    @api.model
    def _begin_history(self):
        """Give files that were there before this history their first row."""
        managed = self.env["res.partner"].with_context(active_test=False)
        without = managed.search(
            [
                ("is_client", "=", True),
                ("user_id", "!=", False),
                ("assignment_ids", "=", False),
            ]
        )
        nobody, registered = self.env["res.users"], Decision("registration")
        # An archive of years is more than fits into memory at once.
        for ids in split_every(PIECE, without.ids):
            clients = managed.browse(ids)
            self._follow_managers(dict.fromkeys(clients, nobody), registered)
            self.env.flush_all()
            self.env.invalidate_all()
