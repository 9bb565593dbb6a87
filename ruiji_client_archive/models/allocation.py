from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..utils.allocation import allocate

MANAGERS = "ruiji_client_archive.group_account_manager"
APPROVER = "ruiji_client_archive.group_general_manager"
ACTIVITY = "ruiji_client_archive.mail_activity_allocation"
EDITABLE = ("draft", "returned")
# What the steps of the approval alone write, once they have checked.
STEP_FIELDS = {"state", "submitted_by_id", "approved_by_id", "date_approved", "reason"}


class Allocation(models.Model):
    """The VP proposes who gets which clients, the general manager approves (MGR-03).

    Nothing takes effect before the approval, and then all of it or nothing.
    """

    _name = "ruiji.allocation"
    _description = "Allocation of Clients"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id DESC"
    _mail_post_access = "read"

    name = fields.Char(
        required=True, default=lambda self: self._default_name(), string="Subject"
    )
    state = fields.Selection(
        [
            ("draft", "Proposal"),
            ("submitted", "Waits for approval"),
            ("returned", "Returned"),
            ("approved", "In effect"),
        ],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    line_ids = fields.One2many(
        "ruiji.allocation.line", "allocation_id", string="Clients"
    )
    load_ids = fields.One2many(
        "ruiji.allocation.load",
        "allocation_id",
        string="Account managers",
        default=lambda self: self._default_loads(),
    )
    client_count = fields.Integer(
        string="Number of clients", compute="_compute_client_count"
    )
    submitted_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    approved_by_id = fields.Many2one(
        "res.users", string="Approved by", readonly=True, copy=False
    )
    date_approved = fields.Datetime(string="Approved on", readonly=True, copy=False)
    reason = fields.Text(string="Returned because", readonly=True, copy=False)

    def _default_name(self):
        today = fields.Date.context_today(self)
        return self.env._("Allocation of %s", fields.Date.to_string(today))

    def _default_loads(self):
        managers = self.env["res.users"].search(
            [
                ("all_group_ids", "in", self.env.ref(MANAGERS).ids),
                ("client_capacity", ">", 0),
            ]
        )
        return [
            fields.Command.create(
                {"user_id": user.id, "capacity": user.client_capacity}
            )
            for user in managers
        ]

    @api.depends("line_ids")
    def _compute_client_count(self):
        lines = self.env["ruiji.allocation.line"]
        counts = dict(
            lines._read_group(
                [("allocation_id", "in", self.ids)], ["allocation_id"], ["__count"]
            )
        )
        for allocation in self:
            allocation.client_count = counts.get(allocation, 0)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_to_skip_the_steps(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_to_skip_the_steps(vals)
        return super().write(vals)

    @api.model
    def _refuse_to_skip_the_steps(self, vals):
        if not self.env.su and STEP_FIELDS & vals.keys():
            raise AccessError(
                self.env._(
                    "An allocation changes its state by its buttons alone: submit "
                    "it, and have the general manager approve or return it."
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_effect(self):
        if "approved" in self.mapped("state"):
            raise UserError(
                self.env._("An allocation that is in effect stays on record.")
            )

    @api.model
    def _propose(self, clients):
        """Make a balanced proposal for some clients.

        :param clients: res.partner recordset
        :raises UserError: when no account manager can take any
        """
        allocation = self.create({})
        allocation._take_in(clients)
        return allocation

    def action_take_in(self):
        """Add all clients that nobody looks after, then balance (MGR-05)."""
        self.ensure_one()
        lonely = self.env["res.partner"].search(
            self.env["res.partner"]._domain_without_manager()
            + [("id", "not in", self.line_ids.client_id.ids)]
        )
        self._take_in(lonely)

    def _take_in(self, clients):
        self._require_editable()
        self.env["ruiji.allocation.line"].create(
            [
                {
                    "allocation_id": self.id,
                    "client_id": client.id,
                    "previous_user_id": client.user_id.id,
                }
                for client in clients
            ]
        )
        self.action_balance()

    def action_balance(self):
        """Compute the shares anew, by today's loads and capacities."""
        self.ensure_one()
        self._require_editable()
        self._forget_taken_clients()
        self.load_ids._count_again()
        clients = {line: line.client_id.state_id.id for line in self.line_ids}
        managers = [load._as_manager() for load in self.load_ids if load.capacity > 0]
        if clients and not managers:
            raise UserError(
                self.env._("Add at least one account manager with a capacity above 0.")
            )
        by_manager = {}
        for line, user_id in allocate(managers, clients).items():
            by_manager.setdefault(user_id, []).append(line.id)
        for user_id, line_ids in by_manager.items():
            self.line_ids.browse(line_ids).write({"user_id": user_id})

    def _forget_taken_clients(self):
        """Leave out clients whom somebody else got since they were taken in."""
        self.line_ids.filtered("is_stale").unlink()

    def action_submit(self):
        """Hand the proposal to the general manager."""
        self._require_editable()
        if not self.line_ids:
            raise UserError(self.env._("Add the clients that are to be allocated."))
        unassigned = self.line_ids.filtered(lambda line: not line.user_id)
        if unassigned:
            raise UserError(
                self.env._(
                    "%(count)s clients have no account manager proposed, %(client)s "
                    "among them: choose one, or take them off the list.",
                    count=len(unassigned),
                    client=unassigned[0].client_id.name,
                )
            )
        self._take_step(state="submitted", submitted_by_id=self.env.uid)
        # Who decides is not the proposer's to read; the step was checked above.
        approvers = self.env.ref(APPROVER).sudo().all_user_ids.filtered("active")
        # The task is another user's: the step that makes it was checked.
        self.env["mail.activity"].sudo()._ask(
            ACTIVITY, [(row, approver) for row in self for approver in approvers]
        )

    def action_approve(self):
        """Put the allocation into effect, all of it or nothing.

        :raises UserError: when a client went to somebody else meanwhile, or a cap
            of files leaves no room
        """
        self.ensure_one()
        self._check_may_approve()
        taken = self.line_ids.filtered("is_stale")
        if taken:
            raise UserError(
                self.env._(
                    "%(client)s went to %(manager)s meanwhile, so nothing was "
                    "applied: return the allocation to have it balanced anew.",
                    client=taken[0].client_id.name,
                    manager=taken[0].client_id.user_id.name or self.env._("the pool"),
                )
            )
        successors = {
            manager: lines.client_id
            for manager, lines in self.line_ids.grouped("user_id").items()
        }
        approver = self.env.user
        self.env["res.partner"]._assign_each(
            successors, "allocation", self.name, approver, self.submitted_by_id
        )
        self._take_step(
            state="approved",
            approved_by_id=approver.id,
            date_approved=fields.Datetime.now(),
        )
        # Ends the task of every approver; that this one may was checked above.
        self.sudo().activity_feedback([ACTIVITY])

    def _return(self, reason):
        """Give the proposal back to the VP, with the reason."""
        self._check_may_approve()
        self._take_step(state="returned", reason=reason)
        # Tasks of others begin and end here; that he may return it was checked.
        done = self.sudo()
        done.activity_feedback([ACTIVITY], feedback=reason)
        done.env["mail.activity"]._ask(
            "mail.mail_activity_data_todo",
            [(allocation, allocation.submitted_by_id) for allocation in done],
            summary=self.env._("Allocation returned"),
            note=reason,
        )

    def _check_may_approve(self):
        user = self.env.user
        if not user.has_group(APPROVER) or user in self.submitted_by_id:
            raise AccessError(
                self.env._(
                    "An allocation is approved or returned by the general manager, "
                    "never by whoever submitted it."
                )
            )
        self._require_state(("submitted",))

    def _require_editable(self):
        self._require_state(EDITABLE)

    def _require_state(self, states):
        if any(allocation.state not in states for allocation in self):
            raise UserError(
                self.env._(
                    "This allocation cannot take this step in its present state. "
                    "Reload the page to see it."
                )
            )

    def _take_step(self, **values):
        # Rights and state were checked; by hand nobody may write these.
        self.sudo().write(values)

    def action_view_lines(self):
        """Show the clients in columns, one for each account manager."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "ruiji_client_archive.allocation_line_action"
        )
        action["domain"] = [("allocation_id", "=", self.id)]
        action["context"] = {
            "default_allocation_id": self.id,
            "search_default_group_manager": 1,
        }
        return action
