from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError


class ResPartner(models.Model):
    """The common pool: recalled files that any account manager may take (MGR-08)."""

    _inherit = "res.partner"

    pooled_on = fields.Date(
        string="In the common pool since",
        copy=False,
        readonly=True,
        index="btree_not_null",
        groups="base.group_user",
    )
    pooled_from_id = fields.Many2one(
        "res.users",
        string="Recalled from",
        copy=False,
        readonly=True,
        index="btree_not_null",
        groups="base.group_user",
    )

    def _follow_managers(self, previous):
        result = super()._follow_managers(previous)
        changed = {
            client: manager
            for client, manager in previous.items()
            if client._recorded_manager() != manager
        }
        self._leave_pool(self.browse().concat(*changed))
        decision = self._assignment_decision()
        if decision and decision.origin == "recall":
            self._enter_pool(changed)
        return result

    @api.model
    def _leave_pool(self, clients):
        taken = clients.filtered(lambda client: client.pooled_on and client.user_id)
        if taken:
            taken.write({"pooled_on": False, "pooled_from_id": False})

    @api.model
    def _enter_pool(self, recalled):
        """Put files into the pool.

        :param dict recalled: {client: account manager until now}
        """
        by_manager = {}
        for client, manager in recalled.items():
            if not client.user_id:
                by_manager.setdefault(manager, []).append(client.id)
        for manager, ids in by_manager.items():
            self.browse(ids).write(
                {"pooled_on": self._clock_today(), "pooled_from_id": manager.id}
            )

    def action_claim(self):
        """Take files out of the common pool and look after them (MGR-08).

        :raises AccessError: for users who are no account managers
        :raises UserError: when a colleague was faster, during the previous
            account manager's cooling-off time, or beyond the cap
        """
        self._check_may_claim()
        self._lock_pooled()
        self._check_cooled_off()
        # Files without a manager are nobody's to write: the pool is the way.
        self.sudo()._assign(self.env.user, "claim", "")

    def _check_may_claim(self):
        if not self.env.user.has_group("ruiji_client_archive.group_account_manager"):
            raise AccessError(
                self.env._("Only account managers take files from the common pool.")
            )
        self.check_access("read")

    def _lock_pooled(self):
        """Let one of two managers who act at once go first."""
        # Reading the file is all that account managers may do so far.
        pooled = self.sudo()
        try:
            pooled.lock_for_update()
        except LockError:
            self._refuse_taken()
        pooled.invalidate_recordset(["pooled_on", "user_id"])
        if not all(client.pooled_on and not client.user_id for client in pooled):
            self._refuse_taken()

    @api.model
    def _refuse_taken(self):
        raise UserError(
            self.env._(
                "A colleague has just taken this client from the common pool: "
                "reload the page and choose another one."
            )
        )

    def _check_cooled_off(self):
        days = self._first_contact_term("pool_cooling_off_days")
        calendar = self.env.company.resource_calendar_id
        own = self.filtered(lambda client: client.pooled_from_id == self.env.user)
        for pooled_on, clients in own.grouped("pooled_on").items():
            free_on = days and calendar.working_day_after(pooled_on, days)
            if free_on and calendar._today() < free_on:
                raise UserError(
                    self.env._(
                        "%(client)s was recalled from you: you may take it back "
                        "from %(day)s on, colleagues may take it now.",
                        client=clients[0].name,
                        day=free_on,
                    )
                )
