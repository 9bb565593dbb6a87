from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .repair_order_progress import OPEN_STATES


class RepairSlip(models.Model):
    """A slip that went back is closed by the client's word or by time (REP-02)."""

    _inherit = "ruiji.repair.slip"

    date_confirmed = fields.Datetime(
        string="Receipt confirmed on", readonly=True, copy=False
    )
    confirmed_by = fields.Char(
        string="Receipt confirmed by",
        readonly=True,
        copy=False,
        help="Who of the client said that everything came back in good order.",
    )

    def _confirm_receipt(self, person_name):
        """Close slips whose boards the client has back in good order.

        Said twice, or after the slip was closed otherwise, it changes nothing.

        :param str person_name: who of the client says so
        :return: the slips that this closed
        """
        slips = self.filtered(lambda slip: slip.state == "shipped")
        slips.action_close()
        slips.write(
            {"date_confirmed": fields.Datetime.now(), "confirmed_by": person_name}
        )
        return slips

    @api.model
    def _cron_close_shipped(self, batch_size=100):
        """Close slips that went back long enough ago, in committed steps."""
        slips = self.search(self._to_close_domain(), order="id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(slips))
        for start in range(0, len(slips), batch_size):
            batch = slips[start : start + batch_size]
            batch.action_close()
            self.env.flush_all()
            if not cron._commit_progress(len(batch)):
                break

    @api.model
    def _to_close_domain(self):
        now = fields.Datetime.now()
        overdue = Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain(
                "date_shipped", "<=", now - timedelta(days=company.close_after_days)
            )
            for company in self.env["res.company"].search(
                [("close_after_days", ">", 0)]
            )
        )
        # A board that was added later is still waited for.
        still_here = Domain("repair_ids.board_state", "in", OPEN_STATES)
        return Domain("state", "=", "shipped") & overdue & ~still_here
