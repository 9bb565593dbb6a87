from collections import Counter

from odoo import api, fields, models

from ..utils.allocation import Manager


class AllocationLoad(models.Model):
    """An account manager who takes part, with the load before and after (MGR-03)."""

    _name = "ruiji.allocation.load"
    _description = "Load of an Account Manager"
    _rec_name = "user_id"
    _order = "allocation_id DESC, user_id"

    allocation_id = fields.Many2one(
        "ruiji.allocation", required=True, ondelete="cascade", index=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Account manager",
        required=True,
        domain=lambda self: [
            (
                "all_group_ids",
                "in",
                self.env.ref("ruiji_client_archive.group_account_manager").ids,
            )
        ],
    )
    capacity = fields.Float(default=1.0, digits=(6, 2))
    client_cap = fields.Integer(related="user_id.client_cap")
    preferred_state_ids = fields.Many2many(related="user_id.preferred_state_ids")
    load_before = fields.Integer(string="Clients before", readonly=True)
    load_change = fields.Integer(string="Change", compute="_compute_load_after")
    load_after = fields.Integer(string="Clients after", compute="_compute_load_after")
    load_share = fields.Integer(
        string="Weighted load",
        compute="_compute_load_share",
        help="Clients after, by capacity, in per cent of the most loaded manager.",
    )

    _manager_uniq = models.UniqueIndex(
        "(allocation_id, user_id)", "This account manager takes part already."
    )
    _capacity_not_negative = models.Constraint(
        "CHECK (capacity >= 0)", "A capacity is a number from 0 upwards."
    )

    @api.depends(
        "load_before",
        "user_id",
        "allocation_id.line_ids.user_id",
        "allocation_id.line_ids.previous_user_id",
    )
    def _compute_load_after(self):
        for allocation, loads in self.grouped("allocation_id").items():
            coming = Counter(line.user_id for line in allocation.line_ids)
            leaving = Counter(line.previous_user_id for line in allocation.line_ids)
            for load in loads:
                load.load_change = coming[load.user_id] - leaving[load.user_id]
                load.load_after = load.load_before + load.load_change

    @api.depends("load_after", "capacity")
    def _compute_load_share(self):
        for allocation, loads in self.grouped("allocation_id").items():
            most = max(map(_weight, allocation.load_ids), default=0)
            for load in loads:
                load.load_share = round(100 * _weight(load) / most) if most else 0

    @api.model_create_multi
    def create(self, vals_list):
        loads = super().create(vals_list)
        loads.allocation_id._require_editable()
        loads._count_again()
        return loads

    def write(self, vals):
        self.allocation_id._require_editable()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_while_editable(self):
        self.allocation_id._require_editable()

    def _count_again(self):
        """Take the number of files that everybody has today."""
        counts = self.user_id._count_files()
        for number, loads in self.grouped(
            lambda load: counts.get(load.user_id, 0)
        ).items():
            loads.filtered(lambda load, n=number: load.load_before != n).write(
                {"load_before": number}
            )

    def _as_manager(self):
        """Return what the shares are computed from."""
        leaving = self.allocation_id.line_ids.filtered(
            lambda line: line.previous_user_id == self.user_id
        )
        load = self.load_before - len(leaving)
        cap = self.client_cap
        return Manager(
            self.user_id.id,
            self.capacity,
            load,
            max(cap - load, 0) if cap else None,
            frozenset(self.preferred_state_ids.ids),
        )


def _weight(load):
    return load.load_after / load.capacity if load.capacity else 0
