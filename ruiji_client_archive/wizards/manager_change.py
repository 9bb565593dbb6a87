from odoo import fields, models


class ManagerChange(models.TransientModel):
    """Somebody asks for another account manager, with the reason (MGR-06)."""

    _name = "ruiji.manager.change"
    _description = "Change of Account Manager"

    partner_ids = fields.Many2many(
        "res.partner", string="Clients", required=True, readonly=True
    )
    manager_id = fields.Many2one(
        "res.users",
        string="New account manager",
        required=True,
        domain=lambda self: [
            (
                "all_group_ids",
                "in",
                self.env.ref("ruiji_client_archive.group_account_manager").ids,
            )
        ],
    )
    reason = fields.Text(required=True)

    def action_change(self):
        """Propose the change, or make it where one may."""
        self.partner_ids._change_manager(self.manager_id, self.reason)
        return {"type": "ir.actions.act_window_close"}


class ManagerChangeRefusal(models.TransientModel):
    """The head of marketing refuses a change, with the reason (MGR-06)."""

    _name = "ruiji.manager.change.refusal"
    _description = "Refusal of a Change of Account Manager"

    assignment_ids = fields.Many2many(
        "ruiji.assignment", string="Changes", required=True, readonly=True
    )
    reason = fields.Text(required=True)

    def action_refuse(self):
        """Refuse the changes."""
        self.assignment_ids._refuse(self.reason)
        return {"type": "ir.actions.act_window_close"}
