from odoo import api, fields, models
from odoo.fields import Domain

from .access_request import STEPS

LENT = [
    ("active", "Borrowed"),
    ("overdue", "Overdue"),
    ("ended", "Ended"),
    ("returned", "Given back"),
    ("provided", "Provided"),
]


class AccessRequest(models.Model):
    """What the facts of a request amount to at this moment (ACC-04).

    A borrowing begins and ends by the clock alone: nothing of this is stored.
    """

    _inherit = "ruiji.access.request"

    state = fields.Selection(
        STEPS[:3] + LENT + STEPS[3:],
        string="Status",
        compute="_compute_state",
        search="_search_state",
    )

    @api.depends("step", "granted_from", "granted_until", "returned_on", "provided_on")
    def _compute_state(self):
        now = fields.Datetime.now()
        for request in self:
            request.state = request._state_at(now)

    def _state_at(self, moment):
        self.ensure_one()
        if self.step != "approved":
            return self.step
        if self.provided_on or self.returned_on:
            return "provided" if self.provided_on else "returned"
        if self.granted_until <= moment:
            return "overdue" if self.is_paper_lent else "ended"
        if self.outsiders or moment < self.granted_from:
            return "approved"
        return "active"

    @api.model
    def _search_state(self, operator, values):
        if operator != "in":
            return NotImplemented
        domains = self._domains_of_states(fields.Datetime.now())
        return Domain.OR(domains[state] for state in values if state)

    @api.model
    def _domains_of_states(self, moment):
        """What `_state_at` says of one request, said for a search."""
        approved = Domain("step", "=", "approved")
        given, back = (
            Domain("provided_on", "!=", False),
            Domain("returned_on", "!=", False),
        )
        ended = approved & ~given & ~back & Domain("granted_until", "<=", moment)
        running = approved & ~given & ~back & Domain("granted_until", ">", moment)
        begun = Domain("outsiders", "=", False) & Domain("granted_from", "<=", moment)
        paper = Domain("is_paper_lent", "=", True)
        return {step: Domain("step", "=", step) for step, _label in STEPS} | {
            "approved": running & ~begun,
            "active": running & begun,
            "overdue": ended & paper,
            "ended": ended & ~paper,
            "returned": approved & ~given & back,
            "provided": approved & given,
        }
