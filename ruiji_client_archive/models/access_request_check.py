from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

KEEPER = "ruiji_client_archive.group_customer_service"


class AccessRequest(models.Model):
    """What a request has to say, and the limits of borrowing (ACC-04)."""

    _inherit = "ruiji.access.request"

    receiver_id = fields.Many2one(
        "res.users", string="Given back to", readonly=True, copy=False
    )
    may_return = fields.Boolean(compute="_compute_may_return")

    @api.constrains("client_ids")
    def _check_client_ids(self):
        # What is no client is in no archive; that a client is one is no secret.
        if self.sudo().client_ids.filtered(lambda partner: not partner.is_client):
            raise ValidationError(self.env._("Only files of clients are lent."))

    @api.depends_context("uid")
    @api.depends("step", "returned_on", "kind", "carrier")
    def _compute_may_return(self):
        for request in self:
            request.may_return = request._may_be_returned_by(self.env.user)

    def _may_be_returned_by(self, user):
        """A paper copy comes back when it lies on customer service's desk."""
        self.ensure_one()
        if self.step != "approved" or self.returned_on or self.outsiders:
            return False
        if self.is_paper_lent:
            return user.has_group(KEEPER) and user != self.borrower_id
        return user == self.borrower_id and self.granted_until > fields.Datetime.now()

    def _check_may_return(self):
        if not self._may_be_returned_by(self.env.user):
            raise AccessError(
                self.env._(
                    "Files on screen are given back by who borrowed them; paper "
                    "copies are taken back by customer service. What has ended "
                    "needs no return."
                )
            )

    def _check_is_complete(self):
        """:raises UserError: naming what is missing"""
        if not self.client_ids:
            raise UserError(self.env._("Choose the client files to be lent."))
        given = self.recipient and self.data_given and self.medium
        if self.outsiders and not given:
            raise UserError(
                self.env._(
                    "Say who outside gets the data, which data, and how they are "
                    "handed over."
                )
            )

    def _check_length(self):
        """:raises UserError: for an end that has passed or is too far off"""
        begin = max(self.date_from or fields.Datetime.now(), fields.Datetime.now())
        if self.date_until <= begin:
            raise UserError(self.env._("Choose an end in the future, after the begin."))
        days = self.company_id.borrowing_days
        if self.date_until > begin + timedelta(days=days):
            raise UserError(
                self.env._(
                    "Files are lent for at most %(days)s days: choose an earlier end, "
                    "and ask again if you need them longer.",
                    days=days,
                )
            )

    def _check_number_of_files(self):
        """Keep the list of open files short: every search of theirs carries it.

        :raises UserError: beyond the company's limit
        """
        open_requests = self.search(
            [
                ("borrower_id", "=", self.borrower_id.id),
                ("state", "in", ["submitted", "approved", "active"]),
                ("outsiders", "=", False),
            ]
        )
        files = (open_requests | self).client_ids
        limit = self.company_id.borrowing_files
        if len(files) > limit:
            raise UserError(
                self.env._(
                    "One person borrows at most %(limit)s files at a time; with this "
                    "request you would have %(count)s. Return some first.",
                    limit=limit,
                    count=len(files),
                )
            )
