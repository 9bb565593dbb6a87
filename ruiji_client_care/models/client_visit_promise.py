from odoo import api, fields, models
from odoo.exceptions import UserError

from .client_visit import WRITING

PROMISE = "ruiji_client_care.mail_activity_visit_promise"


class VisitPromise(models.Model):
    """What was promised to the client: by whom, until when (CAR-01)."""

    _name = "ruiji.client.visit.promise"
    _description = "Promise Made at a Visit"
    _order = "date_due, id"

    visit_id = fields.Many2one(
        "ruiji.client.visit", required=True, ondelete="cascade", index=True
    )
    client_id = fields.Many2one(related="visit_id.client_id", store=True, index=True)
    name = fields.Char(string="Promise", required=True)
    user_id = fields.Many2one(
        "res.users",
        string="Who keeps it",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
    )
    date_due = fields.Date(string="Until", required=True)
    activity_id = fields.Many2one(
        "mail.activity",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    done_on = fields.Date(
        string="Kept on", related="activity_id.date_done", store=True, readonly=True
    )

    @api.model_create_multi
    def create(self, vals_list):
        promises = super().create(vals_list)
        promises._check_minutes_are_open()
        return promises

    def write(self, vals):
        self._check_minutes_are_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        self._check_minutes_are_open()

    def _check_minutes_are_open(self):
        sent = self.visit_id.filtered(lambda visit: visit.state not in WRITING)
        if sent and not self.env.su:
            raise UserError(
                self.env._("The client has these minutes already: they stay as sent.")
            )

    def _put_on_lists(self):
        """Put promises on the lists of those who keep them."""
        kind = self.env.ref(PROMISE)
        activities = self.env["mail.activity"].create(
            [
                {
                    "activity_type_id": kind.id,
                    "automated": True,
                    "date_deadline": promise.date_due,
                    "res_id": promise.visit_id.id,
                    "res_model_id": self.env["ir.model"]._get_id(
                        promise.visit_id._name
                    ),
                    "summary": promise.name,
                    "user_id": promise.user_id.id,
                }
                for promise in self
            ]
        )
        for promise, activity in zip(self, activities, strict=True):
            promise.activity_id = activity
