from odoo import fields, models


class RepairSlip(models.Model):
    """A slip that has gone back whole is an event that the client rates (CAR-04)."""

    _inherit = "ruiji.repair.slip"

    def _ask_for_satisfaction(self):
        """Ask the clients of slips that have gone back how they were served."""
        gone = self.filtered(lambda slip: slip.state in ("shipped", "closed"))
        # Whoever sends boards back may not read who worked on them.
        events = [slip.sudo()._prepare_satisfaction_vals() for slip in gone]
        return self.env["ruiji.satisfaction.rating"]._ask(events)

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

    def _satisfactions(self):
        """The ratings of these slips, whatever was answered."""
        # Which slip was rated is part of the slip; answers are shown field by field.
        ratings = self.env["ruiji.satisfaction.rating"].sudo()
        return ratings._of_records(self._name, self.ids)

    def _open_satisfaction(self):
        """The rating that the client may still give of this slip, or none."""
        return self._satisfactions().filtered(lambda rating: rating._is_open())

    def _satisfaction_links(self):
        """{slip number: link} for papers, of slips that can still be rated."""
        return {rating.name: rating._url() for rating in self._open_satisfaction()}
