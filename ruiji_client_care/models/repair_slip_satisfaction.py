from odoo import fields, models

from odoo.addons.ruiji_repair_pricing.models.repair_slip_rating import DONE_STATES


class RepairSlip(models.Model):
    """A slip that has gone back whole is an event that the client rates (CAR-04)."""

    _inherit = "ruiji.repair.slip"

    satisfaction_id = fields.Many2one(
        "ruiji.satisfaction.rating",
        string="Satisfaction",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups="ruiji_client_care.group_care_user",
    )

    def _ask_for_satisfaction(self):
        """Ask the clients of slips that have gone back how they were served.

        Slips that were rated before on the portal are not asked about again.
        """
        # Whoever sends boards back may not read who worked on them.
        gone = self.sudo().filtered(
            lambda slip: slip.state in DONE_STATES and not slip.client_rating
        )
        ratings = self.env["ruiji.satisfaction.rating"]._ask(
            [slip._prepare_satisfaction_vals() for slip in gone]
        )
        by_slip = ratings.grouped("res_id")
        for slip in gone:
            slip.satisfaction_id = by_slip[slip.id]
        return ratings

    def _prepare_satisfaction_vals(self):
        return {
            "res_model": self._name,
            "res_id": self.id,
            "name": self.name,
            "kind": "repair",
            "partner_id": self.partner_id.id,
            "contact_id": self.contact_id.id,
            "technician_ids": self.repair_ids.user_id.ids,
            "piece_count": self.shipped_count,
            "event_date": self.date_shipped or fields.Datetime.now(),
            "company_id": self.company_id.id,
        }

    def _is_rated_elsewhere(self):
        """Ask in four aspects in place of one (CAR-04); never in both ways."""
        # Which slip was asked about is part of the slip.
        return bool(self.sudo().satisfaction_id) or super()._is_rated_elsewhere()

    def _open_satisfaction(self):
        """The rating that the client may still give of this slip, or none."""
        # Which slip was asked about is part of the slip; readers get the link alone.
        asked = self.sudo().satisfaction_id
        return asked.filtered(lambda rating: rating._is_open())

    def _satisfaction_links(self):
        """{slip number: link} for papers, of slips that can still be rated."""
        return {rating.name: rating._url() for rating in self._open_satisfaction()}
