from odoo import api, fields, models

MANAGEMENT = (
    "ruiji_client_archive.group_marketing_vp",
    "ruiji_client_archive.group_general_manager",
)
VP, GENERAL_MANAGER = MANAGEMENT
SALES = (
    "ruiji_client_archive.group_account_manager,"
    "ruiji_client_archive.group_marketing_clerk"
)
# Whose consent each kind needs, in this order
NEEDED = {
    "own": ("head",),
    "other": ("director",),
    "outsiders": ("head", "director"),
}


class AccessRequest(models.Model):
    """Who decides on a request (ACC-04).

    Own department: its head. Other departments: the marketing director. Data to
    outsiders: both, who are two different persons. The general manager stands in
    for either; nobody decides on his own request.
    """

    _inherit = "ruiji.access.request"

    head_id = fields.Many2one(
        "res.users",
        string="Head of department",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    head_approver_id = fields.Many2one(
        "res.users", string="Approved by the head", readonly=True, copy=False
    )
    head_approved_on = fields.Datetime(readonly=True, copy=False)
    director_approver_id = fields.Many2one(
        "res.users", string="Approved by the director", readonly=True, copy=False
    )
    director_approved_on = fields.Datetime(readonly=True, copy=False)
    may_decide = fields.Boolean(compute="_compute_may_decide")

    _nobody_approves_his_own = models.Constraint(
        "CHECK (borrower_id <> head_approver_id"
        " AND borrower_id <> director_approver_id)",
        "Nobody approves a request of his own.",
    )
    _approved_by_those_needed = models.Constraint(
        """CHECK (step <> 'approved' OR CASE kind
            WHEN 'own' THEN head_approver_id IS NOT NULL
            WHEN 'other' THEN director_approver_id IS NOT NULL
            ELSE head_approver_id IS NOT NULL AND director_approver_id IS NOT NULL
             AND head_approver_id <> director_approver_id END)""",
        "Data go to outsiders when the head of department and the marketing director, "
        "two different persons, have both approved.",
    )

    @api.depends_context("uid")
    @api.depends("step", "head_approver_id", "director_approver_id", "head_id", "kind")
    def _compute_may_decide(self):
        for request in self:
            request.may_decide = bool(request._part_of(self.env.user))

    def _is_of_sales(self):
        return self.borrower_id.has_groups(SALES)

    def _find_head(self):
        """Return the head of the borrower's department, who is another person.

        The leader of the sales team; else whom the settings name.
        """
        self.ensure_one()
        heads = self.borrower_id.sale_team_id.user_id
        heads += self.company_id.department_head_id
        return (heads - self.borrower_id).filtered("active")[:1]

    def _missing_parts(self):
        """Parts whose consent is still to be given, the next one first."""
        self.ensure_one()
        return [part for part in NEEDED[self.kind] if not self[f"{part}_approver_id"]]

    def _part_of(self, user):
        """Return the part in which a user may decide now, or False."""
        self.ensure_one()
        involved = self.borrower_id | self.head_approver_id | self.director_approver_id
        if self.step != "submitted" or user in involved:
            return False
        parts = (part for part in self._missing_parts() if self._stands_for(user, part))
        return next(parts, False)

    def _stands_for(self, user, part):
        if user.has_group(GENERAL_MANAGER):
            return True
        directs = user.has_group(VP)
        if part == "director":
            return directs
        # Within the department the director decides where its head could.
        return user == self.head_id or (directs and self.kind == "own")

    def _deciders(self):
        """Whom to ask for the next decision: one person at most for the head's."""
        self.ensure_one()
        part = self._missing_parts()[0]
        involved = self.borrower_id | self.head_approver_id
        if part == "head" and self.head_id - involved:
            return self.head_id
        roles = MANAGEMENT if self._accepts_director(part) else MANAGEMENT[1:]
        for role in roles:
            people = self.env.ref(role).all_user_ids - involved
            if people := people.filtered("active"):
                return people
        return self.env["res.users"]

    def _accepts_director(self, part):
        return part == "director" or self.kind == "own"
