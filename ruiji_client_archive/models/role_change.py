from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# The key of the context in which an approved request travels.
APPROVED = "approved_role_request"


class ApprovedRequest:
    """An object, since RPC can put none into a context: nobody forges one."""

    def __init__(self, request):
        self.request_id = request.id


class RoleChange(models.Model):
    """Who of the staff gained or lost which role, with or without a request (ACC-07).

    Written wherever groups of users are written; nobody writes it by hand.
    """

    _name = "ruiji.role.change"
    _description = "Change of a Role"
    _order = "id desc"
    _rec_name = "group_id"

    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, ondelete="cascade", index=True
    )
    group_id = fields.Many2one(
        "res.groups", string="Role", required=True, readonly=True, ondelete="cascade"
    )
    action = fields.Selection(
        [("given", "Given"), ("taken", "Taken")], required=True, readonly=True
    )
    changed_by_id = fields.Many2one(
        "res.users", string="Changed by", readonly=True, ondelete="restrict"
    )
    request_id = fields.Many2one(
        "ruiji.role.request",
        string="By request",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
    )

    @api.model
    def _held(self, domain_of_links):
        """Return the links of users and roles: {(user id, group id)}."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL("SELECT uid, gid FROM res_groups_users_rel WHERE %s", domain_of_links)
        )
        return set(rows)

    @api.model
    def _note(self, before, after):
        """Note what became of the staff's roles; clients have none."""
        # While addons load, roles come with them.
        if before == after or not self.env.registry.ready:
            return self
        changes = [(pair, "given") for pair in after - before]
        changes += [(pair, "taken") for pair in before - after]
        staff = self._staff_among({uid for (uid, _gid), _action in changes})
        approved = self.env.context.get(APPROVED)
        is_approved = isinstance(approved, ApprovedRequest)
        # Nobody writes this by hand, whoever changed the roles.
        return self.sudo().create(
            [
                {
                    "user_id": uid,
                    "group_id": gid,
                    "action": action,
                    "changed_by_id": self.env.uid,
                    "request_id": approved.request_id if is_approved else False,
                }
                for (uid, gid), action in sorted(changes)
                if uid in staff
            ]
        )

    def _staff_among(self, user_ids):
        # Closed accounts as well: they may be opened again.
        users = self.env["res.users"].sudo().with_context(active_test=False)
        domain = Domain("id", "in", list(user_ids)) & Domain("share", "=", False)
        return set(users.search(domain).ids)
