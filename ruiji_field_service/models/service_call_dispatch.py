from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list

from .service_call import TECHNICIAN

TO_GO = "ruiji_field_service.mail_activity_go_to_call"
ROWS_A_COLUMN = 80
# Once somebody stands there, nobody else is sent.
MAY_BE_SENT = ("new", "sent", "accepted", "on_way")


class ServiceCall(models.Model):
    """The service head sends a technician to each call (SVC-02)."""

    _inherit = "ruiji.service.call"

    technician_id = fields.Many2one(
        "res.users",
        string="Technician",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        domain=lambda self: [("all_group_ids", "in", self.env.ref(TECHNICIAN).id)],
        group_expand="_expand_technicians",
        tracking=True,
    )
    date_planned = fields.Datetime(
        string="Visit planned for",
        copy=False,
        help="When the technician is expected there, for the calendar.",
    )
    dispatched_by_id = fields.Many2one(
        "res.users", string="Dispatched by", readonly=True, copy=False
    )
    date_dispatched = fields.Datetime(
        string="Dispatched at", readonly=True, copy=False, index="btree_not_null"
    )

    _open_of_technician_idx = models.Index(
        "(technician_id, date_planned) WHERE state NOT IN ('done', 'cancelled')"
    )

    @api.model
    def _expand_technicians(self, technicians, _domain):
        """A column for everybody who may be sent, with calls or without."""
        group = self.env.ref(TECHNICIAN)
        # Names of colleagues, for the board.
        everybody = group.sudo().all_user_ids.filtered(
            lambda user: user.active and not user.share
        )
        return technicians | everybody.sudo(False).sorted("name")

    @api.model
    @api.readonly
    def web_read_group(self, domain, groupby, *args, opening_info=None, **kwargs):
        """Open the column of calls that nobody goes to, as long as nobody folds it.

        Odoo folds what has no value; on the board that is what matters most (SVC-02).
        """
        if list(groupby[:1]) == ["technician_id"] and not opening_info:
            limit = kwargs.get("unfold_read_default_limit", ROWS_A_COLUMN)
            opening_info = [
                {"value": False, "folded": False, "offset": 0, "limit": limit}
            ]
        return super().web_read_group(
            domain, groupby, *args, opening_info=opening_info, **kwargs
        )

    @api.model_create_multi
    def create(self, vals_list):
        """Dispatch at once what is entered with its technician."""
        calls = super().create(vals_list)
        sent = calls.filtered("technician_id")
        if sent:
            sent._check_head()
            sent._dispatch()
        return calls

    def write(self, vals):
        """Choosing a technician, be it by dragging on the board, is dispatching."""
        if "technician_id" not in vals:
            return super().write(vals)
        moved = self.filtered(lambda c: c.technician_id.id != vals["technician_id"])
        moved._check_may_be_sent()
        result = super().write(vals)
        moved.filtered("technician_id")._dispatch()
        moved.filtered(lambda c: not c.technician_id)._recall()
        return result

    def _check_may_be_sent(self):
        if not self:
            return
        self._check_head()
        over = self.filtered(lambda call: not call._may_be_sent())
        if over:
            raise UserError(
                self.env._(
                    "The technician is there already, or the call is over: "
                    "%(calls)s. Nobody else can be sent, unless the voucher of the "
                    "visit was concluded and the work is to be continued.",
                    calls=format_list(self.env, over.mapped("name")),
                )
            )

    def _may_be_sent(self):
        """Whether somebody else may still be sent."""
        return self.state in MAY_BE_SENT

    def _dispatch(self):
        """Note who sent the technician and when, and tell the technician."""
        # Choosing the technician was decided by the head; the rest follows from it.
        self.sudo().write(
            {
                "state": "sent",
                "date_dispatched": fields.Datetime.now(),
                "dispatched_by_id": self.env.uid,
                "date_accepted": False,
                "date_on_way": False,
            }
        )
        self._tell_technicians()

    def _recall(self):
        """Nobody goes there for now: the call waits on the board again."""
        # Tasks of technicians belong to the dispatch; its right was checked.
        self.sudo().activity_unlink([TO_GO])
        # As above. When it was dispatched the first time stays on record.
        self.sudo().write(
            {"state": "new", "date_accepted": False, "date_on_way": False}
        )

    def _tell_technicians(self):
        """One activity a call for who goes there; it gives way to the next one."""
        # Activities of calls follow from their dispatch.
        calls = self.sudo()
        calls.activity_unlink([TO_GO])
        model_id = self.env["ir.model"]._get_id(self._name)
        activity_type = self.env.ref(TO_GO)
        calls.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "res_model_id": model_id,
                    "res_id": call.id,
                    "automated": True,
                    "activity_type_id": activity_type.id,
                    "user_id": call.technician_id.id,
                    "date_deadline": fields.Date.context_today(self),
                    "summary": call.client_name,
                }
                for call in calls
            ]
        )
