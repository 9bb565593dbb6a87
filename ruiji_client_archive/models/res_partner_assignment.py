from contextlib import contextmanager

from odoo import api, fields, models

from ..utils.assignment import DECISION, Decision

# Only this very object counts, so that no RPC can put it into the context.
BOOK_IS_KEPT = object()


class ResPartner(models.Model):
    """Every change of account manager is on record, whatever door it takes (MGR-02)."""

    _inherit = "res.partner"

    assignment_ids = fields.One2many(
        "ruiji.assignment",
        "client_id",
        string="Account managers over time",
        readonly=True,
        copy=False,
        groups="ruiji_client_archive.group_archive_user",
    )

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        nobody = self.env["res.users"]
        # History and cap ask for the truth, not for what the creator may read.
        clients = partners.sudo().filtered("is_client")
        clients._follow_managers(dict.fromkeys(clients, nobody))
        clients._hold_caps(dict.fromkeys(clients, nobody))
        return partners

    def write(self, vals):
        changes_files = {"user_id", "is_client", "active"} & vals.keys()
        if not changes_files or self._book_is_kept():
            return super().write(vals)
        with self._keeping_book():
            return super().write(vals)

    def _assign(self, manager, origin, reason, approver=None, proposer=None):
        """Hand clients over to an account manager, or to the common pool.

        Acts with the rights of the environment; whether this may be is for the
        caller to decide.

        :param manager: res.users record; empty for the common pool
        :param str origin: one of `ruiji.assignment.origin`
        :param str reason: kept in the history
        :param approver: res.users record of who approved it, if anybody
        :param proposer: res.users record of who proposed it, if anybody
        :raises UserError: when the manager's cap of files leaves no room (MGR-08)
        """
        self._assign_each({manager: self}, origin, reason, approver, proposer)

    @api.model
    def _assign_each(self, successors, origin, reason, approver=None, proposer=None):
        """Hand clients over to several account managers, all or nothing.

        :param dict successors: {res.users record: the clients it gets}; the other
            parameters are those of `_assign`
        """
        deciders = [user.id if user else 0 for user in (approver, proposer)]
        decision = Decision(origin, reason, *deciders)
        decided = self.with_context(**{DECISION: decision})
        changing = {
            manager: clients.filtered(lambda client, m=manager: client.user_id != m)
            for manager, clients in successors.items()
        }
        with decided.browse().union(*changing.values())._keeping_book():
            for manager, clients in changing.items():
                clients = clients.with_context(assignment_book=BOOK_IS_KEPT)
                clients.write({"user_id": manager.id})

    @contextmanager
    def _keeping_book(self):
        """Put on record what happens to the account managers, and hold their caps."""
        # History and cap ask for the truth, not for what the writer may read.
        clients = self.sudo()
        before = {client: client._looking_after() for client in clients}
        managers = {client: client._recorded_manager() for client in clients}
        yield
        clients._follow_managers(managers)
        clients._hold_caps(before)

    @api.model
    def _book_is_kept(self):
        return self.env.context.get("assignment_book") is BOOK_IS_KEPT

    def _recorded_manager(self):
        """Return the account manager, as far as the archive keeps book of it."""
        return self.user_id if self.is_client else self.user_id.browse()

    def _looking_after(self):
        """Return the user among whose files this partner counts, or nobody."""
        counts = self.is_client and self.active and self.archive_state != "disposed"
        return self.user_id if counts else self.user_id.browse()

    def _follow_managers(self, previous):
        """Put changes of account manager on record.

        :param dict previous: {client: account manager until now}
        """
        changed = {
            client: manager
            for client, manager in previous.items()
            if client._recorded_manager() != manager
        }
        if changed:
            # Who may write the manager writes its history, too.
            history = self.env["ruiji.assignment"].sudo()
            history._follow_managers(changed, self._assignment_decision())

    @api.model
    def _assignment_decision(self):
        decision = self.env.context.get(DECISION)
        return decision if isinstance(decision, Decision) else None

    def _hold_caps(self, before):
        """Refuse what gives an account manager more files than the cap (MGR-08).

        :param dict before: {client: user among whose files it counted}
        """
        gaining = self.env["res.users"].union(
            *(
                client._looking_after()
                for client in self
                if client._looking_after() != before[client]
            )
        )
        gaining._check_client_cap()
