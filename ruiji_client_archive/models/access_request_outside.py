from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .access_request_check import KEEPER


class AccessRequest(models.Model):
    """What both approved, customer service hands over and records (ACC-04)."""

    _inherit = "ruiji.access.request"

    provided_by_id = fields.Many2one(
        "res.users", string="Handed over by", readonly=True, copy=False
    )
    receipt = fields.Char(
        string="Signed for",
        readonly=True,
        copy=False,
        help="Who signed for it outside, or the number of the receipt.",
    )
    may_provide = fields.Boolean(compute="_compute_may_provide")

    _provided_once_approved = models.Constraint(
        "CHECK (provided_on IS NULL OR (step = 'approved' AND outsiders))",
        "Only what was approved for outsiders is handed over to them.",
    )

    @api.depends_context("uid")
    @api.depends("state")
    def _compute_may_provide(self):
        keeps = self.env.user.has_group(KEEPER)
        for request in self:
            request.may_provide = (
                keeps and request.outsiders and request.state == "approved"
            )

    def _provide(self, medium, receipt):
        """Record that the data went out; the access record says so for good.

        :param str medium: how they went out, a choice of the field `medium`
        :param str receipt: who signed for it
        :raises AccessError: for anybody but customer service
        :raises UserError: for what is not approved, or no more
        """
        if not self.env.user.has_group(KEEPER):
            raise AccessError(
                self.env._("Data for outsiders are handed over by customer service.")
            )
        requests = self._locked("approved")
        if requests.filtered(lambda request: not request.may_provide):
            raise UserError(
                self.env._(
                    "Only what is approved for outsiders, still within its time and "
                    "not handed over yet, is handed over."
                )
            )
        requests.write(
            {
                "provided_on": fields.Datetime.now(),
                "provided_by_id": self.env.uid,
                "medium": medium,
                "receipt": receipt,
            }
        )
        action = "export" if medium == "file" else "copy"
        requests.client_ids._log_access(action, "outsiders")
