from odoo import api, fields, models
from odoo.exceptions import AccessError

from .res_users import MANAGER_KEEPERS

MANAGERS = "ruiji_client_archive.group_account_manager"
STAFF = "ruiji_client_archive.group_archive_user"
# What the marketing clerk keeps of an account manager; nothing that lets one in.
KEPT_FIELDS = (
    "name",
    "gender",
    "function",
    "phone",
    "home_address",
    "home_zip",
    "client_capacity",
    "client_cap",
    "preferred_state_ids",
)


class ResUsers(models.Model):
    """How many clients an account manager can carry, and from where (MGR-03)."""

    _inherit = "res.users"

    client_capacity = fields.Float(
        string="Capacity",
        default=1.0,
        digits=(6, 2),
        groups=STAFF,
        help="Weight in allocations: 2 gets twice as many clients as 1, 0 gets none.",
    )
    preferred_state_ids = fields.Many2many(
        "res.country.state",
        "res_users_preferred_state_rel",
        string="Preferred provinces",
        groups=STAFF,
    )
    client_load = fields.Integer(
        string="Load",
        compute="_compute_client_load",
        groups=STAFF,
        help="Clients by capacity, in per cent of the most loaded account manager.",
    )

    _client_capacity_not_negative = models.Constraint(
        "CHECK (client_capacity >= 0)", "A capacity is a number from 0 upwards."
    )

    def _compute_client_load(self):
        group = self.env.ref(MANAGERS)
        # Loads are compared with those of all account managers.
        everybody = self.sudo().search([("all_group_ids", "in", group.ids)]) | self
        counts = everybody._count_files()
        weights = {
            user: counts.get(user, 0) / user.client_capacity
            # Capacity and count alone; names stay out.
            for user in everybody.sudo()
            if user.client_capacity
        }
        most = max(weights.values(), default=0) or 1
        for user in self:
            user.client_load = round(100 * weights.get(user, 0) / most)

    @api.model
    def _may_keep_account_managers(self):
        return self.env.su or self.env.user.has_groups(MANAGER_KEEPERS)

    def _keep_information(self, vals):
        """Write what the marketing clerk keeps of account managers (MGR-01).

        :param dict vals: values of KEPT_FIELDS alone
        :raises AccessError: for others than the clerk, the VP and the general
            manager, and for users who are no account managers
        """
        managers = self.env.ref(MANAGERS)
        # Asked for the check alone: clerks do not see who holds which role.
        are_managers = all(managers in user.sudo().all_group_ids for user in self)
        if not (self._may_keep_account_managers() and are_managers):
            raise AccessError(
                self.env._(
                    "The marketing clerk keeps the information of account managers, "
                    "and of nobody else: ask her to change it."
                )
            )
        # Users are the administrator's; these few fields give nobody any right.
        self.sudo().write({name: vals[name] for name in KEPT_FIELDS if name in vals})

    def action_edit_information(self):
        """Open the form in which the marketing clerk keeps an account manager."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_client_archive.account_manager_edit_action"
        )
        action["context"] = {"default_user_id": self.id}
        return action
